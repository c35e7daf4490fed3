"""What Word wrote before .docx (.doc, RTF), turned into .docx by LibreOffice, which alone reads it.

It runs without a window, in a profile of its own that is gone afterwards, within limits of time, memory and
disk: a file from a stranger is opened there. Macros stay shut and links unfollowed by the settings below
(org.openoffice.Office.Common and .Writer). Its .docx keeps what we look for in either format: codes,
bookmarks, custom properties, tables (measured).
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from assembler.errors import FileError, ToolError
from assembler.store.files.files import read_file
from assembler.store.office.office import office_path

SECONDS = 120
"""How long LibreOffice may take for one file; the largest form of ours takes it seventeen."""
MEMORY = 6 * 1024**3
LARGEST = 400 * 1024**2
"""Bytes of any file that it may write."""
PLACES = (
    "/usr/bin", "/usr/local/bin", "/opt/libreoffice/program", "/snap/bin",
    "/Applications/LibreOffice.app/Contents/MacOS", "C:/Program Files/LibreOffice/program",
)  # fmt: skip

_FILTER = "docx:Office Open XML Text"
_ASK_AGAIN = "ask for the form as .docx or .odt"
_SETTING = (
    '<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Writer/Content/Update", "Link", "0"),
)


def converter() -> str:
    """The path of LibreOffice; ToolError where this machine has none."""
    program = office_path(PLACES)
    if program is None:
        what = "LibreOffice is not here, and old Word files (.doc, .rtf) are read through it"
        raise ToolError(what, location="soffice", hint=f"install LibreOffice, or {_ASK_AGAIN}")
    return program


def as_docx(data: bytes, kind: str, name: str, *, seconds: int = SECONDS) -> bytes:
    """``data``, a file of ``kind`` (``doc`` or ``rtf``), as LibreOffice writes it as .docx.

    ToolError where LibreOffice is missing or is not done after ``seconds``; FileError where it cannot read
    the file; ``name`` is what errors call it.
    """
    program = converter()
    with TemporaryDirectory(prefix="assembler-", ignore_cleanup_errors=True) as home:
        folder = Path(home)
        _settle_in(folder / "profile")
        source = folder / f"form.{kind}"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--norestore", "--nologo", "--convert-to", _FILTER]
        _run([*command, "--outdir", str(folder / "out"), str(source)], name=name, seconds=seconds)
        written = folder / "out" / "form.docx"
        if not written.is_file():
            what = "LibreOffice cannot read this file, which is damaged or no text"
            raise FileError(what, location=name, hint=_ASK_AGAIN)
        return read_file(written)


def _settle_in(profile: Path) -> None:
    """A profile in which macros are shut and no link is followed."""
    items = "".join(_SETTING.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry"'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>"
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(text, encoding="utf-8")


def _run(command: list[str], *, name: str, seconds: int) -> None:
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True, preexec_fn=_limits(seconds)
    )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        what = f"LibreOffice was not done with this file after {seconds} seconds"
        raise ToolError(what, location=name, hint=_ASK_AGAIN) from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End it with everything that it started."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=10)


def _limits(seconds: int) -> Callable[[], None] | None:
    """What the child does to itself before it begins; nothing where the system knows no such limits."""
    if sys.platform == "win32":
        return None
    import resource

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    return limit

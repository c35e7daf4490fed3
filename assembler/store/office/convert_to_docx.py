"""Conversion of older Word formats (.doc, RTF) to .docx with LibreOffice.

LibreOffice runs without a window, in a temporary profile and with limits on time, memory and disk, because
the files come from untrusted sources. The settings below (org.openoffice.Office.Common and .Writer) disable
macros and links. In tests, the .docx preserved everything that we read from either format: codes, bookmarks,
custom properties and tables.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from assembler.errors import FileError, ToolError
from assembler.store.files.files import read_file
from assembler.store.office.layout import find_office_path, start_process

TIME_LIMIT = 120
"""Time limit for one file in seconds; our largest form takes seventeen."""
MAX_MEMORY = 6 * 1024**3
MAX_OUTPUT_BYTES = 400 * 1024**2
"""Maximum size of each file that LibreOffice writes."""

_FILTER = "docx:Office Open XML Text"
_ASK_FOR_DOCX = "ask for the form as .docx or .odt"
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


def find_converter() -> str:
    """Return the path of LibreOffice; raise ToolError if it is not installed."""
    program = find_office_path()
    if program is None:
        message = "LibreOffice, which is needed to read .doc and .rtf files, is not installed"
        raise ToolError(message, location="soffice", hint=f"install LibreOffice, or {_ASK_FOR_DOCX}")
    return program


def convert_to_docx(data: bytes, kind: str, name: str, *, seconds: int = TIME_LIMIT) -> bytes:
    """Convert ``data``, a file of ``kind`` (``doc`` or ``rtf``), to .docx with LibreOffice.

    Raises ToolError if LibreOffice is missing or takes more than ``seconds``, and FileError if it cannot read
    the file. ``name`` is the name of the file in messages.
    """
    program = find_converter()
    with TemporaryDirectory(prefix="assembler-", ignore_cleanup_errors=True) as home:
        folder = Path(home)
        _write_profile(folder / "profile")
        source = folder / f"form.{kind}"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--norestore", "--nologo", "--convert-to", _FILTER]
        _run([*command, "--outdir", str(folder / "out"), str(source)], name=name, seconds=seconds)
        output = folder / "out" / "form.docx"
        if not output.is_file():
            message = "LibreOffice cannot read this file, which is damaged or not a text document"
            raise FileError(message, location=name, hint=_ASK_FOR_DOCX)
        return read_file(output)


def _write_profile(profile: Path) -> None:
    """Write a profile that disables macros and does not follow links."""
    items = "".join(_SETTING.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry"'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>"
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(text, encoding="utf-8")


def _run(command: list[str], *, name: str, seconds: int) -> None:
    try:
        with start_process(command, _build_limiter(seconds)) as process:
            process.wait(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        message = f"LibreOffice did not convert this file within {seconds} seconds"
        raise ToolError(message, location=name, hint=_ASK_FOR_DOCX) from error


def _build_limiter(seconds: int) -> Callable[[], None] | None:
    """Return a function that limits the resources of the child process, or None on Windows."""
    if sys.platform == "win32":
        return None
    import resource

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
        resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_OUTPUT_BYTES, MAX_OUTPUT_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    return limit

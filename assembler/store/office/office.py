"""LibreOffice without a window: documents laid out, their pages told, PDFs made; one start for many files.

One start for twenty files costs as little for each as an instance that is kept running, and leaves nothing
behind. Each run has a profile of its own, so that neither a LibreOffice that somebody works in nor another
run is in its way. A file that takes too long or brings LibreOffice down is tried once more by itself; then it
alone fails.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from assembler.errors import ToolError
from assembler.store.office.office_macro import CALL, MODULE, module
from assembler.structs import Struct, field

PLACES = (
    "/usr/bin", "/usr/local/bin", "/opt/libreoffice/program", "/snap/bin",
    "/Applications/LibreOffice.app/Contents/MacOS", "C:/Program Files/LibreOffice/program",
)  # fmt: skip
LIMIT = 300.0
"""Seconds that LibreOffice may take for one document: 335 pages take 13."""
START_LIMIT = 60.0


class Layout(Struct, frozen=True):
    """A file to be laid out; ``pdf`` is where its PDF goes, or None."""

    source: Path
    pdf: Path | None = None


class LaidOut(Struct, frozen=True):
    """The page of each bookmark of a table of contents, by name; ``fault`` says what went wrong, if any."""

    pages: Mapping[str, int] = field(default_factory=dict)
    fault: str = ""


class Office(Struct, frozen=True):
    """LibreOffice at ``program``; ``limit`` is the longest that one document may take, in seconds."""

    program: str
    limit: float = LIMIT
    _stopped: Event = field(default_factory=Event)

    def stop(self) -> None:
        """End what runs now; what it was about counts as failed."""
        self._stopped.set()

    def lay_out(self, layouts: Sequence[Layout]) -> list[LaidOut]:
        """What became of each, in their order. ToolError where LibreOffice does not even start.

        A PDF is tagged (readable by a screen reader), has bookmarks, is made for archives (PDF/A-2b), and has
        no fields to fill in, since nobody could read them back.
        """
        found: dict[int, LaidOut] = {}
        strikes: dict[int, int] = {}
        waiting = list(range(len(layouts)))
        while waiting:
            done, broken = self._run([layouts[number] for number in waiting])
            found |= {waiting[place]: each for place, each in done.items()}
            if broken is not None:
                number, fault = waiting[broken[0]], broken[1]
                strikes[number] = strikes.get(number, 0) + 1
                if strikes[number] > 1 or self._stopped.is_set():
                    found[number] = LaidOut(fault=fault)
            waiting = [number for number in waiting if number not in found]
            waiting.sort(key=lambda number: strikes.get(number, 0))  # what stopped it comes last
        return [found[number] for number in range(len(layouts))]

    def _run(self, layouts: Sequence[Layout]) -> tuple[dict[int, LaidOut], tuple[int, str] | None]:
        """One start: what is done by its place, and the place of the file that ended it early, with why."""
        with TemporaryDirectory(prefix="assembler-") as name:
            home = Path(name)
            said = home / "said"
            why = self._call(home, layouts, said)
            lines = said.read_text("utf-8", "replace").splitlines() if said.exists() else []
        if not lines:
            raise ToolError(f"LibreOffice does not start ({why})", location=self.program,
                            hint="start it once by hand and see what it says")  # fmt: skip
        done = dict(_told(lines))
        begun = sum(line.startswith("begin ") for line in lines)
        return done, None if lines[-1] == "finished" else (max(begun, 1) - 1, why)

    def _call(self, home: Path, layouts: Sequence[Layout], said: Path) -> str:
        """Start LibreOffice on a list of tasks and see to it that it goes on; why it ended, if too early."""
        profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
        command = [self.program, profile, "--headless", "--norestore", "--nolockcheck", "--nologo"]
        with _started([*command, "--terminate_after_init"]) as process:
            self._wait(process, said, START_LIMIT)
        macro = home / "profile" / MODULE
        macro.parent.mkdir(parents=True, exist_ok=True)
        macro.write_text(module(), "utf-8")
        tasks = home / "tasks"
        pairs = ((each.source.resolve().as_uri(), _uri(each.pdf)) for each in layouts)
        tasks.write_text("".join(f"{source}\n{target}\n" for source, target in pairs), "utf-8")
        call = CALL.format(tasks=tasks.as_uri(), said=said.as_uri())
        with _started([*command, call]) as process:
            return self._wait(process, said, self.limit)

    def _wait(self, process: subprocess.Popen[bytes], said: Path, limit: float) -> str:
        """Wait as long as it runs and says something every ``limit`` seconds; why it ended, if too early."""
        heard, since = -1, time.monotonic()
        while (code := process.poll()) is None:
            size = said.stat().st_size if said.exists() else 0
            if self._stopped.is_set():
                return "it was stopped"
            if size != heard:
                heard, since = size, time.monotonic()
            elif time.monotonic() - since > limit:
                return f"it took longer than {limit:.0f} seconds"
            time.sleep(0.05)
        return f"it crashed ({code})" if code else "it ended too early"


def find_office() -> Office:
    """The LibreOffice of this machine; ToolError where there is none."""
    program = office_path(PLACES)
    if program is None:
        hint = "install it (Debian: apt install libreoffice-writer), or omit --pdf and --page-numbers"
        raise ToolError("LibreOffice is not installed", location="soffice", hint=hint)
    return Office(program)


def office_path(places: Sequence[str]) -> str | None:
    """The path of LibreOffice's program, on the search path or in ``places``; None where there is none.

    A program in the working folder does not count, where Windows (and a dot in PATH) would look: that may be
    a project from somebody else.
    """
    found = (shutil.which("soffice", path=path) for path in (None, os.pathsep.join(places)))
    return next((path for path in found if path and Path(path).is_absolute()), None)


def _uri(path: Path | None) -> str:
    return path.resolve().as_uri() if path is not None else ""


@contextmanager
def _started(command: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
    """The program while it runs; afterwards it is gone, with all that it started."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        yield process
    finally:
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.wait()


def _told(lines: Sequence[str]) -> Iterator[tuple[int, LaidOut]]:
    """What the macro said of each file, by its place."""
    place, pages = -1, dict[str, int]()
    for line in lines:
        word, _, rest = line.partition(" ")
        if word == "begin":
            place, pages = int(rest) - 1, {}
        elif word == "pages":
            words = rest.split()
            pages = {name: int(page) for name, page in zip(words[::2], words[1::2], strict=False)}
        elif word == "done":
            yield place, LaidOut(pages)
        elif word == "failed":
            yield place, LaidOut(fault=rest or "it cannot be laid out")

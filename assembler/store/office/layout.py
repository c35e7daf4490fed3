"""Layout of documents with LibreOffice: page numbers and PDFs of many files in one process.

Starting LibreOffice once for twenty files costs as little per file as keeping an instance running, and leaves
nothing behind. Each run has its own profile, so that it does not disturb other runs or an instance of
LibreOffice that the user has open. A file that takes too long or crashes LibreOffice is tried once more,
after the others. If it fails again, only that file counts as failed.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from assembler.errors import ToolError
from assembler.store.office.office_macro import CALL, MODULE, build_module
from assembler.structs import Struct, field

PROGRAM_FOLDERS = (
    "/usr/bin", "/usr/local/bin", "/opt/libreoffice/program", "/snap/bin",
    "/Applications/LibreOffice.app/Contents/MacOS", "C:/Program Files/LibreOffice/program",
)  # fmt: skip
TIME_LIMIT = 300.0
"""Time limit for one document in seconds; a document of 335 pages takes 13."""
START_LIMIT = 60.0


class LayoutTask(Struct, frozen=True):
    """A file to lay out.

    ``pdf`` is the path of its PDF, or None if no PDF is needed.
    """

    source: Path
    pdf: Path | None = None


class LayoutResult(Struct, frozen=True):
    """Result for one file: ``pages`` maps the bookmarks in its table of contents to page numbers.

    ``error`` is the reason why LibreOffice cannot lay out the file, or "" if it can.
    """

    pages: Mapping[str, int] = field(default_factory=dict)
    error: str = ""


class Office(Struct, frozen=True):
    """A LibreOffice installation, with the path of its ``program``.

    ``limit`` is the time limit for one document in seconds.
    """

    program: str
    limit: float = TIME_LIMIT
    _stopped: Event = field(default_factory=Event)

    def stop(self) -> None:
        """Stop all runs that were started with this object.

        No further files can be laid out with it: ``lay_out`` raises ToolError if any remain.
        """
        self._stopped.set()

    def lay_out(self, layouts: Sequence[LayoutTask]) -> list[LayoutResult]:
        """Lay out the files and return the results in the same order.

        PDFs are tagged for screen readers, have bookmarks and are suitable for archiving (PDF/A-2b). They
        have no form fields, because the program could not read answers from them. Raises ToolError if
        LibreOffice does not start.
        """
        results: dict[int, LayoutResult] = {}
        failures: dict[int, int] = {}
        waiting = list(range(len(layouts)))
        while waiting:
            done, broken = self._run([layouts[number] for number in waiting])
            results |= {waiting[index]: result for index, result in done.items()}
            if broken is not None:
                number, error = waiting[broken[0]], broken[1]
                failures[number] = failures.get(number, 0) + 1
                if failures[number] > 1 or self._stopped.is_set():
                    results[number] = LayoutResult(error=error)
            waiting = [number for number in waiting if number not in results]
            # files that stopped LibreOffice come last
            waiting.sort(key=lambda number: failures.get(number, 0))
        return [results[number] for number in range(len(layouts))]

    def _run(self, layouts: Sequence[LayoutTask]) -> tuple[dict[int, LayoutResult], tuple[int, str] | None]:
        """Run LibreOffice once on ``layouts``, and return the results by index in ``layouts``.

        If a file stopped LibreOffice, its index and the reason are also returned, otherwise None. Raises
        ToolError if LibreOffice does not start.
        """
        with TemporaryDirectory(prefix="assembler-") as name:
            home = Path(name)
            log = home / "log"
            reason = self._run_macro(home, layouts, log)
            lines = log.read_text("utf-8", "replace").splitlines() if log.exists() else []
        if not lines:
            raise ToolError(f"LibreOffice failed to start ({reason})", location=self.program,
                            hint="start LibreOffice yourself to see its error message")  # fmt: skip
        done = dict(_parse_log(lines))
        begun = sum(line.startswith("begin ") for line in lines)
        return done, None if lines[-1] == "finished" else (max(begun, 1) - 1, reason)

    def _run_macro(self, home: Path, layouts: Sequence[LayoutTask], log: Path) -> str:
        """Run LibreOffice on ``layouts`` and return the reason why it ended.

        ``home`` is a temporary folder for its profile and the list of tasks. The macro writes its progress to
        ``log``.
        """
        profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
        command = [self.program, profile, "--headless", "--norestore", "--nolockcheck", "--nologo"]
        with start_process([*command, "--terminate_after_init"]) as process:
            self._wait(process, log, START_LIMIT)
        macro = home / "profile" / MODULE
        macro.parent.mkdir(parents=True, exist_ok=True)
        macro.write_text(build_module(), "utf-8")
        tasks = home / "tasks"
        pairs = (
            (task.source.resolve().as_uri(), task.pdf.resolve().as_uri() if task.pdf is not None else "")
            for task in layouts
        )
        tasks.write_text("".join(f"{source}\n{target}\n" for source, target in pairs), "utf-8")
        call = CALL.format(tasks=tasks.as_uri(), log=log.as_uri())
        with start_process([*command, call]) as process:
            return self._wait(process, log, self.limit)

    def _wait(self, process: subprocess.Popen[bytes], log: Path, limit: float) -> str:
        """Wait until the process ends, ``stop`` is called, or ``log`` has not grown for ``limit`` seconds.

        Returns the reason why the process ended or was stopped.
        """
        last_size, since = -1, time.monotonic()
        while (code := process.poll()) is None:
            size = log.stat().st_size if log.exists() else 0
            if self._stopped.is_set():
                return "it was stopped"
            if size != last_size:
                last_size, since = size, time.monotonic()
            elif time.monotonic() - since > limit:
                return f"it took longer than {limit:.0f} seconds"
            time.sleep(0.05)
        return f"it crashed ({code})" if code else "it ended too early"


def find_office() -> Office:
    """Return the LibreOffice installation on this machine; raise ToolError if there is none."""
    program = find_office_path()
    if program is None:
        hint = "install it (Debian: apt install libreoffice-writer), or omit --pdf and --page-numbers"
        raise ToolError("LibreOffice is not installed", location="soffice", hint=hint)
    return Office(program)


def find_office_path() -> str | None:
    """Return the path of LibreOffice, or None if it is not found.

    The search path and ``PROGRAM_FOLDERS`` are searched. A program in the working folder is ignored, although
    Windows (or a dot in PATH) would find it, because the folder may be a project from an untrusted source.
    """
    programs = (shutil.which("soffice", path=path) for path in (None, os.pathsep.join(PROGRAM_FOLDERS)))
    return next((program for program in programs if program and Path(program).is_absolute()), None)


@contextmanager
def start_process(
    command: Sequence[str], limit: Callable[[], None] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run ``command``, and kill it when the ``with`` block ends.

    Processes that it started are also killed, except on Windows. ``limit`` is called in the new process
    before the program starts.
    """
    devnull = subprocess.DEVNULL
    process = subprocess.Popen(
        command, stdin=devnull, stdout=devnull, stderr=devnull, start_new_session=True, preexec_fn=limit
    )
    try:
        yield process
    finally:
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)


def _parse_log(lines: Sequence[str]) -> Iterator[tuple[int, LayoutResult]]:
    """Yield the index and result of each file from the log that the macro wrote."""
    index, pages = -1, dict[str, int]()
    for line in lines:
        keyword, _, rest = line.partition(" ")
        if keyword == "begin":
            index, pages = int(rest) - 1, {}
        elif keyword == "pages":
            fields = rest.split()
            pages = {name: int(page) for name, page in zip(fields[::2], fields[1::2], strict=False)}
        elif keyword == "done":
            yield index, LayoutResult(pages)
        elif keyword == "failed":
            yield index, LayoutResult(error=rest or "it cannot be laid out")

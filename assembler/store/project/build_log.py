"""Files that the program writes for the user: the build log, and backups of files that the user changed.

The build log ``build/report.jsonl`` has a JSON line for each document, with its inputs and the digest of what
was written. The last line for a document counts. A line is added when a document is finished, so that an
interrupted batch can continue where it stopped. A line that cannot be parsed (truncated when the machine
stopped) is ignored.

A file that differs from what was last written is copied before it is overwritten. If there is no log, or no
project, everything is rebuilt and every file that differs from its new contents is copied: an unnecessary
copy is better than lost text.
"""

from __future__ import annotations

import errno
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.builds import CHANGED_DOCUMENT
from assembler.errors import FileError, OutputError
from assembler.store.files.files import read_file, write_file
from assembler.store.files.json_lines import read_raw_lines
from assembler.store.files.transaction import lock_folder, write_together
from assembler.structs import Struct, as_data, field, from_json

if TYPE_CHECKING:
    from assembler.store.project.project import Project


class Entry(Struct, frozen=True):
    """Entry of the build log for one document.

    ``asked`` is the order as text: the type of the document, its record, language and so on. ``made`` is the
    completed order as plain data. ``inputs`` is the digest of all inputs. ``path`` is the path of the file
    (relative to the project, or absolute), and ``digest`` its SHA-256 digest when it was written.
    ``diagnostics`` contains what was reported, as plain data. ``form`` is the id of the stored manifest.
    ``pdf`` is the path of the PDF, and ``pdf_digest`` its SHA-256 digest. ``conformant`` is true if it was
    made conformant to PDF/A-2a and PDF/UA-1 as far as possible. ``pages`` is true if the table of contents
    contains LibreOffice's page numbers.
    """

    asked: str
    path: str
    digest: str
    inputs: str
    made: Mapping[str, Any] = field(default_factory=dict)
    diagnostics: tuple[Mapping[str, Any], ...] = ()
    form: str = ""
    pdf: str = ""
    pdf_digest: str = ""
    pages: bool = False
    conformant: bool = False


def portable_path(project: Project, path: Path) -> str:
    """Return ``path`` relative to the project, so that the project can be moved.

    A path outside the project stays absolute.
    """
    root, absolute = project.root.resolve(), path.resolve()
    return absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else str(absolute)


class BuildLog:
    """Log of the last entry for each order, and of the digest last written to each path.

    If there is no file, the log exists only in memory.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._entries: dict[str, Entry] = {}
        self._digests: dict[str, str] = {}
        if self._read() > 2 * len(self._entries) + 100:
            self._compact()

    def entry(self, asked: str) -> Entry | None:
        """Return the last entry for the order ``asked``, or None."""
        return self._entries.get(asked)

    def last_digest(self, path: str) -> str:
        """Return the digest of the data last written to ``path``, or "" if it is unknown."""
        return self._digests.get(path, "")

    def remember(self, entry: Entry) -> None:
        """Remember ``entry``, which is already in the file."""
        self._entries.pop(entry.asked, None)  # the order of entries is that of the lines
        self._entries[entry.asked] = entry
        self._digests[entry.path] = entry.digest

    def add(self, entry: Entry) -> None:
        """Remember ``entry`` and append it to the file; raise OutputError on failure."""
        self.remember(entry)
        self.append_line(self._file, entry)

    @staticmethod
    def append_line(path: Path | None, entry: Entry) -> None:
        """Append ``entry`` to the file at ``path``.

        Other processes may append to the file at the same time, so the line is written in one piece. The line
        begins with a line break, in case the last line is truncated. Raises OutputError on failure.
        """
        if path is None:
            return
        line = f"\n{json.dumps(as_data(entry), ensure_ascii=False)}\n".encode()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with lock_folder(path.parent), path.open("ab", buffering=0) as file:
                if file.write(line) < len(line):
                    raise OSError(errno.ENOSPC, "the disk is full")
        except OSError as error:
            message = f"cannot write the build log: {error.strerror}"
            hint = "free some disk space, or make the folder writable"
            raise OutputError(message, location=str(path), hint=hint) from error

    def _read(self) -> int:
        """Remember the entries in the file, and return its number of lines."""
        lines: list[bytes] = []
        with suppress(FileError):
            lines = read_raw_lines(self._file) if self._file else []
        for line in lines:
            with suppress(ValueError):
                self.remember(from_json(line, Entry))
        return len(lines)

    def _compact(self) -> None:
        """Rewrite the file with only the current entries, ignoring errors.

        The folder is locked, and lines that another batch has appended are read first.
        """
        if self._file is None:
            return
        with suppress(OutputError), lock_folder(self._file.parent):
            self._read()
            lines = (json.dumps(as_data(entry), ensure_ascii=False) for entry in self._entries.values())
            write_file(self._file, "".join(f"{line}\n" for line in lines).encode(), durable=False)


def digest_file(path: Path) -> str:
    """Return the SHA-256 digest of the file in hexadecimal, or "" if it is missing or unreadable."""
    with suppress(OSError):
        return sha256(path.read_bytes()).hexdigest()
    return ""


def write_outputs(
    project: Project, files: Mapping[Path, bytes], *, inputs: Iterable[Path] = ()
) -> tuple[Diagnostic, ...]:
    """Write ``files`` in one transaction and return a warning for each backup.

    A file that the user has changed is backed up first (``back_up_changed``). Raises OutputError if a file is
    also one of the ``inputs`` or cannot be written; no file is then changed.
    """
    for path in files:
        refuse_input_as_output(path, inputs)
    warnings = tuple(
        diagnostic for path, data in files.items() for diagnostic in back_up_changed(project, path, data)
    )
    for path in write_together(files):
        with suppress(OutputError):  # without an entry, the next write makes a backup
            log_output(project, path, sha256(files[path]).hexdigest())
    return warnings


def log_output(project: Project, path: Path, digest: str) -> None:
    """Record in the build log that data with this SHA-256 ``digest`` was written to ``path``.

    Raises OutputError if the log cannot be written.
    """
    name = portable_path(project, path)
    BuildLog.append_line(project.report_file, Entry(f"output {name}", name, digest, inputs=""))


def back_up_changed(
    project: Project, path: Path, data: bytes, *, written: str = ""
) -> tuple[Diagnostic, ...]:
    """Back up the file at ``path`` before it is overwritten, unless the program wrote its current contents.

    A file that already contains ``data``, the new contents, is not backed up either. ``written`` is the
    digest of the data last written there, if the caller knows it. The copy is named
    ``name.changed-1a2b3c4d.docx`` after its own digest. Returns a warning about the copy, if there is one.
    Raises OutputError if the copy cannot be written.
    """
    if not path.is_file():
        return ()
    before = read_file(path)
    digest = sha256(before).hexdigest()
    if digest in (written, sha256(data).hexdigest()):
        return ()
    if digest == BuildLog(project.report_file).last_digest(portable_path(project, path)):
        return ()
    backup = path.with_name(f"{path.stem}.changed-{digest[:8]}{path.suffix}")
    if digest_file(backup) != digest:
        write_file(backup, before)
    return (CHANGED_DOCUMENT.at(Location(str(path)), copy=backup.name),)


def refuse_input_as_output(path: Path, inputs: Iterable[Path]) -> None:
    """Raise OutputError if the output ``path`` is also one of the ``inputs``."""
    for source in inputs:
        if path.resolve() == source.resolve() or (
            path.exists() and source.exists() and path.samefile(source)
        ):
            message = "the output would overwrite one of its input files"
            raise OutputError(message, location=str(path), hint="choose another name or folder with --output")

"""Build log ``build/report.jsonl``: a JSON line for each document and its inputs.

The last line for a document counts. A line is added when a document is finished, so that an interrupted batch
can continue where it stopped. A line that cannot be parsed (truncated when the machine stopped) is ignored.
If the file is lost, everything is built again, with no other consequences.
"""

from __future__ import annotations

import errno
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assembler.errors import FileError, OutputError
from assembler.store.files.files import write_file
from assembler.store.files.json_lines import read_raw_lines
from assembler.store.files.transaction import lock_folder
from assembler.structs import Struct, as_data, field, from_json

if TYPE_CHECKING:
    from assembler.store.project.project import Project


class Entry(Struct, frozen=True):
    """A built document: ``asked`` is its order as text, and ``inputs`` the digest of all its inputs.

    ``path`` is the path of the file (relative to the project, or absolute), and ``digest`` its SHA-256 digest
    when it was written. ``made`` is the completed order, and ``diagnostics`` contains what was reported, both
    as plain data. ``form`` is the id of the stored manifest. ``pdf`` is the PDF of the file, and
    ``pdf_digest`` its SHA-256 digest. ``pages`` is true if the table of contents contains LibreOffice's page
    numbers.
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


def portable_path(project: Project, path: Path) -> str:
    """Return ``path`` relative to the project, so that this can be moved; a path outside is absolute."""
    root, absolute = project.root.resolve(), path.resolve()
    return absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else str(absolute)


class BuildLog:
    """Build log that finds entries by order, and the last digest of each path.

    Without a file, it is kept only in memory.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._entries: dict[str, Entry] = {}
        self._digests: dict[str, str] = {}
        if self._read() > 2 * len(self._entries) + 100:
            self._compact()

    def entry(self, asked: str) -> Entry | None:
        """Return the last entry of this order, or None."""
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
        """Append ``entry`` to the file at ``path``; other processes may append to it at the same time.

        The line is written in one piece, after a line break in case the last line is truncated. Raises
        OutputError on failure.
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
        """Read the file and return its number of lines."""
        lines: list[bytes] = []
        with suppress(FileError):
            lines = read_raw_lines(self._file) if self._file else []
        for line in lines:
            with suppress(ValueError):
                self.remember(from_json(line, Entry))
        return len(lines)

    def _compact(self) -> None:
        """Rewrite the file with only the current entries; errors are ignored.

        The folder is locked, and lines that another batch has appended are read first.
        """
        if self._file is None:
            return
        with suppress(OutputError), lock_folder(self._file.parent):
            self._read()
            lines = (json.dumps(as_data(entry), ensure_ascii=False) for entry in self._entries.values())
            write_file(self._file, "".join(f"{line}\n" for line in lines).encode(), durable=False)

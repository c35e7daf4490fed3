"""What was built from what: ``build/report.jsonl``, one line of JSON for each document, the last one counts.

A line is added when a document is done, so that a batch that was stopped goes on where it was. A line that
cannot be read (cut off when the machine stopped) is as good as none. Where the file is lost, everything is
built again and nothing else happens.
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
    """One document. ``asked`` is its order as text, ``inputs`` the digest of all it was made from.

    ``path`` (from the project's folder, or whole) is the file, ``digest`` its sha256 when it was written;
    ``made`` is the completed order and ``diagnostics`` what was reported, both as plain data; ``form`` is the
    id of the manifest that was kept, ``pdf`` and ``pdf_digest`` are the PDF beside the file and its sha256;
    ``pages`` is true where the table of contents has LibreOffice's page numbers.
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


def shown(project: Project, path: Path) -> str:
    """``path`` from the project's folder where it lies in it, so that the folder can be moved; else whole."""
    root, whole = project.root.resolve(), path.resolve()
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else str(whole)


class Report:
    """The entries by what was asked, and what was last written to each path. Without a file, in memory."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._entries: dict[str, Entry] = {}
        self._written: dict[str, str] = {}
        if self._read() > 2 * len(self._entries) + 100:
            self._tidy()

    def entry(self, asked: str) -> Entry | None:
        """What was last made of this order, or None."""
        return self._entries.get(asked)

    def written(self, path: str) -> str:
        """The digest of what we last wrote to ``path``; empty where that is not known."""
        return self._written.get(path, "")

    def take(self, entry: Entry) -> None:
        """Know ``entry``, which is written down already."""
        self._entries[entry.asked] = entry
        self._written[entry.path] = entry.digest

    def add(self, entry: Entry) -> None:
        """Know ``entry`` and write it down. OutputError where that cannot be done."""
        self.take(entry)
        self.write_down(self._file, entry)

    @staticmethod
    def write_down(path: Path | None, entry: Entry) -> None:
        """Add ``entry`` to the file at ``path``, whoever else does so too; without one, nothing.

        The line is written in one piece, after a line break of its own in case the last one was cut off.
        OutputError where that cannot be done.
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
            what = f"it cannot be written down what was built ({error.strerror})"
            hint = "make room, or make the folder writable"
            raise OutputError(what, location=str(path), hint=hint) from error

    def _read(self) -> int:
        """Know what is written down; how many lines there are."""
        lines: list[bytes] = []
        with suppress(FileError):
            lines = read_raw_lines(self._file) if self._file else []
        for line in lines:
            with suppress(ValueError):
                self.take(from_json(line, Entry))
        return len(lines)

    def _tidy(self) -> None:
        """Write the file anew with the lines that count; a folder that cannot be written is no trouble.

        What another batch wrote down since it was read is among them, and none writes while this is done.
        """
        if self._file is None:
            return
        with suppress(OutputError), lock_folder(self._file.parent):
            self._read()
            lines = (json.dumps(as_data(entry), ensure_ascii=False) for entry in self._entries.values())
            write_file(self._file, "".join(f"{line}\n" for line in lines).encode(), durable=False)

"""Input files of a project, usually read only once.

A command needs some files several times: cities, declarations, templates. Their contents are kept in memory,
up to ``MAX_INPUT_BYTES``, and a file is read again if its size, timestamps or inode number change. If a
process was killed while it replaced files, readers see the files as they will be after the recovery. Reading
never writes anything.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from assembler.store.files.files import read_file
from assembler.store.files.transaction import Replacement, find_replacements

T = TypeVar("T")
Stamp = tuple[int, int, int, int]
"""Size, modification time, time of the last status change, and inode number of a file."""

MAX_INPUT_BYTES = 32 * 1024 * 1024
"""Maximum number of bytes kept in memory; beyond it, the oldest contents are dropped."""


class InputFiles:
    """Cache of the files read so far and of the results of parsing them.

    Pickling omits its contents.
    """

    def __init__(self) -> None:
        self._contents: dict[Path, tuple[Stamp, bytes]] = {}
        self._size = 0
        self._parsed: dict[tuple[Path, str], tuple[bytes, Any]] = {}
        self._replacements: dict[Path, Replacement] = {}

    def __reduce__(self) -> tuple[type[InputFiles], tuple[()]]:
        """Pickle as an object that has not read any files."""
        return InputFiles, ()

    def watch(self, folder: Path) -> None:
        """Take into account any interrupted transaction in ``folder``.

        From now on, files there are read as they will be once the transaction is completed.
        """
        self._replacements |= find_replacements(folder)

    def exists(self, path: Path) -> bool:
        """Return whether there is a file or folder at ``path``."""
        target = self._find_target(path)
        return target is not None and target.exists()

    def read(self, path: Path) -> bytes:
        """Return the contents of the file at ``path``; raise FileError if it cannot be read."""
        target = self._find_target(path) or path
        stamp, known = read_stamp(target), self._contents.get(path)
        if known is not None and known[0] == stamp:
            return known[1]
        data = read_file(target if target.is_file() else path)  # another process may have just recovered
        if stamp is not None:
            self._keep(path, stamp, data)
        return data

    def parse(self, path: Path, kind: str, parse: Callable[[bytes], T]) -> T:
        """Return the contents of the file at ``path``, parsed with ``parse``.

        The result is cached for each ``kind`` of parsing until the contents change.
        """
        data = self.read(path)
        known = self._parsed.get((path, kind))
        if known is None or known[0] != data:
            known = self._parsed[path, kind] = data, parse(data)
        result: T = known[1]
        return result

    def _find_target(self, path: Path) -> Path | None:
        """Return the file from which the contents of ``path`` are read, or None if ``path`` will be removed.

        If a transaction was interrupted, this may be the file that will replace ``path``.
        """
        replacement = self._replacements.get(path.resolve()) if self._replacements else None
        return replacement.target if replacement and replacement.journal.is_file() else path

    def _keep(self, path: Path, stamp: Stamp, data: bytes) -> None:
        before = self._contents.pop(path, None)
        self._contents[path] = stamp, data
        self._size += len(data) - (len(before[1]) if before else 0)
        while self._size > MAX_INPUT_BYTES:
            _, dropped = self._contents.pop(next(iter(self._contents)))
            self._size -= len(dropped)


def read_stamp(path: Path) -> Stamp | None:
    """Return the size, timestamps and inode number of a file, or None if it is missing or not accessible."""
    try:
        state = path.stat()
    except (OSError, ValueError):
        return None
    return state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino

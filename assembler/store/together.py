"""Several files written as one: all of them are there afterwards, or all are as they were before."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from assembler.errors import OutputError
from assembler.store.files import read_file, write_whole


def write_together(files: Mapping[Path, bytes]) -> tuple[Path, ...]:
    """Write ``files`` in their order; the paths of those that were not like that already.

    Raises OutputError where one cannot be written; those written before it are then put back.
    """
    before = {path: read_file(path) if path.is_file() else None for path in files}
    differing = {path: data for path, data in files.items() if before[path] != data}
    done: list[Path] = []
    try:
        for path, data in differing.items():
            write_whole(path, data)
            done.append(path)
    except OutputError:
        for path in reversed(done):
            _put_back(path, before[path])
        raise
    return tuple(done)


def _put_back(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink(missing_ok=True)
    else:
        write_whole(path, data)

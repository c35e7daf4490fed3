"""Several files written as one: all of them are there afterwards, or all are as they were before.

Every new content is first written beside its file, whole. Then a note of what is to take whose place is
written, in one step: from then on the new state is the true one. A program that is killed before leaves the
old state; one that is killed after leaves the note, and whoever comes next does what it says (``finish``).
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from assembler.errors import OutputError
from assembler.store.files import read_file, unwritable, write_whole

NOTE = ".unfinished"
"""The note's name, in the folder of a record."""
LARGEST_NOTE = 10 * 1024**2
_OURS = re.compile(r"\..+\.[0-9a-f]{12}\.(new|part)")


def write_together(
    files: Mapping[Path, bytes], *, note: Path | None = None, durable: bool = True
) -> tuple[Path, ...]:
    """Write ``files``; the paths of those that were not like that already, in their order.

    ``note`` is where it is noted what is under way, for a caller that is ``alone`` there; without one, only a
    fault and no killing is undone. ``durable`` waits until the disk has them.
    Raises OutputError where one cannot be written; then nothing has changed.
    """
    before = {path: _held(path) for path in files}
    differing = {path: data for path, data in files.items() if before[path] != data}
    waiting: dict[Path, Path] = {}
    if note is not None:
        _sweep(path.parent for path in differing)
    try:
        for path, data in differing.items():
            waiting[path] = _written_beside(path, data, durable)
        if note is not None and differing:
            write_whole(note, _note(waiting))
    except OutputError:
        _throw_away(waiting.values())
        raise
    _take_places(waiting, before)
    if note is not None:
        _throw_away([note])
    return tuple(differing)


def finish(folder: Path) -> None:
    """Do what a program that was killed had noted in ``folder``; nothing where there is no note.

    OutputError where that cannot be done.
    """
    if (folder / NOTE).is_file():
        with alone(folder):
            pass


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the lock of ``folder``: who else wants to write there waits; what was left undone is done first.

    A program that is killed lets go of the lock. Where the folder is not there or the system has no such
    locks, nobody waits.
    """
    held = _lock(folder)
    try:
        _do_what_is_noted(folder / NOTE)
        yield
    finally:
        if held is not None:
            os.close(held)


def _lock(folder: Path) -> int | None:
    try:
        import fcntl

        held = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        return None
    fcntl.flock(held, fcntl.LOCK_EX)
    return held


def _do_what_is_noted(note: Path) -> None:
    if note.is_file():
        for beside, path in _noted(note):
            if beside.is_file():
                _replace(beside, path)
        try:
            note.unlink()  # who leaves it waits for himself when he reads the record
        except OSError as error:
            raise unwritable(note, error) from error


def _noted(note: Path) -> Iterator[tuple[Path, Path]]:
    """What is to take whose place: only new content of ours beside a file."""
    try:
        pairs = dict(json.loads(read_file(note, largest=LARGEST_NOTE)))
    except (ValueError, TypeError):
        return
    for name, beside in pairs.items():
        path, new = Path(name), Path(beside)
        ours = _OURS.fullmatch(new.name) and new.name.startswith(f".{path.name[:80]}.")
        if path.parent == new.parent and ours:
            yield new, path


def _sweep(folders: Iterable[Path]) -> None:
    """Throw away what killed programs left beside the files of ``folders``."""
    for folder in set(folders):
        _throw_away(path for path in folder.glob(".*") if _OURS.fullmatch(path.name))


def _held(path: Path) -> bytes | None:
    """What the file at ``path`` holds, None where there is none; OutputError where none can be."""
    try:
        if path.is_dir():
            raise IsADirectoryError
        return read_file(path) if path.is_file() else None
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from error


def _written_beside(path: Path, data: bytes, durable: bool) -> Path:
    """The new content in a file of its own beside ``path``."""
    target = path.resolve() if path.is_symlink() else path
    beside = target.with_name(f".{target.name[:80]}.{token_hex(6)}.new")
    try:
        write_whole(beside, data, durable=durable)
    except OutputError as error:
        where = error.where.replace(str(beside), str(path))  # the name that people know
        raise OutputError(error.what, where=where, remedy=error.remedy) from error
    return beside


def _note(waiting: Mapping[Path, Path]) -> bytes:
    pairs = {str(path.resolve()): str(beside.resolve()) for path, beside in waiting.items()}
    return json.dumps(pairs, ensure_ascii=False).encode()


def _take_places(waiting: Mapping[Path, Path], before: Mapping[Path, bytes | None]) -> None:
    done: list[Path] = []
    try:
        for path, beside in waiting.items():
            _replace(beside, path.resolve() if path.is_symlink() else path)
            done.append(path)
    except OutputError:
        for path in reversed(done):
            _put_back(path, before[path])
        _throw_away(waiting.values())
        raise


def _replace(beside: Path, path: Path) -> None:
    try:
        beside.replace(path)
    except OSError as error:
        raise unwritable(path, error) from error


def _put_back(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink(missing_ok=True)
    else:
        write_whole(path, data)


def _throw_away(paths: Iterable[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)

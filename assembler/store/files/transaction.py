"""Several files written as one: all of them are there afterwards, or all are as they were before.

A note is written first, of what will take whose place. Then every new content is written beside its file, and
every file gets a second name. Then the note is renamed, and from then on the new state is the true one. A
program that is killed before leaves the old state, one that is killed after leaves the note under its second
name; whoever comes next puts things in order (``finish``). Where a file cannot take its place (it is open in
Word), the note is renamed once more and all others go back. A rename needs no room on the disk.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from assembler.errors import OutputError
from assembler.store.files.files import read_file, sweep, temporary, unwritable, write_whole

NOTE = ".unfinished"
"""The note's name, in the folder that the caller is ``alone`` in, while files take their places."""
PREPARING, UNDOING = ".preparing", ".undoing"
"""Its names before that, and when they go back."""
LARGEST_NOTE = 10 * 1024**2
_OURS = re.compile(r"\..+\.[0-9a-f]{12,}\.(new|old|part)")


class _Move(NamedTuple):
    """``new`` takes the place of ``path``; ``old`` is the second name of what was there, None for nothing."""

    path: Path
    new: Path
    old: Path | None


def write_together(
    files: Mapping[Path, bytes], *, note: Path | None = None, durable: bool = True
) -> tuple[Path, ...]:
    """Write ``files``; the paths of those that were not like that already, in their order.

    ``note`` is where it is noted what is under way, for a caller that is ``alone`` there; without one, only a
    fault and no killing is undone. ``durable`` waits until the disk has them. What killed programs left
    beside the files and the note is removed. Raises OutputError where one cannot be written; then nothing
    has changed.
    """
    before = {path: _held(path) for path in files}
    differing = {path: data for path, data in files.items() if before[path] != data}
    for folder in {path.parent for path in (*files, *filter(None, [note]))}:
        sweep(folder)
    if len(differing) == 1:
        for path, data in differing.items():
            write_whole(path, data, durable=durable)
    elif differing:
        moves = {path: _move(path, before[path]) for path in differing}
        _prepare(moves, differing, note, durable=durable)
        if (error := _carry_out(list(moves.values()), note)) is not None:
            raise error
    return tuple(differing)


def write_alone(folder: Path, files: Mapping[Path, bytes], *, durable: bool = True) -> tuple[Path, ...]:
    """``write_together``, with the note in ``folder``, which nobody else writes to meanwhile."""
    with alone(folder, make=True):
        return write_together(files, note=folder / NOTE, durable=durable)


def finish(folder: Path) -> None:
    """Put in order what a program that was killed had begun in ``folder``; nothing where there is no note.

    OutputError where that cannot be done.
    """
    if any((folder / name).is_file() for name in (NOTE, PREPARING, UNDOING)):
        with alone(folder):
            pass


@contextmanager
def alone(folder: Path, *, make: bool = False) -> Iterator[None]:
    """Hold the lock of ``folder``: who else wants to write there waits; what was left undone is done first.

    A program that is killed lets go of the lock. Where the folder is not there (``make`` makes it) or the
    system has no such locks, nobody waits.
    """
    if make:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(folder, error) from error
    held = _lock(folder)
    try:
        _put_in_order(folder)
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


def _put_in_order(folder: Path) -> None:
    """Do what the notes of ``folder`` say."""
    for name, do in ((PREPARING, _discard), (UNDOING, _undo)):
        note = folder / name
        if note.is_file():
            do(_noted(note))
            _remove(note)
    if (folder / NOTE).is_file():
        _carry_out(_noted(folder / NOTE), folder / NOTE)


def _move(path: Path, before: bytes | None) -> _Move:
    target = path.resolve() if path.is_symlink() else path
    return _Move(target, temporary(target, "new"), None if before is None else temporary(target, "old"))


def _prepare(
    moves: Mapping[Path, _Move], files: Mapping[Path, bytes], note: Path | None, *, durable: bool
) -> None:
    """Write everything beside its file; where that fails, or is broken off, nothing has changed."""
    preparing = note and note.with_name(PREPARING)
    try:
        if preparing:
            write_whole(preparing, _written(moves.values()), durable=durable)
        for path, move in moves.items():
            _write_beside(path, move, files[path], durable=durable)
        if note and preparing:
            _replace(preparing, note)
    except BaseException:
        if not (note and note.is_file()):
            with suppress(OutputError):
                _discard(moves.values())
                if preparing:
                    _remove(preparing)
            raise
        _carry_out(list(moves.values()), note)  # broken off just when it had begun
        raise


def _write_beside(path: Path, move: _Move, data: bytes, *, durable: bool) -> None:
    try:
        write_whole(move.new, data, durable=durable)
        if move.old is not None:
            _link(move.path, move.old)
    except OutputError as error:
        where = error.location.replace(str(move.new), str(path))  # the name that people know
        raise OutputError(error.message, location=where, hint=error.hint) from error


def _link(path: Path, old: Path) -> None:
    """A second name for what is at ``path``, or a copy where the disk has no second names."""
    try:
        os.link(path, old)
    except OSError:
        write_whole(old, read_file(path))


def _carry_out(moves: list[_Move], note: Path | None) -> OutputError | None:
    """Let each new content take its place; where one cannot, all go back, and why is the answer.

    Whoever breaks it off (Ctrl-C) breaks off what comes behind it: it is still done. OutputError where
    neither is possible; the note stays then.
    """
    try:
        _take_places(moves)
    except OutputError as error:
        undoing = note and note.with_name(UNDOING)
        if note and undoing:
            _replace(note, undoing)
        _undo(moves)
        if undoing:
            _remove(undoing)
        return error
    except BaseException:
        _carry_out(moves, note)
        raise
    _discard(moves)
    if note and not any(move.old and move.old.exists() for move in moves):  # or who comes next removes them
        _remove(note)
    return None


def _take_places(moves: Iterable[_Move]) -> None:
    for move in moves:
        if move.new.is_file():
            _replace(move.new, move.path)


def _undo(moves: Iterable[_Move]) -> None:
    """Give each file its old content back, also where some of them have it already."""
    for move in moves:
        if move.old is None:
            if not move.new.is_file():
                _remove(move.path)
        elif move.old.is_file():
            if not _is_same(move.old, move.path):
                _replace(move.old, move.path)
            _throw_away(move.old)
        _throw_away(move.new)


def _is_same(old: Path, path: Path) -> bool:
    return path.is_file() and (old.samefile(path) or read_file(old) == read_file(path))


def _discard(moves: Iterable[_Move]) -> None:
    """Remove what was written beside the files."""
    for move in moves:
        _throw_away(move.new)
        _throw_away(move.old)


def _written(moves: Iterable[_Move]) -> bytes:
    """A note of ``moves``: by the path of each file, the names beside it."""
    said = {str(path.resolve()): (new.name, old and old.name) for path, new, old in moves}
    return json.dumps(said, ensure_ascii=False).encode()


def _noted(note: Path) -> list[_Move]:
    """What is to take whose place: only files of ours beside a file."""
    try:
        said = dict(json.loads(read_file(note, largest=LARGEST_NOTE)))
    except (ValueError, TypeError):
        return []
    return [move for name, beside in said.items() if (move := _read(Path(name), beside))]


def _read(path: Path, beside: object) -> _Move | None:
    """One line of a note; earlier versions wrote only the path of the new content."""
    if isinstance(beside, str) and Path(beside).parent == path.parent:
        beside = [Path(beside).name, temporary(path, "old").name]
    if not (isinstance(beside, list) and len(beside) == 2):
        return None
    new, old = beside
    if not _is_ours(path, new) or not (old is None or _is_ours(path, old)):
        return None
    return _Move(path, path.with_name(new), None if old is None else path.with_name(old))


def _is_ours(path: Path, name: object) -> bool:
    """Whether ``name`` is one that ``temporary`` gives to a file beside ``path``."""
    if not isinstance(name, str) or Path(name).name != name:
        return False
    return name.startswith(f".{path.name[:40]}") and bool(_OURS.fullmatch(name))


def _held(path: Path) -> bytes | None:
    """What the file at ``path`` holds, None where there is none; OutputError where none can be."""
    try:
        if path.is_dir():
            raise IsADirectoryError
        return read_file(path) if path.is_file() else None
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from error


def _replace(beside: Path, path: Path) -> None:
    try:
        beside.replace(path)
    except OSError as error:
        raise unwritable(path, error) from error


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(path, error) from error


def _throw_away(path: Path | None) -> None:
    if path is not None:
        with suppress(OSError):
            path.unlink(missing_ok=True)

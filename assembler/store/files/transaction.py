"""Transactions that write either all of several files or none of them.

First, a journal that lists the replacements is written. Then the new contents of each file are written to a
temporary file in the same folder, and each old file gets a second name. Renaming the journal commits the
transaction.

If a process is killed before the commit, the old state remains. If it is killed later, the next process that
writes completes the replacements (``recover``). Until then, processes that only read see them as completed
(``find_replacements``). A file that someone edited in the meantime is copied before it is replaced. If a file
cannot be replaced because it is open in Word, the journal is renamed again and all files are rolled back;
this needs no disk space.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from assembler.errors import OutputError
from assembler.store.files.files import (
    build_output_error,
    read_file,
    remove_leftovers,
    temporary_path,
    write_file,
)
from assembler.structs import Struct

JOURNAL = ".unfinished"
"""Name of a committed journal in the folder that the caller has locked (``lock_folder``)."""
PREPARING, UNDOING = ".preparing", ".undoing"
"""Names of the journal before the commit and during a rollback."""
MAX_JOURNAL_BYTES = 10 * 1024**2
_TEMPORARY_NAME = re.compile(r"\..+\.[0-9a-f]{12,}\.(new|old|part)")


class _Move(Struct, frozen=True):
    """Replacement of the file ``path`` with the file ``new``.

    ``old`` is the second name of the old file, or None if there was no file. ``digest`` is the SHA-256 digest
    of the old file, or "" if there was no file or its digest is unknown.
    """

    path: Path
    new: Path
    old: Path | None
    digest: str = ""


def write_together(
    files: Mapping[Path, bytes], *, journal: Path | None = None, durable: bool = True
) -> tuple[Path, ...]:
    """Write ``files`` in one transaction and return the paths whose contents changed, in the same order.

    ``journal`` is the path of the journal, in a folder that the caller has locked. Without a journal, a
    transaction is rolled back after an error, but not if the process is killed. If ``durable`` is true, the
    function waits until the data is on disk. It also removes ``.part`` files that killed processes left next
    to the files and the journal. Raises OutputError if a file cannot be written, and FileError if an existing
    file cannot be read; no file is then changed.
    """
    before = {path: _read_if_present(path) for path in files}
    differing = {path: data for path, data in files.items() if before[path] != data}
    for folder in {path.parent for path in (*files, *filter(None, [journal]))}:
        remove_leftovers(folder)
    if len(differing) == 1:
        for path, data in differing.items():
            write_file(path, data, durable=durable)
    elif differing:
        moves = {path: _plan_move(path, before[path]) for path in differing}
        _prepare(moves, differing, journal, durable=durable)
        if (error := _commit(list(moves.values()), journal)) is not None:
            raise error
    return tuple(differing)


def lock_and_write(folder: Path, files: Mapping[Path, bytes], *, durable: bool = True) -> tuple[Path, ...]:
    """Lock ``folder`` and write ``files`` in one transaction, whose journal is in ``folder``.

    A missing folder is created. Returns the paths whose contents changed. Raises the same errors as
    ``write_together``.
    """
    with lock_folder(folder, make=True):
        return write_together(files, journal=folder / JOURNAL, durable=durable)


def recover(folder: Path) -> None:
    """Complete or roll back the transaction, if any, that a killed process left in ``folder``.

    Raises OutputError if neither is possible.
    """
    if any((folder / name).is_file() for name in (JOURNAL, PREPARING, UNDOING)):
        with lock_folder(folder):
            pass


class Replacement(Struct, frozen=True):
    """Replacement of a file that an interrupted transaction has yet to complete.

    ``target`` is the file with the final contents, or None if the file will be removed. The transaction is
    over when ``journal`` no longer exists.
    """

    journal: Path
    target: Path | None


def find_replacements(folder: Path) -> dict[Path, Replacement]:
    """Return the replacements that ``recover(folder)`` would make, by the path of the file.

    Nothing is written.
    """
    replacements: dict[Path, Replacement] = {}
    if (journal := folder / UNDOING).is_file():
        for move in _read_journal(journal):
            if move.old.is_file() if move.old else not move.new.is_file():
                replacements[move.path] = Replacement(journal, move.old)
    if (journal := folder / JOURNAL).is_file():
        for move in _read_journal(journal):
            if move.new.is_file():
                replacements[move.path] = Replacement(journal, move.new)
    return replacements


@contextmanager
def lock_folder(folder: Path, *, make: bool = False) -> Iterator[None]:
    """Hold an exclusive lock on ``folder``.

    Any transaction that was interrupted there is first completed or rolled back. Other processes wait for the
    lock. The system releases it when a process is killed. Nothing is locked if the folder is missing
    (``make`` creates it) or the system has no such locks. Raises OutputError if the folder cannot be created,
    or if a transaction can be neither completed nor rolled back.
    """
    if make:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise build_output_error(folder, error) from error
    descriptor = _acquire_lock(folder)
    try:
        _complete_journals(folder)
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _acquire_lock(folder: Path) -> int | None:
    try:
        import fcntl

        descriptor = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        return None
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    return descriptor


def _complete_journals(folder: Path) -> None:
    """Complete or roll back the transactions that have a journal in ``folder``."""
    for name, resolve in ((PREPARING, _discard), (UNDOING, _undo)):
        journal = folder / name
        if journal.is_file():
            resolve(_read_journal(journal))
            _remove(journal)
    if (folder / JOURNAL).is_file():
        moves = _read_journal(folder / JOURNAL)
        _back_up_edited(moves)
        _commit(moves, folder / JOURNAL)


def _back_up_edited(moves: Iterable[_Move]) -> None:
    """Copy each file that someone edited after the interruption to ``name.changed-1a2b3c4d.yaml``."""
    for move in moves:
        if move.digest and move.new.is_file() and move.path.is_file():
            data = read_file(move.path)
            digest = sha256(data).hexdigest()
            if digest != move.digest and data != read_file(move.new):
                name = f"{move.path.stem}.changed-{digest[:8]}{move.path.suffix}"
                write_file(move.path.with_name(name), data)


def _plan_move(path: Path, before: bytes | None) -> _Move:
    target = path.resolve() if path.is_symlink() else path
    old = None if before is None else temporary_path(target, "old")
    digest = "" if before is None else sha256(before).hexdigest()
    return _Move(target, temporary_path(target, "new"), old, digest)


def _prepare(
    moves: Mapping[Path, _Move], files: Mapping[Path, bytes], journal: Path | None, *, durable: bool
) -> None:
    """Write the journal and, next to each file, its new contents; then commit by renaming the journal.

    If this fails or is interrupted before the commit, no file has changed. If it is interrupted just after
    the commit, all files are replaced before the interruption is raised again.
    """
    preparing = journal and journal.with_name(PREPARING)
    try:
        if preparing:
            write_file(preparing, _format_journal(moves.values()), durable=durable)
        for path, move in moves.items():
            _write_beside(path, move, files[path], durable=durable)
        if journal and preparing:
            _rename(preparing, journal)
    except BaseException:
        if not (journal and journal.is_file()):
            with suppress(OutputError):
                _discard(moves.values())
                if preparing:
                    _remove(preparing)
            raise
        _commit(list(moves.values()), journal)  # interrupted just after the commit
        raise


def _write_beside(path: Path, move: _Move, data: bytes, *, durable: bool) -> None:
    try:
        write_file(move.new, data, durable=durable)
        if move.old is not None:
            _link(move.path, move.old)
    except OutputError as error:
        location = error.location.replace(str(move.new), str(path))  # the name that the user knows
        raise OutputError(error.message, location=location, hint=error.hint) from error


def _link(path: Path, old: Path) -> None:
    """Create ``old`` as a hard link to ``path``, or as a copy if the disk does not support hard links."""
    try:
        os.link(path, old)
    except OSError:
        write_file(old, read_file(path))


def _commit(moves: list[_Move], journal: Path | None) -> OutputError | None:
    """Replace all files or, if one cannot be replaced, roll back all of them.

    Returns the error that led to the rollback, or None. An interruption (Ctrl-C) takes effect only after all
    replacements. Raises OutputError if the rollback also fails; the journal then remains.
    """
    try:
        _replace_all(moves)
    except OutputError as error:
        undoing = journal and journal.with_name(UNDOING)
        if journal and undoing:
            _rename(journal, undoing)
        _undo(moves)
        if undoing:
            _remove(undoing)
        return error
    except BaseException:
        _commit(moves, journal)
        raise
    _discard(moves)
    if journal and not any(move.old and move.old.exists() for move in moves):  # else recover removes it
        _remove(journal)
    return None


def _replace_all(moves: Iterable[_Move]) -> None:
    for move in moves:
        if move.new.is_file():
            _rename(move.new, move.path)


def _undo(moves: Iterable[_Move]) -> None:
    """Restore the old contents of each file that was replaced."""
    for move in moves:
        if move.old is None:
            if not move.new.is_file():
                _remove(move.path)
        elif move.old.is_file():
            if not _has_content(move.old, move.path):
                _rename(move.old, move.path)
            _remove_quietly(move.old)
        _remove_quietly(move.new)


def _has_content(old: Path, path: Path) -> bool:
    return path.is_file() and (old.samefile(path) or read_file(old) == read_file(path))


def _discard(moves: Iterable[_Move]) -> None:
    """Remove the temporary files of ``moves``."""
    for move in moves:
        _remove_quietly(move.new)
        _remove_quietly(move.old)


def _format_journal(moves: Iterable[_Move]) -> bytes:
    """Return a journal that maps the path of each file in ``moves`` to the names of its temporary files."""
    entries = {
        str(move.path.resolve()): (move.new.name, move.old.name if move.old else None, move.digest)
        for move in moves
    }
    return json.dumps(entries, ensure_ascii=False).encode()


def _read_journal(journal: Path) -> list[_Move]:
    """Return the moves in a journal, ignoring entries whose file names this program would never use."""
    try:
        entries = dict(json.loads(read_file(journal, max_bytes=MAX_JOURNAL_BYTES)))
    except (ValueError, TypeError):
        return []
    return [move for name, beside in entries.items() if (move := _parse_move(Path(name), beside))]


def _parse_move(path: Path, beside: object) -> _Move | None:
    """Return the replacement of ``path`` that a journal describes, or None if the description is invalid.

    ``beside`` contains the names of the temporary files and the digest. Earlier versions wrote no digest, or
    only the path of the new file.
    """
    if isinstance(beside, str) and Path(beside).parent == path.parent:
        beside = [Path(beside).name, temporary_path(path, "old").name]
    if not (isinstance(beside, list) and len(beside) in (2, 3)):
        return None
    new, old, digest = (*beside, "")[:3]
    if not _is_temporary_name(path, new) or not (old is None or _is_temporary_name(path, old)):
        return None
    return _Move(path, path.with_name(new), None if old is None else path.with_name(old), str(digest))


def _is_temporary_name(path: Path, name: object) -> bool:
    """Return whether ``temporary_path`` could have returned ``name`` for ``path``."""
    if not isinstance(name, str) or Path(name).name != name:
        return False
    return name.startswith(f".{path.name[:40]}") and bool(_TEMPORARY_NAME.fullmatch(name))


def _read_if_present(path: Path) -> bytes | None:
    """Return the contents of the file at ``path``, or None if it is missing.

    Raises OutputError if there is a folder at ``path``, and FileError if the file cannot be read.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError
        return read_file(path) if path.is_file() else None
    except (OSError, ValueError) as error:
        raise build_output_error(path, error) from error


def _rename(beside: Path, path: Path) -> None:
    try:
        beside.replace(path)
    except OSError as error:
        raise build_output_error(path, error) from error


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise build_output_error(path, error) from error


def _remove_quietly(path: Path | None) -> None:
    if path is not None:
        with suppress(OSError):
            path.unlink(missing_ok=True)

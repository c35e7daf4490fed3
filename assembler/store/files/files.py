"""Complete reads and atomic writes of files, with a clear message for every failure."""

from __future__ import annotations

import errno
import os
import platform
import re
import stat
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from assembler.errors import FileError, OutputError

MAX_FILE_BYTES = 200 * 1024 * 1024
"""Maximum size of a file that the program reads."""
WORD_SUFFIXES = (".docx", ".odt", ".doc", ".rtf")
"""Suffixes of the file formats in which people may return forms."""
_TRIAL_BYTES = 4096
"""Size of the trial file in ``check_writable``: one disk block."""
_PART_NAME = re.compile(r"\..*\.([0-9a-f]{8})([0-9a-f]{8})[0-9a-f]{8}\.part")
"""Name of a file that is being written; it contains the ids of the machine and the process."""


def read_file(path: Path, *, max_bytes: int = MAX_FILE_BYTES) -> bytes:
    """Return the contents of the file at ``path``.

    Raises FileError if the file is missing, is not a regular file, cannot be read, or is larger than
    ``max_bytes``.
    """
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise _build_file_error(path, "folder" if stat.S_ISDIR(state.st_mode) else "not regular")
        if state.st_size > max_bytes:
            raise _build_file_error(path, "large", limit=max_bytes // 1024 // 1024)
        with path.open("rb", buffering=0) as file:  # a single read needs no buffer
            return file.read()
    except (OSError, ValueError) as error:
        raise _build_read_error(path, error) from error


def list_word_files(folder: Path) -> tuple[Path, ...]:
    """Return the Word and OpenDocument files in ``folder``, sorted by name.

    Their lock files are omitted. Raises FileError if the folder contains no such file or cannot be read.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in WORD_SUFFIXES)
    except OSError as error:
        raise _build_read_error(folder, error) from error
    files = tuple(path for path in paths if path.is_file() and not path.name.startswith(("~", ".")))
    if not files:
        raise FileError(f"the folder contains no Word or OpenDocument file ({', '.join(WORD_SUFFIXES)})",
                        location=str(folder),
                        hint="give the path of the folder that contains the files")  # fmt: skip
    return files


def list_other_files(folder: Path) -> tuple[Path, ...]:
    """Return the visible files in ``folder`` that are neither Word nor OpenDocument files, sorted by name.

    Raises OSError if the folder cannot be read.
    """
    files = (path for path in folder.iterdir() if path.suffix.lower() not in WORD_SUFFIXES)
    return tuple(sorted(path for path in files if path.is_file() and not path.name.startswith(("~", "."))))


def write_file(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Write ``data`` to ``path`` atomically, creating parent folders if necessary.

    The data is written to a temporary file in the same folder, which then replaces the old file. If ``path``
    is a link, the file to which it points is replaced. If ``durable`` is true, the function waits until the
    data is on disk. Raises OutputError on failure; the old file is then unchanged and no partial file is
    left.
    """
    temporary = temporary_path(path, "part")
    try:
        target = path.resolve() if path.is_symlink() else path
        target.parent.mkdir(parents=True, exist_ok=True)
        _write_bytes(temporary, data, durable)
        temporary.replace(target)
    except (OSError, ValueError) as error:
        raise build_output_error(path, error) from error
    finally:
        with suppress(OSError, ValueError):
            temporary.unlink(missing_ok=True)


def check_writable(folder: Path) -> None:
    """Create ``folder`` if it is missing, and check that a file can be written there.

    A trial file is written and removed again. Raises OutputError if that fails.
    """
    trial = temporary_path(folder / "trial", "part")
    try:
        write_file(trial, bytes(_TRIAL_BYTES), durable=False)
    except OutputError as error:
        location = error.location.replace(str(trial), str(folder))
        raise OutputError(error.message, location=location, hint=error.hint) from error
    finally:
        with suppress(OSError, ValueError):
            trial.unlink(missing_ok=True)


def temporary_path(path: Path, kind: str) -> Path:
    """Return a new path next to ``path`` whose name contains the ids of this machine and process.

    Each id has eight hexadecimal digits. ``kind`` is the suffix of the new name.
    """
    owner = f"{_machine_id()}{os.getpid():08x}"
    return path.with_name(f".{path.name[:40]}.{owner}{token_hex(4)}.{kind}")


def remove_leftovers(folder: Path) -> None:
    """Remove the ``.part`` files left in ``folder`` by processes on this machine that were killed.

    On Windows nothing is removed, because there is no simple test for a running process. Errors are ignored.
    """
    with suppress(OSError):
        names = [entry.name for entry in os.scandir(folder) if entry.name.endswith(".part")]
        for name in names:
            owner = _PART_NAME.fullmatch(name)
            if owner and owner[1] == _machine_id() and not _is_running(int(owner[2], 16)):
                (folder / name).unlink(missing_ok=True)


def _machine_id() -> str:
    return sha256(platform.node().encode("utf-8", "replace")).hexdigest()[:8]


def _is_running(process: int) -> bool:
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _write_bytes(path: Path, data: bytes, durable: bool) -> None:
    with path.open("xb") as file:
        file.write(data)
        if durable:
            file.flush()
            os.fsync(file.fileno())


def _build_read_error(path: Path, error: Exception) -> FileError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return _build_file_error(path, "missing")
    if isinstance(error, PermissionError):
        return _build_file_error(path, "permission")
    return _build_file_error(path, "", system_message=_system_message(error))


def _build_file_error(path: Path, variant: str, **fields: str | int) -> FileError:
    """Return a FileError for ``path``, with a diagnostic of the rule ``unreadable-file``."""
    from assembler.diagnostics import Location
    from assembler.diagnostics.data_files import UNREADABLE_FILE

    diagnostic = UNREADABLE_FILE.at(Location(str(path)), variant, **fields)
    return FileError(diagnostic.message, location=str(path), hint=diagnostic.hint, diagnostics=(diagnostic,))


def build_output_error(path: Path, error: Exception) -> OutputError:
    """Return an OutputError that explains why writing ``path`` failed with ``error``."""
    number = getattr(error, "errno", None)
    if isinstance(error, IsADirectoryError):
        return OutputError("a folder with this name already exists", location=str(path),
                           hint="choose another name")  # fmt: skip
    if number == errno.ENOSPC:
        return OutputError("the disk is full", location=str(path), hint="free some space and try again")
    if isinstance(error, NotADirectoryError | FileExistsError):
        return OutputError("expected a folder, but this is a file", location=str(path.parent),
                           hint="choose another folder")  # fmt: skip
    if isinstance(error, PermissionError) and path.is_dir():
        return OutputError("no permission to write to this folder", location=str(path),
                           hint="ask for write permission")  # fmt: skip
    if isinstance(error, PermissionError) or number == errno.EROFS:
        return OutputError("no permission to write to this file", location=str(path),
                           hint="close it in other programs, or ask for write permission")  # fmt: skip
    return OutputError(f"the file cannot be written ({_system_message(error)})", location=str(path),
                       hint="choose another folder or a shorter name")  # fmt: skip


def _system_message(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error)

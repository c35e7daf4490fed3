"""Reading a file whole and writing one whole, with a clear sentence where it cannot be done."""

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

LARGEST = 200 * 1024 * 1024
"""No file that we read is larger than this many bytes."""
WORD_FILES = (".docx", ".odt", ".doc", ".rtf")
"""How the names of files end that come back from people."""
_A_PAGE = 4096
"""Bytes: less than this is no room on a disk."""
_PART = re.compile(r"\..*\.([0-9a-f]{8})([0-9a-f]{8})[0-9a-f]{8}\.part")
"""The name of a file that is being written: on which machine, and by which process."""


def read_file(path: Path, *, largest: int = LARGEST) -> bytes:
    """The bytes of the file at ``path``.

    Raises FileError where it is missing, a folder, no ordinary file, unreadable, or larger than ``largest``
    bytes.
    """
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            kind = "a folder" if stat.S_ISDIR(state.st_mode) else "no ordinary file"
            raise FileError(f"this is {kind}", location=str(path), hint="give the path of a file")
        if state.st_size > largest:
            raise FileError(f"the file is larger than {largest // 1024 // 1024} MB", location=str(path),
                            hint="check that it is the right file")  # fmt: skip
        with path.open("rb", buffering=0) as file:  # read at once, it needs no buffer
            return file.read()
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error


def word_files(folder: Path) -> tuple[Path, ...]:
    """The files in ``folder`` that may be forms, by name; not what Word and LibreOffice keep of open ones.

    FileError where there are none, or the folder cannot be read.
    """
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix.lower() in WORD_FILES)
    except OSError as error:
        raise _unreadable(folder, error) from error
    files = tuple(path for path in found if path.is_file() and not path.name.startswith(("~", ".")))
    if not files:
        raise FileError(f"the folder has no {', '.join(WORD_FILES)}", location=str(folder),
                        hint="name the folder that the files are in")  # fmt: skip
    return files


def write_whole(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Write ``data`` to ``path``, making its folders: afterwards it is there whole, or as it was before.

    The bytes go to a file of another name in the same folder first, which then takes the place of the old one
    in one step. ``durable`` waits until the disk has them. Raises OutputError where that cannot be done;
    nothing half-written stays behind.
    """
    beside = temporary(path, "part")
    try:
        target = path.resolve() if path.is_symlink() else path
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(beside, data, durable)
        beside.replace(target)
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from error
    finally:
        with suppress(OSError, ValueError):
            beside.unlink(missing_ok=True)


def must_be_writable(folder: Path) -> None:
    """Make ``folder``, and try whether something can be written there; OutputError where it cannot."""
    trial = temporary(folder / "trial", "part")
    try:
        write_whole(trial, bytes(_A_PAGE), durable=False)
    except OutputError as error:
        where = error.location.replace(str(trial), str(folder))
        raise OutputError(error.message, location=where, hint=error.hint) from error
    finally:
        with suppress(OSError, ValueError):
            trial.unlink(missing_ok=True)


def temporary(path: Path, kind: str) -> Path:
    """A new name beside ``path`` that says who writes there: machine and process, eight digits each."""
    who = f"{_machine()}{os.getpid():08x}"
    return path.with_name(f".{path.name[:40]}.{who}{token_hex(4)}.{kind}")


def sweep(folder: Path) -> None:
    """Remove from ``folder`` what programs were writing there when they were killed, on this machine.

    Windows does not say whether a process lives, so nothing is removed there.
    """
    with suppress(OSError):
        found = [entry.name for entry in os.scandir(folder) if entry.name.endswith(".part")]
        for name in found:
            who = _PART.fullmatch(name)
            if who and who[1] == _machine() and not _lives(int(who[2], 16)):
                (folder / name).unlink(missing_ok=True)


def _machine() -> str:
    return sha256(platform.node().encode("utf-8", "replace")).hexdigest()[:8]


def _lives(process: int) -> bool:
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _write(path: Path, data: bytes, durable: bool) -> None:
    with path.open("xb") as file:
        file.write(data)
        if durable:
            file.flush()
            os.fsync(file.fileno())


def _unreadable(path: Path, error: Exception) -> FileError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return FileError("there is no such file", location=str(path), hint="check the path")
    if isinstance(error, PermissionError):
        return FileError("the file may not be read", location=str(path), hint="ask for the right to read it")
    return FileError(f"the file cannot be read ({_reason(error)})", location=str(path), hint="check the path")


def unwritable(path: Path, error: Exception) -> OutputError:
    """Why ``path`` cannot be written, in words, from what the system said."""
    number = getattr(error, "errno", None)
    if isinstance(error, IsADirectoryError):
        return OutputError("there is a folder of that name", location=str(path),
                           hint="choose another name")  # fmt: skip
    if number == errno.ENOSPC:
        return OutputError("the disk is full", location=str(path), hint="make room and try again")
    if isinstance(error, NotADirectoryError | FileExistsError):
        return OutputError("a file stands where a folder is needed", location=str(path.parent),
                           hint="choose another folder")  # fmt: skip
    if isinstance(error, PermissionError) and path.is_dir():
        return OutputError("the folder may not be written", location=str(path),
                           hint="ask for the right to write in it")  # fmt: skip
    if isinstance(error, PermissionError) or number == errno.EROFS:
        return OutputError("the file or its folder may not be written", location=str(path),
                           hint="close it where it is open, or get the right to write there")  # fmt: skip
    return OutputError(f"the file cannot be written ({_reason(error)})", location=str(path),
                       hint="choose another folder or a shorter name")  # fmt: skip


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)

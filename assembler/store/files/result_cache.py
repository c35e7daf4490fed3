"""Caches for the results of expensive work, in memory or in a folder private to the user.

A cache maps keys to bytes. A key includes everything that the bytes depend on, so an entry is never stale.
Any entry may be dropped at any time. Caches are passed to the code that uses them; there is no global cache.
Because some entries are compiled code, a folder is used only if no other user can write to it, and it is
never part of a project.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Protocol

MAX_FOLDER_BYTES = 256 * 1024 * 1024
"""Size limit of a cache folder, enough for a few thousand compiled templates."""
MAX_MEMORY_BYTES = 16 * 1024 * 1024
_CHECK_EVERY = 16 * 1024 * 1024
"""Number of bytes that a process writes before it checks the size of the folder again."""
_OPEN_FLAGS = sum(getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
"""Flags that prevent following links, waiting for pipes and converting line endings, where available."""


class Cache(Protocol):
    """Protocol for caches that map keys to bytes."""

    def get(self, key: str) -> bytes | None:
        """Return the data stored under ``key``, or None."""

    def put(self, key: str, data: bytes) -> None:
        """Store ``data`` under ``key``, ignoring any failure."""


class MemoryCache:
    """In-memory cache that drops its oldest entries when the total size exceeds ``max_bytes``.

    The newest entry is kept even if it alone is larger.

    >>> cache = MemoryCache(max_bytes=2); cache.put("a", b"1"); cache.put("b", b"23")
    >>> cache.get("a"), cache.get("b")
    (None, b'23')
    """

    def __init__(self, max_bytes: int = MAX_MEMORY_BYTES) -> None:
        self._entries: dict[str, bytes] = {}
        self._max_bytes, self._size = max_bytes, 0

    def __reduce__(self) -> tuple[type[MemoryCache], tuple[()]]:
        """Pickle as an empty cache."""
        return MemoryCache, ()

    def get(self, key: str) -> bytes | None:
        """Return the data stored under ``key``, or None."""
        return self._entries.get(key)

    def put(self, key: str, data: bytes) -> None:
        """Store ``data`` under ``key``."""
        self._size += len(data) - len(self._entries.pop(key, b""))
        self._entries[key] = data
        while self._size > self._max_bytes and len(self._entries) > 1:
            self._size -= len(self._entries.pop(next(iter(self._entries))))


class FolderCache:
    """Cache that stores one file per key in ``folder``, and recent entries in memory as well.

    The folder can be emptied at any time. The folder and its files are private to the user (modes 0700 and
    0600). A folder that belongs to another user, is a link, or is accessible to others is neither read nor
    written; the cache then uses only memory. A file begins with the digest of its data, so a damaged file
    counts as missing. If all files together exceed ``max_bytes``, the least recently used are removed. A
    process that has opened one of them can still read it completely.
    """

    def __init__(self, folder: Path, max_bytes: int = MAX_FOLDER_BYTES) -> None:
        self.folder = folder
        self.max_bytes = max_bytes
        self._memory = MemoryCache()
        self._unchecked = _CHECK_EVERY

    def __reduce__(self) -> tuple[type[FolderCache], tuple[Path, int]]:
        """Pickle as a cache of the same folder, without the entries in memory."""
        return FolderCache, (self.folder, self.max_bytes)

    def get(self, key: str) -> bytes | None:
        """Return the data stored under ``key``, or None if it is missing, damaged or unreadable."""
        if (cached := self._memory.get(key)) is not None:
            return cached
        path = self._file(key)
        with suppress(OSError):
            digest, _, data = _read_private(path).partition(b"\n")
            if digest.decode("ascii", "replace") == sha256(data).hexdigest():
                self._memory.put(key, data)
                with suppress(OSError):
                    os.utime(path)  # _shrink removes the least recently used files
                return data
        return None

    def put(self, key: str, data: bytes) -> None:
        """Store ``data`` under ``key``, ignoring file system errors."""
        self._memory.put(key, data)
        with suppress(OSError):
            _write_private(self._file(key), sha256(data).hexdigest().encode() + b"\n" + data)
        self._unchecked += len(data)
        if self._unchecked > min(_CHECK_EVERY, self.max_bytes):
            self._unchecked = 0
            _shrink(self.folder, self.max_bytes)

    def _file(self, key: str) -> Path:
        return self.folder / sha256(key.encode()).hexdigest()[:40]


def _read_private(path: Path) -> bytes:
    """Return the data in ``path``.

    Raises PermissionError if another user may have written it, and OSError if the file cannot be read.
    """
    _check_private(path.parent.lstat(), stat.S_IFDIR)
    with os.fdopen(os.open(path, os.O_RDONLY | _OPEN_FLAGS), "rb", buffering=0) as file:
        _check_private(os.fstat(file.fileno()), stat.S_IFREG)
        return file.read()


def _write_private(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` atomically, readable by this user only; raise OSError on failure."""
    if not path.parent.exists():
        path.parent.parent.mkdir(parents=True, exist_ok=True)
        path.parent.mkdir(mode=0o700, exist_ok=True)
    _check_private(path.parent.lstat(), stat.S_IFDIR)
    temporary = path.with_name(f"{path.name}.{token_hex(6)}.part")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _OPEN_FLAGS, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        temporary.replace(path)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _check_private(status: os.stat_result, kind: int) -> None:
    """Raise PermissionError unless the file or folder belongs to this user and is closed to all others.

    ``kind`` is its expected type, as in ``stat.S_IFMT``. Windows has no such modes, but the access lists of
    folders below LOCALAPPDATA exclude other users.
    """
    if not hasattr(os, "geteuid"):
        return
    if stat.S_IFMT(status.st_mode) != kind or status.st_uid != os.geteuid() or status.st_mode & 0o077:
        raise PermissionError("this file or folder is not private to the user")


def _shrink(folder: Path, max_bytes: int) -> None:
    """Remove the least recently used files in ``folder`` if together they exceed ``max_bytes``.

    Files are removed until a quarter of ``max_bytes`` is free again. Processes do not wait for each other, so
    a file that has vanished or cannot be removed is skipped.
    """
    files: list[tuple[float, int, str]] = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):
                status = entry.stat()
                files.append((status.st_mtime, status.st_size, entry.path))
    total = sum(size for _, size, _ in files)
    if total <= max_bytes:
        return
    for _, size, path in sorted(files):
        with suppress(OSError):
            Path(path).unlink()
            total -= size
        if total <= max_bytes * 3 // 4:
            return

"""Where work that was done once is kept for the next time: in memory, or in a folder of this user alone.

A cache holds bytes by a key that names everything the bytes depend on (so nothing in it is ever stale); it
may forget at any time. It is handed to those who use it; there is no global one. Some of the bytes are
compiled code: so a folder is used only while nobody else can write in it, and never one of a project.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Protocol

MOST = 256 * 1024 * 1024
"""Bytes that a folder keeps: some thousand templates made ready."""
MOST_IN_MEMORY = 16 * 1024 * 1024
_LOOK_EVERY = 16 * 1024 * 1024
"""Bytes written by one program until it looks again whether the folder holds too much."""
_AS_IT_IS = sum(getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
"""Opens no link, waits for no pipe and changes no line ends, as far as the system knows these."""


class Cache(Protocol):
    """What a cache can do."""

    def get(self, key: str) -> bytes | None:
        """What was kept under ``key``, or None."""

    def put(self, key: str, data: bytes) -> None:
        """Keep ``data`` under ``key``; a cache that cannot keep it forgets it in silence."""


class MemoryCache:
    """Keeps for as long as the program runs, up to ``most`` bytes: then the first go that were put in.

    >>> cache = MemoryCache(most=2); cache.put("a", b"1"); cache.put("b", b"23")
    >>> cache.get("a"), cache.get("b")
    (None, b'23')
    """

    def __init__(self, most: int = MOST_IN_MEMORY) -> None:
        self._kept: dict[str, bytes] = {}
        self._most, self._held = most, 0

    def __reduce__(self) -> tuple[type[MemoryCache], tuple[()]]:
        """What another process gets: an empty one."""
        return MemoryCache, ()

    def get(self, key: str) -> bytes | None:
        """What was kept under ``key``, or None."""
        return self._kept.get(key)

    def put(self, key: str, data: bytes) -> None:
        """Keep ``data`` under ``key``."""
        self._held += len(data) - len(self._kept.pop(key, b""))
        self._kept[key] = data
        while self._held > self._most and len(self._kept) > 1:
            self._held -= len(self._kept.pop(next(iter(self._kept))))


class FolderCache:
    """Caches in ``folder``, one file a key, safe to empty; what it read last it has in memory.

    The folder and its files are made for this user alone (mode 0700 and 0600). One that belongs to somebody
    else, is a link, or is open to others is not read or written: then only the memory is left. A file begins
    with the digest of what follows, so that a damaged one is as good as none. Where all files together are
    more than ``most`` bytes, those go that nobody asked for longest; whoever is reading one reads on.
    """

    def __init__(self, folder: Path, most: int = MOST) -> None:
        self.folder = folder
        self.most = most
        self._memory = MemoryCache()
        self._unlooked = _LOOK_EVERY

    def __reduce__(self) -> tuple[type[FolderCache], tuple[Path, int]]:
        """What another process gets: the same folder, to be read anew."""
        return FolderCache, (self.folder, self.most)

    def get(self, key: str) -> bytes | None:
        """What was kept under ``key``, or None where it is missing, damaged or cannot be read."""
        if (known := self._memory.get(key)) is not None:
            return known
        path = self._file(key)
        with suppress(OSError):
            digest, _, data = _read_private(path).partition(b"\n")
            if digest.decode("ascii", "replace") == sha256(data).hexdigest():
                self._memory.put(key, data)
                with suppress(OSError):
                    os.utime(path)  # it was used just now: see _shrink
                return data
        return None

    def put(self, key: str, data: bytes) -> None:
        """Keep ``data`` under ``key``; a folder that cannot be written is no trouble."""
        self._memory.put(key, data)
        with suppress(OSError):
            _write_private(self._file(key), sha256(data).hexdigest().encode() + b"\n" + data)
        self._unlooked += len(data)
        if self._unlooked > min(_LOOK_EVERY, self.most):
            self._unlooked = 0
            _shrink(self.folder, self.most)

    def _file(self, key: str) -> Path:
        return self.folder / sha256(key.encode()).hexdigest()[:40]


def _read_private(path: Path) -> bytes:
    """The bytes of ``path``; PermissionError where somebody else may have written it, OSError otherwise."""
    _check_private(path.parent.lstat(), stat.S_IFDIR)
    with os.fdopen(os.open(path, os.O_RDONLY | _AS_IT_IS), "rb", buffering=0) as file:
        _check_private(os.fstat(file.fileno()), stat.S_IFREG)
        return file.read()


def _write_private(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` in one step, for this user alone; OSError where that cannot be done."""
    if not path.parent.exists():
        path.parent.parent.mkdir(parents=True, exist_ok=True)
        path.parent.mkdir(mode=0o700, exist_ok=True)
    _check_private(path.parent.lstat(), stat.S_IFDIR)
    beside = path.with_name(f"{path.name}.{token_hex(6)}.part")
    try:
        new = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _AS_IT_IS, 0o600)
        with os.fdopen(new, "wb") as file:
            file.write(data)
        beside.replace(path)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _check_private(about: os.stat_result, kind: int) -> None:
    """PermissionError unless it is of that ``kind``, belongs to this user and is closed to all others.

    Windows has no such modes: what is below LOCALAPPDATA is closed to others by its access list.
    """
    if not hasattr(os, "geteuid"):
        return
    if stat.S_IFMT(about.st_mode) != kind or about.st_uid != os.geteuid() or about.st_mode & 0o077:
        raise PermissionError("others may have written it")


def _shrink(folder: Path, most: int) -> None:
    """Take the files away that were used longest ago, until a quarter of ``most`` bytes is free again.

    Nobody waits for another: a file that is gone meanwhile, or that its reader holds fast, is no trouble.
    """
    files: list[tuple[float, int, str]] = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):
                about = entry.stat()
                files.append((about.st_mtime, about.st_size, entry.path))
    total = sum(size for _, size, _ in files)
    if total <= most:
        return
    for _, size, path in sorted(files):
        with suppress(OSError):
            Path(path).unlink()
            total -= size
        if total <= most * 3 // 4:
            return

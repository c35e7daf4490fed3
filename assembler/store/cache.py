"""Where work that was done once is kept for the next time: in memory, or in a folder under ``build/``.

A cache holds bytes by a key that names everything the bytes depend on (so nothing in it is ever stale); it
may forget at any time. It is handed to those who use it; there is no global one.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from assembler.errors import OutputError
from assembler.store.files import write_whole

MOST = 256 * 1024 * 1024
"""Bytes that a folder keeps: some thousand templates made ready."""
MOST_IN_MEMORY = 16 * 1024 * 1024
_LOOK_EVERY = 16 * 1024 * 1024
"""Bytes written by one program until it looks again whether the folder holds too much."""


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
    """Keeps in ``folder``, one file a key, safe to empty; what it read last it has in memory.

    A file begins with the digest of what follows, so that a damaged one is as good as none. Where all of them
    are more than ``most`` bytes, those go that nobody asked for longest; whoever is reading one reads on.
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
        with suppress(OSError):
            path = self._file(key)
            digest, _, data = path.read_bytes().partition(b"\n")
            if digest.decode("ascii", "replace") == sha256(data).hexdigest():
                self._memory.put(key, data)
                with suppress(OSError):
                    os.utime(path)  # it was used just now: see _shrink
                return data
        return None

    def put(self, key: str, data: bytes) -> None:
        """Keep ``data`` under ``key``; a folder that cannot be written is no trouble."""
        self._memory.put(key, data)
        with suppress(OutputError):
            write_whole(self._file(key), sha256(data).hexdigest().encode() + b"\n" + data, durable=False)
        self._unlooked += len(data)
        if self._unlooked > min(_LOOK_EVERY, self.most):
            self._unlooked = 0
            _shrink(self.folder, self.most)

    def _file(self, key: str) -> Path:
        return self.folder / sha256(key.encode()).hexdigest()[:40]


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

"""Where work that was done once is kept for the next time: in memory, or in a folder under ``build/``.

A cache holds bytes by a key that names everything the bytes depend on (so nothing in it is ever stale); it
may forget at any time. It is handed to those who use it; there is no global one.
"""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from assembler.errors import OutputError
from assembler.store.files import write_whole


class Cache(Protocol):
    """What a cache can do."""

    def get(self, key: str) -> bytes | None:
        """What was kept under ``key``, or None."""

    def put(self, key: str, data: bytes) -> None:
        """Keep ``data`` under ``key``; a cache that cannot keep it forgets it in silence."""


class MemoryCache:
    """Keeps for as long as the program runs.

    >>> cache = MemoryCache(); cache.put("a", b"1"); cache.get("a")
    b'1'
    """

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def __reduce__(self) -> tuple[type[MemoryCache], tuple[()]]:
        """What another process gets: an empty one."""
        return MemoryCache, ()

    def get(self, key: str) -> bytes | None:
        """What was kept under ``key``, or None."""
        return self._kept.get(key)

    def put(self, key: str, data: bytes) -> None:
        """Keep ``data`` under ``key``."""
        self._kept[key] = data


class FolderCache:
    """Keeps in ``folder``, one file a key, safe to empty; reads each file once.

    A file begins with the digest of what follows, so that a damaged one is as good as none.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._memory = MemoryCache()

    def __reduce__(self) -> tuple[type[FolderCache], tuple[Path]]:
        """What another process gets: the same folder, to be read anew."""
        return FolderCache, (self.folder,)

    def get(self, key: str) -> bytes | None:
        """What was kept under ``key``, or None where it is missing, damaged or cannot be read."""
        if (known := self._memory.get(key)) is not None:
            return known
        with suppress(OSError):
            digest, _, data = self._file(key).read_bytes().partition(b"\n")
            if digest.decode("ascii", "replace") == sha256(data).hexdigest():
                self._memory.put(key, data)
                return data
        return None

    def put(self, key: str, data: bytes) -> None:
        """Keep ``data`` under ``key``; a folder that cannot be written is no trouble."""
        self._memory.put(key, data)
        with suppress(OutputError):
            write_whole(self._file(key), sha256(data).hexdigest().encode() + b"\n" + data, durable=False)

    def _file(self, key: str) -> Path:
        return self.folder / sha256(key.encode()).hexdigest()[:40]

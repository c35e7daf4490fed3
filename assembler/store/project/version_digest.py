"""Digests of the versions of the program and its libraries, used in cache keys."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

_LIBRARIES = (
    "babel",
    "docx",
    "docxcompose",
    "docxtpl",
    "icu",
    "isal",
    "jinja2",
    "lxml",
    "markupsafe",
    "msgspec",
    "pydantic",
)
"""Libraries that may affect the bytes of a document; some are optional."""

PACKAGE = Path(__file__).resolve().parents[2]


@cache
def program_digest() -> str:
    """Return a digest (64 hexadecimal digits) of the names, sizes and times of the program's files.

    The version number is not enough, because results of older code must not be used in a checkout that is
    being edited. Computing the digest takes a few milliseconds.
    """
    return sha256("\n".join(sorted(_iter_files(str(PACKAGE)))).encode()).hexdigest()


def _iter_files(folder: str) -> Iterator[str]:
    """Yield each Python file below ``folder`` with its size and time; pathlib is five times slower."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                status = entry.stat()
                yield f"{entry.path[len(str(PACKAGE)) :]} {status.st_size} {status.st_mtime_ns}"
            elif entry.is_dir() and entry.name != "__pycache__":
                yield from _iter_files(entry.path)


@cache
def library_versions() -> str:
    """Return a line for Python and for each library that may affect the bytes of a document.

    A library is identified by the size and time of its first file, which change with each installation;
    reading its version takes twenty times as long.
    """
    return "\n".join((sys.version, *(f"{name} {_installation_id(name)}" for name in _LIBRARIES)))


def _installation_id(name: str) -> str:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        return "none"
    status = Path(spec.origin).stat()
    return f"{status.st_size} {status.st_mtime_ns}"

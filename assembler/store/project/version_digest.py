"""The program itself, as far as what it keeps depends on it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

_MAKERS = ("babel", "docx", "docxtpl", "icu", "isal", "jinja2", "lxml", "markupsafe", "msgspec", "pydantic")
"""Libraries on which the bytes of a document may depend; some of them need not be there."""

PACKAGE = Path(__file__).resolve().parents[2]


@cache
def program_digest() -> str:
    """A digest of the program's files by name, size and time; 64 hexadecimal digits.

    The version alone does not do: whoever edits a checkout must not be served what older code prepared. It
    costs a few milliseconds.
    """
    return sha256("\n".join(sorted(_files(str(PACKAGE)))).encode()).hexdigest()


def _files(folder: str) -> Iterator[str]:
    """Each Python file in and below ``folder`` with its size and time; pathlib takes five times as long."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                about = entry.stat()
                yield f"{entry.path[len(str(PACKAGE)) :]} {about.st_size} {about.st_mtime_ns}"
            elif entry.is_dir() and entry.name != "__pycache__":
                yield from _files(entry.path)


@cache
def libraries() -> str:
    """Python and the libraries that have a part in a document's bytes, as installed: a line for each.

    Each is told by its first file's size and time, which change with every installation; asking for versions
    takes twenty times as long.
    """
    return "\n".join((sys.version, *(f"{name} {_installed(name)}" for name in _MAKERS)))


def _installed(name: str) -> str:
    found = find_spec(name)
    if found is None or found.origin is None:
        return "none"
    about = Path(found.origin).stat()
    return f"{about.st_size} {about.st_mtime_ns}"

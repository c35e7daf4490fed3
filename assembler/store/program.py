"""The program itself, as far as what it keeps depends on it."""

from __future__ import annotations

import sys
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

_MAKERS = ("babel", "docx", "docxtpl", "icu", "isal", "jinja2", "lxml", "markupsafe", "pydantic")
"""Libraries on which the bytes of a document may depend; some of them need not be there."""

PACKAGE = Path(__file__).resolve().parents[1]


@cache
def program_digest() -> str:
    """A digest of the program's files by name, size and time; 64 hexadecimal digits.

    The version alone does not do: whoever edits a checkout must not be served what older code prepared. It
    costs less than a millisecond.
    """
    seen = sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        about = path.stat()
        seen.update(f"{path.relative_to(PACKAGE)} {about.st_size} {about.st_mtime_ns}\n".encode())
    return seen.hexdigest()


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

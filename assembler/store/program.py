"""The program itself, as far as what it keeps depends on it."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

_MAKERS = ("babel", "docxtpl", "isal", "jinja2", "lxml", "markupsafe", "pydantic", "python-docx", "zlib-ng")
"""Libraries whose version the bytes of a document may depend on; some of them need not be there."""

PACKAGE = Path(__file__).resolve().parents[1]


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
    """The versions of Python and of the libraries that have a part in a document's bytes."""
    return "\n".join((sys.version, *(f"{name} {_version(name)}" for name in _MAKERS)))


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version  # costs more than all the rest of this room

    try:
        return version(name)
    except PackageNotFoundError:
        return "none"

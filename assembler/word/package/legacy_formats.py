"""Files that Word wrote before .docx: what they are, and whether a program may open them for us.

A .doc is a compound file with a stream ``WordDocument`` (MS-DOC 2.1.1); macros lie in a storage
``_VBA_PROJECT`` or ``Macros`` (2.1.9), an encrypted .docx in ``EncryptedPackage`` (MS-OFFCRYPTO 2.3.4.4).
"""

from __future__ import annotations

from itertools import accumulate
from typing import Final

from assembler.errors import FileError

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MACROS: Final = ("_VBA_PROJECT", "Macros")
LARGEST: Final = 100 * 1024**2
"""Bytes of an .rtf, in which pictures are written as digits."""
DEEPEST: Final = 2_000
"""Groups within groups: programs write some ten; raw bytes in a picture may look like more."""
_OPEN: Final = ord("{")
_NO_BRACES: Final = bytes(sign for sign in range(256) if sign not in b"{}")
_ASK_AGAIN: Final = "ask for the form as .docx or .odt"


def old_kind(data: bytes, name: str) -> str:
    """``doc`` or ``rtf`` for a file that another program must read for us; "" for any other.

    FileError where it is an old Office file but no text, is encrypted, or holds macros, and where an .rtf is
    so large or so deeply nested that it would hold up the program that reads it.

    >>> old_kind(rb"{\\rtf1 Dear all}", "letter.rtf"), old_kind(b"PK", "form.docx")
    ('rtf', '')
    """
    if data.startswith(b"{\\rtf"):
        _refuse_monster(data, name)
        return "rtf"
    if not data.startswith(_OLE) or _names(data, "EncryptedPackage"):
        return ""
    if not _names(data, "WordDocument"):
        what = "this is an old Office file, but no Word document"
        raise FileError(what, where=name, remedy=_ASK_AGAIN)
    if any(_names(data, macros) for macros in _MACROS):
        what = "the file holds macros, and we open no programs"
        raise FileError(what, where=name, remedy=f"{_ASK_AGAIN}, without macros")
    return "doc"


def _refuse_monster(data: bytes, name: str) -> None:
    if len(data) > LARGEST:
        what = f"this .rtf is larger than {LARGEST // 1024**2} MB, which no form is"
        raise FileError(what, where=name, remedy=_ASK_AGAIN)
    if len(data) > DEEPEST and _depth(data) > DEEPEST:
        what = "the groups in this .rtf are nested so deeply that no program can have written it"
        raise FileError(what, where=name, remedy=_ASK_AGAIN)


def _depth(data: bytes) -> int:
    """How deep groups are nested; a brace after a backslash is a letter.

    >>> _depth(b"{one {a}{b {c " + bytes([92, 123]) + b"}}}")
    3
    """
    bare = data.replace(rb"\\", b"").replace(rb"\{", b"").replace(rb"\}", b"").translate(None, _NO_BRACES)
    return max(accumulate(1 if sign == _OPEN else -1 for sign in bare), default=0)


def _names(data: bytes, stream: str) -> bool:
    """Whether a compound file has a stream or storage of that name."""
    return f"{stream}\0".encode("utf-16-le") in data

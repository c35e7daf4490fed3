"""Files that Word wrote before .docx: what they are, and whether a program may open them for us.

A .doc is a compound file with a stream ``WordDocument`` (MS-DOC 2.1.1); macros lie in a storage
``_VBA_PROJECT`` or ``Macros`` (2.1.9), an encrypted .docx in ``EncryptedPackage`` (MS-OFFCRYPTO 2.3.4.4).
"""

from __future__ import annotations

from typing import Final

from assembler.errors import FileError

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MACROS: Final = ("_VBA_PROJECT", "Macros")
_ASK_AGAIN: Final = "ask for the form as .docx or .odt"


def old_kind(data: bytes, name: str) -> str:
    """``doc`` or ``rtf`` for a file that another program must read for us; "" for any other.

    FileError where it is an old Office file but no text, is encrypted, or holds macros.

    >>> old_kind(rb"{\\rtf1 Dear all}", "letter.rtf"), old_kind(b"PK", "form.docx")
    ('rtf', '')
    """
    if data.startswith(b"{\\rtf"):
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


def _names(data: bytes, stream: str) -> bool:
    """Whether a compound file has a stream or storage of that name."""
    return f"{stream}\0".encode("utf-16-le") in data

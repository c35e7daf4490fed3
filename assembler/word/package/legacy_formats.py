"""Detect legacy Word formats (.doc, .rtf), and check that the files are safe to convert.

A .doc is a compound file with a stream ``WordDocument`` (MS-DOC 2.1.1). Macros are in a storage
``_VBA_PROJECT`` or ``Macros`` (2.1.9). An encrypted .docx is in a stream ``EncryptedPackage`` (MS-OFFCRYPTO
2.3.4.4).
"""

from __future__ import annotations

from itertools import accumulate
from typing import Final

from assembler.errors import FileError

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MACROS: Final = ("_VBA_PROJECT", "Macros")
MAX_RTF_BYTES: Final = 100 * 1024**2
"""Maximum size of an .rtf, which is generous because pictures in an .rtf are written as digits."""
MAX_RTF_DEPTH: Final = 2_000
"""Maximum nesting depth of groups.

The depth is usually about ten, but bytes of a picture may look like braces.
"""
_OPEN: Final = ord("{")
_NO_BRACES: Final = bytes(byte for byte in range(256) if byte not in b"{}")
_ASK_AGAIN: Final = "ask for the form as .docx or .odt"


def detect_legacy_format(data: bytes, name: str) -> str:
    r"""Return ``doc`` or ``rtf`` for a file that must be converted before it can be read, otherwise "".

    Raises FileError for an old Office file that contains macros or is not a text document. Also raises
    FileError for an .rtf that is too large or too deeply nested for the converter.

    >>> detect_legacy_format(rb"{\rtf1 Dear all}", "letter.rtf"), detect_legacy_format(b"PK", "form.docx")
    ('rtf', '')
    """
    if data.startswith(b"{\\rtf"):
        _check_rtf_limits(data, name)
        return "rtf"
    if not data.startswith(_OLE) or _has_stream(data, "EncryptedPackage"):
        return ""
    if not _has_stream(data, "WordDocument"):
        what = "this is an old Office file, but not a Word document"
        raise FileError(what, location=name, hint=_ASK_AGAIN)
    if any(_has_stream(data, macros) for macros in _MACROS):
        what = "the file contains macros; files with macros are not accepted"
        raise FileError(what, location=name, hint=f"{_ASK_AGAIN}, without macros")
    return "doc"


def _check_rtf_limits(data: bytes, name: str) -> None:
    if len(data) > MAX_RTF_BYTES:
        what = f"this .rtf file is larger than {MAX_RTF_BYTES // 1024**2} MB, which is too large for a form"
        raise FileError(what, location=name, hint=_ASK_AGAIN)
    if len(data) > MAX_RTF_DEPTH and _measure_nesting(data) > MAX_RTF_DEPTH:
        what = "the groups in this .rtf file are nested too deeply; the file is damaged or unsafe"
        raise FileError(what, location=name, hint=_ASK_AGAIN)


def _measure_nesting(data: bytes) -> int:
    """Return the greatest nesting depth of the groups in an .rtf.

    A brace after a backslash is text and does not begin or end a group.

    >>> _measure_nesting(b"{one {a}{b {c " + bytes([92, 123]) + b"}}}")
    3
    """
    braces = data.replace(rb"\\", b"").replace(rb"\{", b"").replace(rb"\}", b"").translate(None, _NO_BRACES)
    return max(accumulate(1 if byte == _OPEN else -1 for byte in braces), default=0)


def _has_stream(data: bytes, stream: str) -> bool:
    """Return whether a compound file contains a stream or storage named ``stream``."""
    return f"{stream}\0".encode("utf-16-le") in data

"""Escapes in .xlsx files for characters that XML cannot contain: ``_x0001_`` (ECMA-376, 22.9.2.19)."""

from __future__ import annotations

import re

_UNSAFE = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_ESCAPE = re.compile("_x((?i:005F|00[01][0-9A-F]|FFF[EF]))_")
"""Escapes of characters that need one; a text such as ``_x0041_`` is not an escape in LibreOffice 7.4."""


def escape_text(text: str) -> str:
    """Escape characters that XML cannot contain, and text that looks like an escape sequence.

    >>> escape_text("a_x0041_b") , escape_text("a\\rb")
    ('a_x005F_x0041_b', 'a_x000D_b')
    """
    return _UNSAFE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def unescape_text(text: str) -> str:
    """Decode the escapes of ``escape_text`` or a spreadsheet program, and convert line breaks to line feeds.

    >>> unescape_text("a_x005F_x0041_b"), unescape_text("a_x000D_\\nb"), unescape_text("a_x0041_b")
    ('a_x0041_b', 'a\\nb', 'a_x0041_b')
    """
    text = text.replace("\r\n", "\n")
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text).replace("\r\n", "\n")

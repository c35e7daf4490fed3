"""Signs that the format .xlsx writes by their numbers, as ``_x0001_`` (ECMA-376, 22.9.2.19)."""

from __future__ import annotations

import re

_TO_WRITE = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_TO_READ = re.compile("_x((?i:005F|00[01][0-9A-F]|FFF[EF]))_")
"""Only signs that cannot stand there themselves: LibreOffice 7.4 writes a text like ``_x0041_`` as it is."""


def escaped(text: str) -> str:
    """``text`` as the format writes it: signs that XML cannot hold, and what looks like the number of one.

    >>> escaped("a_x0041_b") , escaped("a\\rb")
    ('a_x005F_x0041_b', 'a_x000D_b')
    """
    return _TO_WRITE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def unescaped(text: str) -> str:
    """What ``escaped`` wrote, or a sheet program; line breaks of other systems are our own.

    >>> unescaped("a_x005F_x0041_b"), unescaped("a_x000D_\\nb"), unescaped("a_x0041_b")
    ('a_x0041_b', 'a\\nb', 'a_x0041_b')
    """
    text = text.replace("\r\n", "\n")
    return _TO_READ.sub(lambda found: chr(int(found[1], 16)), text).replace("\r\n", "\n")

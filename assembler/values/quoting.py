"""Quotation of values in messages, with invisible characters shown by name."""

from __future__ import annotations

import json
import unicodedata
from types import MappingProxyType

_NAMES = MappingProxyType(
    {"\t": "tab", "\n": "line break", "\r": "carriage return", "\ufeff": "byte order mark"}
)
"""Names of control characters, which Unicode does not name, and of a character with a misleading name."""


def quote(value: object) -> str:
    """Return ``value`` in typographic quotation marks; a value that is not text is written as JSON.

    Invisible characters are named, because they may be the reason for the message.

    >>> quote("2\\u00a0000"), quote("it's 5"), quote(None)
    ('“2[no-break space]000”', "“it's 5”", '“null”')
    """
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return f"“{''.join(map(_name_invisible, text))}”"


def _name_invisible(character: str) -> str:
    if character.isprintable():
        return character
    name = _NAMES.get(character) or unicodedata.name(character, f"U+{ord(character):04X}").lower()
    return f"[{name}]"

"""Convert characters in symbol fonts to Unicode, so that a tick typed in Wingdings remains a tick.

Word writes such a character as ``w:sym`` with a private-use code, which is the code in the font plus F000
(ECMA-376 part 1, 17.3.3.30), or as a letter in that font. Only characters that people use in answers are
mapped.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

_WINGDINGS: Final = {
    0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x74: "⧫",
    0x75: "◆", 0x76: "❖", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "◻", 0xAB: "★", 0xD8: "➢", 0xDF: "←",
    0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩",
    0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2: Final = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "•", 0x98: "●",
    0x9F: "■", 0xA3: "□",
}  # fmt: skip
_SYMBOL: Final = {
    0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→",
    0xAF: "↓", 0xB0: "°", 0xB1: "±",
    0x2D: "−", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡",
    0xBB: "≈", 0xBC: "…", 0xD6: "√", 0xDE: "⇒",
    0xE5: "∑",
}  # fmt: skip
_PRIVATE: Final = re.compile("[\uf020-\uf0ff]")
_FONTS: Final = MappingProxyType({"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL})


def decode_symbol(font: str, code: str) -> str:
    """Return the character for a ``w:sym``, or "" if ``code`` is invalid.

    A symbol that is not mapped becomes the character with its code.

    >>> [decode_symbol(*args) for args in (("Wingdings", "F0FC"), ("Wingdings", "00FE"), ("Nowhere", "F041"))]
    ['✓', '☑', '\\uf041']
    """
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return _FONTS.get(font.lower(), {}).get(number & 0xFF) or (
        chr(number) if 0x1F < number < 0xD800 or 0xDFFF < number < 0xFFFE else ""
    )


def decode_font(text: str, font: str) -> str:
    """Return ``text`` as it looks in ``font``.

    If ``font`` is empty or not a symbol font, private-use characters are treated as Wingdings.

    >>> decode_font("\\uf0fc done", ""), decode_font("ü", "Wingdings"), decode_font("über", "Calibri")
    ('✓ done', '✓', 'über')
    """
    characters = _FONTS.get(font.lower()) if font else None
    if characters is None and text.isascii():
        return text
    if characters is None:
        return _PRIVATE.sub(lambda match: _WINGDINGS.get(ord(match[0]) & 0xFF, match[0]), text)
    return "".join(characters.get(ord(char) & 0xFF, char) for char in text)

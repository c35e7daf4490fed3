"""Widths of words and heights of lines in the fonts of the house styles, from tables.

If a word is wider than its cell, Word breaks it without a hyphen. A computer without Calibri cannot measure
words in that font, but free fonts with the same widths exist (Carlito, Liberation Sans). Widths are rounded
up, and kerning is ignored, because it only brings characters closer together. The result is therefore the
true width or up to four per cent more.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import Final

_CHARACTERS_BY_WIDTH: Final = {
    ("calibri", False): {
        240: "ijlı'", 260: "IłΙ.,·’‘", 280: "ι:;", 320: "fJ()[]-", 340: "t!‹›°", 360: "rζ", 380: "ξ",
        400: "szτ/\\", 420: "ςΓ“”„ª", 440: "cxLŁχº", 460: "kvyFSγεκνΣ", 480: "agZλΖ?|",
        500: "eETYΕΞΤΥ–+*=#§_<>", 520: "KPX0123456789ρΚΡΧ«»€", 540: "bdhnopquCßøðþβδηθοσ", 560: "BRμπυΒ",
        580: "AVαΑΔΛ", 620: "D", 640: "GHΗΠ", 660: "NUφΝ", 680: "OQØΘΟΩ", 700: "ω…&", 720: "wψ%", 760: "ΦΨ",
        780: "æÆ", 800: "m", 840: "©", 860: "MœΜ", 880: "Œ", 900: "W@", 920: "—", 1040: "№",
    },
    ("calibri", True): {
        240: "'", 260: "ijlı,’‘", 280: "IłΙ.:;·", 300: "ι", 320: "f()-", 340: "J![]", 360: "rt‹›°", 380: "ζ",
        400: "szξτ", 420: "cςΓª", 440: "LŁ“”„/\\º", 460: "xFεχ", 480: "gkvySZγκνΖΣ?|",
        500: "aETλΕΞΤ–+*=#§_<>", 520: "eY0123456789Υ€", 540: "bdhnopquCPðþδορΡ«»", 560: "KXßøβηθσυΚΧ",
        580: "BRμπΒΔ", 600: "VαΛ", 620: "AΑ", 640: "DGHΗΠ", 660: "NUΝ", 680: "OΘΟ", 700: "QØφΩ", 720: "ω…&",
        740: "ψ%", 760: "w", 780: "æÆ", 820: "mΦΨ", 840: "©", 860: "œ", 880: "MŒΜ", 900: "@", 920: "W—",
        1060: "№",
    },
    ("arial", False): {
        200: "'", 240: "ijlłι’‘", 260: "|", 280: "ftIıΙ.,:;!·[]/\\", 340: "r“”„‹›()-", 380: "ºª", 400: "τ*°",
        460: "εζξ", 500: "cksvxyzJγκλνς", 540: "χ", 560: "abdeghnopquL0123456789ðþŁδηθουΓ?«»–#§€_",
        580: "αβμρ", 600: "+=<>", 620: "FTZßøσΖΣΤ", 660: "φΞ", 680: "ABEKPSVXYΑΒΔΕΚΛΡΥΧ&", 700: "π", 720: "ψ",
        740: "wCDHNRUΗΝΠ©", 760: "Ω", 780: "GOQØΘΟ", 800: "ωΦ", 840: "mMΜΨ", 900: "æ%", 960: "Wœ",
        1000: "ÆŒ…—", 1020: "@", 1080: "№",
    },
    ("arial", True): {
        240: "'", 280: "ijlIłıιΙ.,·’‘/\\|", 340: "ft:;!‹›()[]-", 380: "ºª", 400: "r*°", 460: "ξτ", 480: "εζ",
        500: "z“”„", 540: "ς", 560: "aceksvxyJ0123456789γθκλν«»–#§€_", 580: "χ", 600: "υ+=<>",
        620: "bdghnopquFLTZßøðþŁαβδημορΓΖΣΤ?", 660: "Ξ", 680: "EPSVXYΕΛΡΥΧ", 700: "σ", 720: "φΔ",
        740: "ABCDHKNRUΑΒΗΚΝΠ&©", 760: "ψ", 780: "wGOQØπΘΟ", 820: "ΨΩ", 840: "MΜΦ", 860: "ω", 900: "mæ%",
        960: "Wœ", 980: "@", 1000: "ÆŒ…—", 1120: "№",
    },
}  # fmt: skip
"""For each font family (in lower case) and boldness, characters by width in thousandths of the font size."""
_LINES: Final = {"calibri": (1.221, 0.226), "arial": (1.15, 0.278), "times new roman": (1.15, 0.25)}
"""For each font family, the height of a line and the width of a space, as shares of the font size."""
_OTHERWISE: Final = "arial"
"""Family that is measured in place of any unknown font, because few text fonts are wider."""
_WIDEST: Final = 1000
_SPACE: Final = 280
"""Width of a no-break space, and also of the narrow one used in French."""
_TONOS: Final = 280
"""Maximum width of the accent before a Greek capital (in Arial Bold)."""


@lru_cache(maxsize=4096)
def measure_word(word: str, family: str, *, bold: bool = False) -> int:
    """Return the width of ``word`` in thousandths of the font size.

    A width of 5,000 is five times the font size. A ``family`` without a table is measured as Arial.

    >>> measure_word("Inhoud", "Calibri"), measure_word("Inhoud", "Arial", bold=True)
    (2960, 3380)
    >>> measure_word("αξιολόγηση", "Calibri") == measure_word("αξιολογηση", "Calibri")
    True
    """
    widths = _load_widths(family.lower(), bold)
    return sum(_measure_character(letter, widths) for letter in unicodedata.normalize("NFC", word))


def find_line_height(family: str) -> float:
    """Return the height of a line in ``family`` as a share of the font size.

    >>> find_line_height("Calibri"), find_line_height("Arial")
    (1.221, 1.15)
    """
    return _LINES.get(family.lower(), _LINES[_OTHERWISE])[0]


def find_space_width(family: str) -> float:
    """Return the width of a space in ``family`` as a share of the font size."""
    return _LINES.get(family.lower(), _LINES[_OTHERWISE])[1]


@cache
def _load_widths(family: str, bold: bool) -> dict[str, int]:
    table = _CHARACTERS_BY_WIDTH.get((family, bold)) or _CHARACTERS_BY_WIDTH[_OTHERWISE, bold]
    return {letter: width for width, letters in table.items() for letter in letters}


def _measure_character(letter: str, widths: dict[str, int]) -> int:
    """Return the width of a character.

    An accent adds no width, except before a Greek capital.
    """
    if letter in widths:
        return widths[letter]
    decomposed = unicodedata.normalize("NFD", letter)
    base = "ı" if decomposed[0] == "i" else decomposed[0]
    if unicodedata.combining(base) or unicodedata.category(base) == "Cf":
        return 0
    if unicodedata.category(base) == "Zs":
        return _SPACE
    extra = _TONOS if base in "ΑΕΗΙΟΥΩ" and len(decomposed) > 1 else 0
    return widths.get(base, _WIDEST) + extra

"""Pseudo-languages: accented, longer English in brackets, and its right-to-left counterpart.

``xx`` reveals text that never reaches a translator (it is outside the brackets), cells too narrow for a
language that needs more space than English, and fonts without accents. ``xr`` uses letters of the Hebrew
alphabet, so that Word applies its rules for right-to-left text. Fields and inline tags are preserved.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, cycle, islice

from assembler.model.messages import markup
from assembler.model.messages.markup import LiteralText, Token
from assembler.model.messages.pseudo_codes import BRACKETS, CODES, MIRRORED

_LONGER = 0.4
_ACCENTED = str.maketrans(
    "acdeghijklnorstuwyzACDEGHIJKLNORSTUWYZ",
    "àçďéğĥîĵķĺñöŕšţûŵýžÀÇĎÉĞĤÎĴĶĹÑÖŔŠŢÛŴÝŽ",
)
_HEBREW = str.maketrans(
    "abcdefghijklmnopqrstuvwxyz" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "אבכדעפגהיזקלמנספקרסתוושצטז" * 2,
)
_LETTERS = {BRACKETS: _ACCENTED, MIRRORED: _HEBREW}
_PADDING = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def pseudo_translate_text(text: str, code: str) -> str:
    """Return ``text`` in the pseudo-language ``code``, in brackets but not lengthened.

    For any other language, ``text`` is returned unchanged.

    >>> pseudo_translate_text("March", "xx"), pseudo_translate_text("March", "nl")
    ('⟦Màŕçĥ⟧', 'March')
    """
    return f"⟦{text.translate(_LETTERS[code])}⟧" if code in CODES else text


def pseudo_translate(message: str, code: str) -> str:
    """Return ``message`` in the pseudo-language ``code``, in brackets and about 40% longer.

    Fields and inline tags are kept. Raises MarkupError for invalid markup.

    >>> pseudo_translate("Report <1>{city_of}</1>", "xx")
    '⟦Ŕépöŕţ <1>{city_of}</1> öñé⟧'
    """
    tokens = markup.parse(message)
    translated = [_translate_token(token, code) for token in tokens]
    words = _choose_padding(sum(len(token.text) for token in tokens if isinstance(token, LiteralText)))
    padding = f" {' '.join(words)}".translate(_LETTERS[code]) if words else ""
    return markup.compose([LiteralText("⟦"), *translated, LiteralText(f"{padding}⟧")])


def _translate_token(token: Token, code: str) -> Token:
    return LiteralText(token.text.translate(_LETTERS[code])) if isinstance(token, LiteralText) else token


def _choose_padding(length: int) -> Sequence[str]:
    """Return the padding words for a text of ``length`` characters."""
    wanted = round(_LONGER * length)
    ends = accumulate(len(word) + 1 for word in cycle(_PADDING))
    count = sum(1 for end in islice(ends, wanted) if end - 1 <= wanted) if wanted else 0
    return list(islice(cycle(_PADDING), max(count, 1) if wanted else 0))

"""Two languages that nobody speaks: English in brackets, longer and accented, and its right-to-left twin.

``xx`` shows what no translator ever sees (it stands outside the brackets), which box is too narrow for a
language that is longer than English, and which font lacks accents. ``xr`` says the same in letters of the
Hebrew alphabet, so that Word's own rules for right-to-left text are at work. Fields and marks stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, cycle, islice

from assembler.model.messages import markup as marks
from assembler.model.messages.markup import Token, Words
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


def in_brackets(text: str, code: str) -> str:
    """``text`` in the pseudo-language ``code``, not any longer; as it is in any other language.

    >>> in_brackets("March", "xx"), in_brackets("March", "nl")
    ('⟦Màŕçĥ⟧', 'March')
    """
    return f"⟦{text.translate(_LETTERS[code])}⟧" if code in CODES else text


def pseudo(message: str, code: str) -> str:
    """``message`` in the pseudo-language ``code``: in brackets and 40 % longer, with its fields and marks.

    >>> pseudo("Report <1>{city_of}</1>", "xx")
    '⟦Ŕépöŕţ <1>{city_of}</1> öñé⟧'

    BrokenMessage where it does not keep to the grammar of messages.
    """
    tokens = marks.parse(message)
    said = [_translated(token, code) for token in tokens]
    more = _more(sum(len(token.text) for token in tokens if isinstance(token, Words)))
    padding = f" {' '.join(more)}".translate(_LETTERS[code]) if more else ""
    return marks.compose([Words("⟦"), *said, Words(f"{padding}⟧")])


def _translated(token: Token, code: str) -> Token:
    return Words(token.text.translate(_LETTERS[code])) if isinstance(token, Words) else token


def _more(length: int) -> Sequence[str]:
    """The words by which a text of this length grows."""
    wanted = round(_LONGER * length)
    ends = accumulate(len(word) + 1 for word in cycle(_PADDING))
    count = sum(1 for end in islice(ends, wanted) if end - 1 <= wanted) if wanted else 0
    return list(islice(cycle(_PADDING), max(count, 1) if wanted else 0))

"""Whole numbers in the attributes of a file, which may say anything."""

from __future__ import annotations

import re
from typing import Final

MOST_COLUMNS: Final = 63
"""Of a table (Word's own limit)."""
MAX_LEVEL: Final = 8
"""Of a list or heading, counted from 0."""
MOST_STYLES: Final = 100
"""In a chain of styles, each based on the next; Word makes 11."""
_WHOLE: Final = re.compile(r"\s*[+-]?[0-9]{1,10}\s*")


def whole_number(text: str | None) -> int | None:
    """The whole number that ``text`` says; None where it says none, or one longer than any in Word.

    >>> [whole_number(each) for each in ("-12", "1.5", "²", "9" * 5000, None)]
    [-12, None, None, None, None]
    """
    return int(text) if text and _WHOLE.fullmatch(text) else None


def columns_spanned(text: str | None) -> int:
    """How many columns a ``w:gridSpan`` says: 1 where it says none, and no more than a table may have.

    >>> columns_spanned("3"), columns_spanned("none"), columns_spanned("-2"), columns_spanned("999999999")
    (3, 1, 1, 63)
    """
    return min(max(whole_number(text) or 1, 1), MOST_COLUMNS)

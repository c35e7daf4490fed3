"""Parse whole numbers in XML attributes, which may contain any text."""

from __future__ import annotations

import re
from typing import Final

MOST_COLUMNS: Final = 63
"""Maximum number of columns in a table (Word's limit)."""
MAX_LEVEL: Final = 8
"""Maximum level of a list or heading, counted from 0."""
MOST_STYLES: Final = 100
"""Maximum number of styles in a chain, each based on the next.

Word creates chains of up to 11.
"""
_WHOLE: Final = re.compile(r"\s*[+-]?[0-9]{1,10}\s*")


def parse_whole_number(text: str | None) -> int | None:
    """Return ``text`` as a whole number, or None if it is not one or has more than 10 digits.

    >>> [parse_whole_number(text) for text in ("-12", "1.5", "²", "9" * 5000, None)]
    [-12, None, None, None, None]
    """
    return int(text) if text and _WHOLE.fullmatch(text) else None


def parse_column_span(text: str | None) -> int:
    """Return the number of columns in ``text``, the value of a ``w:gridSpan``.

    The result is 1 if the value is invalid, and at most ``MOST_COLUMNS``.

    >>> [parse_column_span(text) for text in ("3", "none", "-2", "999999999")]
    [3, 1, 1, 63]
    """
    return min(max(parse_whole_number(text) or 1, 1), MOST_COLUMNS)

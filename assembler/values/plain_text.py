"""Plain text: normalisation for comparison, and capitalisation."""

from __future__ import annotations

import re

_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2007\u2009"), " ")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad\u2060"), "")
_WHITE_SPACE = re.compile(r"[ \t\r\n]+")
_NORMAL = {**_SPACES, **_INVISIBLE, ord("\u2011"): "-", ord("\t"): " "}


def normalise_text(text: str) -> str:
    """Normalise ``text`` for comparison: collapse white space and remove invisible characters.

    >>> normalise_text(" GG/I/3.2\\u00a0\\u200b ")
    'GG/I/3.2'
    """
    return " ".join((text if text.isascii() else normalise_characters(text)).split())


def collapse_white_space(text: str) -> str:
    r"""Return ``text`` on one line, with each run of spaces, tabs and line breaks replaced by one space.

    Spaces at either end are removed. No-break spaces are preserved, because somebody typed them on purpose.

    >>> collapse_white_space(" from\n 1\u00a0March ") == "from 1\u00a0March"
    True
    """
    return _WHITE_SPACE.sub(" ", text).strip(" ")


def normalise_characters(text: str) -> str:
    """Return ``text`` with ordinary spaces and hyphens, and without invisible characters.

    Line breaks are preserved.

    >>> normalise_characters("a\\u00a0b\\u2011c")
    'a b-c'
    """
    return text.translate(_NORMAL)


def fold_text(text: str) -> str:
    """Return ``text`` normalised for the case-insensitive comparison of headings."""
    return normalise_text(text).casefold()


def capitalise(text: str) -> str:
    """Return ``text`` with its first letter in upper case, even after punctuation but not after a digit.

    >>> capitalise("«évaluation»"), capitalise("3 cities")
    ('«Évaluation»', '3 cities')
    """
    first = next((index for index, char in enumerate(text) if char.isalnum()), 0)
    return text[:first] + text[first : first + 1].upper() + text[first + 1 :]

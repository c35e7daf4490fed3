"""Text as it is compared: without invisible characters, every kind of space as one space."""

from __future__ import annotations

_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2007\u2009"), " ")
_NOTHING = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad\u2060"), "")
_ALIKE = {**_SPACES, **_NOTHING, ord("\u2011"): "-", ord("\t"): " "}


def plain_words(text: str) -> str:
    """``text`` as it is compared: every kind of blank is one space, nothing invisible.

    >>> plain_words(" GG/I/3.2\\u00a0\\u200b ")
    'GG/I/3.2'
    """
    return " ".join(calmed(text).split())


def calmed(text: str) -> str:
    """``text`` with every kind of blank as a space, plain hyphens and nothing invisible; lines stay.

    >>> calmed("a\\u00a0b\\u2011c")
    'a b-c'
    """
    return text.translate(_ALIKE)


def folded(text: str) -> str:
    """``text`` as headings are compared: by their words, whatever their letters."""
    return plain_words(text).casefold()

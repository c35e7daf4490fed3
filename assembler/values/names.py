"""Names: short ones without blanks (initials, codes) beside each other in one cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from assembler.model.documents.form import ChoiceItem
from assembler.values.kind import Kind
from assembler.values.lists import in_sentence

_BETWEEN = re.compile(r"[\s,;&+•]+")
_DASHES = "-–—"


def show(value: Sequence[str], _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> str:
    """The names with commas.

    >>> show(["JB", "FC"])
    'JB, FC'
    """
    return ", ".join(value)


def read(text: str, language: str = "", _choices: Sequence[ChoiceItem] = ()) -> tuple[str, ...]:
    """Every name once, in the order of the text; the word for "and" in ``language`` is none.

    >>> read("JB, FC en HK", "nl"), read("JB & FC")
    (('JB', 'FC', 'HK'), ('JB', 'FC'))
    """
    said = dict.fromkeys(word for word in _BETWEEN.split(text) if word.strip(_DASHES))
    return tuple(word for word in said if word != _and(language))


def _and(language: str) -> str:
    """The word between two things in a sentence: it is small where a name is not."""
    return in_sentence(["X", "Y"], language)[1:-1].strip() if language else ""


def plain(value: Sequence[str]) -> list[str]:
    """The names as a list.

    >>> plain(("JB", "FC"))
    ['JB', 'FC']
    """
    return [str(each) for each in value]


def parse(data: Any) -> tuple[str, ...]:
    """The names in ``data``; ValueError where it is no list of texts."""
    if not isinstance(data, list | tuple) or not all(isinstance(each, str) for each in data):
        raise ValueError(f"{data!r} is no list of names")
    return tuple(data)


KIND = Kind("names", show, read, plain, parse)

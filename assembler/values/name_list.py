"""Lists of short names without spaces, such as initials or codes, in one cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from assembler.model.documents.form_manifest import ChoiceItem
from assembler.values.joined_items import join_items
from assembler.values.kind import Kind, quote

_BETWEEN = re.compile(r"[\s,;&+•]+")
_DASHES = "-–—"


def show(value: Sequence[str], _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> str:
    """Return the names separated by commas.

    >>> show(["JB", "FC"])
    'JB, FC'
    """
    return ", ".join(value)


def read(text: str, language: str = "", _choices: Sequence[ChoiceItem] = ()) -> tuple[str, ...]:
    """Return each name once, in the order of the text.

    The word for "and" in ``language`` is ignored.

    >>> read("JB, FC en HK", "nl"), read("JB & FC")
    (('JB', 'FC', 'HK'), ('JB', 'FC'))
    """
    names = dict.fromkeys(word for word in _BETWEEN.split(text) if word.strip(_DASHES))
    conjunction = join_items(["X", "Y"], language)[1:-1].strip() if language else ""
    return tuple(name for name in names if name != conjunction)


def to_data(value: Sequence[str]) -> list[str]:
    """Return the names as a list.

    >>> to_data(("JB", "FC"))
    ['JB', 'FC']
    """
    return [str(name) for name in value]


def parse(data: Any) -> tuple[str, ...]:
    """Return the names in ``data``.

    Raises ValueError if it is not a list of strings.
    """
    if not isinstance(data, list | tuple) or not all(isinstance(name, str) for name in data):
        raise ValueError(f"{quote(data)} is not a list of names")
    return tuple(data)


KIND = Kind("names", show, read, to_data, parse)

"""Years: four digits that are never grouped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from assembler.model.documents.form import ChoiceItem
from assembler.values.kind import Kind, Unreadable


def show(value: int, _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> str:
    """The year, without a sign for thousands in any language.

    >>> show(2009, "nl")
    '2009'
    """
    return f"{value:04d}"


def read(text: str, _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> int:
    """The year that ``text`` says; Unreadable where it is not four digits.

    >>> read(" 2009 ")
    2009
    """
    if not re.fullmatch(r"[0-9]{4}", text.strip()):
        raise Unreadable(f"{text.strip()!r} is no year of four digits")
    return int(text)


def plain(value: int) -> int:
    """The year as a number."""
    return value


def parse(data: Any) -> int:
    """The year in ``data``; ValueError where there is none."""
    return read(str(data))


KIND = Kind("year", show, read, plain, parse)

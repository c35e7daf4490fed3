"""Years: four digits without a thousands separator."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from assembler.model.documents.form_manifest import ChoiceItem
from assembler.values.kind import Kind, UnreadableError, quote


def show(value: int, _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> str:
    """Return the year, without a thousands separator.

    >>> show(2009, "nl")
    '2009'
    """
    return f"{value:04d}"


def read(text: str, _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> int:
    """Return the year in ``text``.

    Raises UnreadableError if ``text`` is not four digits.

    >>> read(" 2009 ")
    2009
    """
    if not re.fullmatch(r"[0-9]{4}", text.strip()):
        raise UnreadableError("not a year", text=quote(text.strip()))
    return int(text)


def to_data(value: int) -> int:
    """Return the year as a number."""
    return value


def parse(data: Any) -> int:
    """Return the year in ``data``.

    Raises ValueError if ``data`` is not a year.
    """
    return read(str(data))


KIND = Kind("year", show, read, to_data, parse)

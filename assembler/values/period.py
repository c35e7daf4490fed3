"""Periods: a first year and, unless the period is open, a last year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from assembler.model.documents.form_manifest import ChoiceItem
from assembler.model.types.values import Period
from assembler.values.kind import Kind, UnreadableError, quote

_PERIOD = re.compile(r"(?P<start>\d{4})(?:\s*(?P<dash>[-–—−‐‑]|\.\.\.?|…)\s*(?P<end>\d{4})?)?")
_SHORT = re.compile(r"(\d{2})(\d{2})\s*[-–—/]\s*(\d{2})")


def show(value: Period, _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> str:
    """Return the years with an en dash between them, as in all supported languages.

    >>> [show(Period.model_validate(text)) for text in ("2006-2010", "2006-", 2010)]
    ['2006–2010', '2006–', '2010']
    """
    if value.end == value.start:
        return str(value.start)
    return f"{value.start}–{'' if value.end is None else value.end}"


def read(text: str, _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> Period:
    """Return the period in ``text``, whose years are in figures.

    >>> read("2006 - 2010") == Period(start=2006, end=2010)
    True

    Raises UnreadableError if the text is not a period. If the last year is shortened, the error's
    ``readings`` contain the period, because ``2006-10`` may also be a month.
    """
    stripped = text.strip()
    if match := _PERIOD.fullmatch(stripped):
        end = match["end"] if match["dash"] else match["start"]
        return _build_period(int(match["start"]), int(end) if end else None, stripped)
    if short := _SHORT.fullmatch(stripped):
        reading = _build_period(int(short[1] + short[2]), int(short[1] + short[3]), stripped)
        raise UnreadableError("", (reading,), text=quote(stripped), meanings=show(reading))
    raise UnreadableError("not a period", text=quote(stripped))


def _build_period(start: int, end: int | None, text: str) -> Period:
    try:
        return Period(start=start, end=end)
    except ValueError as error:
        raise UnreadableError("invalid period", text=quote(text)) from error


def to_data(value: Period) -> str | int:
    """Return the period in the notation used in records: ``2006-2010``, ``2006-``, or one year.

    >>> to_data(Period(start=2006)), to_data(Period(start=2010, end=2010))
    ('2006-', 2010)
    """
    if value.end == value.start:
        return value.start
    return f"{value.start}-{'' if value.end is None else value.end}"


def parse(data: Any) -> Period:
    """Return the period in ``data``.

    Raises pydantic's ValidationError if ``data`` is not a period.
    """
    return Period.model_validate(data)


KIND = Kind("period", show, read, to_data, parse)

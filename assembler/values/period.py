"""Periods: years from and to, open at the end where the end is not known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from assembler.model.documents.form import ChoiceItem
from assembler.model.types.content import Period
from assembler.values.kind import Kind, Unreadable

_PERIOD = re.compile(r"(?P<start>\d{4})(?:\s*(?P<dash>[-–—−‐‑]|\.\.\.?|…)\s*(?P<end>\d{4})?)?")
_SHORT = re.compile(r"(\d{2})(\d{2})\s*[-–—/]\s*(\d{2})")


def show(value: Period, _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> str:
    """The years with an en dash between them, as all our languages write spans.

    >>> [show(Period.model_validate(text)) for text in ("2006-2010", "2006-", 2010)]
    ['2006–2010', '2006–', '2010']
    """
    if value.end == value.start:
        return str(value.start)
    return f"{value.start}–{'' if value.end is None else value.end}"


def read(text: str, _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> Period:
    """The period that ``text`` says in figures.

    >>> read("2006 - 2010") == Period(start=2006, end=2010)
    True

    Unreadable where it is none; with the readings where the end is short: ``2006-10`` may be a period or a
    month.
    """
    spelt = text.strip()
    if found := _PERIOD.fullmatch(spelt):
        end = found["end"] if found["dash"] else found["start"]
        return _period(int(found["start"]), int(end) if end else None, spelt)
    if short := _SHORT.fullmatch(spelt):
        reading = _period(int(short[1] + short[2]), int(short[1] + short[3]), spelt)
        raise Unreadable(f"{spelt!r} may mean {show(reading)}", (reading,))
    raise Unreadable(f"{spelt!r} is not a period; write the first and the last year, such as 2022–2026")


def _period(start: int, end: int | None, text: str) -> Period:
    try:
        return Period(start=start, end=end)
    except ValueError as fault:
        raise Unreadable(f"{text!r} is no period: it ends before it starts, or lies too far away") from fault


def plain(value: Period) -> str | int:
    """As records write it: ``2006-2010``, ``2006-``, or one year.

    >>> plain(Period(start=2006)), plain(Period(start=2010, end=2010))
    ('2006-', 2010)
    """
    if value.end == value.start:
        return value.start
    return f"{value.start}-{'' if value.end is None else value.end}"


def parse(data: Any) -> Period:
    """The period in ``data``; ValueError (pydantic's) where there is none."""
    return Period.model_validate(data)


KIND = Kind("period", show, read, plain, parse)

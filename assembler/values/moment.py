"""Moments: a day and the hour, for what is written down while it happens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from assembler.model.documents.form import ChoiceItem
from assembler.values import date
from assembler.values.kind import Kind, Unreadable

_PARTS = re.compile(r"(.+?)(?:T|,?\s+)(\d{1,2})[.:h](\d{2})(?:[.:](\d{2})(?:\.\d+)?)?")


def show(value: datetime, _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> str:
    """The day in ISO 8601 and the hour, with seconds where there are some.

    >>> show(datetime(2026, 10, 6, 10, 5))
    '2026-10-06 10:05'
    """
    return value.isoformat(" ", "seconds" if value.second else "minutes")


def read(text: str, language: str, _choices: Sequence[ChoiceItem] = ()) -> datetime:
    """The moment that ``text`` says: a day as ``date`` reads it, and the hour behind it.

    >>> read("6-10-2026 10.05", "nl") == read("2026-10-06T10:05", "fi") == datetime(2026, 10, 6, 10, 5)
    True

    Unreadable where there is no hour, or the day may be another.
    """
    found = _PARTS.fullmatch(text.strip())
    if found is None:
        raise Unreadable(f"{text.strip()!r} is no day with its hour: write 2026-10-06 10:10")
    try:
        hour = time(int(found[2]), int(found[3]), int(found[4] or 0))
    except ValueError as error:
        raise Unreadable(f"{text.strip()!r} holds no hour of the day") from error
    return datetime.combine(date.read(found[1], language), hour)


def plain(value: datetime) -> str:
    """ISO 8601, to the minute where there are no seconds.

    >>> plain(datetime(2026, 10, 6, 10, 5))
    '2026-10-06T10:05'
    """
    return value.isoformat(timespec="seconds" if value.second else "minutes")


def parse(data: Any) -> datetime:
    """The moment in ``data`` (ISO 8601, or one that YAML has read); ValueError where there is none."""
    return data if isinstance(data, datetime) else datetime.fromisoformat(str(data))


KIND = Kind("moment", show, read, plain, parse)

"""Moments: dates with a time of day, for events that are recorded as they happen.

Time ranges within a day are formatted here for timetables (``show_span``), but are never read from forms.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from babel.dates import format_skeleton

from assembler.model.documents.form_manifest import ChoiceItem
from assembler.values import date
from assembler.values.kind import Kind, UnreadableError, quote
from assembler.values.locales import load_locale

_PARTS = re.compile(r"(.+?)(?:T|,?\s+)(\d{1,2})[.:h](\d{2})(?:[.:](\d{2})(?:\.\d+)?)?")


def show(value: datetime, language: str, _choices: Sequence[ChoiceItem] = ()) -> str:
    """Return the date, and the time on the 24-hour clock.

    Seconds are omitted if they are zero.

    >>> show(datetime(2026, 10, 6, 10, 5), "en"), show(datetime(2026, 10, 6, 10, 5), "fi")
    ('6\xa0October 2026, 10:05', '6.\xa0lokakuuta 2026, 10.05')
    """
    skeleton = "Hms" if value.second else "Hm"
    clock = format_skeleton(skeleton, value, locale=load_locale(language))
    return f"{date.show(value.date(), language)}, {clock}"


def read(text: str, language: str, _choices: Sequence[ChoiceItem] = ()) -> datetime:
    """Return the moment in ``text``: a date that ``date.read`` accepts, followed by a time of day.

    >>> read("6-10-2026 10.05", "nl") == read("2026-10-06T10:05", "fi") == datetime(2026, 10, 6, 10, 5)
    True

    Raises UnreadableError if the time is missing or invalid, or if ``date.read`` rejects the date.
    """
    match = _PARTS.fullmatch(text.strip())
    if match is None:
        raise UnreadableError("not a date and time", text=quote(text.strip()))
    try:
        time_of_day = time(int(match[2]), int(match[3]), int(match[4] or 0))
    except ValueError as error:
        raise UnreadableError("invalid time", text=quote(text.strip())) from error
    return datetime.combine(date.read(match[1], language), time_of_day)


def to_data(value: datetime) -> str:
    """Return the moment in ISO 8601.

    Seconds are omitted if they are zero.

    >>> to_data(datetime(2026, 10, 6, 10, 5))
    '2026-10-06T10:05'
    """
    return value.isoformat(timespec="seconds" if value.second else "minutes")


def parse(data: Any) -> datetime:
    """Return the moment in ``data``, which is in ISO 8601 or is already a datetime.

    Raises ValueError if ``data`` is not a moment.
    """
    return data if isinstance(data, datetime) else datetime.fromisoformat(str(data))


KIND = Kind("moment", show, read, to_data, parse)


def show_span(start: datetime, minutes: int, language: str) -> str:
    """Return the start and end times, joined by an en dash, on the 24-hour clock in every language.

    CLDR's short time in Greek (``4:00 μ.μ.``) would repeat the suffix on each line of a programme.

    >>> show_span(datetime(2026, 10, 7, 10), 90, "nl"), show_span(datetime(2026, 10, 7, 9, 5), 5, "fi")
    ('10:00–11:30', '9.05–9.10')
    >>> show_span(datetime(2026, 10, 6, 16), 120, "el")
    '16:00–18:00'
    """
    ends = (start, start + timedelta(minutes=minutes))
    return "–".join(show_clock(end, language) for end in ends)


def show_clock(moment: datetime, language: str) -> str:
    """Return the time of day on the 24-hour clock.

    >>> show_clock(datetime(2026, 10, 7, 9, 5), "fi")
    '9.05'
    """
    return str(format_skeleton("Hm", moment, locale=load_locale(language)))

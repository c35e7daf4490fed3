"""Hours of the day, as a timetable shows them; they are never read from a form."""

from __future__ import annotations

from datetime import datetime, timedelta

from babel.dates import format_time

from assembler.values.locales import locale_of


def show_span(start: datetime, minutes: int, language: str) -> str:
    """From ``start`` for as many ``minutes``, with an en dash between.

    >>> show_span(datetime(2026, 10, 7, 10), 90, "nl"), show_span(datetime(2026, 10, 7, 9, 5), 5, "fi")
    ('10:00–11:30', '9.05–9.10')
    """
    locale = locale_of(language)
    ends = (start, start + timedelta(minutes=minutes))
    return "–".join(str(format_time(each, "short", locale=locale)) for each in ends)

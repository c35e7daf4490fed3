"""Hours of the day, as a timetable shows them; they are never read from a form."""

from __future__ import annotations

from datetime import datetime, timedelta

from babel.dates import format_skeleton

from assembler.values.locales import locale_of


def show_span(start: datetime, minutes: int, language: str) -> str:
    """From ``start`` for as many ``minutes``, with an en dash between, by the 24-hour clock everywhere.

    The short time of CLDR is Greek's 4:00 μ.μ., which a programme of a day repeats on each line.

    >>> show_span(datetime(2026, 10, 7, 10), 90, "nl"), show_span(datetime(2026, 10, 7, 9, 5), 5, "fi")
    ('10:00–11:30', '9.05–9.10')
    >>> show_span(datetime(2026, 10, 6, 16), 120, "el")
    '16:00–18:00'
    """
    locale = locale_of(language)
    ends = (start, start + timedelta(minutes=minutes))
    return "–".join(str(format_skeleton("Hm", each, locale=locale)) for each in ends)

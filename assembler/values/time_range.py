"""Time ranges within a day, for timetables; they are never read from forms."""

from __future__ import annotations

from datetime import datetime, timedelta

from babel.dates import format_skeleton

from assembler.values.locales import load_locale


def show_span(start: datetime, minutes: int, language: str) -> str:
    """Return start and end with an en dash between them, on the 24-hour clock in every language.

    CLDR's short time in Greek (``4:00 μ.μ.``) would repeat the suffix on each line of a programme.

    >>> show_span(datetime(2026, 10, 7, 10), 90, "nl"), show_span(datetime(2026, 10, 7, 9, 5), 5, "fi")
    ('10:00–11:30', '9.05–9.10')
    >>> show_span(datetime(2026, 10, 6, 16), 120, "el")
    '16:00–18:00'
    """
    locale = load_locale(language)
    ends = (start, start + timedelta(minutes=minutes))
    return "–".join(str(format_skeleton("Hm", end, locale=locale)) for end in ends)

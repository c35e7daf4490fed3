"""Dates: ISO where people fill in and machines read, words where people read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from babel import Locale
from babel.dates import format_date, format_skeleton

from assembler.model.pseudo import in_brackets
from assembler.values.kind import Kind, Unreadable
from assembler.values.locales import locale_of
from assembler.values.number import BLANKS

if TYPE_CHECKING:
    from assembler.model.form import ChoiceItem

_NUMERIC = re.compile(r"(\d{1,4}) ?[-./] ?(\d{1,2}) ?[-./] ?(\d{1,4})\.?")
_FIRST_OF_MONTH = {"fr": "1er", "it": "1º"}
"""Languages that write the first day as an ordinal, which CLDR leaves to the writer."""
_DAY = re.compile(r"d+")


def show(value: date, _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> str:
    """The date as a form shows it: ISO 8601, the same in every language.

    >>> show(date(2026, 3, 1), "nl")
    '2026-03-01'
    """
    return value.isoformat()


@lru_cache(maxsize=4096)
def show_long(value: date, language: str) -> str:
    """The date in words, for running text.

    >>> show_long(date(2010, 2, 19), "fi"), show_long(date(2026, 4, 1), "fr")
    ('19. helmikuuta 2010', '1er avril 2026')
    """
    locale = locale_of(language)
    return in_brackets(_formatted(value, locale.date_formats["long"].pattern, locale), language)


def show_month(value: date, language: str) -> str:
    """The month and year, in the form of the month that stands alone.

    >>> show_month(date(2026, 11, 1), "fi"), show_month(date(2026, 11, 1), "ca")
    ('marraskuu 2026', 'novembre del 2026')
    """
    return in_brackets(str(format_skeleton("yMMMM", value, locale=locale_of(language))), language)


def show_interval(start: date, end: date | None, language: str) -> str:
    """From ``start`` to ``end`` in words; one date where they are the same or there is no end.

    >>> show_interval(date(2026, 3, 10), date(2026, 3, 14), "nl")
    '10–14 maart 2026'
    """
    if end is None or start == end:
        return show_long(start, language)
    locale = locale_of(language)
    first, last = _interval_patterns(start, end, locale)
    return in_brackets(_formatted(start, first, locale) + _formatted(end, last, locale), language)


def _interval_patterns(start: date, end: date, locale: Locale) -> tuple[str, str]:
    """CLDR's two half patterns, with whole names of months: few locales have them for ``yMMMMd``."""
    known = locale.interval_formats
    widest = "y" if start.year != end.year else "M" if start.month != end.month else "d"
    first, last = known.get("yMMMMd", known["yMMMd"])[widest]
    return _with_whole_months(first), _with_whole_months(last)


def _with_whole_months(pattern: str) -> str:
    return re.sub(r"dd", "d", re.sub(r"(?<!M)MMM(?!M)", "MMMM", pattern))


def _formatted(value: date, pattern: str, locale: Locale) -> str:
    first = _FIRST_OF_MONTH.get(locale.language)
    if first and value.day == 1:
        pattern = _DAY.sub(f"'{first}'", pattern)
    return format_date(value, format=pattern, locale=locale)


def read(text: str, language: str, _choices: Sequence[ChoiceItem] = ()) -> date:
    """The date that ``text`` says: ISO, the numeric order of ``language``, or its own long form.

    >>> read("2026-03-01", "nl") == read("1-3-2026", "nl") == read("1 maart 2026", "nl") == date(2026, 3, 1)
    True

    Unreadable where it is none; with the readings where the order of day and month is not that of the
    language, or the century is missing. Words are never parsed: each day of the year is written out and
    compared.
    """
    spelt = BLANKS.sub(" ", text).strip()
    found = _NUMERIC.fullmatch(spelt)
    value = _numeric(found, spelt, language) if found else _in_words(spelt, language)
    if value is None:
        raise Unreadable(f"{spelt!r} is no date")
    return value


def _numeric(found: re.Match[str], text: str, language: str) -> date | None:
    first, second, third = found.groups()
    if len(first) == 4 and len(third) <= 2:
        return _date(int(first), int(second), int(third))
    order = _order(language)
    readings = list(_readings(found))
    if len(third) == 4 and len(first) <= 2 and order in ("dmy", "mdy"):
        day, month = (first, second) if order == "dmy" else (second, first)
        if value := _date(int(third), int(month), int(day)):
            return value
    if len(third) == 4 and len(readings) == 1 and order == "ymd":
        return readings[0]
    if readings:
        shown = " or ".join(map(show, readings))
        raise Unreadable(f"{text!r} may mean {shown}", readings)
    return None


def _readings(found: re.Match[str]) -> Iterator[date]:
    """Every date that day, month and year in some order give, two digits of a year being of this century."""
    a, b, c = (int(part) for part in found.groups())
    by_last = (c, b, a), (c, a, b)
    by_first = ((a, b, c),) if len(found[3]) <= 2 and len(found[1]) == 2 else ()
    orders = (*by_last, *by_first)
    dates = (_date(year if year > 99 else 2000 + year, month, day) for year, month, day in orders)
    return iter(dict.fromkeys(value for value in dates if value))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _order(language: str) -> str:
    """The order of day, month and year in the short form of ``language``: ``dmy``, ``ymd`` or ``mdy``."""
    pattern = locale_of(language).date_formats["short"].pattern
    return "".join(dict.fromkeys(letter for letter in pattern.lower() if letter in "dmy"))


def _in_words(text: str, language: str) -> date | None:
    year = re.search(r"(?<!\d)\d{4}(?!\d)", text)
    if year is None or not 1 <= int(year[0]) <= 9998:
        return None
    day = date(int(year[0]), 1, 1)
    while day.year == int(year[0]):
        if _is_written(text, day, locale_of(language)):
            return day
        day += timedelta(days=1)
    return None


def _is_written(text: str, day: date, locale: Locale) -> bool:
    """Whether ``text`` is the long form of ``day``, with or without the ordinal of a first day."""
    pattern = locale.date_formats["long"].pattern
    forms = {_formatted(day, pattern, locale), format_date(day, format=pattern, locale=locale)}
    folded = text.casefold().replace("'", "’")
    return any(BLANKS.sub(" ", form).casefold() == folded for form in forms)


def plain(value: date) -> str:
    """ISO 8601."""
    return value.isoformat()


def parse(data: Any) -> date:
    """The date in ``data`` (a date or ISO 8601); ValueError where there is none."""
    return data if isinstance(data, date) else date.fromisoformat(str(data))


KIND = Kind("date", show, read, plain, parse)

"""Dates: ISO where people fill in and machines read, words where people read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Literal

from babel import Locale
from babel.dates import format_date, format_skeleton

from assembler.model.messages.pseudo import in_brackets
from assembler.values.kind import Kind, Unreadable
from assembler.values.locales import locale_of
from assembler.values.number import BLANKS

if TYPE_CHECKING:
    from assembler.model.documents.form import ChoiceItem

_WORDS = re.compile(r"\d+|[^\W\d_]+")
_WIDTHS = ("medium", "long", "full")
_OTHER_NAMES = {"de": ("de_AT",)}
"""Locales that have names of months of their own (``Jänner``), beside the language's."""
_WINDOWS_NAMES = {"de": {"mrz": 3}}
"""Short names that Windows writes and CLDR does not have."""
_ORDINALS = frozenset(
    re.findall(r"\w+", "st nd rd th er re e a o r n t η ης of the de del d den der le il el")
)
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
    """The date in ``text``: ISO, in figures in the order of ``language``, or with the month in letters.

    >>> read("1-3-2026", "nl") == read("Sun 1 Mar. 2026", "en") == date(2026, 3, 1)
    True

    Unreadable where it is none; with the possible dates where the order of day and month is not certain (in
    English always, unless one number is above 12), where the century is missing, or where the weekday
    contradicts the date.
    """
    spelt = BLANKS.sub(" ", text).strip()
    weekday, rest = _split_weekday(spelt, language)
    found = _NUMERIC.fullmatch(rest)
    value = _read_numeric(found, rest, language) if found else _read_month_name(spelt, language)
    if value is None:
        raise Unreadable(f"{spelt!r} is not a date; write it as 2027-02-15")
    if weekday is not None and weekday != value.weekday():
        raise Unreadable(f"{spelt!r}: {show(value)} is another day of the week", (value,))
    return value


def _read_numeric(found: re.Match[str], text: str, language: str) -> date | None:
    first, second, third = found.groups()
    if len(first) == 4 and len(third) <= 2:
        return _date(int(first), int(second), int(third))
    readings = list(_readings(found))
    if len(third) == 4 and len(first) <= 2:
        day_first = _order(language) == "dmy" and (language.split("-")[0] != "en" or "." in text)
        if len(readings) == 1:
            return readings[0]
        if day_first and readings:
            return readings[0]
    if readings:
        shown = " or ".join(map(show, readings))
        raise Unreadable(f"{text!r} may mean {shown}", readings)
    return None


def _readings(found: re.Match[str]) -> Iterator[date]:
    """Every date that day, month and year in some order give, two digits of a year being of this century.

    The order day, month, year comes first.
    """
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


def _split_weekday(text: str, language: str) -> tuple[int | None, str]:
    """The weekday (0 is Monday) before a date in figures, or None, and the rest of ``text``."""
    found = re.fullmatch(r"([^\W\d_]+)\.?,? (\d.*)", text)
    weekday = _day_names(language).get(_fold(found[1])) if found else None
    return (weekday, found[2]) if found and weekday is not None else (None, text)


def _read_month_name(text: str, language: str) -> date | None:
    """The date in ``text`` with its month in letters; None unless every word of it is understood."""
    words = _WORDS.findall(_fold(text))
    numbers = [word for word in words if word.isdecimal()]
    names = [word for word in words if not word.isdecimal() and word not in _small_words(language)]
    days = [word for word in numbers if len(word) <= 2]
    years = [word for word in numbers if len(word) == 4]
    months = [word for word in names if _month(word, language)]
    if len(months) > 1:
        months = [word for word in months if word not in _day_names(language)]
    if len(numbers) != 2 or len(days) != 1 or len(years) != 1 or len(months) != 1:
        return None
    names.remove(months[0])
    if len(names) > 1 or not all(word in _day_names(language) for word in names):
        return None
    value = _date(int(years[0]), _month(months[0], language), int(days[0]))
    if value and names and _day_names(language)[names[0]] != value.weekday():
        raise Unreadable(f"{text!r}: {show(value)} is another day of the week", (value,))
    return value


def _fold(text: str) -> str:
    """``text`` in lower case without accents, as people type names of months."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in spread if not unicodedata.combining(each))


def _month(word: str, language: str) -> int:
    """The number of the month with the name ``word``, or the only one that begins so; else 0."""
    names = _month_names(language)
    begun = {number for name, number in names.items() if name.startswith(word)} if len(word) > 2 else set()
    return names.get(word) or (begun.pop() if len(begun) == 1 else 0)


@cache
def _month_names(language: str) -> dict[str, int]:
    return _names_in(language, "months") | _WINDOWS_NAMES.get(language.split("-")[0], {})


@cache
def _day_names(language: str) -> dict[str, int]:
    return _names_in(language, "days")


def _names_in(language: str, kind: Literal["months", "days"]) -> dict[str, int]:
    """CLDR's names of months or weekdays, whole and short, folded, without articles (``de gener``)."""
    names: dict[str, int] = {}
    for locale in _locales(language):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated", "short"):
                known = getattr(locale, kind)[context].get(width, {})
                names |= {_WORDS.findall(_fold(name))[-1]: number for number, name in known.items()}
    return names


@cache
def _small_words(language: str) -> frozenset[str]:
    """Words of a date that say nothing: those of CLDR's patterns, and ordinal endings."""
    patterns = (locale.date_formats[width].pattern for locale in _locales(language) for width in _WIDTHS)
    quoted = " ".join(word for pattern in patterns for word in re.findall(r"'([^']*)'", pattern))
    return frozenset(_WORDS.findall(_fold(quoted))) | _ORDINALS


def _locales(language: str) -> list[Locale]:
    base = language.split("-")[0]
    return [locale_of(base), *map(Locale.parse, _OTHER_NAMES.get(base, ())), locale_of(language)]


def plain(value: date) -> str:
    """ISO 8601."""
    return value.isoformat()


def parse(data: Any) -> date:
    """The date in ``data`` (a date or ISO 8601); ValueError where there is none."""
    return data if isinstance(data, date) else date.fromisoformat(str(data))


KIND = Kind("date", show, read, plain, parse)

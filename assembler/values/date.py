"""Dates: ISO 8601 in data, with the name of the month wherever people read them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Literal

from babel import Locale
from babel.dates import format_date, format_skeleton

from assembler.model.messages.pseudo import pseudo_translate_text
from assembler.values.kind import Kind, UnreadableError, quote
from assembler.values.locales import load_locale
from assembler.values.number import SPACES

if TYPE_CHECKING:
    from assembler.model.documents.form_manifest import ChoiceItem

_WORDS = re.compile(r"\d+|[^\W\d_]+")
_WIDTHS = ("medium", "long", "full")
_OTHER_NAMES = {"de": ("de_AT",)}
"""Maps a language to other locales whose month names (``Jänner``) are accepted too."""
_WINDOWS_NAMES = {"de": {"mrz": 3}}
"""Maps a language to month abbreviations that Windows uses but CLDR lacks, with the number of the month."""
_ORDINALS = frozenset(
    re.findall(r"\w+", "st nd rd th er re e a o r n t η ης of the de del d den der le il el")
)
_NUMERIC = re.compile(r"(\d{1,4}) ?[-./] ?(\d{1,2}) ?[-./] ?(\d{1,4})\.?")
_FIRST_OF_MONTH = {"el": "1η", "fr": "1er", "it": "1º"}
"""Maps a language to its ordinal for the first day of the month, which CLDR's patterns lack."""
_DAY = re.compile(r"d+")
_AFTER_DAY = re.compile(r"(?<!\d)(\d{1,2}(?:\.|er|º|η)?) (?=[^\W\d])")
"""Matches a day and the following space. A line must not break between the day and the month."""
_FROM_TO = {
    "ca": ("del ", " al "),
    "de": ("vom ", " bis "),
    "es": ("del ", " al "),
    "fr": ("du ", " au "),
    "it": ("dal ", " al "),
}
"""Maps a language to the words that its administrations use for a span of dates, instead of CLDR's dash."""
_BEFORE_VOWEL = {
    "ca": (("del 1 ", "de l’1 "), ("del 11 ", "de l’11 "), (" al 1 ", " a l’1 "), (" al 11 ", " a l’11 ")),
    "it": (("dal 8 ", "dall’8 "), ("dal 11 ", "dall’11 "), (" al 8 ", " all’8 "), (" al 11 ", " all’11 ")),
}
"""Contractions of these words before numbers that begin with a vowel sound."""


def show(value: date, language: str, _choices: Sequence[ChoiceItem] = ()) -> str:
    """Return the date with its month spelt out, or in ISO 8601 if its year has fewer than four digits.

    >>> show(date(2026, 3, 1), "nl"), show(date(812, 3, 1), "nl")
    ('1\xa0maart 2026', '0812-03-01')
    """
    return show_long(value, language) if value.year > 999 else value.isoformat()


@lru_cache(maxsize=4096)
def show_long(value: date, language: str) -> str:
    """Return the date with its month spelt out and a no-break space after the day, for running text.

    >>> show_long(date(2010, 2, 19), "fi"), show_long(date(2026, 4, 1), "fr")
    ('19.\xa0helmikuuta 2010', '1er\xa0avril 2026')
    """
    locale = load_locale(language)
    text = _format(value, locale.date_formats["long"].pattern, locale)
    return pseudo_translate_text(_keep_day_with_month(text), language)


def show_month(value: date, language: str) -> str:
    """Return the month and year in the form that CLDR gives for a date without a day.

    >>> show_month(date(2026, 11, 1), "fi"), show_month(date(2026, 11, 1), "ca")
    ('marraskuu 2026', 'novembre del 2026')
    """
    return pseudo_translate_text(str(format_skeleton("yMMMM", value, locale=load_locale(language))), language)


def show_interval(start: date, end: date | None, language: str) -> str:
    """Return the interval with month names, or one date if both are equal or there is no end.

    >>> show_interval(date(2026, 3, 10), date(2026, 3, 14), "nl")
    '10–14\\xa0maart 2026'
    >>> show_interval(date(2026, 3, 8), date(2026, 3, 11), "it")
    'dall’8\\xa0all’11\\xa0marzo 2026'
    """
    if end is None or start == end:
        return show_long(start, language)
    locale = load_locale(language)
    first, last = _choose_interval_patterns(start, end, locale)
    if words := _FROM_TO.get(locale.language):
        first = re.sub(r"[\s–-]+$", "", first)
        text = f"{words[0]}{_format(start, first, locale)}{words[1]}{_format(end, last, locale)}"
        text = _contract_before_vowels(text, locale.language)
    else:
        text = f"{_format(start, first, locale)}{_format(end, last, locale)}"
    return pseudo_translate_text(_keep_day_with_month(text), language)


def _contract_before_vowels(text: str, language: str) -> str:
    for written, spoken in _BEFORE_VOWEL.get(language, ()):
        text = text.replace(written, spoken)
    return text


def _keep_day_with_month(text: str) -> str:
    return _AFTER_DAY.sub("\\1\u00a0", text)


def _choose_interval_patterns(start: date, end: date, locale: Locale) -> tuple[str, str]:
    """Return the patterns of the first and the last date in CLDR's interval, with full month names.

    Few locales have a pattern for ``yMMMMd``, so the short month names of ``yMMMd`` are widened.
    """
    formats = locale.interval_formats
    widest = "y" if start.year != end.year else "M" if start.month != end.month else "d"
    first, last = formats.get("yMMMMd", formats["yMMMd"])[widest]
    return _widen_months(first), _widen_months(last)


def _widen_months(pattern: str) -> str:
    return re.sub(r"dd", "d", re.sub(r"(?<!M)MMM(?!M)", "MMMM", pattern))


def _format(value: date, pattern: str, locale: Locale) -> str:
    first = _FIRST_OF_MONTH.get(locale.language)
    if first and value.day == 1:
        pattern = _DAY.sub(f"'{first}'", pattern)
    return format_date(value, format=pattern, locale=locale)


def read(text: str, language: str, _choices: Sequence[ChoiceItem] = ()) -> date:
    """Return the date in ``text``: in ISO 8601, in figures in the language's order, or with a month name.

    Raises UnreadableError if the text is not a date, if the century is missing, if the weekday contradicts
    the date, or if day and month could be exchanged. The error's ``readings`` are the possible dates. The
    order of day and month is certain if only one order gives a date, and in languages that write the day
    first. In English, it is certain only if full stops separate the numbers.

    >>> read("1-3-2026", "nl") == read("Sun 1 Mar. 2026", "en") == date(2026, 3, 1)
    True
    """
    stripped = SPACES.sub(" ", text).strip()
    weekday, rest = _split_weekday(stripped, language)
    match = _NUMERIC.fullmatch(rest)
    value = _read_numeric(match, rest, language) if match else _read_month_name(stripped, language)
    if value is None:
        raise UnreadableError("not a date", text=quote(stripped))
    if weekday is not None and weekday != value.weekday():
        raise UnreadableError("other weekday", (value,), text=quote(stripped), date=value.isoformat())
    return value


def _read_numeric(match: re.Match[str], text: str, language: str) -> date | None:
    first, second, third = match.groups()
    if len(first) == 4 and len(third) <= 2:
        return _build_date(int(first), int(second), int(third))
    readings = list(_list_readings(match))
    if len(third) == 4 and len(first) <= 2:
        day_first = _read_field_order(language) == "dmy" and (language.split("-")[0] != "en" or "." in text)
        if len(readings) == 1:
            return readings[0]
        if day_first and readings:
            return readings[0]
    if readings:
        raise UnreadableError("", readings, text=quote(text), meanings=" / ".join(map(str, readings)))
    return None


def _list_readings(match: re.Match[str]) -> Iterator[date]:
    """Yield the dates that the numbers can mean, starting with the order day, month, year.

    A two-digit year is taken to be in this century.
    """
    a, b, c = (int(part) for part in match.groups())
    by_last = (c, b, a), (c, a, b)
    by_first = ((a, b, c),) if len(match[3]) <= 2 and len(match[1]) == 2 else ()
    orders = (*by_last, *by_first)
    dates = (_build_date(year if year > 99 else 2000 + year, month, day) for year, month, day in orders)
    return iter(dict.fromkeys(value for value in dates if value))


def _build_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _read_field_order(language: str) -> str:
    """Return the order of day, month and year in CLDR's short pattern: ``dmy``, ``ymd`` or ``mdy``."""
    pattern = load_locale(language).date_formats["short"].pattern
    return "".join(dict.fromkeys(letter for letter in pattern.lower() if letter in "dmy"))


def _split_weekday(text: str, language: str) -> tuple[int | None, str]:
    """Split a date in figures from the weekday before it.

    The weekday is a number, where 0 is Monday, or None if there is no weekday.
    """
    match = re.fullmatch(r"([^\W\d_]+)\.?,? (\d.*)", text)
    weekday = _load_day_names(language).get(_fold(match[1])) if match else None
    return (weekday, match[2]) if match and weekday is not None else (None, text)


def _read_month_name(text: str, language: str) -> date | None:
    """Return the date in a text with a month name, or None if the text is not a date or has an unknown word.

    Raises UnreadableError if the weekday contradicts the date.
    """
    words = _WORDS.findall(_fold(text))
    numbers = [word for word in words if word.isdecimal()]
    names = [word for word in words if not word.isdecimal() and word not in _load_filler_words(language)]
    days = [word for word in numbers if len(word) <= 2]
    years = [word for word in numbers if len(word) == 4]
    months = [word for word in names if _find_month(word, language)]
    if len(months) > 1:
        months = [word for word in months if word not in _load_day_names(language)]
    if len(numbers) != 2 or len(days) != 1 or len(years) != 1 or len(months) != 1:
        return None
    names.remove(months[0])
    if len(names) > 1 or not all(word in _load_day_names(language) for word in names):
        return None
    value = _build_date(int(years[0]), _find_month(months[0], language), int(days[0]))
    if value and names and _load_day_names(language)[names[0]] != value.weekday():
        raise UnreadableError("other weekday", (value,), text=quote(text), date=value.isoformat())
    return value


def _fold(text: str) -> str:
    """Return ``text`` in lower case and without accents, because people often omit accents and capitals."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _find_month(word: str, language: str) -> int:
    """Return the number of the month called ``word``, or of the only month that begins with ``word``.

    The beginning must have at least three letters. The result is 0 if no month, or more than one, matches.
    """
    names = _load_month_names(language)
    matches = {number for name, number in names.items() if name.startswith(word)} if len(word) > 2 else set()
    return names.get(word) or (matches.pop() if len(matches) == 1 else 0)


@cache
def _load_month_names(language: str) -> dict[str, int]:
    return _collect_names(language, "months") | _WINDOWS_NAMES.get(language.split("-")[0], {})


@cache
def _load_day_names(language: str) -> dict[str, int]:
    return _collect_names(language, "days")


def _collect_names(language: str, kind: Literal["months", "days"]) -> dict[str, int]:
    """Map CLDR's names of months or weekdays to their numbers.

    Full and short names are included, in lower case and without accents or articles.
    """
    names: dict[str, int] = {}
    for locale in _load_locales(language):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated", "short"):
                numbered = getattr(locale, kind)[context].get(width, {})
                names |= {_WORDS.findall(_fold(name))[-1]: number for number, name in numbered.items()}
    return names


@cache
def _load_filler_words(language: str) -> frozenset[str]:
    """Return the words to ignore in a date.

    They are ordinal endings, and words in CLDR's patterns such as "de" in Spanish.
    """
    patterns = (locale.date_formats[width].pattern for locale in _load_locales(language) for width in _WIDTHS)
    quoted = " ".join(word for pattern in patterns for word in re.findall(r"'([^']*)'", pattern))
    return frozenset(_WORDS.findall(_fold(quoted))) | _ORDINALS


def _load_locales(language: str) -> list[Locale]:
    base = language.split("-")[0]
    return [load_locale(base), *map(Locale.parse, _OTHER_NAMES.get(base, ())), load_locale(language)]


def to_data(value: date) -> str:
    """Return the date in ISO 8601."""
    return value.isoformat()


def parse(data: Any) -> date:
    """Return the date in ``data``, which is in ISO 8601 or is already a date.

    Raises ValueError if ``data`` is not a date.
    """
    return data if isinstance(data, date) else date.fromisoformat(str(data))


KIND = Kind("date", show, read, to_data, parse)

"""Numbers: whole and decimal, with the separators of the language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from babel import Locale
from babel.numbers import format_decimal

from assembler.values.kind import Kind, Unreadable
from assembler.values.locales import locale_of

if TYPE_CHECKING:
    from assembler.model.documents.form import ChoiceItem

Number = int | Decimal

BLANKS = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_MINUS = re.compile(r"[−–‐‑]")
_UNGROUPED = frozenset({"es", "it", "lv"})
"""Languages that leave four digits together (CLDR, minimumGroupingDigits 2), unknown to Babel 2.18."""


def show(value: Number, language: str, _choices: Sequence[ChoiceItem] = ()) -> str:
    """The number with all its digits (no more than 25 of them).

    >>> show(Decimal("1413.5"), "nl"), show(1234, "es"), show(12345, "es"), show(-5, "sv") == "\\u22125"
    ('1.413,5', '1234', '12.345', True)
    """
    locale = locale_of(language)
    shown = format_decimal(
        value, locale=locale, decimal_quantization=False, group_separator=is_grouped(value, locale)
    )
    return with_minus(shown, locale)


def is_grouped(value: Number, locale: Locale) -> bool:
    """Whether thousands are marked in ``value``."""
    return not -10_000 < value < 10_000 or locale.language not in _UNGROUPED


def with_minus(shown: str, locale: Locale) -> str:
    """``shown`` with the minus sign of the language: Babel always writes a hyphen."""
    return shown.replace("-", locale.number_symbols["latn"]["minusSign"])


def read(text: str, language: str, _choices: Sequence[ChoiceItem] = ()) -> Number:
    """The number that ``text`` says with the separators of ``language``; a blank may always part thousands.

    >>> read("1.413,5", "nl"), read("150 000", "nl"), read("1,413", "en")
    (Decimal('1413.5'), 150000, 1413)

    Apostrophes may always part thousands too, as the Swiss write; a word for thousands or millions in
    ``language`` is counted in (``1,2 miljoen``).

    Unreadable where it says none; with the readings where it is written with other separators (``1.5`` in
    Dutch is one and a half, ``1.413`` in French may be either).
    """
    symbols = locale_of(language).number_symbols["latn"]
    spelt = _MINUS.sub("-", BLANKS.sub(" ", text).strip())
    figures, times = _split_multiplier(spelt, language)
    number = _read(figures, symbols["decimal"], symbols["group"])
    if number is None:
        raise _unreadable(text, spelt, language)
    product = number * times
    return int(product) if times > 1 and product == int(product) else product


def multiplier(word: str, language: str) -> int:
    """The power of ten that ``word`` stands for in ``language``, by CLDR's compact forms; 0 where none.

    >>> multiplier("Mio.", "de"), multiplier("K", "en"), multiplier("euro", "nl")
    (1000000, 1000, 0)
    """
    return _multipliers(language).get(word.strip(" .").casefold(), 0)


@cache
def _multipliers(language: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for width in locale_of(language).compact_decimal_formats.values():
        for each in width.values():
            for size, pattern in each.items():
                written = str(pattern.pattern)
                word = BLANKS.sub(" ", written.replace("'", "")).strip(" .0").casefold()
                times = int(size) // 10 ** (written.count("0") - 1)
                known = found.setdefault(word, times)
                found[word] = times if known == times else 0
    return {word: times for word, times in found.items() if word and times > 1}


def _split_multiplier(text: str, language: str) -> tuple[str, int]:
    found = re.fullmatch(r"(.*\d) ?([^\W\d_][^\d]*)", text)
    times = multiplier(found[2], language) if found else 0
    return (found[1], times) if found and times else (text, 1)


def _read(text: str, decimal: str, group: str) -> Number | None:
    groups = " '’" if BLANKS.fullmatch(group) else f" '’{group}"
    whole = rf"\d+|\d{{1,3}}(?:(?P<group>[{re.escape(groups)}])\d{{3}})(?:(?P=group)\d{{3}})*"
    found = re.fullmatch(rf"(?P<sign>[-+]?) ?(?P<whole>{whole})(?:{re.escape(decimal)}(?P<part>\d+))?", text)
    if found is None:
        return None
    digits = "".join(letter for letter in found["whole"] if letter.isdecimal())
    sign = "-" if found["sign"] == "-" else ""
    return Decimal(f"{sign}{digits}.{found['part']}") if found["part"] else int(sign + digits)


def _unreadable(text: str, spelt: str, language: str) -> Unreadable:
    readings = list(dict.fromkeys(_other_readings(spelt)))
    shown = " or ".join(show(reading, language) for reading in readings)
    what = f"{text.strip()!r} is not a number" if not readings else f"{text.strip()!r} may mean {shown}"
    return Unreadable(what, readings)


def _other_readings(spelt: str) -> Iterator[Number]:
    for decimal, group in ((",", "."), (".", ",")):
        number = _read(spelt, decimal, group)
        if number is not None:
            yield number


def plain(value: Number) -> int | str:
    """A whole number as it is; a decimal one as a string, because JSON would round it.

    >>> plain(12), plain(Decimal("3.50"))
    (12, '3.50')
    """
    return value if isinstance(value, int) else format(value, "f")


def parse(data: Any) -> Number:
    """The number in ``data`` (int, float or string); ValueError where there is none.

    >>> parse("3.5"), parse(12)
    (Decimal('3.5'), 12)
    """
    if isinstance(data, int) and not isinstance(data, bool):
        return data
    try:
        number = Decimal(str(data))
    except ArithmeticError as error:
        raise ValueError(f"{data!r} is no number") from error
    if not number.is_finite():
        raise ValueError(f"{data!r} is no number")
    return number


KIND = Kind("number", show, read, plain, parse)

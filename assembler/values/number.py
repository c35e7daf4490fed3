"""Numbers: integers and decimals, with the separators of the language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from babel import Locale
from babel.numbers import format_decimal, format_percent

from assembler.values.kind import Kind, UnreadableError, quote
from assembler.values.locales import load_locale

if TYPE_CHECKING:
    from assembler.model.documents.form_manifest import ChoiceItem

Number = int | Decimal

SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_MINUS = re.compile(r"[−–‐‑]")
_UNGROUPED = frozenset({"es", "it", "lv"})
"""Languages that write four digits without a separator.

CLDR sets their minimumGroupingDigits to 2, which Babel 2.18 ignores.
"""


def show(value: Number, language: str, _choices: Sequence[ChoiceItem] = ()) -> str:
    """Return the number with all its digits.

    >>> show(Decimal("1413.5"), "nl"), show(1234, "es"), show(12345, "es"), show(-5, "sv") == "\\u22125"
    ('1.413,5', '1234', '12.345', True)
    """
    locale = load_locale(language)
    text = format_decimal(
        value, locale=locale, decimal_quantization=False, group_separator=is_grouped(value, locale)
    )
    return localise_minus(text, locale)


def show_percentage(value: int, language: str) -> str:
    """Return a whole-number percentage as it is written in the language.

    >>> show_percentage(63, "en"), show_percentage(63, "fi") == "63\\N{NO-BREAK SPACE}%"
    ('63%', True)
    """
    return format_percent(Decimal(value) / 100, locale=load_locale(language))


def is_grouped(value: Number, locale: Locale) -> bool:
    """Return whether to format ``value`` with thousands separators in ``locale``."""
    return not -10_000 < value < 10_000 or locale.language not in _UNGROUPED


def localise_minus(text: str, locale: Locale) -> str:
    """Return ``text`` with the locale's minus sign instead of the hyphen that Babel always writes."""
    return text.replace("-", locale.number_symbols["latn"]["minusSign"])


def read(text: str, language: str, _choices: Sequence[ChoiceItem] = ()) -> Number:
    """Return the number in ``text``, with the separators of ``language`` or spaces between thousands.

    >>> read("1.413,5", "nl"), read("150 000", "nl"), read("1,413", "en")
    (Decimal('1413.5'), 150000, 1413)

    Apostrophes may also separate thousands, as in Switzerland. A word for thousands or millions in
    ``language`` multiplies the number (``1,2 miljoen``).

    Raises UnreadableError if the text is not a number. If it uses the separators of another language, the
    error's ``readings`` are the possible numbers (``1.5`` in Dutch is one and a half; ``1.413`` in French may
    be 1413 or 1.413).
    """
    symbols = load_locale(language).number_symbols["latn"]
    stripped = _MINUS.sub("-", SPACES.sub(" ", text).strip())
    figures, times = _split_multiplier(stripped, language)
    number = _read_figures(figures, symbols["decimal"], symbols["group"])
    if number is None:
        raise _build_error(text, stripped, language)
    product = number * times
    return int(product) if times > 1 and product == int(product) else product


def parse_multiplier(word: str, language: str) -> int:
    """Return the power of ten that ``word`` means in ``language`` according to CLDR, or 0 if it means none.

    >>> parse_multiplier("Mio.", "de"), parse_multiplier("K", "en"), parse_multiplier("euro", "nl")
    (1000000, 1000, 0)
    """
    return _read_multipliers(language).get(word.strip(" .").casefold(), 0)


@cache
def _read_multipliers(language: str) -> dict[str, int]:
    multipliers: dict[str, int] = {}
    for width in load_locale(language).compact_decimal_formats.values():
        for forms in width.values():
            for size, form in forms.items():
                pattern = str(form.pattern)
                word = SPACES.sub(" ", pattern.replace("'", "")).strip(" .0").casefold()
                times = int(size) // 10 ** (pattern.count("0") - 1)
                first_times = multipliers.setdefault(word, times)
                multipliers[word] = times if first_times == times else 0
    return {word: times for word, times in multipliers.items() if word and times > 1}


def _split_multiplier(text: str, language: str) -> tuple[str, int]:
    match = re.fullmatch(r"(.*\d) ?([^\W\d_][^\d]*)", text)
    times = parse_multiplier(match[2], language) if match else 0
    return (match[1], times) if match and times else (text, 1)


def _read_figures(text: str, decimal: str, group: str) -> Number | None:
    groups = " '’" if SPACES.fullmatch(group) else f" '’{group}"
    whole = rf"\d+|\d{{1,3}}(?:(?P<group>[{re.escape(groups)}])\d{{3}})(?:(?P=group)\d{{3}})*"
    match = re.fullmatch(rf"(?P<sign>[-+]?) ?(?P<whole>{whole})(?:{re.escape(decimal)}(?P<part>\d+))?", text)
    if match is None:
        return None
    digits = "".join(char for char in match["whole"] if char.isdecimal())
    sign = "-" if match["sign"] == "-" else ""
    return Decimal(f"{sign}{digits}.{match['part']}") if match["part"] else int(sign + digits)


def _build_error(text: str, stripped: str, language: str) -> UnreadableError:
    readings = list(dict.fromkeys(_read_other_separators(stripped)))
    if not readings:
        return UnreadableError("not a number", text=quote(text.strip()))
    meanings = " / ".join(show(reading, language) for reading in readings)
    return UnreadableError("", readings, text=quote(text.strip()), meanings=meanings)


def _read_other_separators(figures: str) -> Iterator[Number]:
    for decimal, group in ((",", "."), (".", ",")):
        number = _read_figures(figures, decimal, group)
        if number is not None:
            yield number


def to_data(value: Number) -> int | str:
    """Return an integer unchanged, and a decimal number as a string, because JSON would round it.

    >>> to_data(12), to_data(Decimal("3.50"))
    (12, '3.50')
    """
    return value if isinstance(value, int) else format(value, "f")


def parse(data: Any) -> Number:
    """Return the number in ``data``, which is an int, a float or a string.

    Raises ValueError if ``data`` is not a number.

    >>> parse("3.5"), parse(12)
    (Decimal('3.5'), 12)
    """
    if isinstance(data, int) and not isinstance(data, bool):
        return data
    try:
        number = Decimal(str(data))
    except ArithmeticError as error:
        raise ValueError(f"{quote(data)} is not a number") from error
    if not number.is_finite():
        raise ValueError(f"{quote(data)} is not a number")
    return number


KIND = Kind("number", show, read, to_data, parse)

"""Money: amounts in a currency, with the symbol and word order of the language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from babel import Locale
from babel.numbers import format_currency, get_currency_name, get_currency_symbol

from assembler.model.documents.form_manifest import ChoiceItem
from assembler.model.types.values import Money
from assembler.values import number
from assembler.values.kind import Kind, UnreadableError, quote
from assembler.values.locales import load_locale

_DASH = re.compile(r"(?<=\d)[.,]\s?(?:[-–—]{1,2}|=)")
"""Dutch and German notation for no cents: ``150.000,-``."""
_PARTS = re.compile(
    r"(?P<sign>-?) ?(?P<before>[^\d-]*?) ?(?P<amount>-?\d(?:[\d., '’]*\d)?) ?(?P<after>[^\d-]*)"
)


def show(value: Money, language: str, _choices: Sequence[ChoiceItem] = ()) -> str:
    r"""Return the amount with its currency symbol, and with cents only if there are any.

    The currency's code replaces a symbol that several currencies share.

    >>> show(Money(amount=150000, currency="EUR"), "nl") == "€\u00a0150.000"
    True
    >>> show(Money(amount="0.5", currency="GBP"), "en")
    '£0.50'
    """
    locale = load_locale(language)
    text = format_currency(
        value.amount,
        value.currency,
        format=_build_pattern(value, locale),
        locale=locale,
        currency_digits=False,
        group_separator=number.is_grouped(value.amount, locale),
    )
    return number.localise_minus(text, locale)


def _build_pattern(value: Money, locale: Locale) -> str:
    digits = _count_decimals(value.amount)
    pattern = str(locale.currency_formats["standard"].pattern)
    pattern = pattern.replace(".00", "." + "0" * digits if digits else "")
    symbol = get_currency_symbol(value.currency, locale)
    if _map_symbols(locale).get(symbol.casefold()) != value.currency:
        symbol = value.currency
        pattern = pattern.replace("¤", "¤¤")
    return pattern.replace("¤#", "¤\u00a0#") if symbol[-1].isalpha() else pattern


def _count_decimals(amount: Decimal) -> int:
    exponent = amount.normalize().as_tuple().exponent
    return max(2, -exponent) if isinstance(exponent, int) and exponent < 0 else 0


@cache
def _map_symbols(locale: Locale) -> dict[str, str]:
    """Map each case-folded currency symbol to its code, except symbols that several currencies share."""
    codes: dict[str, str] = {}
    for code, symbol in locale.currency_symbols.items():
        first_code = codes.setdefault(symbol.casefold(), code)
        codes[symbol.casefold()] = code if first_code == code else ""
    return {symbol: code for symbol, code in codes.items() if code}


def read(text: str, language: str, _choices: Sequence[ChoiceItem] = ()) -> Money:
    """Return the amount in ``text``, which contains its currency before or after the number.

    >>> read("€ 150.000,-", "nl") == read("0,15 mln. EUR", "nl") == Money(amount=150000, currency="EUR")
    True

    Raises UnreadableError if the amount is unreadable, or the currency is unknown or missing.
    """
    match = _PARTS.fullmatch(_DASH.sub("", number.SPACES.sub(" ", text).strip()).replace("−", "-"))
    if match is None:
        raise UnreadableError("not money", text=quote(text.strip()))
    multiplier, after = _split_multiplier(match["after"], language)
    currency = _read_currency(match["before"], after, language)
    if not currency:
        raise UnreadableError("no currency", text=quote(text.strip()))
    try:
        amount = number.read(f"{match['amount']} {multiplier}".strip(), language)
    except UnreadableError as error:
        readings = [Money(amount=Decimal(reading), currency=currency) for reading in error.readings]
        raise UnreadableError(error.problem, readings, **error.fields) from error
    return Money(amount=Decimal(-amount if match["sign"] else amount), currency=currency)


def add_currency(text: str, currency: str) -> str:
    """Append the code ``currency`` to ``text`` if ``text`` is an amount without a currency.

    >>> add_currency("250,000", "GBP"), add_currency("€ 5", "GBP"), add_currency("250,000", "")
    ('250,000 GBP', '€ 5', '250,000')
    """
    bare = re.fullmatch(r"[-−]?\d[\d., '’]*", number.SPACES.sub(" ", _DASH.sub("", text)).strip())
    return f"{text.strip()} {currency}" if bare and currency else text


def _split_multiplier(after: str, language: str) -> tuple[str, str]:
    """Split off the word for thousands or millions at the start of ``after``, as in ``Mio. €``.

    Returns this word, or "" if there is none, and the rest of the text.
    """
    match = re.match(r"[^\W\d_]+\.?", after)
    if match is None or not number.parse_multiplier(match[0], language):
        return "", after
    return match[0], after[match.end() :].strip()


def _read_currency(before: str, after: str, language: str) -> str:
    """Return the code of the currency named before or after an amount, or "" if none is named.

    Raises UnreadableError if the currency is unknown or two different ones are named.
    """
    words = [word.strip().rstrip(".") for word in (before, after) if word.strip()]
    codes = {_find_code(word, language) for word in words}
    if len(codes) > 1 or "" in codes:
        raise UnreadableError("unknown currency", text=quote(" … ".join(words)))
    return codes.pop() if codes else ""


def _find_code(word: str, language: str) -> str:
    """Return the code of the currency with this code, symbol or name, or "" if it is unknown."""
    locale = load_locale(language)
    if word.upper() in locale.currencies:
        return word.upper()
    folded = word.casefold()
    return _map_symbols(locale).get(folded) or _map_names(locale).get(folded, "")


def _map_names(locale: Locale) -> dict[str, str]:
    euro = {"euro", "euros", *(get_currency_name("EUR", count, locale).casefold() for count in (1, 2))}
    names = {name.casefold(): code for code, name in locale.currencies.items()}
    return names | dict.fromkeys(euro, "EUR")


def to_data(value: Money) -> str:
    """Return the amount and the currency code in the notation of records.

    >>> to_data(Money(amount="1500.5", currency="GBP"))
    '1500.5 GBP'
    """
    return f"{value.amount:f} {value.currency}"


def parse(data: Any) -> Money:
    """Return the amount in ``data``.

    Raises pydantic's ValidationError if ``data`` is not an amount.
    """
    return Money.model_validate(data)


KIND = Kind("money", show, read, to_data, parse)

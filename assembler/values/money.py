"""Money: an amount in a currency, with the sign and order of the language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from babel import Locale
from babel.numbers import format_currency, get_currency_name, get_currency_symbol

from assembler.model.documents.form import ChoiceItem
from assembler.model.types.content import Money
from assembler.values import number
from assembler.values.kind import Kind, Unreadable
from assembler.values.locales import locale_of

_DASH = re.compile(r"(?<=\d)[.,]\s?(?:[-–—]{1,2}|=)")
"""What Dutch and German write for no cents: ``150.000,-``."""
_PARTS = re.compile(
    r"(?P<sign>-?) ?(?P<before>[^\d-]*?) ?(?P<amount>-?\d(?:[\d., '’]*\d)?) ?(?P<after>[^\d-]*)"
)


def show(value: Money, language: str, _choices: Sequence[ChoiceItem] = ()) -> str:
    """The amount with the sign of its currency; cents only where there are any.

    >>> show(Money(amount=150000, currency="EUR"), "nl") == "€\\u00a0150.000"
    True
    >>> show(Money(amount="0.5", currency="GBP"), "en")
    '£0.50'
    """
    locale = locale_of(language)
    shown = format_currency(
        value.amount,
        value.currency,
        format=_pattern(value, locale),
        locale=locale,
        currency_digits=False,
        group_separator=number.is_grouped(value.amount, locale),
    )
    return number.with_minus(shown, locale)


def _pattern(value: Money, locale: Locale) -> str:
    digits = _digits(value.amount)
    pattern = str(locale.currency_formats["standard"].pattern)
    pattern = pattern.replace(".00", "." + "0" * digits if digits else "")
    sign = get_currency_symbol(value.currency, locale)
    if _by_sign(locale).get(sign.casefold()) != value.currency:
        sign = value.currency
        pattern = pattern.replace("¤", "¤¤")
    return pattern.replace("¤#", "¤\u00a0#") if sign[-1].isalpha() else pattern


def _digits(amount: Decimal) -> int:
    exponent = amount.normalize().as_tuple().exponent
    return max(2, -exponent) if isinstance(exponent, int) and exponent < 0 else 0


@cache
def _by_sign(locale: Locale) -> dict[str, str]:
    """Currencies by sign, as far as a sign belongs to one currency only."""
    signs: dict[str, str] = {}
    for code, sign in locale.currency_symbols.items():
        known = signs.setdefault(sign.casefold(), code)
        signs[sign.casefold()] = code if known == code else ""
    return {sign: code for sign, code in signs.items() if code}


def read(text: str, language: str, _choices: Sequence[ChoiceItem] = ()) -> Money:
    """The amount in ``text``, with its currency before or after it.

    >>> read("€ 150.000,-", "nl") == read("0,15 mln. EUR", "nl") == Money(amount=150000, currency="EUR")
    True

    Unreadable where the amount is, or where the currency is unknown or not given.
    """
    spelt = _DASH.sub("", number.BLANKS.sub(" ", text).strip()).replace("−", "-")
    found = _PARTS.fullmatch(spelt)
    if found is None:
        raise Unreadable(f"{text.strip()!r} is not an amount of money")
    multiplier, after = _split_multiplier(found["after"], language)
    currency = _currency(found["before"], after, language)
    if not currency:
        raise Unreadable(f"{text.strip()!r} does not give its currency; write for example {text.strip()} EUR")
    try:
        amount = number.read(f"{found['amount']} {multiplier}".strip(), language)
    except Unreadable as fault:
        readings = [Money(amount=Decimal(reading), currency=currency) for reading in fault.readings]
        raise Unreadable(fault.what, readings) from fault
    return Money(amount=Decimal(-amount if found["sign"] else amount), currency=currency)


def with_currency(text: str, currency: str) -> str:
    """``text`` with the code ``currency`` behind it, where it is an amount without any currency.

    >>> with_currency("250,000", "GBP"), with_currency("€ 5", "GBP"), with_currency("250,000", "")
    ('250,000 GBP', '€ 5', '250,000')
    """
    bare = re.fullmatch(r"[-−]?\d[\d., '’]*", number.BLANKS.sub(" ", _DASH.sub("", text)).strip())
    return f"{text.strip()} {currency}" if bare and currency else text


def _split_multiplier(after: str, language: str) -> tuple[str, str]:
    """The word for thousands or millions behind an amount, and what follows it (``Mio. €``)."""
    found = re.match(r"[^\W\d_]+\.?", after)
    if found is None or not number.multiplier(found[0], language):
        return "", after
    return found[0], after[found.end() :].strip()


def _currency(before: str, after: str, language: str) -> str:
    """The code of the currency that is named before or after an amount; empty where none is."""
    words = [word.strip().rstrip(".") for word in (before, after) if word.strip()]
    named = {_named(word, language) for word in words}
    if len(named) > 1 or "" in named:
        raise Unreadable(f"{' … '.join(words)!r} is not a known currency; write its code, such as EUR")
    return named.pop() if named else ""


def _named(word: str, language: str) -> str:
    """The code of a currency by its code, sign or name; empty where there is none."""
    locale = locale_of(language)
    if word.upper() in locale.currencies:
        return word.upper()
    folded = word.casefold()
    return _by_sign(locale).get(folded) or _by_name(locale).get(folded, "")


def _by_name(locale: Locale) -> dict[str, str]:
    euro = {"euro", "euros", *(get_currency_name("EUR", count, locale).casefold() for count in (1, 2))}
    names = {name.casefold(): code for code, name in locale.currencies.items()}
    return names | dict.fromkeys(euro, "EUR")


def plain(value: Money) -> str:
    """As records write it.

    >>> plain(Money(amount="1500.5", currency="GBP"))
    '1500.5 GBP'
    """
    return f"{value.amount:f} {value.currency}"


def parse(data: Any) -> Money:
    """The money in ``data``; ValueError (pydantic's) where there is none."""
    return Money.model_validate(data)


KIND = Kind("money", show, read, plain, parse)

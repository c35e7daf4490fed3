"""Numbers and money as CLDR 48 (node's Intl) writes them, and as people do."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assembler.model.types.values import Money
from assembler.values import UnreadableError, money, number

NB, NNB = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("language", "four", "five", "negative"),
    [
        ("nl", "1.413,5", "12.345,67", "-5"),
        ("nl-BE", "1.413,5", "12.345,67", "-5"),
        ("en", "1,413.5", "12,345.67", "-5"),
        ("fr", f"1{NNB}413,5", f"12{NNB}345,67", "-5"),
        ("de", "1.413,5", "12.345,67", "-5"),
        ("it", "1413,5", "12.345,67", "-5"),
        ("sv", f"1{NB}413,5", f"12{NB}345,67", "−5"),
        ("fi", f"1{NB}413,5", f"12{NB}345,67", "−5"),
        ("el", "1.413,5", "12.345,67", "-5"),
        ("es", "1413,5", "12.345,67", "-5"),
        ("ca", "1.413,5", "12.345,67", "-5"),
    ],
)
def test_numbers_have_the_separators_of_the_language(
    language: str, four: str, five: str, negative: str
) -> None:
    shown = [number.show(value, language) for value in (Decimal("1413.5"), Decimal("12345.67"), -5)]
    assert shown == [four, five, negative]


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("12", "nl", 12),
        (" 1 413,5 ", "fr", Decimal("1413.5")),
        ("1.234.567", "de", 1234567),
        ("150 000", "en", 150000),
        ("−5", "nl", -5),
        ("+7", "nl", 7),
        ("1'250'000", "de", 1250000),
        ("1’250’000,5", "de", Decimal("1250000.5")),
        ("1.2 million", "en", 1200000),
        ("12,5 Mio.", "de", 12500000),
        ("3 k", "en", 3000),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, language: str, value: number.Number) -> None:
    assert number.read(text, language) == value


@pytest.mark.parametrize(
    ("text", "language", "readings"),
    [
        ("1.5", "nl", [Decimal("1.5")]),
        ("1.413", "fr", [1413, Decimal("1.413")]),
        ("1,5", "en", [Decimal("1.5")]),
        ("12.34.56", "nl", []),
        ("about 300", "en", []),
        ("12'50", "de", []),
        ("300 people", "en", []),
        ("34%", "nl", []),
        ("", "nl", []),
    ],
)
def test_an_ambiguous_number_lists_its_readings(
    text: str, language: str, readings: list[number.Number]
) -> None:
    with pytest.raises(UnreadableError) as fault:
        number.read(text, language)
    assert list(fault.value.readings) == readings


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("nl", f"€{NB}150.000"),
        ("en", "€150,000"),
        ("fr", f"150{NNB}000{NB}€"),
        ("de", f"150.000{NB}€"),
        ("it", f"150.000{NB}€"),
        ("sv", f"150{NB}000{NB}€"),
        ("fi", f"150{NB}000{NB}€"),
        ("el", f"150.000{NB}€"),
        ("es", f"150.000{NB}€"),
        ("ca", f"150.000{NB}€"),
    ],
)
def test_whole_amounts_have_no_cents(language: str, shown: str) -> None:
    assert money.show(Money(amount=Decimal(150000), currency="EUR"), language) == shown


def test_cents_are_shown_if_there_are_any() -> None:
    assert money.show(Money(amount=Decimal("1500.5"), currency="EUR"), "es") == f"1500,50{NB}€"
    assert money.show(Money(amount=Decimal("-0.125"), currency="EUR"), "nl") == f"€{NB}-0,125"


def test_a_currency_without_a_symbol_of_its_own_is_shown_by_code() -> None:
    assert money.show(Money(amount=Decimal(5), currency="SEK"), "en") == f"SEK{NB}5"
    assert money.show(Money(amount=Decimal(5), currency="SEK"), "sv") == f"5{NB}kr"


@pytest.mark.parametrize(
    "text",
    [
        "€ 150.000",
        "150 000 €",
        "150000 EUR",
        "EUR 150000",
        "€ 150.000,-",
        "150.000,00 EUR",
        "0,15 miljoen euro",
        "€ 0,15 mln.",
        "150 duizend euro",
        "€ 150'000.-",
        "150.000 euro",
        "eur 150.000,–",
    ],
)
def test_money_is_read_as_people_write_it(text: str) -> None:
    assert money.read(text, "nl") == Money(amount=Decimal(150000), currency="EUR")


@pytest.mark.parametrize(
    "text",
    ["", "veel", "150 zloty's", "€ 150 000 GBP", "€ 1,5 zetten", "1e5 EUR", "€", "150.000", "5 k€ EUR"],
)
def test_ambiguous_money_is_unreadable(text: str) -> None:
    with pytest.raises(UnreadableError):
        money.read(text, "nl")


def test_an_amount_with_other_separators_lists_its_readings() -> None:
    with pytest.raises(UnreadableError) as fault:
        money.read("€ 1500.50", "nl")
    assert fault.value.readings == (Money(amount=Decimal("1500.50"), currency="EUR"),)


@pytest.mark.parametrize(
    ("text", "language"),
    [("CHF 1'250'000.-", "de"), ("1'250'000 CHF", "de"), ("CHF 1.25 million", "en")],
)
def test_swiss_amounts_are_read(text: str, language: str) -> None:
    assert money.read(text, language) == Money(amount=Decimal(1250000), currency="CHF")


@pytest.mark.parametrize("text", ["250,000", "-250,000", "250 000", "250'000"])
def test_an_amount_without_a_currency_is_not_assumed_to_be_in_euros(text: str) -> None:
    with pytest.raises(UnreadableError, match="has no currency"):
        money.read(text, "en")
    assert money.read(money.add_currency(text, "GBP"), "en").currency == "GBP"


def test_a_message_quotes_the_text_and_names_its_invisible_characters() -> None:
    with pytest.raises(UnreadableError) as fault:
        number.read("2\u00a0000\u200b people's\t", "en")
    assert fault.value.message == "“2[no-break space]000[zero width space] people's” is not a number"

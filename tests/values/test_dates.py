"""Dates and periods: shown in words, read without guessing."""

from __future__ import annotations

import re
from datetime import date

import pytest
from babel import Locale
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from assembler.model.types.values import Period
from assembler.values import UnreadableError, period
from assembler.values.date import read, show_interval, show_long, show_month
from assembler.values.plain_text import normalise_text
from assembler.word.forms.controls import build_date_picker
from shipped import LANGUAGES

EACH_LANGUAGE = (*LANGUAGES, "lv")  # one without a catalogue


@pytest.mark.parametrize(
    ("language", "long", "month"),
    [
        ("nl", "19 februari 2010", "februari 2010"),
        ("en", "19 February 2010", "February 2010"),
        ("fr", "19 février 2010", "février 2010"),
        ("de", "19. Februar 2010", "Februar 2010"),
        ("it", "19 febbraio 2010", "febbraio 2010"),
        ("sv", "19 februari 2010", "februari 2010"),
        ("fi", "19. helmikuuta 2010", "helmikuu 2010"),
        ("el", "19 Φεβρουαρίου 2010", "Φεβρουάριος 2010"),
        ("es", "19 de febrero de 2010", "febrero de 2010"),
        ("ca", "19 de febrer del 2010", "febrer del 2010"),
    ],
)
def test_long_dates_and_months_are_in_the_language(language: str, long: str, month: str) -> None:
    day = date(2010, 2, 19)
    assert (normalise_text(show_long(day, language)), show_month(day, language)) == (long, month)


@pytest.mark.parametrize(
    ("language", "days", "months"),
    [
        ("nl", "10–14 maart 2026", "30 maart – 2 april 2026"),
        ("en", "10–14 March 2026", "30 March – 2 April 2026"),
        ("fi", "10.–14. maaliskuuta 2026", "30. maaliskuuta – 2. huhtikuuta 2026"),
        ("sv", "10–14 mars 2026", "30 mars–2 april 2026"),
        ("de", "vom 10. bis 14. März 2026", "vom 30. März bis 2. April 2026"),
        ("fr", "du 10 au 14 mars 2026", "du 30 mars au 2 avril 2026"),
        ("it", "dal 10 al 14 marzo 2026", "dal 30 marzo al 2 aprile 2026"),
        ("es", "del 10 al 14 de marzo de 2026", "del 30 de marzo al 2 de abril de 2026"),
        ("ca", "del 10 al 14 de març del 2026", "del 30 de març al 2 d’abril del 2026"),
        ("el", "10–14 Μαρτίου 2026", "30 Μαρτίου – 2 Απριλίου 2026"),
    ],
)
def test_intervals_are_in_the_language(language: str, days: str, months: str) -> None:
    march, april = date(2026, 3, 10), date(2026, 4, 2)
    assert normalise_text(show_interval(march, date(2026, 3, 14), language)) == days
    assert normalise_text(show_interval(date(2026, 3, 30), april, language)) == months


@pytest.mark.parametrize(
    ("language", "span"),
    [
        ("fr", "du 1er au 11 mars 2026"),
        ("it", "dal 1º all’11 marzo 2026"),
        ("ca", "de l’1 a l’11 de març del 2026"),
    ],
)
def test_a_span_agrees_with_how_its_numbers_are_spoken(language: str, span: str) -> None:
    assert normalise_text(show_interval(date(2026, 3, 1), date(2026, 3, 11), language)) == span


@pytest.mark.parametrize("language", EACH_LANGUAGE)
def test_no_line_ends_between_a_day_and_its_month(language: str) -> None:
    start = date(2026, 3, 1)
    for shown in (show_long(start, language), show_interval(start, date(2026, 3, 8), language)):
        assert re.search(r"(?<!\d)\d{1,2}(er|[.ºη])? [^\W\d]", shown) is None
        assert "\u00a0" in shown


def test_an_interval_of_one_day_is_one_date() -> None:
    day = date(2026, 3, 1)
    assert show_interval(day, day, "fr") == show_interval(day, None, "fr") == "1er\u00a0mars 2026"


@pytest.mark.parametrize("language", EACH_LANGUAGE)
@pytest.mark.parametrize("month", range(1, 13))
def test_a_day_is_read_as_a_date_picker_of_word_writes_it(language: str, month: int) -> None:
    picker = build_date_picker(None, language)
    picture = re.search(r'<w:dateFormat w:val="(.*?)"/>', picker)
    assert picture
    day = date(2027, month, 1)

    assert read(format_date(day, picture[1], Locale.parse(language.replace("-", "_"))), language) == day


@given(day=st.dates(date(1900, 1, 1), date(2200, 12, 31)), language=st.sampled_from(EACH_LANGUAGE))
def test_a_long_date_is_read_back(day: date, language: str) -> None:
    assert read(show_long(day, language), language) == day


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("2026-03-04", "en"),
        ("2026/3/4", "nl"),
        ("4-3-2026", "nl"),
        ("04/03/2026", "nl"),
        ("4.3.2026", "en"),
        ("4 Mar 2026", "en"),
        ("Mar 4, 2026", "en"),
        ("4th March 2026", "en"),
        ("Wed, 4 March 2026", "en"),
        ("4. März 2026", "de"),
        ("4. Mrz. 2026", "de"),
        ("Mi., 04.03.2026", "de"),
        ("mer. 4 mars 2026", "fr"),
        ("mer 4 mar 2026", "it"),
        ("4 Μαρτιου 2026", "el"),
        ("ke 4. maaliskuuta 2026", "fi"),
        ("4.3.2026", "fi"),
        ("04.03.2026.", "lv"),
        ("4. 3. 2026", "de"),
        ("4 MAART 2026", "nl"),
        ("4 mars 2026", "fr"),
    ],
)
def test_the_fourth_of_march_is_read_as_people_write_it(text: str, language: str) -> None:
    assert read(text, language) == date(2026, 3, 4)


@pytest.mark.parametrize(
    ("text", "language", "readings"),
    [
        ("04/03/2026", "sv", [date(2026, 3, 4), date(2026, 4, 3)]),
        ("04/03/2026", "en", [date(2026, 3, 4), date(2026, 4, 3)]),
        ("4-3-2026", "en", [date(2026, 3, 4), date(2026, 4, 3)]),
        ("Mo., 04.03.2026", "de", [date(2026, 3, 4)]),
        ("Monday 4 March 2026", "en", [date(2026, 3, 4)]),
        ("circa 4 maart 2026", "nl", []),
        ("4-6 maart 2026", "nl", []),
        ("04/03/26", "en", [date(2026, 3, 4), date(2026, 4, 3), date(2004, 3, 26)]),
        ("31-02-2026", "nl", []),
        ("spring 2026", "en", []),
        ("maart 2026", "nl", []),
        ("", "nl", []),
    ],
)
def test_an_ambiguous_date_lists_its_readings(text: str, language: str, readings: list[date]) -> None:
    with pytest.raises(UnreadableError) as fault:
        read(text, language)
    assert list(fault.value.readings) == readings


def test_an_unambiguous_date_is_read() -> None:
    assert read("12/31/2026", "en") == read("31/12/2026", "en") == date(2026, 12, 31)


def test_austrian_january_is_read() -> None:
    assert read("12. Jänner 2027", "de") == date(2027, 1, 12)


def test_a_swedish_date_with_a_high_day_is_unambiguous() -> None:
    assert read("25/3 /2026".replace(" ", ""), "sv") == date(2026, 3, 25)


@pytest.mark.parametrize("text", ["2006-2010", "2006 – 2010", "2006–2010 "])
def test_periods_are_read_with_any_dash(text: str) -> None:
    assert period.read(text) == Period(start=2006, end=2010)


def test_an_open_period_and_a_single_year() -> None:
    assert period.read("2006 -") == Period(start=2006)
    assert period.read("2006") == Period(start=2006, end=2006)


def test_a_shortened_last_year_may_be_a_month() -> None:
    with pytest.raises(UnreadableError) as fault:
        period.read("2006-10")
    assert fault.value.readings == (Period(start=2006, end=2010),)


@pytest.mark.parametrize("text", ["", "since 2006", "2010-2006", "1066-1070", "06-10"])
def test_other_texts_are_unreadable_as_periods(text: str) -> None:
    with pytest.raises(UnreadableError):
        period.read(text)

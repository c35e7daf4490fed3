"""Every kind of value keeps the law: what is shown is read back as it was, in every language."""

from __future__ import annotations

import importlib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st

from assembler import values
from assembler.model.documents.form_manifest import ChoiceItem
from assembler.model.types.values import Image, Money, Period, RichText, Text
from assembler.values import KINDS, UnreadableError
from shipped import LANGUAGES

EACH_LANGUAGE = (*LANGUAGES, "lv")  # one without a catalogue
CHOICES = (ChoiceItem("none", "geen"), ChoiceItem("partly", "gedeeltelijk"), ChoiceItem("open", "open"))

WORDS = st.text(st.characters(exclude_categories=["C"]), max_size=40).map(str.strip)
LINES = WORDS.map(lambda text: " ".join(text.lstrip("-–—*•◦▪·‣ ").split())).filter(bool)
"""Items of a list: no line breaks in them, and no mark of a list before them."""
DECIMALS = st.decimals(-(10**9), 10**9, allow_nan=False, places=3)
YEARS = st.integers(1800, 2200)
PERIODS = st.tuples(YEARS, st.none() | st.integers(0, 300)).map(
    lambda span: Period(start=span[0], end=None if span[1] is None else min(2200, span[0] + span[1]))
)
MONEY = st.builds(
    Money,
    amount=st.integers(-(10**9), 10**9).map(Decimal) | st.decimals(0, 10**7, places=2),
    currency=st.sampled_from(["EUR", "GBP", "SEK", "USD", "CHF", "NOK", "DKK", "PLN"]),
)
DRAWN: dict[str, st.SearchStrategy[Any]] = {
    "text": WORDS.map(lambda text: Text(text=text)),
    "rich_text": WORDS.map(lambda text: RichText(text=text)),
    "number": st.integers(-(10**18), 10**18) | DECIMALS,
    "year": YEARS,
    "money": MONEY,
    "date": st.dates(),
    "moment": st.datetimes().map(lambda each: each.replace(microsecond=0)),
    "period": PERIODS,
    "choice": st.sampled_from([item.value for item in CHOICES]),
    "link": st.from_regex(r"https://[a-z]{1,9}\.(org|eu)(/[a-z0-9-]{0,9}){0,2}", fullmatch=True),
    "flag": st.booleans(),
    "language": st.sampled_from(
        [tag for tag in map(str, Locale("en").languages) if tag.isalpha() and len(tag) < 4]
    ),
    "texts": st.lists(LINES.map(lambda text: Text(text=text)), min_size=1, max_size=5).map(tuple),
    "names": st.lists(
        st.from_regex(r"[A-Z0-9/]{1,6}", fullmatch=True), min_size=1, max_size=5, unique=True
    ).map(tuple),
    "image": st.builds(Image, file=st.just("chart.png"), alt=WORDS.map(lambda text: Text(text=text))),
}
SHOW_ONLY = {"image"}


def test_the_registry_lists_every_module_of_the_folder() -> None:
    folder = Path(str(values.__file__)).parent
    modules = [importlib.import_module(f"assembler.values.{file.stem}") for file in folder.glob("[a-z]*.py")]
    kinds = {module.KIND.name: module.KIND for module in modules if hasattr(module, "KIND")}
    assert kinds == {name: kind for name, kind in KINDS.items() if name != "rich_text"}


def test_every_kind_has_a_strategy() -> None:
    assert DRAWN.keys() == KINDS.keys()


@pytest.mark.parametrize("name", sorted(KINDS.keys() - SHOW_ONLY))
@settings(deadline=None)  # the first use of a language loads its file
@given(data=st.data(), language=st.sampled_from(EACH_LANGUAGE))
def test_shown_values_are_read_back(name: str, data: st.DataObject, language: str) -> None:
    value = data.draw(DRAWN[name])
    assert KINDS[name].read(KINDS[name].show(value, language, CHOICES), language, CHOICES) == value


@pytest.mark.parametrize("name", sorted(KINDS))
@given(data=st.data())
def test_data_is_parsed_back(name: str, data: st.DataObject) -> None:
    value = data.draw(DRAWN[name])
    assert KINDS[name].parse(KINDS[name].to_data(value)) == value


@pytest.mark.parametrize("name", sorted(KINDS.keys() - {"text", "rich_text"}))
@settings(deadline=None)
@given(text=st.text(max_size=12), language=st.sampled_from(EACH_LANGUAGE))
def test_any_text_is_a_value_or_unreadable(name: str, text: str, language: str) -> None:
    try:
        KINDS[name].read(text, language, CHOICES)
    except UnreadableError as fault:
        assert fault.message


def test_a_text_is_not_a_picture() -> None:
    with pytest.raises(UnreadableError):
        KINDS["image"].read("chart.png", "en")


@pytest.mark.parametrize("value", [date(1, 1, 1), date(9999, 12, 31)])
def test_the_first_and_the_last_day_survive(value: date) -> None:
    assert KINDS["date"].read(KINDS["date"].show(value, "nl"), "nl") == value

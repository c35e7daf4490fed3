"""Plain values as data."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any

import pytest
from ruamel.yaml import YAML

from assembler.plain import Plain, as_data, replace


class Sign(StrEnum):
    """An enumeration."""

    MET = "M"


class Inner(Plain, frozen=True):
    """Holds anything."""

    value: Any


class Outer(Plain, frozen=True):
    """Holds others."""

    inner: tuple[Inner, ...]
    name: str = ""


def test_values_are_data_all_the_way_down() -> None:
    thing = Outer((Inner(Sign.MET), Inner({"on": date(2026, 3, 1)}), Inner(PurePosixPath("a/b"))), "x")
    assert as_data(thing) == {
        "inner": ({"value": "M"}, {"value": {"on": "2026-03-01"}}, {"value": "a/b"}),
        "name": "x",
    }


def test_what_a_reader_of_yaml_makes_of_words_and_numbers_is_told_as_words_and_numbers() -> None:
    yaml = YAML()
    yaml.preserve_quotes = True
    read = yaml.load("word: 'yes'\nhex: 0x1F\nshare: 1.50\nmany: [1]\nnested: {a: \"b\"}\ntext: |\n  one\n")
    told = as_data(Inner(read))["value"]
    assert told == {
        "word": "yes",
        "hex": 31,
        "share": 1.5,
        "many": [1],
        "nested": {"a": "b"},
        "text": "one\n",
    }
    assert [type(each) for each in told.values()] == [str, int, float, list, dict, str]


def test_a_frozen_one_does_not_change_and_another_can_be_made_of_it() -> None:
    one = Outer((), "a")
    with pytest.raises(AttributeError):
        one.name = "b"  # type: ignore[misc]
    assert replace(one, name="b") == Outer((), "b")
    assert len({one, Outer((), "a")}) == 1

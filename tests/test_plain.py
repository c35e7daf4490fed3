"""Plain values as data."""

from __future__ import annotations

import json
from datetime import date
from enum import StrEnum
from operator import eq, ne
from pathlib import PurePosixPath
from typing import Any

import pytest
from ruamel.yaml import YAML

from assembler.structs import Plain, as_data, from_json, replace


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


class Read(Plain, frozen=True, eq=False):
    """Says itself what is equal: not the line."""

    name: str
    line: int = 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Read) and self.name == other.name

    def __hash__(self) -> int:
        return hash(self.name)


class ReadAgain(Read, frozen=True):
    """Means the same by equal as what it comes from."""


@pytest.mark.parametrize("made", [Read, ReadAgain])
def test_what_is_equal_is_not_different_where_the_class_says_so_itself(made: type[Read]) -> None:
    assert eq(made("a", 1), made("a", 2)) and not ne(made("a", 1), made("a", 2))
    assert ne(made("a"), made("b")) and not eq(made("a"), made("b")) and ne(made("a"), "a")


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


def test_what_was_written_as_json_is_read_back_or_refused() -> None:
    one = Outer((Inner("1"), Inner({"a": [1]})), "x")
    assert from_json(json.dumps(as_data(one)).encode(), Outer) == one
    for wrong in (b"", b"[]", b'{"name": "x"', b'{"inner": [], "name": 3}', b'{"name": "x"}', b"\xff"):
        with pytest.raises(ValueError, match=r"\w"):
            from_json(wrong, Outer)

"""Value objects and their plain data."""

from __future__ import annotations

import json
from datetime import date
from enum import StrEnum
from operator import eq, ne
from pathlib import PurePosixPath
from typing import Any

import pytest
from ruamel.yaml import YAML

from assembler.structs import Struct, as_data, from_json, replace


class Sign(StrEnum):
    """An enumeration."""

    MET = "M"


class Inner(Struct, frozen=True):
    """Holds anything."""

    value: Any


class Outer(Struct, frozen=True):
    """Holds others."""

    inner: tuple[Inner, ...]
    name: str = ""


class Read(Struct, frozen=True, eq=False):
    """Defines its own ``__eq__``, which ignores the line."""

    name: str
    line: int = 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Read) and self.name == other.name

    def __hash__(self) -> int:
        return hash(self.name)


class ReadAgain(Read, frozen=True):
    """Inherits ``__eq__``."""


@pytest.mark.parametrize("made", [Read, ReadAgain])
def test_ne_is_the_opposite_of_a_custom_eq(made: type[Read]) -> None:
    assert eq(made("a", 1), made("a", 2)) and not ne(made("a", 1), made("a", 2))
    assert ne(made("a"), made("b")) and not eq(made("a"), made("b")) and ne(made("a"), "a")


def test_as_data_converts_nested_values() -> None:
    thing = Outer((Inner(Sign.MET), Inner({"on": date(2026, 3, 1)}), Inner(PurePosixPath("a/b"))), "x")
    assert as_data(thing) == {
        "inner": ({"value": "M"}, {"value": {"on": "2026-03-01"}}, {"value": "a/b"}),
        "name": "x",
    }


def test_as_data_converts_the_scalar_types_of_the_yaml_reader() -> None:
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


def test_a_frozen_struct_cannot_be_changed_but_can_be_replaced() -> None:
    one = Outer((), "a")
    with pytest.raises(AttributeError):
        one.name = "b"  # type: ignore[misc]
    assert replace(one, name="b") == Outer((), "b")
    assert len({one, Outer((), "a")}) == 1


def test_json_is_read_back_and_wrong_json_is_refused() -> None:
    one = Outer((Inner("1"), Inner({"a": [1]})), "x")
    assert from_json(json.dumps(as_data(one)).encode(), Outer) == one
    for wrong in (b"", b"[]", b'{"name": "x"', b'{"inner": [], "name": 3}', b'{"name": "x"}', b"\xff"):
        with pytest.raises(ValueError, match=r"\w"):
            from_json(wrong, Outer)

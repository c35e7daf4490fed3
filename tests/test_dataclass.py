"""Our dataclasses are Python's: whatever one can do, the other can."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, asdict, astuple, field, fields, is_dataclass, replace
from dataclasses import dataclass as its_own
from typing import Any

import pytest

from assembler.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Town:
    """A town."""

    name: str
    people: int = 0
    twins: list[str] = field(default_factory=list, compare=False)
    seal: bytes = field(default=b"", repr=False)


@its_own(frozen=True, slots=True)
class Stad:
    """The same, made by Python."""

    name: str
    people: int = 0
    twins: list[str] = field(default_factory=list, compare=False)
    seal: bytes = field(default=b"", repr=False)


@dataclass(slots=True)
class Visit:
    town: Town
    days: tuple[int, ...] = ()


TOWNS = [Town("Ede"), Town("Ede", 1), Town("Ede", twins=["Chrudim"]), Town("Bree", seal=b"x")]
STEDEN = [Stad(*astuple(town)) for town in TOWNS]


@pytest.mark.parametrize(
    "ask",
    [
        lambda each: [repr(one).partition("(")[2] for one in each],
        lambda each: [asdict(one) for one in each],
        lambda each: [[one == other for other in each] for one in each],
        lambda each: [[hash(one) == hash(other) for other in each] for one in each],
        lambda each: [astuple(replace(one, people=7)) for one in each],
        lambda each: [[known.name for known in fields(one)] for one in each],
        lambda each: (type(each[0]).__match_args__, type(each[0]).__slots__, type(each[0]).__doc__ is None),
        lambda each: [type(each[0]).__init__.__qualname__.partition(".")[2], is_dataclass(each[0])],
    ],
)
def test_it_does_what_python_does(ask: Callable[[list[Any]], Any]) -> None:
    assert ask(TOWNS) == ask(STEDEN)


def test_it_is_not_the_same_as_something_else() -> None:
    others: list[object] = [Stad("Ede"), "Ede", None]
    assert not any(Town("Ede") == other for other in others)


def test_each_has_a_list_of_its_own() -> None:
    assert Town("Ede").twins is not Town("Ede").twins


def test_what_is_frozen_stays_as_it_is() -> None:
    town = Town("Ede")
    with pytest.raises(FrozenInstanceError, match="name"):
        town.name = "Bree"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError, match="people"):
        del town.people
    with pytest.raises((FrozenInstanceError, AttributeError)):
        town.mayor = "J."  # type: ignore[attr-defined]


def test_what_is_not_frozen_may_change_and_is_in_no_set() -> None:
    visit = Visit(Town("Ede"))
    visit.days = (1, 2)
    assert visit == Visit(Town("Ede"), (1, 2)) and repr(visit).startswith("Visit(town=Town(")
    with pytest.raises(TypeError, match="unhashable"):
        hash(visit)
    with pytest.raises(AttributeError):
        visit.weather = "rain"  # type: ignore[attr-defined]


@pytest.mark.parametrize("thing", [*TOWNS, Visit(TOWNS[2], (3,))], ids=repr)
def test_it_travels_and_is_copied(thing: Any) -> None:
    for each in (pickle.loads(pickle.dumps(thing)), copy.copy(thing), copy.deepcopy(thing)):
        assert each == thing and astuple(each) == astuple(thing)


def test_what_it_lacks_is_said_as_python_says_it() -> None:
    with pytest.raises(TypeError, match=r"Town\.__init__\(\) missing 1 required positional argument: 'name'"):
        Town()  # type: ignore[call-arg]


def test_what_a_class_says_itself_goes_first() -> None:
    @dataclass(frozen=True, slots=True)
    class Quiet:
        word: str

        def __repr__(self) -> str:
            return "hush"

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 1

    assert (repr(Quiet("a")), Quiet("a") == Quiet("b"), hash(Quiet("c"))) == ("hush", True, 1)


def test_what_is_out_of_the_ordinary_is_left_to_python() -> None:
    @dataclass(frozen=True, slots=True, order=True)
    class Step:
        number: int

    @dataclass(frozen=True, slots=True)
    class Checked:
        number: int

        def __post_init__(self) -> None:
            assert self.number > 0

    assert sorted([Step(2), Step(1)]) == [Step(1), Step(2)]
    with pytest.raises(AssertionError):
        Checked(0)

"""The steps from one sequence to another: right for any, and soon found for long ones."""

from __future__ import annotations

import random
from difflib import SequenceMatcher

import pytest

from assembler.word.compare import sequence_diff
from assembler.word.compare.sequence_diff import get_opcodes

LONG = 20_000


def applied(old: list[str], new: list[str]) -> list[str]:
    made: list[str] = []
    at = begin = 0
    for kind, first, last, start, end in get_opcodes(old, new):
        assert (first, start) == (at, begin) and (first, start) != (last, end)
        assert kind == ("insert" if first == last else "delete" if start == end else kind)
        assert kind != "equal" or old[first:last] == new[start:end]
        made += old[first:last] if kind == "equal" else new[start:end]
        at, begin = last, end
    assert (at, begin) == (len(old), len(new))
    return made


@pytest.mark.parametrize("most", [0, 200, 200_000_000])
def test_the_steps_make_the_new_one_of_the_old(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequence_diff, "_MOST_STEPS", most)
    draw = random.Random(1)
    for letters in ("ab", "abcdefgh", "abcdefghijklmnopqrstuvwxyz"):
        for _ in range(300):
            old, new = (draw.choices(letters, k=draw.randrange(30)) for _ in range(2))
            assert applied(old, new) == new


def test_short_ones_are_compared_as_difflib_does() -> None:
    old, new = (
        ["the", "city", "welcomes", "its", "guests"],
        ["the", "old", "city", "its", "new", "guests", "welcomes"],
    )
    assert get_opcodes(old, new) == SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def test_long_ones_of_which_every_second_item_changed() -> None:
    old = [f"{number}{'a' if number % 2 else ''}" for number in range(LONG)]
    new = [f"{number}{'b' if number % 2 else ''}" for number in range(LONG)]
    assert applied(old, new) == new
    assert sum(kind == "equal" for kind, *_ in get_opcodes(old, new)) == LONG / 2


def test_long_ones_of_items_that_repeat() -> None:
    old, new = [*(["", "a"] * LONG), "x", "old"], ["first", *(["", "b"] * LONG), "x", "new"]
    assert applied(old, new) == new


def test_what_moved_in_a_long_one_is_one_step_that_takes_it_out_and_one_that_puts_it_in() -> None:
    old = [str(number % (LONG - 1)) for number in range(LONG)]
    new = [*old[5_000:], *old[:5_000]]
    assert [kind for kind, *_ in get_opcodes(old, new)] == ["delete", "equal", "insert"]

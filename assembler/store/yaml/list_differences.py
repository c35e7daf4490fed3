"""Where two lists of plain data differ, so that what stays is left as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any


def find_differences(now: Sequence[Any], wanted: Sequence[Any]) -> Iterator[tuple[int, int, int, int]]:
    """(first, end) of the items of a list that differ, and of what is wanted in their place.

    What is alike at both ends is left out first, so that a change of one item is no other change.

    >>> list(find_differences(["a", "b", "c"], ["a", "c", "d"]))
    [(1, 2, 1, 1), (3, 3, 2, 3)]
    """
    old, new = ([json.dumps(each, sort_keys=True) for each in every] for every in (now, wanted))
    most = min(len(old), len(new))
    head = next((at for at in range(most) if old[at] != new[at]), most)
    tail = next((at for at in range(most - head) if old[-1 - at] != new[-1 - at]), most - head)
    middle = old[head : len(old) - tail], new[head : len(new) - tail]
    for kind, *span in SequenceMatcher(None, *middle, autojunk=False).get_opcodes():
        if kind != "equal":
            first, last, start, end = (at + head for at in span)
            yield first, last, start, end


def group_consecutive(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and last of numbers that follow each other.

    >>> list(group_consecutive([1, 2, 5]))
    [(1, 2), (5, 5)]
    """
    for at, first in enumerate(numbers):
        if at and numbers[at - 1] == first - 1:
            continue
        last = next((n for n in range(first, numbers[-1] + 1) if n + 1 not in numbers), first)
        yield first, last

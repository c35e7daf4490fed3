"""Differences between two lists of plain data, for minimal edits."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any


def find_differences(now: Sequence[Any], wanted: Sequence[Any]) -> Iterator[tuple[int, int, int, int]]:
    """Yield each difference as four positions: start and end in ``now``, then start and end in ``wanted``.

    Equal items at both ends are skipped first, so that changing one item does not affect the others.

    >>> list(find_differences(["a", "b", "c"], ["a", "c", "d"]))
    [(1, 2, 1, 1), (3, 3, 2, 3)]
    """
    old, new = ([json.dumps(item, sort_keys=True) for item in items] for items in (now, wanted))
    length = min(len(old), len(new))
    head = next((index for index in range(length) if old[index] != new[index]), length)
    tail = next(
        (index for index in range(length - head) if old[-1 - index] != new[-1 - index]), length - head
    )
    middle = old[head : len(old) - tail], new[head : len(new) - tail]
    for kind, *span in SequenceMatcher(None, *middle, autojunk=False).get_opcodes():
        if kind != "equal":
            first, last, start, end = (index + head for index in span)
            yield first, last, start, end


def group_consecutive(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last number of each group of consecutive numbers.

    >>> list(group_consecutive([1, 2, 5]))
    [(1, 2), (5, 5)]
    """
    for index, first in enumerate(numbers):
        if index and numbers[index - 1] == first - 1:
            continue
        last = next((n for n in range(first, numbers[-1] + 1) if n + 1 not in numbers), first)
        yield first, last

"""Diff of two sequences of texts in nearly linear time.

``difflib`` is exact, but takes quadratic time, or more if many items repeat. Sequences that are too large for
``difflib`` are first split at items that occur only once in both ("patience diff").
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

Opcode = tuple[str, int, int, int, int]
"""Kind (``equal``, ``replace``, ``delete`` or ``insert``), then start and end in the old and new sequence."""

_MOST_STEPS: Final = 200_000_000
"""Maximum number of steps that ``difflib`` may need.

In the worst case, a text of 450 words reaches this limit. So do 8,000 paragraphs if half of them have
changed.
"""
_MOST_CUTS: Final = 8
"""Maximum depth of splitting. A part that is still too large is replaced completely."""


def get_opcodes(old: Sequence[str], new: Sequence[str]) -> list[Opcode]:
    """Return the steps from ``old`` to ``new``, in the format of ``difflib``'s opcodes."""
    codes: list[Opcode] = []
    next_old = next_new = 0
    for first, second, size in _find_blocks(old, new):
        if next_old < first or next_new < second:
            kind = "insert" if next_old == first else "delete" if next_new == second else "replace"
            codes.append((kind, next_old, first, next_new, second))
        next_old, next_new = first + size, second + size
        if size:
            codes.append(("equal", first, next_old, second, next_new))
    return codes


def _find_blocks(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return each equal block as its start in ``old``, its start in ``new`` and its length.

    The last block is empty, as in ``difflib``.
    """
    blocks: list[tuple[int, int, int]] = []
    for first, second, size in _find_equal(old, new, _MOST_CUTS):
        if blocks and blocks[-1][0] + blocks[-1][2] == first and blocks[-1][1] + blocks[-1][2] == second:
            begin, start, before = blocks.pop()
            blocks.append((begin, start, before + size))
        elif size:
            blocks.append((first, second, size))
    return [*blocks, (len(old), len(new), 0)]


def _find_equal(old: Sequence[str], new: Sequence[str], cuts: int) -> Iterator[tuple[int, int, int]]:
    if _is_small(old, new):
        yield from SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        return
    head = count_common_prefix(old, new)
    tail = count_common_prefix(old[head:][::-1], new[head:][::-1])
    ends = len(old) - tail, len(new) - tail
    yield 0, 0, head
    anchors = _find_anchors(old[head : ends[0]], new[head : ends[1]]) if cuts else []
    cut_points = [(head - 1, head - 1), *((head + i, head + j) for i, j in anchors), ends]
    for (before, prior), (i, j) in pairwise(cut_points) if anchors else ():
        for first, second, size in _find_equal(old[before + 1 : i], new[prior + 1 : j], cuts - 1):
            yield before + 1 + first, prior + 1 + second, size
        if (i, j) != ends:
            yield i, j, 1
    yield *ends, tail


def _is_small(old: Sequence[str], new: Sequence[str]) -> bool:
    """Return whether ``difflib`` is fast enough, even in the worst case."""
    count = Counter(old)
    pairs = sum(count[item] for item in new)
    return min(pairs, len(old), len(new)) * (len(old) + pairs) <= _MOST_STEPS


def count_common_prefix(old: Sequence[str], new: Sequence[str]) -> int:
    """Return the length of the common prefix of two sequences."""
    differing = (n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
    return next(differing, min(len(old), len(new)))


def _find_anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return the positions, in ``old`` and in ``new``, of items that occur once in each.

    The result is the longest series of such items that has the same order in both.
    """
    counts = Counter(old), Counter(new)
    new_index = {item: index for index, item in enumerate(new) if counts[0][item] == counts[1][item] == 1}
    ends: list[int] = []  # lowest index in ``new`` at which an increasing series of each length ends
    links: list[tuple[int, int, int]] = []  # index in ``old``, index in ``new``, index of previous link
    last: list[int] = []
    for old_index, item in enumerate(old):
        if item in new_index:
            length = bisect(ends, new_index[item])
            ends[length : length + 1] = [new_index[item]]
            last[length : length + 1] = [len(links)]
            links.append((old_index, new_index[item], last[length - 1] if length else -1))
    anchors: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        first, second, number = links[number]
        anchors.append((first, second))
    return anchors[::-1]

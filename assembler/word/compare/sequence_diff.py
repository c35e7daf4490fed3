"""How one sequence of texts became another, in time that grows with their length.

``difflib`` is exact, but takes time by the square of the length and more where many items repeat. What is too
large for it is cut first where an item stands once in both ("patience diff").
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

Opcode = tuple[str, int, int, int, int]
"""``equal``, ``replace``, ``delete`` or ``insert``; first and last of the old, first and last of the new."""

_MOST_STEPS: Final = 200_000_000
"""Of ``difflib`` at its worst: texts of 450 words, or 8,000 paragraphs of which every second one changed."""
_MOST_CUTS: Final = 8
"""How often a stretch between two cuts is cut again; what is too large then is replaced as a whole."""


def opcodes(old: Sequence[str], new: Sequence[str]) -> list[Opcode]:
    """The steps from ``old`` to ``new``, as ``difflib`` describes them."""
    codes: list[Opcode] = []
    at = begin = 0
    for first, second, size in _blocks(old, new):
        if at < first or begin < second:
            kind = "insert" if at == first else "delete" if begin == second else "replace"
            codes.append((kind, at, first, begin, second))
        at, begin = first + size, second + size
        if size:
            codes.append(("equal", first, at, second, begin))
    return codes


def _blocks(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    """Stretches that are equal: begin in ``old``, begin in ``new``, length; the last one is empty."""
    blocks: list[tuple[int, int, int]] = []
    for first, second, size in _equal(old, new, _MOST_CUTS):
        if blocks and blocks[-1][0] + blocks[-1][2] == first and blocks[-1][1] + blocks[-1][2] == second:
            begin, start, before = blocks.pop()
            blocks.append((begin, start, before + size))
        elif size:
            blocks.append((first, second, size))
    return [*blocks, (len(old), len(new), 0)]


def _equal(old: Sequence[str], new: Sequence[str], cuts: int) -> Iterator[tuple[int, int, int]]:
    if _is_small(old, new):
        yield from SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        return
    head = shared(old, new)
    tail = shared(old[head:][::-1], new[head:][::-1])
    ends = len(old) - tail, len(new) - tail
    yield 0, 0, head
    anchors = _anchors(old[head : ends[0]], new[head : ends[1]]) if cuts else []
    places = [(head - 1, head - 1), *((head + i, head + j) for i, j in anchors), ends]
    for (before, prior), (i, j) in pairwise(places) if anchors else ():
        for first, second, size in _equal(old[before + 1 : i], new[prior + 1 : j], cuts - 1):
            yield before + 1 + first, prior + 1 + second, size
        if (i, j) != ends:
            yield i, j, 1
    yield *ends, tail


def _is_small(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether ``difflib`` ends soon, however the texts are mixed."""
    count = Counter(old)
    pairs = sum(count[each] for each in new)
    return min(pairs, len(old), len(new)) * (len(old) + pairs) <= _MOST_STEPS


def shared(old: Sequence[str], new: Sequence[str]) -> int:
    """How many items two sequences begin with alike."""
    differing = (n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
    return next(differing, min(len(old), len(new)))


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The places of items that stand once in both, as many as there are in the same order in both."""
    counts = Counter(old), Counter(new)
    once = {each: at for at, each in enumerate(new) if counts[0][each] == counts[1][each] == 1}
    ends: list[int] = []  # the least place in ``new`` at which a rising row of this length ends
    rows: list[tuple[int, int, int]] = []  # place in old, place in new, number of the one before in its row
    last: list[int] = []
    for at, each in enumerate(old):
        if each in once:
            length = bisect(ends, once[each])
            ends[length : length + 1] = [once[each]]
            last[length : length + 1] = [len(rows)]
            rows.append((at, once[each], last[length - 1] if length else -1))
    found: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        first, second, number = rows[number]
        found.append((first, second))
    return found[::-1]

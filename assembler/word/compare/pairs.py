"""Aligns the blocks of two documents: equal ones first, then the most similar ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, Protocol

from lxml import etree

from assembler.structs import Struct
from assembler.word.compare.sequence_diff import get_opcodes

ALIKE: Final = 0.35
"""The minimum similarity of two versions of a block; below it, one was deleted and the other inserted."""
_LARGEST: Final = 40_000
"""The maximum number of comparisons of blocks; above it, blocks are aligned in order."""


class Block(Protocol):
    """A paragraph, a table or a row; only those of one kind can be versions of each other."""

    element: etree._Element
    kind: str
    text: str
    mark: str


class Pair(Struct, frozen=True):
    """A block of the older and of the newer document; None if it was inserted, or deleted."""

    old: Block | None
    new: Block | None

    @property
    def is_matched(self) -> bool:
        """True if the block is in both documents."""
        return self.old is not None and self.new is not None


def align_blocks(old: Sequence[Block], new: Sequence[Block]) -> list[Pair]:
    """Align all blocks of both documents, in an order that is correct for both.

    The last blocks of a container are versions of each other, because its end cannot be deleted with a
    paragraph; so are the last ones before a table.
    """
    keys = [f"{each.kind}:{each.text}" for each in old], [f"{each.kind}:{each.text}" for each in new]
    pairs: list[Pair] = []
    for what, first, last, begin, end in get_opcodes(*keys):
        if what == "equal":
            pairs += [Pair(*each) for each in zip(old[first:last], new[begin:end], strict=True)]
        else:
            pairs += _align_different(old[first:last], new[begin:end])
    return _align_ends(pairs)


def _align_different(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Pair]:
    """Align blocks of which none are equal, with the greatest total similarity."""
    at = begin = 0
    for first, second in _find_best_alignment(old, new):
        yield from (Pair(each, None) for each in old[at:first])
        yield from (Pair(None, each) for each in new[begin:second])
        yield Pair(old[first], new[second])
        at, begin = first + 1, second + 1
    yield from (Pair(each, None) for each in old[at:])
    yield from (Pair(None, each) for each in new[begin:])


def _find_best_alignment(old: Sequence[Block], new: Sequence[Block]) -> list[tuple[int, int]]:
    if len(old) * len(new) > _LARGEST:
        return [(n, n) for n in range(min(len(old), len(new))) if old[n].kind == new[n].kind]
    score = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    words = [Counter(each.text.split()) for each in old], [Counter(each.text.split()) for each in new]
    like = [
        [_measure_similarity(one, other, before, after) for other, after in zip(new, words[1], strict=True)]
        for one, before in zip(old, words[0], strict=True)
    ]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            score[i][j] = max(score[i + 1][j], score[i][j + 1], score[i + 1][j + 1] + like[i][j])
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if like[i][j] and score[i][j] == score[i + 1][j + 1] + like[i][j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif score[i][j] == score[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _measure_similarity(old: Block, new: Block, before: Counter[str], after: Counter[str]) -> float:
    """Return the share of common words of two blocks, from 0 to 1, and 0 below the threshold.

    Blocks with the same code are versions of each other, whatever their text.
    """
    if old.kind == new.kind and old.mark and old.mark == new.mark:
        return 2.0
    total = before.total() + after.total()
    if old.kind != new.kind or not total:
        return 0.0
    ratio = 2 * (before & after).total() / total
    return ratio if ratio >= ALIKE else 0.0


def _align_ends(pairs: list[Pair]) -> list[Pair]:
    """Pair the last deleted and the last inserted paragraph before a table or the end."""
    found: list[Pair] = []
    stretch: list[Pair] = []
    for pair in pairs:
        if _is_paragraph(pair) and not pair.is_matched:
            stretch.append(pair)
            continue
        found += [*(stretch if _is_paragraph(pair) else _align_end(stretch)), pair]
        stretch = []
    return [*found, *_align_end(stretch)]


def _align_end(stretch: list[Pair]) -> list[Pair]:
    """Pair the last deleted and the last inserted paragraph of a group."""
    old, new = [p.old for p in stretch if p.old], [p.new for p in stretch if p.new]
    if not (old and new):
        return stretch
    rest = [*(Pair(each, None) for each in old[:-1]), *(Pair(None, each) for each in new[:-1])]
    return [*rest, Pair(old[-1], new[-1])]


def _is_paragraph(pair: Pair) -> bool:
    block = pair.new or pair.old
    return block is not None and block.kind == "p"

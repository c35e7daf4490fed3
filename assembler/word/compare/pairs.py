"""Which block of one document became which of the other: equal ones first, then those that are most alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, Protocol

from lxml import etree

from assembler.structs import Struct
from assembler.word.compare.sequence_diff import opcodes

ALIKE: Final = 0.35
"""From this likeness on, two blocks are versions of each other and not one that went and one that came."""
_LARGEST: Final = 40_000
"""No more comparisons of blocks with each other than these; of more, they are taken in their order."""


class Block(Protocol):
    """A paragraph, a table or a row; only those of one kind can be versions of each other."""

    element: etree._Element
    kind: str
    text: str
    mark: str


class Pair(Struct, frozen=True):
    """A block as it was and as it is; None where it was not there, or is not any more."""

    old: Block | None
    new: Block | None

    @property
    def both(self) -> bool:
        """Whether the block was there and still is."""
        return self.old is not None and self.new is not None


def paired(old: Sequence[Block], new: Sequence[Block]) -> list[Pair]:
    """Every block of both, in an order that is right for both.

    Where blocks end a container they are versions of each other, since no paragraph can take its end away;
    so are the last ones before a table.
    """
    keys = [f"{each.kind}:{each.text}" for each in old], [f"{each.kind}:{each.text}" for each in new]
    pairs: list[Pair] = []
    for what, first, last, begin, end in opcodes(*keys):
        if what == "equal":
            pairs += [Pair(*each) for each in zip(old[first:last], new[begin:end], strict=True)]
        else:
            pairs += _group(old[first:last], new[begin:end])
    return _with_ends(pairs)


def _group(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Pair]:
    """Blocks of which none is equal: the pairing with the greatest likeness in all."""
    at = begin = 0
    for first, second in _best(old, new):
        yield from (Pair(each, None) for each in old[at:first])
        yield from (Pair(None, each) for each in new[begin:second])
        yield Pair(old[first], new[second])
        at, begin = first + 1, second + 1
    yield from (Pair(each, None) for each in old[at:])
    yield from (Pair(None, each) for each in new[begin:])


def _best(old: Sequence[Block], new: Sequence[Block]) -> list[tuple[int, int]]:
    if len(old) * len(new) > _LARGEST:
        return [(n, n) for n in range(min(len(old), len(new))) if old[n].kind == new[n].kind]
    score = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    words = [Counter(each.text.split()) for each in old], [Counter(each.text.split()) for each in new]
    like = [
        [_likeness(one, other, before, after) for other, after in zip(new, words[1], strict=True)]
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


def _likeness(old: Block, new: Block, before: Counter[str], after: Counter[str]) -> float:
    """How many of their words two blocks share, from 0 to 1; too few is nothing.

    Blocks with the same code are versions of each other, whatever they say.
    """
    if old.kind == new.kind and old.mark and old.mark == new.mark:
        return 2.0
    total = before.total() + after.total()
    if old.kind != new.kind or not total:
        return 0.0
    ratio = 2 * (before & after).total() / total
    return ratio if ratio >= ALIKE else 0.0


def _with_ends(pairs: list[Pair]) -> list[Pair]:
    """The pairs, where what went and what came before a table or the end are one at the last."""
    found: list[Pair] = []
    stretch: list[Pair] = []
    for pair in pairs:
        if _is_paragraph(pair) and not pair.both:
            stretch.append(pair)
            continue
        found += [*(stretch if _is_paragraph(pair) else _with_one_end(stretch)), pair]
        stretch = []
    return [*found, *_with_one_end(stretch)]


def _with_one_end(stretch: list[Pair]) -> list[Pair]:
    """Paragraphs that went or came, of which the last two are one."""
    old, new = [p.old for p in stretch if p.old], [p.new for p in stretch if p.new]
    if not (old and new):
        return stretch
    rest = [*(Pair(each, None) for each in old[:-1]), *(Pair(None, each) for each in new[:-1])]
    return [*rest, Pair(old[-1], new[-1])]


def _is_paragraph(pair: Pair) -> bool:
    block = pair.new or pair.old
    return block is not None and block.kind == "p"

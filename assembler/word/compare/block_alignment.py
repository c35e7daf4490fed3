"""Align the blocks of two documents: first equal blocks, then the most similar ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, Protocol

from lxml import etree

from assembler.structs import Struct
from assembler.word.compare.sequence_diff import get_opcodes

ALIKE: Final = 0.35
"""Minimum similarity of two versions of a block. Less similar blocks count as deleted and inserted."""
_LARGEST: Final = 40_000
"""Maximum number of block comparisons. If more are necessary, blocks are aligned in order."""


class Block(Protocol):
    """A paragraph, table or row that can be aligned with one in the other document.

    Only blocks of the same kind can be versions of each other.
    """

    element: etree._Element
    kind: str
    text: str
    mark: str


class Pair(Struct, frozen=True):
    """The older and the newer version of a block.

    A version is None if that document does not contain the block.
    """

    old: Block | None
    new: Block | None

    @property
    def is_matched(self) -> bool:
        """True if the block is in both documents."""
        return self.old is not None and self.new is not None


def align_blocks(old: Sequence[Block], new: Sequence[Block]) -> list[Pair]:
    """Return the blocks of two documents as pairs, in an order that is correct for both.

    If paragraphs were deleted and others inserted at the end of a container, the last deleted one and the
    last inserted one form a pair, because the paragraph mark at the end of a container cannot be deleted. The
    same applies before a table.
    """
    keys = ([f"{block.kind}:{block.text}" for block in blocks] for blocks in (old, new))
    pairs: list[Pair] = []
    for opcode, first, last, begin, end in get_opcodes(*keys):
        if opcode == "equal":
            pairs += [Pair(*blocks) for blocks in zip(old[first:last], new[begin:end], strict=True)]
        else:
            pairs += _align_different(old[first:last], new[begin:end])
    return _align_ends(pairs)


def _align_different(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Pair]:
    """Yield pairs of blocks that are not equal, aligned for the highest possible total similarity."""
    next_old = next_new = 0
    for first, second in _find_best_alignment(old, new):
        yield from (Pair(block, None) for block in old[next_old:first])
        yield from (Pair(None, block) for block in new[next_new:second])
        yield Pair(old[first], new[second])
        next_old, next_new = first + 1, second + 1
    yield from (Pair(block, None) for block in old[next_old:])
    yield from (Pair(None, block) for block in new[next_new:])


def _find_best_alignment(old: Sequence[Block], new: Sequence[Block]) -> list[tuple[int, int]]:
    if len(old) * len(new) > _LARGEST:
        return [(n, n) for n in range(min(len(old), len(new))) if old[n].kind == new[n].kind]
    score = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    old_words, new_words = ([Counter(block.text.split()) for block in blocks] for blocks in (old, new))
    similarity = [
        [_measure_similarity(one, other, before, after) for other, after in zip(new, new_words, strict=True)]
        for one, before in zip(old, old_words, strict=True)
    ]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            score[i][j] = max(score[i + 1][j], score[i][j + 1], score[i + 1][j + 1] + similarity[i][j])
    alignment: list[tuple[int, int]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if similarity[i][j] and score[i][j] == score[i + 1][j + 1] + similarity[i][j]:
            alignment.append((i, j))
            i, j = i + 1, j + 1
        elif score[i][j] == score[i + 1][j]:
            i += 1
        else:
            j += 1
    return alignment


def _measure_similarity(old: Block, new: Block, before: Counter[str], after: Counter[str]) -> float:
    """Return the share of words that two blocks have in common, or 2 if they have the same code.

    ``before`` and ``after`` count the words of the two blocks. Blocks with the same code are versions of each
    other, whatever their text. The result is 0 if the share is below ``ALIKE``, or if the blocks are of
    different kinds.
    """
    if old.kind == new.kind and old.mark and old.mark == new.mark:
        return 2.0
    total = before.total() + after.total()
    if old.kind != new.kind or not total:
        return 0.0
    ratio = 2 * (before & after).total() / total
    return ratio if ratio >= ALIKE else 0.0


def _align_ends(pairs: list[Pair]) -> list[Pair]:
    """Pair the last deleted paragraph with the last inserted one, before each table and before the end."""
    aligned: list[Pair] = []
    group: list[Pair] = []
    for pair in pairs:
        if _is_paragraph(pair) and not pair.is_matched:
            group.append(pair)
            continue
        aligned += [*(group if _is_paragraph(pair) else _align_end(group)), pair]
        group = []
    return [*aligned, *_align_end(group)]


def _align_end(group: list[Pair]) -> list[Pair]:
    """Pair the last deleted paragraph of a group with the last inserted one."""
    old, new = [pair.old for pair in group if pair.old], [pair.new for pair in group if pair.new]
    if not (old and new):
        return group
    rest = [*(Pair(block, None) for block in old[:-1]), *(Pair(None, block) for block in new[:-1])]
    return [*rest, Pair(old[-1], new[-1])]


def _is_paragraph(pair: Pair) -> bool:
    block = pair.new or pair.old
    return block is not None and block.kind == "p"

"""Edits of a long text, made all at once and in pieces: megabytes are not copied for each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

_PIECE: Final = 1 << 17
"""Letters in a piece, or little more: few enough to be at hand while something is done with them."""


class Edit(NamedTuple):
    """``text`` in place of what stands from ``start`` to ``end``."""

    start: int
    end: int
    text: str


def edited(xml: str, edits: Iterable[Edit]) -> Iterator[str]:
    """``xml`` with ``edits``, which come in their order and do not meet, in pieces.

    >>> "".join(edited("abc", [Edit(1, 2, "-"), Edit(3, 3, "!")]))
    'a-c!'
    """
    held: list[str] = []
    size = 0
    for piece in _pieces(xml, edits):
        held.append(piece)
        size += len(piece)
        if size >= _PIECE:
            yield "".join(held)
            held.clear()
            size = 0
    yield "".join(held)


def _pieces(xml: str, edits: Iterable[Edit]) -> Iterator[str]:
    done = 0
    for start, end, text in (*edits, Edit(len(xml), len(xml), "")):
        for at in range(done, start, _PIECE):
            yield xml[at : min(at + _PIECE, start)]
        yield text
        done = end

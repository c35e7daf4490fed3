"""Edits of a long text, made all at once and in pieces: megabytes are not copied for each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

_PIECE: Final = 1 << 18
"""Letters in the longest piece: few enough to be at hand while something is done with them."""


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
    done = 0
    for start, end, text in edits:
        yield from _pieces(xml, done, start)
        yield text
        done = end
    yield from _pieces(xml, done, len(xml))


def _pieces(xml: str, start: int, end: int) -> Iterator[str]:
    for at in range(start, end, _PIECE):
        yield xml[at : min(at + _PIECE, end)]

"""Edits of a long text, made all at once and in pieces: megabytes are not copied for each of them.

Finding words in megabytes of markup: by their rarest letter, which a processor finds sixteen at a time.

UTF-8 as a text with one letter for each byte: searched and cut as fast as bytes, with what texts can do.

Python keeps a text in which one letter is Greek with two bytes for every letter, and searching megabytes of
it takes three times as long. Markup is ASCII, in which both are the same; so what looks for markup alone, and
for no blanks but ASCII's, works on either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple


def octets(data: bytes) -> str:
    """``data`` with one letter for each byte.

    >>> len(octets("é".encode()))
    2
    """
    return data.decode("latin-1")


def octet_data(text: str) -> bytes:
    """The bytes of what ``octets`` gave, changed or not.

    >>> octet_data(octets("é".encode())).decode()
    'é'
    """
    return text.encode("latin-1")



_SAMPLES: Final = 32
_SAMPLE: Final = 512
"""Letters are counted in so many samples of this size, spread over the whole."""
_RARE: Final = 512
"""A letter is rare that stands once in so many, or less often: then every place of it can be looked at."""


def places(xml: str, words: str, start: int = 0) -> Iterator[int]:
    """Where ``words`` (one letter or more) stand in ``xml`` from ``start`` on, first to last.

    >>> list(places("<w:p><w:r/></w:p>", "<w:"))
    [0, 5]
    """
    sample = "".join(xml[at : at + _SAMPLE] for at in range(0, len(xml), len(xml) // _SAMPLES + 1))
    rarest = min(words, key=sample.count)
    if sample.count(rarest) * _RARE > len(sample):
        rarest = words
    before = words.index(rarest)
    at = xml.find(rarest, start + before)
    while at >= 0:
        if xml.startswith(words, at - before):
            yield at - before
        at = xml.find(rarest, at + 1)



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

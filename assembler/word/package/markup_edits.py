"""Search and edit megabytes of markup quickly.

All edits of a text are applied in one pass, in pieces, to avoid copying megabytes for each edit. A search for
a text first looks for its rarest character, which a processor finds sixteen bytes at a time.

UTF-8 data can be handled as a string with one character for each byte. If a string contains even one Greek
letter, Python stores every character in two bytes, and searching megabytes of it takes three times as long.
Markup is ASCII, which is the same in both kinds of string, so code that looks only for markup and ASCII
spaces works with either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple


def bytes_as_text(data: bytes) -> str:
    """Return ``data`` as a string with one character for each byte.

    >>> len(bytes_as_text("é".encode()))
    2
    """
    return data.decode("latin-1")


def text_as_bytes(text: str) -> bytes:
    """Return the bytes of a string from ``bytes_as_text``, which may have been edited.

    >>> text_as_bytes(bytes_as_text("é".encode())).decode()
    'é'
    """
    return text.encode("latin-1")


_SAMPLES: Final = 32
_SAMPLE: Final = 512
"""Number and size of the text samples in which characters are counted."""
_RARE: Final = 512
"""A character is rare if it makes up at most one in this many characters.

Each position of a rare character can be checked.
"""


def find_all(xml: str, text: str, start: int = 0) -> Iterator[int]:
    """Yield the positions of ``text`` in ``xml``, in order, beginning at ``start``.

    ``text`` must not be empty.

    >>> list(find_all("<w:p><w:r/></w:p>", "<w:"))
    [0, 5]
    """
    sample = "".join(
        xml[position : position + _SAMPLE] for position in range(0, len(xml), len(xml) // _SAMPLES + 1)
    )
    needle = min(text, key=sample.count)
    if sample.count(needle) * _RARE > len(sample):
        needle = text
    needle_offset = text.index(needle)
    position = xml.find(needle, start + needle_offset)
    while position >= 0:
        if xml.startswith(text, position - needle_offset):
            yield position - needle_offset
        position = xml.find(needle, position + 1)


_PIECE: Final = 1 << 17
"""Approximate number of characters in a piece, which fits in the processor's cache."""


class Edit(NamedTuple):
    """Replacement of the characters from ``start`` to ``end`` with ``text``."""

    start: int
    end: int
    text: str


def apply_edits(xml: str, edits: Iterable[Edit]) -> Iterator[str]:
    """Yield ``xml`` in pieces, with ``edits`` applied.

    The edits must be sorted and must not overlap.

    >>> "".join(apply_edits("abc", [Edit(1, 2, "-"), Edit(3, 3, "!")]))
    'a-c!'
    """
    batch: list[str] = []
    size = 0
    for piece in _iter_pieces(xml, edits):
        batch.append(piece)
        size += len(piece)
        if size >= _PIECE:
            yield "".join(batch)
            batch.clear()
            size = 0
    yield "".join(batch)


def _iter_pieces(xml: str, edits: Iterable[Edit]) -> Iterator[str]:
    copied_to = 0
    for start, end, text in (*edits, Edit(len(xml), len(xml), "")):
        for position in range(copied_to, start, _PIECE):
            yield xml[position : min(position + _PIECE, start)]
        yield text
        copied_to = end

"""Inline codes in XLIFF: fields and inline tags, which translation tools protect from changes.

Every text can be split, even a fuzzy translation with invalid inline tags. An unpaired or invalid tag
becomes a separate code, so that every character of the text is preserved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assembler.structs import Struct

_CODE = re.compile(
    r"(?P<double>\{\{|\}\}|<<)|(?P<field>\{[^{}\x00-\x1f\ufffe\uffff]*\})"
    r"|<(?P<close>/?)(?P<number>\d+)(?P<alone>/?)>|(?P<stray>[{}<])"
)


class PlainText(Struct, frozen=True):
    """Text between codes, with ``{{``, ``}}`` and ``<<`` unescaped to single characters."""

    text: str


class InlineCode(Struct, frozen=True):
    """A field or an inline tag in a message, as an inline code of XLIFF.

    ``kind`` is ``ph`` for a standalone code, and ``start`` or ``end`` for a code of a pair.
    """

    kind: str
    data: str


def split_codes(text: str) -> list[PlainText | InlineCode]:
    """Split ``text`` into plain text and codes, in order.

    Each start has a matching end.

    >>> split_codes("<1>{city}</1> {{x}}")[:2], split_codes("<1>{city}</1> {{x}}")[-1]
    ([InlineCode(kind='start', data='<1>'), InlineCode(kind='ph', data='{city}')], PlainText(text=' {x}'))
    >>> split_codes("</1>")
    [InlineCode(kind='ph', data='</1>')]
    """
    pieces = list(_join_texts(_split_pieces(text)))
    paired = _find_pairs(pieces)
    return [
        piece if isinstance(piece, PlainText) or index in paired else InlineCode("ph", piece.data)
        for index, piece in enumerate(pieces)
    ]


def _split_pieces(text: str) -> Iterator[PlainText | InlineCode]:
    end = 0
    for match in _CODE.finditer(text):
        yield PlainText(text[end : match.start()])
        if match["double"]:
            yield PlainText(match["double"][0])
        elif match["number"] is None or match["alone"]:
            yield InlineCode("ph", match[0])
        else:
            yield InlineCode("end" if match["close"] else "start", match[0])
        end = match.end()
    yield PlainText(text[end:])


def _join_texts(pieces: Iterator[PlainText | InlineCode]) -> Iterator[PlainText | InlineCode]:
    text = ""
    for piece in pieces:
        if isinstance(piece, PlainText):
            text += piece.text
            continue
        if text:
            yield PlainText(text)
            text = ""
        yield piece
    if text:
        yield PlainText(text)


def _find_pairs(pieces: list[PlainText | InlineCode]) -> set[int]:
    """Return the indexes of matching starts and ends.

    Pairs may be nested but not overlap.
    """
    open_starts: list[int] = []
    paired: set[int] = set()
    for index, piece in enumerate(pieces):
        if not isinstance(piece, InlineCode) or piece.kind == "ph":
            continue
        if piece.kind == "start":
            open_starts.append(index)
        elif open_starts and closing_tag(code_data(pieces[open_starts[-1]])) == piece.data:
            paired |= {open_starts.pop(), index}
    return paired


def code_data(piece: PlainText | InlineCode) -> str:
    """Return the code as written in the message, or "" if ``piece`` is text."""
    return piece.data if isinstance(piece, InlineCode) else ""


def closing_tag(start: str) -> str:
    """Return the closing tag for an opening tag.

    >>> closing_tag("<1>")
    '</1>'
    """
    return f"</{start[1:]}"

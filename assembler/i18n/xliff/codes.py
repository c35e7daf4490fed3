"""Fields and marks as the inline codes of XLIFF, which translators' tools guard, and back.

Any text has codes, also one that breaks the grammar of marks (a guess may): what does not pair or parse is
a code by itself, so that a text comes back as it was, sign by sign.
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
    """Words, with literal signs written once."""

    text: str


class InlineCode(Struct, frozen=True):
    """A code as it stands in the message: ``kind`` is ``ph`` (alone), ``start`` or ``end`` (of a pair)."""

    kind: str
    data: str


def split_codes(text: str) -> list[PlainText | InlineCode]:
    """The words and codes of ``text`` in their order; every start has its end.

    >>> split_codes("<1>{city}</1> {{x}}")[:2], split_codes("<1>{city}</1> {{x}}")[-1]
    ([InlineCode(kind='start', data='<1>'), InlineCode(kind='ph', data='{city}')], PlainText(text=' {x}'))
    >>> split_codes("</1>")
    [InlineCode(kind='ph', data='</1>')]
    """
    found = list(_joined(_pieces(text)))
    paired = _paired(found)
    return [
        piece if isinstance(piece, PlainText) or at in paired else InlineCode("ph", piece.data)
        for at, piece in enumerate(found)
    ]


def _pieces(text: str) -> Iterator[PlainText | InlineCode]:
    at = 0
    for found in _CODE.finditer(text):
        yield PlainText(text[at : found.start()])
        if found["double"]:
            yield PlainText(found["double"][0])
        elif found["number"] is None or found["alone"]:
            yield InlineCode("ph", found[0])
        else:
            yield InlineCode("end" if found["close"] else "start", found[0])
        at = found.end()
    yield PlainText(text[at:])


def _joined(pieces: Iterator[PlainText | InlineCode]) -> Iterator[PlainText | InlineCode]:
    words = ""
    for piece in pieces:
        if isinstance(piece, PlainText):
            words += piece.text
            continue
        if words:
            yield PlainText(words)
            words = ""
        yield piece
    if words:
        yield PlainText(words)


def _paired(pieces: list[PlainText | InlineCode]) -> set[int]:
    """Positions of the starts and ends that belong together and nest."""
    opened: list[int] = []
    paired: set[int] = set()
    for at, piece in enumerate(pieces):
        if not isinstance(piece, InlineCode) or piece.kind == "ph":
            continue
        if piece.kind == "start":
            opened.append(at)
        elif opened and closing_tag(code_data(pieces[opened[-1]])) == piece.data:
            paired |= {opened.pop(), at}
    return paired


def code_data(piece: PlainText | InlineCode) -> str:
    """The code as it stands in the message; nothing for words."""
    return piece.data if isinstance(piece, InlineCode) else ""


def closing_tag(start: str) -> str:
    """The end that belongs to a start.

    >>> closing_tag("<1>")
    '</1>'
    """
    return f"</{start[1:]}"

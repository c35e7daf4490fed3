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


class Bare(Struct, frozen=True):
    """Words, with literal signs written once."""

    text: str


class Code(Struct, frozen=True):
    """A code as it stands in the message: ``kind`` is ``ph`` (alone), ``start`` or ``end`` (of a pair)."""

    kind: str
    data: str


def codes_of(text: str) -> list[Bare | Code]:
    """The words and codes of ``text`` in their order; every start has its end.

    >>> codes_of("<1>{city}</1> {{x}}")[:2], codes_of("<1>{city}</1> {{x}}")[-1]
    ([Code(kind='start', data='<1>'), Code(kind='ph', data='{city}')], Bare(text=' {x}'))
    >>> codes_of("</1>")
    [Code(kind='ph', data='</1>')]
    """
    found = list(_joined(_pieces(text)))
    paired = _paired(found)
    return [
        piece if isinstance(piece, Bare) or at in paired else Code("ph", piece.data)
        for at, piece in enumerate(found)
    ]


def _pieces(text: str) -> Iterator[Bare | Code]:
    at = 0
    for found in _CODE.finditer(text):
        yield Bare(text[at : found.start()])
        if found["double"]:
            yield Bare(found["double"][0])
        elif found["number"] is None or found["alone"]:
            yield Code("ph", found[0])
        else:
            yield Code("end" if found["close"] else "start", found[0])
        at = found.end()
    yield Bare(text[at:])


def _joined(pieces: Iterator[Bare | Code]) -> Iterator[Bare | Code]:
    words = ""
    for piece in pieces:
        if isinstance(piece, Bare):
            words += piece.text
            continue
        if words:
            yield Bare(words)
            words = ""
        yield piece
    if words:
        yield Bare(words)


def _paired(pieces: list[Bare | Code]) -> set[int]:
    """Positions of the starts and ends that belong together and nest."""
    opened: list[int] = []
    paired: set[int] = set()
    for at, piece in enumerate(pieces):
        if not isinstance(piece, Code) or piece.kind == "ph":
            continue
        if piece.kind == "start":
            opened.append(at)
        elif opened and closing(piece_data(pieces[opened[-1]])) == piece.data:
            paired |= {opened.pop(), at}
    return paired


def piece_data(piece: Bare | Code) -> str:
    """The code as it stands in the message; nothing for words."""
    return piece.data if isinstance(piece, Code) else ""


def closing(start: str) -> str:
    """The end that belongs to a start.

    >>> closing("<1>")
    '</1>'
    """
    return f"</{start[1:]}"

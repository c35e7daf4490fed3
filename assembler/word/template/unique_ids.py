"""Unique ids and bookmark names in the XML of a template.

Outside loops, an id is allocated once, when the template is prepared. Inside a loop, each iteration requests
a new id. Paragraph ids and revision marks (w14:paraId, w:rsid...) mean nothing in a newly built document and
would be repeated, so they are dropped inside loops.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from assembler.structs import Struct, field
from assembler.word.package.ids import IdAllocator

_ELEMENT: Final = re.compile(r"<(w:id|w:bookmarkStart|w:bookmarkEnd|wp:docPr)(?= )([^>]*)")
_ATTRIBUTE: Final = re.compile(r' ((?:w:)?(?:id|val|name))="([^"]*)"')
_UNIQUE: Final = {
    ("w:id", "w:val"): ("fresh", "control"),
    ("wp:docPr", "id"): ("fresh", "drawing"),
    ("w:bookmarkStart", "w:id"): ("fresh", "bookmark"),
    ("w:bookmarkEnd", "w:id"): ("same", "bookmark"),
    ("w:bookmarkStart", "w:name"): ("fresh", "#"),
}
"""Maps each attribute whose value must be unique in a document to the request for a new value."""


def find_ids(xml: str) -> list[tuple[str, str]]:
    """Return the kind and value of each id in ``xml`` that must be unique, apart from bookmark names.

    >>> find_ids('<w:bookmarkStart w:id="7" w:name="a"/><w:bookmarkEnd w:id="7"/>')
    [('bookmark', '7'), ('bookmark', '7')]
    """
    return [(kind, match[2]) for kind, match in _iter_ids(xml)]


def replace_ids(xml: str, ids: Mapping[tuple[str, str], str]) -> str:
    """Return ``xml`` with the ids that ``find_ids`` finds replaced by those in ``ids``.

    Other ids do not change.
    """
    pieces, start = [], 0
    for kind, match in _iter_ids(xml):
        pieces += [xml[start : match.start(2)], ids.get((kind, match[2]), match[2])]
        start = match.end(2)
    return "".join((*pieces, xml[start:]))


def _iter_ids(xml: str) -> Iterator[tuple[str, re.Match[str]]]:
    for element in _ELEMENT.finditer(xml):
        for attribute in _ATTRIBUTE.finditer(xml, element.start(2), element.end(2)):
            kind = _UNIQUE.get((element[1], attribute[1]), ("", "#"))[1]
            if kind != "#":
                yield kind, attribute


_REVISION: Final = re.compile(r' (?:w14:(?:paraId|textId)|w:rsid\w*)="[^"]*"')


class IdRequest(Struct, frozen=True):
    """A request for an id or name during rendering.

    It is a call of the filter ``function`` with the argument ``key``.
    """

    function: str
    key: str


class UniqueIds(Struct):
    """Allocator of unique ids for all parts of one document.

    ``part`` is the part that is being read.
    """

    ids: IdAllocator = field(default_factory=IdAllocator)
    part: str = ""

    def make_unique(self, xml: str, *, in_loop: bool) -> Iterator[str | IdRequest]:
        """Yield ``xml`` in pieces, with unique ids or, inside a loop, with requests for ids.

        >>> list(UniqueIds().make_unique('<w:id w:val="7"/>', in_loop=False))
        ['<w:id w:val="1000000001"/>']
        >>> list(UniqueIds().make_unique('<w:id w:val="7"/>', in_loop=True))
        ['<w:id w:val="', IdRequest(function='fresh', key='control'), '"/>']
        """
        pieces = self._split(_REVISION.sub("", xml) if in_loop else xml)
        if in_loop:
            yield from pieces
        else:
            yield "".join(self._allocate(piece) for piece in pieces)

    def _split(self, xml: str) -> Iterator[str | IdRequest]:
        copied_to = 0
        for element in _ELEMENT.finditer(xml):
            for attribute in _ATTRIBUTE.finditer(xml, element.start(2), element.end(2)):
                request = self._request_id(element[1], attribute[1], attribute[2])
                if request:
                    yield xml[copied_to : attribute.start(2)]
                    yield request
                    copied_to = attribute.end(2)
        yield xml[copied_to:]

    def _request_id(self, element: str, attribute: str, value: str) -> IdRequest | None:
        function, key = _UNIQUE.get((element, attribute), ("", ""))
        if key == "#":
            return IdRequest(function, f"#{value}")
        if key == "bookmark":
            key = f"{key} {value} {self.part}"
        return IdRequest(function, key) if function else None

    def _allocate(self, piece: str | IdRequest) -> str:
        """Return ``piece``, which is outside loops, as text.

        A request for an id gets one at once, and a name does not change.
        """
        if isinstance(piece, str):
            return piece
        if piece.key.startswith("#"):
            return piece.key[1:]
        return self.ids.allocate(piece.key) if piece.function == "fresh" else self.ids.repeat(piece.key)

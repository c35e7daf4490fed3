"""Unique ids and bookmark names in the XML of a template.

Outside loops, an id is allocated once, when the template is prepared. Inside a loop, each round requests a
new id. Paragraph ids and revision marks (w14:paraId, w:rsid...) mean nothing in a newly built document and
would be repeated, so they are dropped inside loops.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
"""Maps elements and attributes whose ids must be unique in a document to requests for them."""

_REVISION: Final = re.compile(r' (?:w14:(?:paraId|textId)|w:rsid\w*)="[^"]*"')


class IdRequest(Struct, frozen=True):
    """A request for an id or name during rendering: a call of the filter ``function`` with ``key``."""

    function: str
    key: str


class UniqueIds(Struct):
    """Allocator of unique ids for all parts of one document; ``part`` is the part being read."""

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
        """Return the text of a piece outside loops: names stay the same, and ids are allocated at once."""
        if isinstance(piece, str):
            return piece
        if piece.key.startswith("#"):
            return piece.key[1:]
        return self.ids.allocate(piece.key) if piece.function == "fresh" else self.ids.repeat(piece.key)

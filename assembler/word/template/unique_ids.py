"""Make the ids and bookmark names in the XML of a template unique.

Outside loops an id is allocated once, when the template is prepared; inside, each round of the loop requests
one. Paragraph ids and revision marks (w14:paraId, w:rsid...) have no meaning in a newly built document and
would repeat: they are dropped inside loops.
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
"""The ids that must be unique in a document, by element and attribute, with the request for each."""

_REVISION: Final = re.compile(r' (?:w14:(?:paraId|textId)|w:rsid\w*)="[^"]*"')


class IdRequest(Struct, frozen=True):
    """Request for an id or name at render time: a call of the filter ``function`` with ``key``."""

    function: str
    key: str


class UniqueIds(Struct):
    """Makes the ids of all parts of one document unique; ``part`` is the one being read."""

    ids: IdAllocator = field(default_factory=IdAllocator)
    part: str = ""

    def make_unique(self, xml: str, *, in_loop: bool) -> Iterator[str | IdRequest]:
        """Yield ``xml`` in pieces, with each id made unique, or as a request if it is in a loop.

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
        at = 0
        for element in _ELEMENT.finditer(xml):
            for attribute in _ATTRIBUTE.finditer(xml, element.start(2), element.end(2)):
                request = self._request_id(element[1], attribute[1], attribute[2])
                if request:
                    yield xml[at : attribute.start(2)]
                    yield request
                    at = attribute.end(2)
        yield xml[at:]

    def _request_id(self, element: str, attribute: str, value: str) -> IdRequest | None:
        function, key = _UNIQUE.get((element, attribute), ("", ""))
        if key == "#":
            return IdRequest(function, f"#{value}")
        if key == "bookmark":
            key = f"{key} {value} {self.part}"
        return IdRequest(function, key) if function else None

    def _allocate(self, piece: str | IdRequest) -> str:
        """Return a piece outside loops: names are not changed, ids are allocated now."""
        if isinstance(piece, str):
            return piece
        if piece.key.startswith("#"):
            return piece.key[1:]
        return self.ids.allocate(piece.key) if piece.function == "fresh" else self.ids.repeat(piece.key)

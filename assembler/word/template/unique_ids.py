"""Finds the ids and bookmark names in a template's XML, and says how each one stays the only one.

Outside loops an id is given once, when the template is prepared; inside, each round of the loop asks for one.
Paragraph ids and revision marks (w14:paraId, w:rsid...) say nothing about a document that is made anew and
would repeat: inside loops they are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assembler.structs import Struct, field
from assembler.word.package.ids import IdAllocator

_ELEMENT: Final = re.compile(r"<(w:id|w:bookmarkStart|w:bookmarkEnd|wp:docPr)(?= )([^>]*)")
_ATTRIBUTE: Final = re.compile(r' ((?:w:)?(?:id|val|name))="([^"]*)"')
_ONLY_ONCE: Final = {
    ("w:id", "w:val"): ("fresh", "control"),
    ("wp:docPr", "id"): ("fresh", "drawing"),
    ("w:bookmarkStart", "w:id"): ("fresh", "bookmark"),
    ("w:bookmarkEnd", "w:id"): ("same", "bookmark"),
    ("w:bookmarkStart", "w:name"): ("fresh", "#"),
}
"""What stands only once in a document, by element and attribute, and how it is asked for."""

_REVISION: Final = re.compile(r' (?:w14:(?:paraId|textId)|w:rsid\w*)="[^"]*"')


class Asked(Struct, frozen=True):
    """A number or name to be asked for while rendering: ``function`` of ``ids`` with ``key``."""

    function: str
    key: str


class OnlyOnce(Struct):
    """Gives the ids outside loops of all parts of one document; ``part`` is the one being read."""

    ids: IdAllocator = field(default_factory=IdAllocator)
    part: str = ""

    def numbered(self, xml: str, *, in_loop: bool) -> Iterator[str | Asked]:
        """``xml`` in pieces, with each id made unique or asked for.

        >>> list(OnlyOnce().numbered('<w:id w:val="7"/>', in_loop=False))
        ['<w:id w:val="1000000001"/>']
        >>> list(OnlyOnce().numbered('<w:id w:val="7"/>', in_loop=True))
        ['<w:id w:val="', Asked(function='fresh', key='control'), '"/>']
        """
        asked = self._pieces(_REVISION.sub("", xml) if in_loop else xml)
        if in_loop:
            yield from asked
        else:
            yield "".join(self._given(piece) for piece in asked)

    def _pieces(self, xml: str) -> Iterator[str | Asked]:
        at = 0
        for element in _ELEMENT.finditer(xml):
            for attribute in _ATTRIBUTE.finditer(xml, element.start(2), element.end(2)):
                asked = self._asked(element[1], attribute[1], attribute[2])
                if asked:
                    yield xml[at : attribute.start(2)]
                    yield asked
                    at = attribute.end(2)
        yield xml[at:]

    def _asked(self, element: str, attribute: str, value: str) -> Asked | None:
        function, key = _ONLY_ONCE.get((element, attribute), ("", ""))
        if key == "#":
            return Asked(function, f"#{value}")
        if key == "bookmark":
            key = f"{key} {value} {self.part}"
        return Asked(function, key) if function else None

    def _given(self, piece: str | Asked) -> str:
        """A piece outside loops: names stay as they are, ids are given now."""
        if isinstance(piece, str):
            return piece
        if piece.key.startswith("#"):
            return piece.key[1:]
        return self.ids.allocate(piece.key) if piece.function == "fresh" else self.ids.repeat(piece.key)

"""Where in the XML a template's next piece stands: read piece by piece, with values unknown between them.

A template between two tags is not well-formed by itself, so nothing parses it; the cursor keeps the stack of
open elements and the properties (w:pPr, w:rPr) of the paragraphs and runs that are open.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from assembler.structs import Struct

_MARKUP: Final = re.compile(r"<!--.*?-->|<\?.*?\?>|<(/?)([^\s/>]+)([^>]*?)(/?)>", re.DOTALL)
_PROPERTIES: Final = {"w:rPr": "w:r", "w:pPr": "w:p"}
_SPLITTING: Final = frozenset({"w:r", "w:t"})
_HOLE: Final = "\N{REPLACEMENT CHARACTER}"
"""Stands for a value inside a tag or inside properties."""

_SECTION: Final = re.compile(r"<w:sectPr.*?</w:sectPr>|<w:sectPr[^>]*/>", re.DOTALL)


class Spot(Enum):
    """What a value may be at a place."""

    TEXT = "text"
    ATTRIBUTE = "attribute"
    DATA = "data"
    ELEMENTS = "elements"


class _Open(Struct):
    """An element that is open; ``properties`` are those of its own first child of that kind."""

    name: str
    start: int
    properties: str = ""
    watched: bool = False


class Cursor:
    """Reads a part from its beginning; ``feed`` gives it XML, ``value`` says that a value stands here.

    >>> cursor = Cursor()
    >>> ends = cursor.feed("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Dear ")
    >>> cursor.value(), cursor.run
    (<Spot.TEXT: 'text'>, '<w:rPr><w:b/></w:rPr>')
    """

    def __init__(self) -> None:
        self._stack: list[_Open] = []
        self._kept = ""
        self._ended: list[int] = []
        self.balanced = True

    def feed(self, xml: str) -> tuple[int, ...]:
        """Read on; where in ``xml`` elements end that are watched."""
        begins, self._ended = len(self._kept), []
        scan_from = max(self._kept.rfind("<"), 0) if self.in_tag else len(self._kept)
        self._kept += xml
        for match in _MARKUP.finditer(self._kept, scan_from):
            if match[2]:
                self._element(match)
        self._forget()
        return tuple(at - begins for at in self._ended)

    def watch(self, name: str) -> bool:
        """Ask for the end of the outermost open element of this name; whether there is one."""
        found = next((open_ for open_ in self._stack if open_.name == name), None)
        if found is not None:
            found.watched = True
        return found is not None

    def value(self) -> Spot:
        """What the value that stands here may be."""
        if self.in_tag:
            spot = Spot.ATTRIBUTE
        elif self.top == "w:t":
            spot = Spot.TEXT
        else:
            spot = Spot.ELEMENTS if self.top in _ELEMENTS_ONLY else Spot.DATA
        self._kept += _HOLE
        return spot

    @property
    def in_tag(self) -> bool:
        """Whether the cursor stands inside ``<...``, so in an attribute."""
        return self._kept.rfind("<") > self._kept.rfind(">")

    @property
    def tag(self) -> str:
        """Name of the element whose ``<...`` the cursor stands in; empty outside."""
        return re.split(r"[\s/]", self._kept[self._kept.rfind("<") + 1 :])[0] if self.in_tag else ""

    @property
    def top(self) -> str:
        """Name of the innermost open element."""
        return self._stack[-1].name if self._stack else ""

    @property
    def path(self) -> tuple[str, ...]:
        """Names of the open elements, outermost first."""
        return tuple(open_.name for open_ in self._stack)

    @property
    def run(self) -> str | None:
        """The w:rPr of the innermost open run ("" without one); None where a value makes it unknowable."""
        return self._properties_of("w:r")

    @property
    def paragraph(self) -> str | None:
        """The w:pPr of the innermost open paragraph, as ``run``; without a section's properties."""
        found = self._properties_of("w:p")
        return _SECTION.sub("", found) if found else found

    @property
    def can_split(self) -> bool:
        """Whether the paragraph can be split here: the run is its own child, in no control and no link."""
        names = self.path
        if "w:p" not in names:
            return False
        last = len(names) - 1 - names[::-1].index("w:p")
        return set(names[last + 1 :]) <= _SPLITTING

    def _properties_of(self, name: str) -> str | None:
        found = next((open_.properties for open_ in reversed(self._stack) if open_.name == name), "")
        return None if _HOLE in found else found

    def _element(self, match: re.Match[str]) -> None:
        closing, name, _, empty = match.groups()
        if closing:
            self._close(name, match)
        elif not empty:
            self._stack.append(_Open(name, match.start()))

    def _close(self, name: str, match: re.Match[str]) -> None:
        if not self._stack or self._stack[-1].name != name:
            self.balanced = False
            return
        closed = self._stack.pop()
        if closed.watched:
            self._ended.append(match.end())
        if self._stack and _PROPERTIES.get(name) == self._stack[-1].name and not self._stack[-1].properties:
            self._stack[-1].properties = self._kept[closed.start : match.end()]

    def _forget(self) -> None:
        """Keep only what is still needed: an unfinished tag, or properties that are still open."""
        open_properties = (open_.start for open_ in self._stack if open_.name in _PROPERTIES)
        unfinished = self._kept.rfind("<") if self.in_tag else len(self._kept)
        start = min((unfinished, *open_properties))
        self._kept = self._kept[start:]
        for open_ in self._stack:
            open_.start -= start


_ELEMENTS_ONLY: Final = frozenset(
    {
        "w:p", "w:r", "w:hyperlink", "w:ins", "w:del", "w:smartTag", "w:fldSimple", "w:sdtContent", "w:sdt",
        "w:body", "w:tc", "w:tr", "w:tbl", "w:hdr", "w:ftr", "w:txbxContent", "w:document", "w:customXml",
        "w:footnote", "w:footnotes", "w:endnote", "w:endnotes", "w:comment", "w:comments",
        "w:moveTo", "w:moveFrom",
    }
)  # fmt: skip

"""Cursor in the XML of a template, which is read one piece at a time, between Jinja tags.

A piece need not be well-formed on its own, so an XML parser cannot read it. The cursor has a stack of open
elements, with the properties (w:pPr, w:rPr) of open paragraphs and runs.
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
"""Stand-in for a value inside a tag or inside properties."""

_SECTION: Final = re.compile(r"<w:sectPr.*?</w:sectPr>|<w:sectPr[^>]*/>", re.DOTALL)


class ValueContext(Enum):
    """Kind of content that is allowed at a position in the XML."""

    TEXT = "text"
    ATTRIBUTE = "attribute"
    DATA = "data"
    ELEMENTS = "elements"


class _OpenElement(Struct):
    """An element that is open at the cursor.

    ``properties`` is the text of its first w:pPr or w:rPr child.
    """

    name: str
    start: int
    properties: str = ""
    watched: bool = False


class Cursor:
    """Cursor that starts at the beginning of a part.

    ``feed`` moves it past XML, and ``place_value`` past a value.

    >>> cursor = Cursor()
    >>> ends = cursor.feed("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Dear ")
    >>> cursor.place_value(), cursor.run
    (<ValueContext.TEXT: 'text'>, '<w:rPr><w:b/></w:rPr>')
    """

    def __init__(self) -> None:
        self._stack: list[_OpenElement] = []
        self._pending = ""
        self._watched_ends: list[int] = []
        self.balanced = True

    def feed(self, xml: str) -> tuple[int, ...]:
        """Read ``xml`` and return the positions in it where watched elements end."""
        begins, self._watched_ends = len(self._pending), []
        scan_from = max(self._pending.rfind("<"), 0) if self.in_tag else len(self._pending)
        self._pending += xml
        for match in _MARKUP.finditer(self._pending, scan_from):
            if match[2]:
                self._read_tag(match)
        self._discard()
        return tuple(end - begins for end in self._watched_ends)

    def watch(self, name: str) -> bool:
        """Watch for the end of the outermost open element ``name``.

        Returns whether there is such an element.
        """
        outermost = next((open_ for open_ in self._stack if open_.name == name), None)
        if outermost is not None:
            outermost.watched = True
        return outermost is not None

    def place_value(self) -> ValueContext:
        """Move past a value at the current position and return its context."""
        if self.in_tag:
            context = ValueContext.ATTRIBUTE
        elif self.top == "w:t":
            context = ValueContext.TEXT
        else:
            context = ValueContext.ELEMENTS if self.top in _ELEMENTS_ONLY else ValueContext.DATA
        self._pending += _HOLE
        return context

    @property
    def in_tag(self) -> bool:
        """True if the cursor is inside a tag (``<...``), and therefore in an attribute."""
        return self._pending.rfind("<") > self._pending.rfind(">")

    @property
    def tag(self) -> str:
        """The name of the element whose tag contains the cursor, or "" outside tags."""
        return re.split(r"[\s/]", self._pending[self._pending.rfind("<") + 1 :])[0] if self.in_tag else ""

    @property
    def top(self) -> str:
        """The name of the innermost open element, or "" if there is none."""
        return self._stack[-1].name if self._stack else ""

    @property
    def path(self) -> tuple[str, ...]:
        """The names of the open elements, outermost first."""
        return tuple(open_.name for open_ in self._stack)

    @property
    def run(self) -> str | None:
        """The w:rPr of the innermost open run.

        It is "" if no run is open or the run has no properties, and None if they contain a value.
        """
        return self._get_properties("w:r")

    @property
    def paragraph(self) -> str | None:
        """The w:pPr of the innermost open paragraph, without section properties.

        It is "" if no paragraph is open or it has no properties, and None if they contain a value.
        """
        properties = self._get_properties("w:p")
        return _SECTION.sub("", properties) if properties else properties

    @property
    def can_split(self) -> bool:
        """True if the paragraph can be split here, because no control or link is open inside it."""
        names = self.path
        if "w:p" not in names:
            return False
        last = len(names) - 1 - names[::-1].index("w:p")
        return set(names[last + 1 :]) <= _SPLITTING

    def _get_properties(self, name: str) -> str | None:
        properties = next((open_.properties for open_ in reversed(self._stack) if open_.name == name), "")
        return None if _HOLE in properties else properties

    def _read_tag(self, match: re.Match[str]) -> None:
        closing, name, _, empty = match.groups()
        if closing:
            self._close(name, match)
        elif not empty:
            self._stack.append(_OpenElement(name, match.start()))

    def _close(self, name: str, match: re.Match[str]) -> None:
        if not self._stack or self._stack[-1].name != name:
            self.balanced = False
            return
        closed = self._stack.pop()
        if closed.watched:
            self._watched_ends.append(match.end())
        if self._stack and _PROPERTIES.get(name) == self._stack[-1].name and not self._stack[-1].properties:
            self._stack[-1].properties = self._pending[closed.start : match.end()]

    def _discard(self) -> None:
        """Discard the text read so far, except for an unfinished tag or properties that are still open."""
        open_properties = (open_.start for open_ in self._stack if open_.name in _PROPERTIES)
        unfinished = self._pending.rfind("<") if self.in_tag else len(self._pending)
        start = min((unfinished, *open_properties))
        self._pending = self._pending[start:]
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

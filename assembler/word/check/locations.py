"""Human-readable locations of elements: the path to an element and the text near it.

A file may produce hundreds of thousands of diagnostics, so the children of each parent are numbered only
once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from assembler.word.package.xml import find_ancestor, qn

NEAR: Final = 60
PARAGRAPH, TABLE, ROW, CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_STEPS: Final = {PARAGRAPH: "paragraph", TABLE: "table", ROW: "row", CELL: "cell"}
_NOTES: Final = {qn("w:footnote"): "footnote", qn("w:endnote"): "endnote", qn("w:comment"): "comment"}
_WRAPPERS: Final = {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins"), qn("w:del")}
_TEXTS: Final = (qn("w:t"), qn("w:tab"), qn("w:br"), PARAGRAPH)


class Locations:
    """Cache for the locations of elements in one document.

    The trees must not change while this object is in use.
    """

    def __init__(self) -> None:
        self._numbers: dict[etree._Element, dict[etree._Element, int]] = {}
        self._texts: dict[etree._Element, str] = {}
        self._parts: dict[etree._Element, str] = {}

    def find_part(self, element: etree._Element, trees: Mapping[str, etree._Element]) -> str:
        """Return the name of the part among ``trees`` that contains ``element``."""
        if not self._parts:
            self._parts = {root: part for part, root in trees.items()}
        return self._parts[element.getroottree().getroot()]

    def steps_to(self, element: etree._Element) -> list[str]:
        """Return the path from the story to ``element``, such as "table 2", "row 3", "cell 1", "paragraph 1".

        The path begins with the footnote, endnote or comment, if any. Paragraphs and tables are numbered from
        1 within the same cell or story. Enclosing controls are not part of the path.
        """
        steps: list[str] = []
        current: etree._Element | None = element
        while current is not None:
            if current.tag in _NOTES:
                steps.append(f"{_NOTES[current.tag]} {current.get(qn('w:id'), '?')}")
            elif current.tag in _STEPS and not (current.tag == PARAGRAPH and _is_inside_paragraph(current)):
                steps.append(f"{_STEPS[current.tag]} {self._find_number(current)}")
            current = current.getparent()
        return steps[::-1]

    def _find_number(self, element: etree._Element) -> int:
        """Return the number of ``element`` among its siblings of the same kind, starting from 1.

        Elements inside controls and tracked changes are counted as if they were outside.
        """
        parent = element.getparent()
        while parent is not None and parent.tag in _WRAPPERS and parent.getparent() is not None:
            parent = parent.getparent()
        if parent is None:
            return 1
        if parent not in self._numbers:
            self._numbers[parent] = _number_children(parent)
        return self._numbers[parent][element]

    def text_near(self, element: etree._Element) -> str:
        """Return the shortened text of ``element`` or, if it has none, of its closest ancestor with text.

        The search stops at the table that contains the element. If no text is found, the result is "".
        """
        current: etree._Element | None = element
        while current is not None:
            text = self._read_text(current)
            if text:
                return text if len(text) <= NEAR else f"{text[: NEAR - 1].rstrip()}…"
            current = current.getparent() if current.tag != TABLE else None
        return ""

    def _read_text(self, element: etree._Element) -> str:
        """Return the text of ``element``, or only its beginning if it is too long to be shown in full."""
        if element not in self._texts:
            self._texts[element] = text_of(element, NEAR + 1)
        return self._texts[element]


def _is_inside_paragraph(paragraph: etree._Element) -> bool:
    """Return whether a paragraph is in a text box, and therefore inside another paragraph.

    The location then refers to the outer paragraph.
    """
    return find_ancestor(paragraph, PARAGRAPH) is not None


def _number_children(parent: etree._Element) -> dict[etree._Element, int]:
    """Map the paragraphs, tables, rows and cells in ``parent`` to their numbers.

    Each kind is numbered separately, starting from 1.
    """
    count: Counter[str] = Counter()
    numbers = {}
    for child in _iter_through_wrappers(parent):
        count[str(child.tag)] += 1
        numbers[child] = count[str(child.tag)]
    return numbers


def _iter_through_wrappers(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag in _STEPS:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _iter_through_wrappers(child)


def text_of(element: etree._Element, enough: int | None = None) -> str:
    """Return the text of ``element``, with paragraphs separated by a space.

    If ``enough`` is given, reading stops after that number of characters, excluding spaces.

    >>> from assembler.word.package.xml import W, parse
    >>> text_of(parse(f'<w:p xmlns:w="{W}"><w:t>Dear </w:t><w:tab/><w:t>city</w:t></w:p>'.encode()))
    'Dear city'
    """
    pieces: list[str] = []
    length = 0
    for each in element.iter(*_TEXTS):
        pieces.append((each.text or "") if each.tag == qn("w:t") else " ")
        length += len("".join(pieces[-1].split()))
        if enough is not None and length >= enough:
            break
    return " ".join("".join(pieces).split())

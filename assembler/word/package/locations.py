"""Locations in a Word file that people can find.

Diagnostics give authors locations such as "body, table 2, row 3, cell 1". Translators get locations such as
"heading 'Budgets', table 1, header row, cell 2", in which tables and paragraphs are numbered within their
section. A new table therefore changes few of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Final

from lxml import etree

from assembler.model.messages import markup
from assembler.word.package.package import Package
from assembler.word.package.xml import parse, qn

_NUMBER: Final = re.compile(r"(\d+)\.xml$")
_LONGEST: Final = 50
_P, _T, _TBL, _TR, _TC = (qn(name) for name in ("w:p", "w:t", "w:tbl", "w:tr", "w:tc"))


def describe_part(package: Package, part: str) -> str:
    """Return a plain name for ``part``: body, header 1, footnotes, properties.

    >>> describe_part(Package("a.docx", {}, "word/document.xml"), "word/header2.xml")
    'header 2'
    """
    if part == package.main:
        return "body"
    if part.endswith("core.xml"):
        return "properties"
    number = _NUMBER.search(part)
    word = re.sub(r"\d*\.xml$", "", part.rsplit("/", 1)[-1])
    return f"{word} {number[1]}" if number else word


def iter_paragraphs(
    root: etree._Element, headings: Collection[str] = ()
) -> Iterator[tuple[str, etree._Element]]:
    """Yield the location and element of each paragraph in a part, in document order.

    Tables, and paragraphs outside tables, are numbered from 1. Numbering restarts after each heading, which
    is a paragraph with text in one of the styles in ``headings`` (``find_heading_styles``). All paragraphs in
    a cell have the location of the cell, and paragraphs in a text box that of the paragraph around it. Nested
    tables are numbered within their cell.
    """
    yield from _walk(root, "", _Counter(headings))


def find_heading_styles(package: Package) -> frozenset[str]:
    """Return the ids of the heading styles.

    In every language of Word, their names are ``heading 1`` to ``heading 9``.
    """
    names = read_style_names(package.parts.get(next(iter(package.related("styles")), "")))
    return frozenset(id_ for id_, name in names.items() if re.fullmatch(r"heading [1-9]", name))


class _Counter:
    """Counter of the tables and paragraphs in a part or cell since the last heading."""

    def __init__(self, headings: Collection[str] = ()) -> None:
        self.headings = headings
        self.under = ""
        self.tables = 0
        self.paragraphs = 0

    def is_heading(self, paragraph: etree._Element) -> bool:
        """Return whether ``paragraph`` is a heading, and restart the numbering if it is."""
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}") if self.headings else None
        text = paragraph_text(paragraph).strip()
        if style is None or style.get(qn("w:val")) not in self.headings or not text:
            return False
        self.under, self.tables, self.paragraphs = f"heading '{shorten(text)}'", 0, 0
        return True


def shorten(text: str) -> str:
    """Return ``text``, truncated to 50 characters.

    >>> len(shorten("x" * 90))
    50
    """
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _walk(parent: etree._Element, location: str, count: _Counter) -> Iterator[tuple[str, etree._Element]]:
    for child in parent.iterchildren("*"):
        if child.tag == _P:
            paragraph_location = location or _locate_outside_tables(child, count)
            yield paragraph_location, child
            yield from _walk(child, paragraph_location, _Counter())
        elif child.tag == _TBL:
            count.tables += 1
            yield from _walk_rows(child, _join_location(location or count.under, f"table {count.tables}"))
        else:
            yield from _walk(child, location, count)


def _locate_outside_tables(paragraph: etree._Element, count: _Counter) -> str:
    if count.is_heading(paragraph):
        return count.under
    count.paragraphs += 1
    return _join_location(count.under, f"paragraph {count.paragraphs}")


def _join_location(outer: str, inner: str) -> str:
    return f"{outer}, {inner}" if outer else inner


def _walk_rows(table: etree._Element, location: str) -> Iterator[tuple[str, etree._Element]]:
    for row_number, row in enumerate(_iter_own_children(table, _TR), 1):
        for cell_number, cell in enumerate(_iter_own_children(row, _TC), 1):
            yield from _walk(cell, f"{location}, row {row_number}, cell {cell_number}", _Counter())


def _iter_own_children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, including those inside content controls."""
    for child in parent.iterchildren("*"):
        if child.tag == tag:
            yield child
        elif child.tag not in (_TBL, _TR, _TC):
            yield from _iter_own_children(child, tag)


def paragraph_text(paragraph: etree._Element) -> str:
    """Return the text of ``paragraph``.

    The text of paragraphs inside it, such as those in text boxes, is excluded.
    """
    return "".join(
        text.text or "" for text in paragraph.iter(_T) if next(text.iterancestors(_P), None) is paragraph
    )


_WHOLE_TITLE: Final = frozenset({"title", "subtitle", "caption"})


@lru_cache(maxsize=8)
def read_style_names(styles: bytes | None) -> Mapping[str, str]:
    """Map style ids to style names in lower case.

    Built-in names, such as ``heading 1``, are always English.
    """
    if styles is None:
        return {}
    elements = parse(styles).iterfind(qn("w:style"))
    return {
        style.get(qn("w:styleId"), ""): _read_value(style.find(qn("w:name"))).lower() for style in elements
    }


def _read_value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(qn("w:val"), "")


class LocationTracker:
    """Tracker of the current location in a part.

    ``part`` is the label of that part, such as "header 1", or empty for the body. ``styles`` maps style ids
    to style names.
    """

    def __init__(self, part: str, styles: Mapping[str, str]) -> None:
        self._part = part
        self._styles = styles
        self._section = part
        self.section = ""
        """Preceding heading, shortened, or "" before the first heading."""
        self._paragraphs = 0
        self._tables: dict[etree._Element, int] = {}
        self._tables_before = 0

    def style_name(self, paragraph: etree._Element) -> str:
        """Return the style name of ``paragraph`` in lower case, or "" for the default style."""
        style = _read_value(paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}"))
        return self._styles.get(style, style.lower())

    def locate_paragraph(self, paragraph: etree._Element, message: str) -> tuple[str, str]:
        """Return the location of ``paragraph`` and its kind, such as "heading", "cell" or "paragraph".

        ``message`` is its text for translators. A paragraph whose ``message`` is empty is not counted.
        """
        style = self.style_name(paragraph)
        if re.fullmatch(r"heading [1-9]", style) and not self._part and message:
            self._start_section(message)
            return self._section, "heading"
        inside = self._locate_in_table(paragraph)
        if _find_ancestor(paragraph, "txbxContent") is not None:
            return self._join_location("text box"), "text box"
        if inside:
            return self._join_location(inside), "header row" if "header row" in inside else "cell"
        self._paragraphs += bool(message)
        kind = style if style in _WHOLE_TITLE else "paragraph"
        return self._join_location(f"paragraph {self._paragraphs}"), kind

    def locate_element(self, element: etree._Element, kind: str) -> str:
        """Return the location of an element that is not a paragraph.

        The location ends with ``kind``, a description of the element.
        """
        return self._join_location(", ".join(filter(None, (self._locate_in_table(element), kind))))

    def _start_section(self, heading: str) -> None:
        self.section = shorten_message(heading)
        self._section = f"heading '{self.section}'"
        self._paragraphs = 0
        self._tables_before = len(self._tables)

    def _join_location(self, location: str) -> str:
        return f"{self._section}, {location}" if self._section else location

    def _locate_in_table(self, element: etree._Element) -> str:
        table = _find_ancestor(element, "tbl")
        if table is None:
            return ""
        number = self._tables.setdefault(table, len(self._tables) + 1) - self._tables_before
        row, cell = _find_ancestor(element, "tr"), _find_ancestor(element, "tc")
        steps = [f"table {max(number, 1)}"]
        if row is not None:
            is_header = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
            steps.append("header row" if is_header else f"row {_count_position(row)}")
        if cell is not None:
            steps.append(f"cell {_count_position(cell)}")
        return ", ".join(steps)


def _find_ancestor(element: etree._Element, name: str) -> etree._Element | None:
    return next(element.iterancestors(qn(f"w:{name}")), None)


def _count_position(element: etree._Element) -> int:
    """Return the position of an element among siblings with the same tag, counted from 1."""
    return len(list(element.itersiblings(str(element.tag), preceding=True))) + 1


def shorten_message(message: str) -> str:
    """Return ``message`` without inline tags, truncated to 50 characters.

    >>> shorten_message("Report <1>{city_of}</1>")
    'Report {city_of}'
    """
    tokens = (
        token for token in markup.parse(message) if isinstance(token, markup.LiteralText | markup.Field)
    )
    return shorten(markup.compose(tokens))

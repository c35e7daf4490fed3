"""Where in a Word file something stands, in words its author can follow: "body, table 2, row 3, cell 1"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from lxml import etree

from assembler.word.package.package import Package
from assembler.word.package.surroundings import style_names
from assembler.word.package.xml import qn

_NUMBER: Final = re.compile(r"(\d+)\.xml$")
_LONGEST: Final = 50
_P, _T, _TBL, _TR, _TC = (qn(name) for name in ("w:p", "w:t", "w:tbl", "w:tr", "w:tc"))


def part_in_words(package: Package, part: str) -> str:
    """What people call ``part``: body, header 1, footnotes, properties.

    >>> part_in_words(Package("a.docx", {}, "word/document.xml"), "word/header2.xml")
    'header 2'
    """
    if part == package.main:
        return "body"
    if part.endswith("core.xml"):
        return "properties"
    number = _NUMBER.search(part)
    word = re.sub(r"\d*\.xml$", "", part.rsplit("/", 1)[-1])
    return f"{word} {number[1]}" if number else word


def paragraphs(root: etree._Element, headings: Collection[str] = ()) -> Iterator[tuple[str, etree._Element]]:
    """Each paragraph of a part in its order, with where it stands inside the part.

    Tables are counted from 1 in the whole part (nested ones within their cell), paragraphs outside tables
    from 1 in the part; both begin again below each heading, a paragraph with one of the styles ``headings``
    (``heading_styles``). A paragraph inside a control or a text box stands where that stands.
    """
    yield from _walk(root, "", _Count(headings))


def heading_styles(package: Package) -> frozenset[str]:
    """The ids of the styles of headings; Word in any language calls them ``heading 1``."""
    names = style_names(package.parts.get(next(iter(package.related("styles")), "")))
    return frozenset(id_ for id_, name in names.items() if re.fullmatch(r"heading [1-9]", name))


class _Count:
    """Running numbers of tables and paragraphs on one level, below the last heading."""

    def __init__(self, headings: Collection[str] = ()) -> None:
        self.headings = headings
        self.under = ""
        self.tables = 0
        self.paragraphs = 0

    def is_heading(self, paragraph: etree._Element) -> bool:
        """Whether ``paragraph`` begins a section; then its numbers begin again."""
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}") if self.headings else None
        text = own_text(paragraph).strip()
        if style is None or style.get(qn("w:val")) not in self.headings or not text:
            return False
        self.under, self.tables, self.paragraphs = f"heading '{shortened(text)}'", 0, 0
        return True


def shortened(text: str) -> str:
    """``text`` cut where it is long.

    >>> len(shortened("x" * 90))
    50
    """
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _walk(parent: etree._Element, where: str, count: _Count) -> Iterator[tuple[str, etree._Element]]:
    for child in parent.iterchildren("*"):
        if child.tag == _P:
            here = where or _outside_tables(child, count)
            yield here, child
            yield from _walk(child, here, _Count())
        elif child.tag == _TBL:
            count.tables += 1
            yield from _rows(child, _joined(where or count.under, f"table {count.tables}"))
        else:
            yield from _walk(child, where, count)


def _outside_tables(paragraph: etree._Element, count: _Count) -> str:
    if count.is_heading(paragraph):
        return count.under
    count.paragraphs += 1
    return _joined(count.under, f"paragraph {count.paragraphs}")


def _joined(where: str, spot: str) -> str:
    return f"{where}, {spot}" if where else spot


def _rows(table: etree._Element, where: str) -> Iterator[tuple[str, etree._Element]]:
    for row_number, row in enumerate(_own(table, _TR), 1):
        for cell_number, cell in enumerate(_own(row, _TC), 1):
            yield from _walk(cell, f"{where}, row {row_number}, cell {cell_number}", _Count())


def _own(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also those inside controls."""
    for child in parent.iterchildren("*"):
        if child.tag == tag:
            yield child
        elif child.tag not in (_TBL, _TR, _TC):
            yield from _own(child, tag)


def own_text(paragraph: etree._Element) -> str:
    """The text of ``paragraph`` without that of paragraphs inside it (text boxes)."""
    return "".join(text.text or "" for text in paragraph.iter(_T) if _paragraph_of(text) is paragraph)


def _paragraph_of(text: etree._Element) -> etree._Element | None:
    return next(text.iterancestors(_P), None)

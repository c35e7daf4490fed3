"""Where in a Word file something stands, in words its author can follow: "body, table 2, row 3, cell 1"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from assembler.word.package import Package
from assembler.word.xmlparts import qn

_NUMBER: Final = re.compile(r"(\d+)\.xml$")
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


def paragraphs(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Each paragraph of a part in its order, with where it stands inside the part.

    Tables are counted from 1 in the whole part (nested ones within their cell), paragraphs outside tables
    from 1 in the part. A paragraph inside a control or a text box stands where that stands.
    """
    yield from _walk(root, "", _Count())


class _Count:
    """Running numbers of tables and paragraphs on one level."""

    def __init__(self) -> None:
        self.tables = 0
        self.paragraphs = 0


def _walk(parent: etree._Element, where: str, count: _Count) -> Iterator[tuple[str, etree._Element]]:
    for child in parent.iterchildren("*"):
        if child.tag == _P:
            count.paragraphs += 1
            yield where or f"paragraph {count.paragraphs}", child
            yield from _walk(child, where or f"paragraph {count.paragraphs}", _Count())
        elif child.tag == _TBL:
            count.tables += 1
            yield from _rows(child, f"{where}, table {count.tables}".removeprefix(", "))
        else:
            yield from _walk(child, where, count)


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

"""Row headers: tables whose first column names the rows (``w:firstColumn`` in ``w:tblLook``).

Screen readers then read the name of the row before each cell. In a table with a loop, each row shows one item
of the data, and the first cell names the item.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from assembler.word.package.package import Package
from assembler.word.package.whole_numbers import MOST_STYLES
from assembler.word.package.xml import parse, qn, serialise

_ROW_LOOP: Final = "{%tr for"
_FIRST_COLUMN: Final = 0x80
"""Bit of ``w:tblLook`` (ECMA-376 part 4, 14.4.9)."""
_FORMATS: Final = frozenset({"firstCol", "nwCell", "swCell", "band1Vert", "band2Vert"})
"""Parts of a table style whose use depends on the first column."""


def mark_row_headers(package: Package) -> Package:
    """Return ``package`` with row headers in the first column of each table in which a loop repeats rows.

    The table must be in the body and begin with a header row of several columns. A table is unchanged if its
    style would format a marked column differently, because its author may have left out the mark on purpose.
    """
    body = parse(package.parts[package.main])
    styles = {
        each.get(qn("w:styleId"), ""): each
        for part in package.related("styles")[:1]
        for each in parse(package.parts[part]).iterfind(qn("w:style"))
    }
    for table in body.iter(qn("w:tbl")):
        look = table.find(f"{qn('w:tblPr')}/{qn('w:tblLook')}")
        if look is not None and _has_named_rows(table) and not _formats_first_column(table, styles):
            _mark_first_column(look)
    return package.with_parts({package.main: serialise(body)})


def _has_named_rows(table: etree._Element) -> bool:
    rows = table.findall(qn("w:tr"))
    is_headed = any(
        row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None and len(row.findall(qn("w:tc"))) > 1
        for row in rows[:1]
    )
    texts = ("".join(text.text or "" for text in row.iter(qn("w:t"))) for row in rows)
    return is_headed and any(_ROW_LOOP in text for text in texts)


def _formats_first_column(table: etree._Element, styles: dict[str, etree._Element]) -> bool:
    """Return whether the style of the table, or a style on which it is based, formats the first column."""
    name = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
    for _ in range(MOST_STYLES):
        style = None if name is None else styles.get(name.get(qn("w:val"), ""))
        if style is None:
            return False
        if any(part.get(qn("w:type")) in _FORMATS for part in style.iterchildren(qn("w:tblStylePr"))):
            return True
        name = style.find(qn("w:basedOn"))
    return True


def _mark_first_column(look: etree._Element) -> None:
    look.set(qn("w:firstColumn"), "1")
    look.set(qn("w:val"), f"{int(look.get(qn('w:val'), '0'), 16) | _FIRST_COLUMN:04X}")

"""The grid of one table, parsed and fitted to its widest row: for tables of which ``grids`` cannot count."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from assembler.word.package.edits import bytes_as_text, text_as_bytes
from assembler.word.package.whole_numbers import MOST_COLUMNS, parse_column_span, parse_whole_number
from assembler.word.package.xml import parse, qn
from assembler.word.render.grid_widths import fitted_widths, width

_GRID, _COLUMN, _ROW, _CELL = qn("w:tblGrid"), qn("w:gridCol"), qn("w:tr"), qn("w:tc")
_WIDTH, _VAL, _TYPE = qn("w:w"), qn("w:val"), qn("w:type")

_ROOT: Final = re.compile(r"<(?![?!])[^<>]*>")
_NAMESPACE: Final = re.compile(r'\sxmlns(?::[\w.-]+)?="[^"]*"')


def mended(table: str, xml: str) -> str:
    """``table`` parsed by itself, with the namespaces that the part declares, and with its grids fitted."""
    declared = "".join(found[0] for found in _NAMESPACE.finditer(_ROOT.search(xml)[0]))  # type: ignore[index]
    root = parse(text_as_bytes(f"<part{declared}>{table}</part>"))
    for each in root.iter(qn("w:tbl")):
        _fit(each)
    whole = bytes_as_text(etree.tostring(root, encoding="UTF-8", xml_declaration=False))
    return whole[whole.index(">") + 1 : whole.rindex("</")]


def _fit(table: etree._Element) -> None:
    grid = table.find(_GRID)
    rows = [_columns_of(row) for row in table.iterfind(_ROW)]
    if grid is None or not rows:
        return
    columns, needed = [_width(each) for each in grid.findall(_COLUMN)], max(rows)
    if 0 < needed != len(columns):
        widths = fitted_widths(columns, needed, _said_widths(table, needed))
        grid[:] = [etree.Element(_COLUMN, {_WIDTH: str(each)}) for each in widths]


def _said_widths(table: etree._Element, needed: int) -> list[float]:
    """The widths of the first row with ``needed`` cells, each of which says one; nothing where none does."""
    for row in table.iterfind(_ROW):
        said = [cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}") for cell in row.iterfind(_CELL)]
        if len(said) == needed:
            widths = [_width(each) for each in said if each is not None and each.get(_TYPE) == "dxa"]
            return widths if len(widths) == needed and all(widths) else []
    return []


def _columns_of(row: etree._Element) -> int:
    """How many columns of the grid a row takes."""
    skipped = sum(_number(row.find(f"{qn('w:trPr')}/{qn(name)}")) for name in ("w:gridBefore", "w:gridAfter"))
    return skipped + sum(_span(cell) for cell in row.iter(_CELL) if _row_of(cell) is row)


def _row_of(cell: etree._Element) -> etree._Element | None:
    return next(cell.iterancestors(_ROW), None)


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return 1 if span is None else parse_column_span(span.get(_VAL))


def _number(element: etree._Element | None) -> int:
    said = None if element is None else parse_whole_number(element.get(_VAL))
    return min(max(said or 0, 0), MOST_COLUMNS)


def _width(element: etree._Element) -> float:
    return width(element.get(_WIDTH, ""))

"""Fit the grid of a table by parsing it, if ``table_grids`` cannot count the columns without parsing."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from assembler.word.package.markup_edits import bytes_as_text, text_as_bytes
from assembler.word.package.whole_numbers import MOST_COLUMNS, parse_column_span, parse_whole_number
from assembler.word.package.xml import parse, qn
from assembler.word.render.grid_widths import fit_widths, parse_width

_GRID, _COLUMN, _ROW, _CELL = qn("w:tblGrid"), qn("w:gridCol"), qn("w:tr"), qn("w:tc")
_WIDTH, _VAL, _TYPE = qn("w:w"), qn("w:val"), qn("w:type")

_ROOT: Final = re.compile(r"<(?![?!])[^<>]*>")
_NAMESPACE: Final = re.compile(r'\sxmlns(?::[\w.-]+)?="[^"]*"')


def repair_table(table: str, xml: str) -> str:
    """Return ``table`` with its grid, and those of any tables inside it, fitted to their rows.

    The table is parsed with the namespaces that the part ``xml`` declares.
    """
    declared = "".join(match[0] for match in _NAMESPACE.finditer(_ROOT.search(xml)[0]))  # type: ignore[index]
    root = parse(text_as_bytes(f"<part{declared}>{table}</part>"))
    for element in root.iter(qn("w:tbl")):
        _fit_grid(element)
    repaired = bytes_as_text(etree.tostring(root, encoding="UTF-8", xml_declaration=False))
    return repaired[repaired.index(">") + 1 : repaired.rindex("</")]


def _fit_grid(table: etree._Element) -> None:
    grid = table.find(_GRID)
    rows = [_count_columns(row) for row in table.iterfind(_ROW)]
    if grid is None or not rows:
        return
    columns, needed = [_read_width(column) for column in grid.findall(_COLUMN)], max(rows)
    if 0 < needed != len(columns):
        widths = fit_widths(columns, needed, _read_row_widths(table, needed))
        grid[:] = [etree.Element(_COLUMN, {_WIDTH: str(column)}) for column in widths]


def _read_row_widths(table: etree._Element, needed: int) -> list[float]:
    """Return the widths of the cells in the first row with ``needed`` cells.

    The result is empty if there is no such row. A cell that sets no width has a width of 0.
    """
    for row in table.iterfind(_ROW):
        elements = [cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}") for cell in row.iterfind(_CELL)]
        if len(elements) == needed:
            return [
                _read_width(element) if element is not None and element.get(_TYPE) == "dxa" else 0.0
                for element in elements
            ]
    return []


def _count_columns(row: etree._Element) -> int:
    """Return the number of grid columns that a row spans."""
    skipped = sum(
        _read_number(row.find(f"{qn('w:trPr')}/{qn(name)}")) for name in ("w:gridBefore", "w:gridAfter")
    )
    return skipped + sum(
        _read_span(cell) for cell in row.iter(_CELL) if next(cell.iterancestors(_ROW), None) is row
    )


def _read_span(cell: etree._Element) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return 1 if span is None else parse_column_span(span.get(_VAL))


def _read_number(element: etree._Element | None) -> int:
    number = None if element is None else parse_whole_number(element.get(_VAL))
    return min(max(number or 0, 0), MOST_COLUMNS)


def _read_width(element: etree._Element) -> float:
    return parse_width(element.get(_WIDTH, ""))

"""The grid of one table, parsed and fitted to its widest row (``grids`` says which tables need it)."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from assembler.word.octets import octet_data, octets
from assembler.word.xmlparts import parse, qn

_GRID, _COLUMN, _ROW, _CELL = qn("w:tblGrid"), qn("w:gridCol"), qn("w:tr"), qn("w:tc")
_WIDTH, _VAL, _TYPE = qn("w:w"), qn("w:val"), qn("w:type")

_ROOT: Final = re.compile(r"<(?![?!])[^<>]*>")
_NAMESPACE: Final = re.compile(r'\sxmlns(?::[\w.-]+)?="[^"]*"')


def mended(table: str, xml: str) -> str:
    """``table`` parsed by itself, with the namespaces that the part declares, and with its grids fitted."""
    declared = "".join(found[0] for found in _NAMESPACE.finditer(_ROOT.search(xml)[0]))  # type: ignore[index]
    root = parse(octet_data(f"<part{declared}>{table}</part>"))
    for each in root.iter(qn("w:tbl")):
        _fit(each)
    whole = octets(etree.tostring(root, encoding="UTF-8", xml_declaration=False))
    return whole[whole.index(">") + 1 : whole.rindex("</")]


def _fit(table: etree._Element) -> None:
    grid = table.find(_GRID)
    rows = [_columns_of(row) for row in table.iterfind(_ROW)]
    if grid is None or not rows:
        return
    columns, needed = grid.findall(_COLUMN), max(rows)
    total = sum(_width(column) for column in columns)
    if len(columns) != needed and (said := _said_widths(table, needed)):
        scale = min(1.0, total / sum(said))
        grid[:] = [etree.Element(_COLUMN, {_WIDTH: str(int(width * scale))}) for width in said]
    elif needed > len(columns):
        _widen(grid, columns, needed, total)
    elif 0 < needed < len(columns):
        _narrow(grid, columns, needed, total)


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
    return max(_number(cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}"), 1), 1)


def _number(element: etree._Element | None, otherwise: int = 0) -> int:
    value = "" if element is None else element.get(_VAL, "").strip()
    return int(value) if value.isdigit() else otherwise


def _width(element: etree._Element) -> float:
    value = element.get(_WIDTH, "")
    return float(value) if value.replace(".", "", 1).isdigit() else 0.0


def _widen(grid: etree._Element, columns: list[etree._Element], needed: int, total: float) -> None:
    """Add columns of the mean width; the old ones shrink so that the table stays as wide as it was."""
    shrink = len(columns) / needed
    for column in columns:
        column.set(_WIDTH, str(int(_width(column) * shrink)))
    for _ in range(needed - len(columns)):
        etree.SubElement(grid, _COLUMN, {_WIDTH: str(int(total / needed))})


def _narrow(grid: etree._Element, columns: list[etree._Element], needed: int, total: float) -> None:
    """Take the last columns away; the others share their width."""
    for column in columns[needed:]:
        grid.remove(column)
    share = (total - sum(_width(column) for column in columns[:needed])) / needed
    for column in columns[:needed]:
        column.set(_WIDTH, str(int(_width(column) + int(share))))

"""The column grid of tables whose cells come in loops or span: as many columns as the widest row needs.

docxtpl does the same by cells alone; here spans and skipped columns count, and nested tables by themselves.
Where the widest row says how wide each cell is (``w:tcW`` in twentieths of a point), the columns keep these
proportions, and the table grows no wider: editors believe the grid of a table with fixed layout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from assembler.word.octets import octet_data, octets
from assembler.word.settling import GRID
from assembler.word.xmlparts import parse, qn

_GRID, _COLUMN, _ROW, _CELL = qn("w:tblGrid"), qn("w:gridCol"), qn("w:tr"), qn("w:tc")
_WIDTH, _VAL, _TYPE = qn("w:w"), qn("w:val"), qn("w:type")

_TABLE: Final = re.compile(r"<(/?)w:tbl(?:>| [^<>]*>)")
_ROOT: Final = re.compile(r"<(?![?!])[^<>]*>")
_NAMESPACE: Final = re.compile(r'\sxmlns(?::[\w.-]+)?="[^"]*"')
_SPANS: Final = re.compile(r'<w:grid(Span|Before|After) w:val="(\d+)"/>')


def fitted(xml: str) -> str:
    """The part ``xml`` with each table's grid fitted to its rows; etree.XMLSyntaxError for a broken table.

    ``xml`` is as ``octets`` gives it. Most tables fit, which is seen by counting; only others are parsed.
    """
    xml, pieces, done = xml.replace(GRID, ""), [], 0
    for start, end in _tables(xml):
        if not _fits(xml[start:end]):
            pieces += [xml[done:start], _mended(xml[start:end], xml)]
            done = end
    return "".join((*pieces, xml[done:])) if pieces else xml


def fitted_where_marked(xml: str) -> str:
    """The same for the tables with ``GRID`` after them, which goes; no other table is looked at."""
    *pieces, rest = xml.split(GRID)
    for at, piece in enumerate(pieces):
        start = _last_table(piece)
        if not _fits(piece[start:]):
            pieces[at] = piece[:start] + _mended(piece[start:], xml)
    return "".join((*pieces, rest))


def _last_table(xml: str) -> int:
    """Where the table begins that ends with ``xml``; its end where it ends with none.

    >>> _last_table("<w:tbl>a<w:tbl></w:tbl></w:tbl>")
    0
    """
    at, opened = len(xml), 0
    while at > 0 and xml.endswith("</w:tbl>"):
        plain = xml.rfind("<w:tbl>", 0, at)
        at, opened = max(plain, xml.rfind("<w:tbl ", max(plain, 0), at)), opened + 1
        if at >= 0 and opened == xml.count("</w:tbl>", at):
            return at
    return len(xml)


def _tables(xml: str) -> Iterator[tuple[int, int]]:
    """Where each table begins and ends that does not lie in another one."""
    depth = start = 0
    for found in _TABLE.finditer(xml):
        if not found[1]:
            start, depth = (start if depth else found.start()), depth + 1
        elif depth:
            depth -= 1
            if not depth:
                yield start, found.end()


def _fits(table: str) -> bool:
    """Whether counting is enough to see that the grid has as many columns as the widest row.

    >>> row = "<w:tr><w:tc><w:p/></w:tc></w:tr>"
    >>> _fits(f'<w:tbl><w:tblGrid><w:gridCol w:w="9"/></w:tblGrid>{row}{row}</w:tbl>')
    True
    """
    holds_tables, holds_rows = table.find("<w:tbl>", 1) >= 0, "<w:sdtContent><w:tr" in table
    grids = table.count("<w:tblGrid>")
    if holds_tables or holds_rows or grids > 1 or table.count("<w:grid") != _plain_grid_marks(table):
        return False
    columns = table.count("<w:gridCol ")
    return not grids or columns == max(map(_counted, table.split("</w:tr>")[:-1]), default=columns)


def _plain_grid_marks(table: str) -> int:
    """How many elements of grids stand there in the one way in which they can be counted."""
    return table.count("<w:gridCol ") + sum(1 for _ in _SPANS.finditer(table))


def _counted(row: str) -> int:
    cells = row.count("<w:tc>") + row.count("<w:tc ")
    if "<w:grid" not in row:
        return cells
    row = row[max(row.find("</w:tblGrid>"), 0) :]
    return cells + sum(_more(kind, int(number)) for kind, number in _SPANS.findall(row))


def _more(kind: str, number: int) -> int:
    return max(number - 1, 0) if kind == "Span" else number


def _mended(table: str, xml: str) -> str:
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

"""Column grids of tables whose cells are in loops or span columns, fitted to the widest row.

docxtpl counts only cells. Here, spans and skipped columns also count, and nested tables are separate. If each
cell of the widest row has a width (``w:tcW`` in twentieths of a point), the columns get these proportions.
The table becomes no wider, because editors rely on the grid of a table with fixed layout. The columns of most
tables are counted without parsing. A table is parsed only if it contains another table, a row or cell in a
content control, or a grid written in an unusual way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assembler.word.package.markup_edits import bytes_as_text, text_as_bytes
from assembler.word.package.whole_numbers import MOST_COLUMNS, parse_whole_number
from assembler.word.render.grid_widths import fit_widths, parse_width
from assembler.word.template.output_repair import GRID

_MARK: Final = GRID.encode()
_TABLE: Final = re.compile(rb"<(/?)w:tbl(?:>| [^<>]*>)")
_SPANS: Final = re.compile(r'<w:grid(Span|Before|After) w:val="(\d+)"/>')
_COLUMN: Final = re.compile(r'<w:gridCol w:w="([^"]*)"/>')
_CELL: Final = re.compile(r"<w:tc(?:>| [^<>]*>)(?:<w:tcPr>(.*?)</w:tcPr>)?", re.DOTALL)
_CELL_WIDTH: Final = re.compile(r"<w:tcW ([^<>]*)/>")
_WIDTH_ATTRIBUTE: Final = re.compile(r'w:(w|type)="([^"]*)"')
_NESTED: Final = ("<w:tbl>", "<w:tbl ", "<w:sdtContent><w:tr", "<w:sdtContent><w:tc")
"""Start tags of a nested table, and of a row or cell in a content control."""


def fit_grids(data: bytes) -> bytes:
    """Fit the grid of each table in a part to its rows.

    Raises lxml's XMLSyntaxError for a malformed table.
    """
    data, done = data.replace(_MARK, b""), 0
    pieces: list[bytes] = []
    for start, end in _find_tables(data):
        pieces += [data[done:start], _fit_table(data[start:end], data)]
        done = end
    return b"".join((*pieces, data[done:]))


def fit_marked_grids(data: bytes) -> bytes:
    """Fit the grid of each table that is followed by the mark ``GRID``, and remove the marks."""
    view, done, mark = memoryview(data), 0, data.find(_MARK)
    pieces: list[bytes | memoryview] = []
    while mark >= 0:
        start = _find_table_start(data, done, mark)
        pieces += [view[done:start], _fit_table(data[start:mark], data)]
        done = mark + len(_MARK)
        mark = data.find(_MARK, done)
    return b"".join((*pieces, view[done:])) if pieces else data


def _find_table_start(data: bytes, begin: int, end: int) -> int:
    """Return the start of the table that ends at ``end``, or ``end`` if no table starts after ``begin``.

    >>> _find_table_start(b"<w:tbl>a<w:tbl></w:tbl></w:tbl>", 0, 31)
    0
    """
    position, depth = end, 0
    while position > begin and data.endswith(b"</w:tbl>", begin, end):
        plain = data.rfind(b"<w:tbl>", begin, position)
        position, depth = max(plain, data.rfind(b"<w:tbl ", max(plain, begin), position)), depth + 1
        if position >= 0 and depth == data.count(b"</w:tbl>", position, end):
            return position
    return end


def _find_tables(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each table that is not inside another table."""
    depth = start = 0
    for tag in _TABLE.finditer(data):
        if not tag[1]:
            start, depth = (start if depth else tag.start()), depth + 1
        elif depth:
            depth -= 1
            if not depth:
                yield start, tag.end()


def _fit_table(data: bytes, part: bytes) -> bytes:
    """Fit the grid of the table ``data``, which is in ``part``.

    >>> row = "<w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>"
    >>> table = f'<w:tbl><w:tblGrid><w:gridCol w:w="9"/></w:tblGrid>{row}{row}</w:tbl>'
    >>> _fit_table(table.encode(), b"").count(b'<w:gridCol w:w="4"/>')
    2
    """
    table = bytes_as_text(data)
    if _can_be_counted(table):
        return text_as_bytes(_fit_by_counting(table))
    from assembler.word.render.grid_repair import repair_table  # late: most tables do not need lxml

    return text_as_bytes(repair_table(table, bytes_as_text(part)))


def _can_be_counted(table: str) -> bool:
    """Return whether the columns of the table can be counted without parsing it.

    This requires that there is only one grid and that nothing is nested.
    """
    is_plain = table.count("<w:tblGrid>") < 2 and not any(tag in table[1:] for tag in _NESTED)
    return is_plain and table.count("<w:grid") == len(_COLUMN.findall(table)) + len(_SPANS.findall(table))


def _fit_by_counting(table: str) -> str:
    begin, end = table.find("<w:tblGrid>"), table.find("</w:tblGrid>")
    if begin < 0:
        return table
    columns = [parse_width(text) for text in _COLUMN.findall(table, begin, end)]
    rows = table[end:].split("</w:tr>")[:-1]
    needed = max(map(_count_columns, rows), default=0)
    if not 0 < needed != len(columns):
        return table
    widths = fit_widths(columns, needed, _read_row_widths(rows, needed))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"{table[:begin]}<w:tblGrid>{grid}{table[end:]}"


def _count_columns(row: str) -> int:
    """Return the number of grid columns that a row spans."""
    cells = row.count("<w:tc>") + row.count("<w:tc ")
    if "<w:grid" not in row:
        return cells
    return cells + sum(
        _count_spanned(kind, min(parse_whole_number(number) or 0, MOST_COLUMNS))
        for kind, number in _SPANS.findall(row)
    )


def _count_spanned(kind: str, number: int) -> int:
    return max(number - 1, 0) if kind == "Span" else number


def _read_row_widths(rows: Sequence[str], needed: int) -> list[float]:
    """Return the widths of the cells in the first row with ``needed`` cells.

    The result is empty if there is no such row. A cell that sets no width has a width of 0.
    """
    row = next((row for row in rows if row.count("<w:tc>") + row.count("<w:tc ") == needed), "")
    return [_read_cell_width(cell) for cell in _CELL.findall(row)]


def _read_cell_width(properties: str) -> float:
    """Return the width that ``properties`` set for a cell, in twentieths of a point.

    The width is 0 if they set none.
    """
    match = _CELL_WIDTH.search(properties)
    attributes = dict(_WIDTH_ATTRIBUTE.findall(match[1])) if match else {}
    return parse_width(attributes.get("w", "")) if attributes.get("type") == "dxa" else 0.0

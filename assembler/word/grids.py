"""The column grid of tables whose cells come in loops or span: as many columns as the widest row needs.

docxtpl does the same by cells alone; here spans and skipped columns count, and nested tables by themselves.
Where the widest row says how wide each cell is (``w:tcW`` in twentieths of a point), the columns keep these
proportions, and the table grows no wider: editors believe the grid of a table with fixed layout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assembler.word.settling import GRID

_TABLE: Final = re.compile(r"<(/?)w:tbl(?:>| [^<>]*>)")
_SPANS: Final = re.compile(r'<w:grid(Span|Before|After) w:val="(\d+)"/>')


def fitted(xml: str) -> str:
    """The part ``xml`` with each table's grid fitted to its rows; SyntaxError (lxml's) for a broken table.

    ``xml`` is as ``octets`` gives it. Most tables fit, which is seen by counting; only others are parsed.
    """
    xml, pieces, done = xml.replace(GRID, ""), [], 0
    for start, end in _tables(xml):
        if not _fits(xml[start:end]):
            from assembler.word.grid_mending import mended  # late: it brings lxml, and most tables fit

            pieces += [xml[done:start], mended(xml[start:end], xml)]
            done = end
    return "".join((*pieces, xml[done:])) if pieces else xml


def fitted_where_marked(xml: str) -> str:
    """The same for the tables with ``GRID`` after them, which goes; no other table is looked at."""
    pieces, done, mark = [], 0, xml.find(GRID)
    while mark >= 0:
        start = _last_table(xml, done, mark)
        table = xml[start:mark]
        if not _fits(table):
            from assembler.word.grid_mending import mended

            table = mended(table, xml)
        pieces += [xml[done:start], table]
        done = mark + len(GRID)
        mark = xml.find(GRID, done)
    return "".join((*pieces, xml[done:])) if pieces else xml


def _last_table(xml: str, begin: int, end: int) -> int:
    """Where the table begins that ends at ``end``, not before ``begin``; ``end`` where there ends none.

    >>> _last_table("<w:tbl>a<w:tbl></w:tbl></w:tbl>", 0, 31)
    0
    """
    at, opened = end, 0
    while at > begin and xml.endswith("</w:tbl>", begin, end):
        plain = xml.rfind("<w:tbl>", begin, at)
        at, opened = max(plain, xml.rfind("<w:tbl ", max(plain, begin), at)), opened + 1
        if at >= 0 and opened == xml.count("</w:tbl>", at, end):
            return at
    return end


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

"""The column grid of tables whose cells come in loops or span: as many columns as the widest row needs.

docxtpl does the same by cells alone; here spans and skipped columns count, and nested tables by themselves.
Where the widest row says how wide each cell is (``w:tcW`` in twentieths of a point), the columns keep these
proportions, and the table grows no wider: editors believe the grid of a table with fixed layout. Most tables
can be counted as text; only others (a table in a table, a row in a control) are parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assembler.word.package.edits import bytes_as_text, text_as_bytes
from assembler.word.package.whole_numbers import MOST_COLUMNS, parse_whole_number
from assembler.word.render.grid_widths import fitted_widths, width
from assembler.word.template.output_repair import GRID

_MARK: Final = GRID.encode()
_TABLE: Final = re.compile(rb"<(/?)w:tbl(?:>| [^<>]*>)")
_SPANS: Final = re.compile(r'<w:grid(Span|Before|After) w:val="(\d+)"/>')
_COLUMN: Final = re.compile(r'<w:gridCol w:w="([^"]*)"/>')
_CELL: Final = re.compile(r"<w:tc(?:>| [^<>]*>)(?:<w:tcPr>(.*?)</w:tcPr>)?", re.DOTALL)
_CELL_WIDTH: Final = re.compile(r"<w:tcW ([^<>]*)/>")
_SAID: Final = re.compile(r'w:(w|type)="([^"]*)"')
_HELD: Final = ("<w:tbl>", "<w:tbl ", "<w:sdtContent><w:tr", "<w:sdtContent><w:tc")
"""Tables in a table, and rows and cells in controls of their own."""


def fitted(data: bytes) -> bytes:
    """A part with each table's grid fitted to its rows; SyntaxError (lxml's) for a broken table."""
    data, done = data.replace(_MARK, b""), 0
    pieces: list[bytes] = []
    for start, end in _tables(data):
        pieces += [data[done:start], _fitted(data[start:end], data)]
        done = end
    return b"".join((*pieces, data[done:]))


def fitted_where_marked(data: bytes) -> bytes:
    """The same for the tables with ``GRID`` after them, which goes; no other table is looked at."""
    view, done, mark = memoryview(data), 0, data.find(_MARK)
    pieces: list[bytes | memoryview] = []
    while mark >= 0:
        start = _last_table(data, done, mark)
        pieces += [view[done:start], _fitted(data[start:mark], data)]
        done = mark + len(_MARK)
        mark = data.find(_MARK, done)
    return b"".join((*pieces, view[done:])) if pieces else data


def _last_table(data: bytes, begin: int, end: int) -> int:
    """Where the table begins that ends at ``end``, not before ``begin``; ``end`` where there ends none.

    >>> _last_table(b"<w:tbl>a<w:tbl></w:tbl></w:tbl>", 0, 31)
    0
    """
    at, opened = end, 0
    while at > begin and data.endswith(b"</w:tbl>", begin, end):
        plain = data.rfind(b"<w:tbl>", begin, at)
        at, opened = max(plain, data.rfind(b"<w:tbl ", max(plain, begin), at)), opened + 1
        if at >= 0 and opened == data.count(b"</w:tbl>", at, end):
            return at
    return end


def _tables(data: bytes) -> Iterator[tuple[int, int]]:
    """Where each table begins and ends that does not lie in another one."""
    depth = start = 0
    for found in _TABLE.finditer(data):
        if not found[1]:
            start, depth = (start if depth else found.start()), depth + 1
        elif depth:
            depth -= 1
            if not depth:
                yield start, found.end()


def _fitted(data: bytes, part: bytes) -> bytes:
    """One table of ``part`` with its grid fitted.

    >>> row = "<w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>"
    >>> table = f'<w:tbl><w:tblGrid><w:gridCol w:w="9"/></w:tblGrid>{row}{row}</w:tbl>'
    >>> _fitted(table.encode(), b"").count(b'<w:gridCol w:w="4"/>')
    2
    """
    table = bytes_as_text(data)
    if _can_be_counted(table):
        return text_as_bytes(_counted(table))
    from assembler.word.render.grid_repair import (
        mended,  # late: it brings lxml, which most tables do not need
    )

    return text_as_bytes(mended(table, bytes_as_text(part)))


def _can_be_counted(table: str) -> bool:
    """Whether what a table says of its grid can be read as plain text: one grid, rows of its own."""
    is_plain = table.count("<w:tblGrid>") < 2 and not any(held in table[1:] for held in _HELD)
    return is_plain and table.count("<w:grid") == len(_COLUMN.findall(table)) + len(_SPANS.findall(table))


def _counted(table: str) -> str:
    begin, end = table.find("<w:tblGrid>"), table.find("</w:tblGrid>")
    if begin < 0:
        return table
    columns = [width(each) for each in _COLUMN.findall(table, begin, end)]
    rows = table[end:].split("</w:tr>")[:-1]
    needed = max(map(_columns_of, rows), default=0)
    if not 0 < needed != len(columns):
        return table
    widths = fitted_widths(columns, needed, _said_widths(rows, needed))
    made = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    return f"{table[:begin]}<w:tblGrid>{made}{table[end:]}"


def _columns_of(row: str) -> int:
    """How many columns of the grid a row takes."""
    cells = row.count("<w:tc>") + row.count("<w:tc ")
    if "<w:grid" not in row:
        return cells
    return cells + sum(
        _more(kind, min(parse_whole_number(number) or 0, MOST_COLUMNS))
        for kind, number in _SPANS.findall(row)
    )


def _more(kind: str, number: int) -> int:
    return max(number - 1, 0) if kind == "Span" else number


def _said_widths(rows: Sequence[str], needed: int) -> list[float]:
    """The widths that the first row with ``needed`` cells says, one each; nothing where a cell says none."""
    row = next((row for row in rows if row.count("<w:tc>") + row.count("<w:tc ") == needed), "")
    widths = [_said_width(cell) for cell in _CELL.findall(row)]
    return widths if all(widths) else []


def _said_width(properties: str) -> float:
    """The width that a cell with these properties says in twentieths of a point; else 0."""
    said = _CELL_WIDTH.search(properties)
    found = dict(_SAID.findall(said[1])) if said else {}
    return width(found.get("w", "")) if found.get("type") == "dxa" else 0.0

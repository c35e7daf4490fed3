"""Rules for tables: every cell ends in a paragraph, every row has cells, and the grid matches.

Word refuses a file with a cell that does not end in a paragraph, and reports one with a row without cells as
damaged (MS-OI29500 2.1.168 and 2.1.178). Microsoft's own validator accepts both.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from assembler.diagnostics import Diagnostic
from assembler.word.check.subject import Rule, Subject, value
from assembler.word.package.whole_numbers import parse_whole_number
from assembler.word.package.xml import W, qn

EMPTY_CELL: Final = Rule("empty-cell", "put a paragraph into the cell, be it an empty one")
CELL_END: Final = Rule("cell-without-last-paragraph", "add an empty paragraph at the end of the cell")
NO_CELLS: Final = Rule("row-without-cells", "delete the row, or give it cells")
NO_ROWS: Final = Rule("table-without-rows", "delete the table, or give it a row")
GRID: Final = Rule("row-wider-than-table", "let the cells of the row span no more columns than that")
NO_GRID: Final = Rule("table-without-grid", "save the file anew in Word, which writes the grid")
MERGE: Final = Rule("merge-of-nothing", "split the cell, or merge it with a cell of the same width above it")

_CONTENT: Final = ("p", "tbl", "sdt", "customXml", "altChunk", "ins", "del", "moveFrom", "moveTo")
_BLOCKS: Final = tuple(qn(f"w:{name}") for name in _CONTENT)
_WRAPPED: Final = tuple(qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "ins", "del"))


def check_cell_content(subject: Subject) -> Iterator[Diagnostic]:
    """Check that no cell is empty, and that each ends in a paragraph (or a control around one)."""
    for part, cell in subject.each("w:tc"):
        blocks = [child for child in cell if child.tag in _BLOCKS]
        if not blocks:
            yield EMPTY_CELL.found(subject.place(part, cell), "the cell holds no paragraph")
        elif _find_last_tag(blocks[-1]) == qn("w:tbl"):
            yield CELL_END.found(subject.place(part, cell), "the cell ends in a table")


def _find_last_tag(block: etree._Element) -> str:
    """Return the tag of the last block inside ``block``, which may be a control or a tracked change."""
    while block.tag in _WRAPPED:
        inner = [child for child in block if child.tag in _BLOCKS or child.tag == qn("w:sdtContent")]
        if not inner:
            break
        block = inner[-1]
    return str(block.tag)


def check_rows_and_grids(subject: Subject) -> Iterator[Diagnostic]:
    """Check that tables have rows and a grid, and rows have cells that fit into the grid."""
    for part, table in subject.each("w:tbl"):
        rows = list(iter_children(table, "w:tr"))
        grid = table.find(qn("w:tblGrid"))
        if not rows:
            yield NO_ROWS.found(subject.place(part, table), "the table has no row")
        if grid is None:
            yield NO_GRID.found(subject.place(part, table), "the table has no grid of columns")
        columns = len(grid) if grid is not None else 0
        for row in rows:
            width = row_width(row)
            if not any(True for _ in iter_children(row, "w:tc")):
                yield NO_CELLS.found(subject.place(part, row), "the row has no cell")
            elif columns and width > columns:
                what = f"the row takes {width} columns, the table has {columns}"
                yield GRID.found(subject.place(part, row), what)


def iter_children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, including those in controls and tracked changes."""
    for child in parent:
        if child.tag == qn(tag):
            yield child
        elif child.tag in _WRAPPED:
            yield from iter_children(child, tag)


def column_span(cell: etree._Element) -> int:
    """Return the number of grid columns of a cell."""
    return max(parse_whole_number(value(cell, "w:tcPr/w:gridSpan")) or 1, 1)


def row_width(row: etree._Element) -> int:
    """Return the number of grid columns of a row, including those skipped at its sides."""
    sides = (value(row, f"w:trPr/w:{name}") for name in ("gridBefore", "gridAfter"))
    skipped = sum(max(parse_whole_number(side) or 0, 0) for side in sides)
    return skipped + sum(map(column_span, iter_children(row, "w:tc")))


def check_merges(subject: Subject) -> Iterator[Diagnostic]:
    """Check that a cell that continues a vertical merge is below a cell of that merge."""
    for part, table in subject.each("w:tbl"):
        open_columns: set[tuple[int, int]] = set()
        for row in iter_children(table, "w:tr"):
            merged: set[tuple[int, int]] = set()
            for place, cell in _iter_columns(row):
                merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
                if merge is None:
                    continue
                merged.add(place)
                continues = merge.get(f"{{{W}}}val", "continue") == "continue"
                if continues and place not in open_columns:
                    what = "the cell continues a vertical merge that no cell above it begins"
                    yield MERGE.found(subject.place(part, cell), what)
            open_columns = merged


def _iter_columns(row: etree._Element) -> Iterator[tuple[tuple[int, int], etree._Element]]:
    """Yield ((first column, number of columns), cell) for each cell of a row."""
    first = max(parse_whole_number(value(row, "w:trPr/w:gridBefore")) or 0, 0)
    for cell in iter_children(row, "w:tc"):
        yield (first, column_span(cell)), cell
        first += column_span(cell)

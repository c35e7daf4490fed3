"""Rules for tables: each cell ends in a paragraph, each row has cells, and the rows fit in the grid.

Word refuses a file with a cell that does not end in a paragraph, and reports a file with an empty row as
damaged (MS-OI29500 2.1.168 and 2.1.178). Microsoft's own validator accepts both.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from assembler.diagnostics import Diagnostic
from assembler.diagnostics import document_structure as rules
from assembler.word.check.subject import Subject, find_child, value
from assembler.word.check.walk import for_each
from assembler.word.package.whole_numbers import parse_whole_number
from assembler.word.package.xml import qn

_CONTENT: Final = ("p", "tbl", "sdt", "customXml", "altChunk", "ins", "del", "moveFrom", "moveTo")
_BLOCKS: Final = tuple(qn(f"w:{name}") for name in _CONTENT)
_WRAPPED: Final = tuple(qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "ins", "del"))

_SPANNING: Final = (qn("w:gridSpan"), qn("w:gridBefore"), qn("w:gridAfter"))
_SPAN: Final = (qn("w:tcPr"), qn("w:gridSpan"))


@for_each("w:tc")
def check_cell_content(subject: Subject, cell: etree._Element) -> Iterator[Diagnostic]:
    """Check that a cell is not empty, and that it ends in a paragraph (possibly inside a control)."""
    if len(cell) and cell[-1].tag == qn("w:p"):
        return
    last = next((child for child in reversed(cell) if child.tag in _BLOCKS), None)
    if last is None:
        yield rules.EMPTY_CELL.at(subject.locate(cell))
    elif _find_last_tag(last) == qn("w:tbl"):
        yield rules.CELL_WITHOUT_LAST_PARAGRAPH.at(subject.locate(cell))


def _find_last_tag(block: etree._Element) -> str:
    """Return the tag of ``block`` or, inside a control or tracked change, the tag of its last block."""
    while block.tag in _WRAPPED:
        inner = [child for child in block if child.tag in _BLOCKS or child.tag == qn("w:sdtContent")]
        if not inner:
            break
        block = inner[-1]
    return str(block.tag)


@for_each("w:tbl")
def check_rows_and_grids(subject: Subject, table: etree._Element) -> Iterator[Diagnostic]:
    """Check that a table has rows and a grid, and that rows have cells that fit in the grid."""
    rows = list(iter_children(table, "w:tr"))
    grid = table.find(qn("w:tblGrid"))
    if not rows:
        yield rules.TABLE_WITHOUT_ROWS.at(subject.locate(table))
    if grid is None:
        yield rules.TABLE_WITHOUT_GRID.at(subject.locate(table))
    columns = len(grid) if grid is not None else 0
    has_spans = next(table.iter(*_SPANNING), None) is not None
    for row in rows:
        cells = sum(1 for _ in iter_children(row, "w:tc"))
        if not cells:
            yield rules.ROW_WITHOUT_CELLS.at(subject.locate(row))
        elif columns and (width := row_width(row) if has_spans else cells) > columns:
            yield rules.ROW_WIDER_THAN_TABLE.at(subject.locate(row), width=width, columns=columns)


def iter_children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, including those in controls and tracked changes."""
    name = qn(tag)
    for child in parent:
        if child.tag == name:
            yield child
        elif child.tag in _WRAPPED:
            yield from iter_children(child, tag)


def column_span(cell: etree._Element) -> int:
    """Return the number of grid columns that a cell spans."""
    span = find_child(cell, *_SPAN)
    return 1 if span is None else max(parse_whole_number(span.get(qn("w:val"), "")) or 1, 1)


def row_width(row: etree._Element) -> int:
    """Return the number of grid columns that a row spans, including columns skipped on either side."""
    skipped = (value(row, f"w:trPr/w:{name}") for name in ("gridBefore", "gridAfter"))
    beside = sum(max(parse_whole_number(columns) or 0, 0) for columns in skipped if columns)
    return beside + sum(map(column_span, iter_children(row, "w:tc")))


@for_each("w:tbl")
def check_merges(subject: Subject, table: etree._Element) -> Iterator[Diagnostic]:
    """Check that each cell that continues a vertical merge is below a cell of that merge."""
    if next(table.iter(qn("w:vMerge")), None) is None:
        return
    open_columns: set[tuple[int, int]] = set()
    for row in iter_children(table, "w:tr"):
        merged: set[tuple[int, int]] = set()
        for span, cell in iter_columns(row):
            merge = find_child(cell, qn("w:tcPr"), qn("w:vMerge"))
            if merge is None:
                continue
            merged.add(span)
            if merge.get(qn("w:val"), "continue") == "continue" and span not in open_columns:
                yield rules.ORPHAN_VERTICAL_MERGE.at(subject.locate(cell))
        open_columns = merged


def iter_columns(row: etree._Element) -> Iterator[tuple[tuple[int, int], etree._Element]]:
    """Yield each cell of a row, after a pair of its first column and its number of columns."""
    first = max(parse_whole_number(value(row, "w:trPr/w:gridBefore")) or 0, 0)
    for cell in iter_children(row, "w:tc"):
        yield (first, column_span(cell)), cell
        first += column_span(cell)

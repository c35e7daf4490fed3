"""Rules for tables: each cell ends in a paragraph, each row has cells, and the rows fit in the grid.

Word refuses a file with a cell that does not end in a paragraph, and reports a file with an empty row as
damaged (MS-OI29500 2.1.168 and 2.1.178). Microsoft's own validator accepts both.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from assembler.diagnostics import Diagnostic
from assembler.diagnostics import document_markup as rules
from assembler.word.check.checked_document import Subject
from assembler.word.check.tables import WRAPPERS, Table, for_table
from assembler.word.check.walk import for_each
from assembler.word.package.xml import qn

_CONTENT: Final = ("p", "tbl", "sdt", "customXml", "altChunk", "ins", "del", "moveFrom", "moveTo")
_BLOCKS: Final = tuple(qn(f"w:{name}") for name in _CONTENT)


@for_each("w:tc")
def check_cell_content(subject: Subject, cell: etree._Element) -> Iterator[Diagnostic]:
    """Check that a cell is not empty, and that it ends in a paragraph.

    The last paragraph may be inside a control or a tracked change.
    """
    if len(cell) and cell[-1].tag == qn("w:p"):
        return
    last = next((child for child in reversed(cell) if child.tag in _BLOCKS), None)
    if last is None:
        yield rules.EMPTY_CELL.at(subject.locate(cell))
    elif _find_last_tag(last) == qn("w:tbl"):
        yield rules.CELL_WITHOUT_LAST_PARAGRAPH.at(subject.locate(cell))


def _find_last_tag(block: etree._Element) -> str:
    """Return the tag of ``block`` or, for a control or tracked change, of the last block inside it."""
    while block.tag in WRAPPERS:
        inner = [child for child in block if child.tag in _BLOCKS or child.tag == qn("w:sdtContent")]
        if not inner:
            break
        block = inner[-1]
    return str(block.tag)


@for_table
def check_rows_and_grids(subject: Subject, table: Table) -> Iterator[Diagnostic]:
    """Check that a table has rows and a grid, and that rows have cells that fit in the grid."""
    if not table.rows:
        yield rules.TABLE_WITHOUT_ROWS.at(subject.locate(table.element))
    if table.columns is None:
        yield rules.TABLE_WITHOUT_GRID.at(subject.locate(table.element))
    for row in table.rows:
        if not row.cells:
            yield rules.ROW_WITHOUT_CELLS.at(subject.locate(row.element))
        elif table.columns and row.width > table.columns:
            location = subject.locate(row.element)
            yield rules.ROW_WIDER_THAN_TABLE.at(location, width=row.width, columns=table.columns)


@for_table
def check_merges(subject: Subject, table: Table) -> Iterator[Diagnostic]:
    """Check that each cell that continues a vertical merge is below a cell of that merge."""
    open_columns: set[tuple[int, int]] = set()
    for row in table.rows:
        merged = [cell for cell in row.cells if cell.merge is not None]
        for cell in merged:
            if cell.merge == "continue" and cell.columns not in open_columns:
                yield rules.ORPHAN_VERTICAL_MERGE.at(subject.locate(cell.element))
        open_columns = {cell.columns for cell in merged}

"""The rows and cells of the tables in a document, with the columns that each cell spans."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Final

from lxml import etree

from assembler.diagnostics import Diagnostic
from assembler.structs import Struct
from assembler.word.check.checked_document import Subject
from assembler.word.check.locations import CELL, ROW, TABLE
from assembler.word.check.walk import ContentRule, for_content
from assembler.word.package.whole_numbers import parse_whole_number
from assembler.word.package.xml import find_child, qn

WRAPPERS: Final = tuple(qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "ins", "del"))
"""Elements that may be around rows, cells and paragraphs without changing their structure."""
_CELL_PROPERTIES: Final = qn("w:tcPr")
_SPAN: Final = qn("w:gridSpan")
_MERGE: Final = qn("w:vMerge")
_SHADING: Final = qn("w:shd")
_VALUE: Final = qn("w:val")
_FILL: Final = qn("w:fill")


class Cell(Struct, frozen=True, eq=False, gc=False):
    """A cell of a table.

    ``merge`` is "restart" or "continue" in a vertical merge, otherwise None. ``fill`` is the colour that the
    cell itself sets, or "" if it sets none.
    """

    element: etree._Element
    column: int
    span: int
    merge: str | None
    fill: str

    @property
    def columns(self) -> tuple[int, int]:
        """The first column, counted from 0, and the number of columns spanned."""
        return self.column, self.span


class Row(Struct, frozen=True, eq=False, gc=False):
    """A row of a table, with its cells.

    ``width`` is its number of columns, including those skipped at either end.
    """

    element: etree._Element
    is_header: bool
    cells: Sequence[Cell]
    width: int


class Table(Struct, frozen=True, eq=False, gc=False):
    """A table of the document, with its rows.

    ``columns`` is the number of columns in its grid, or None if it has no grid.
    """

    element: etree._Element
    columns: int | None
    rows: Sequence[Row]


def read_tables(subject: Subject) -> list[Table]:
    """Return the tables of the stories, in document order.

    A nested table follows the table that contains it.
    """
    return [
        Table(table, _count_columns(table), [_read_row(row) for row in _iter_children(table, ROW)])
        for part in subject.list_stories() for table in subject.trees[part].iter(TABLE)
    ]  # fmt: skip


def for_table(check: Callable[[Subject, Table], Iterator[Diagnostic]]) -> ContentRule:
    """Make the decorated function a rule that receives one table at a time."""
    return for_content(read_tables)(
        lambda subject, tables: chain.from_iterable(check(subject, table) for table in tables)
    )


def _count_columns(table: etree._Element) -> int | None:
    grid = find_child(table, qn("w:tblGrid"))
    return None if grid is None else len(grid)


def _iter_children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, including those in controls and tracked changes."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in WRAPPERS:
            yield from _iter_children(child, tag)


def _read_row(row: etree._Element) -> Row:
    properties = _read_properties(row, qn("w:trPr"))
    cells, column = list[Cell](), _read_number(properties.get(qn("w:gridBefore")), 0)
    for element in _iter_children(row, CELL):
        cells.append(_read_cell(element, column))
        column += cells[-1].span
    width = column + _read_number(properties.get(qn("w:gridAfter")), 0)
    return Row(row, qn("w:tblHeader") in properties, cells, width)


def _read_cell(element: etree._Element, column: int) -> Cell:
    properties = _read_properties(element, _CELL_PROPERTIES)
    merge, shading = properties.get(_MERGE), properties.get(_SHADING)
    return Cell(
        element,
        column,
        _read_number(properties.get(_SPAN), 1),
        None if merge is None else merge.get(_VALUE, "continue"),
        "" if shading is None else shading.get(_FILL, ""),
    )


def _read_properties(element: etree._Element, tag: str) -> dict[str, etree._Element]:
    """Map the tag of each property of ``element`` to the first property with that tag.

    ``tag`` is the tag of the child that contains the properties, such as ``w:trPr``.
    """
    properties = find_child(element, tag)
    return {} if properties is None else {str(each.tag): each for each in reversed(properties)}


def _read_number(element: etree._Element | None, least: int) -> int:
    """Return the number in the ``w:val`` of ``element``, or ``least`` if it is lower or missing."""
    return least if element is None else max(parse_whole_number(element.get(_VALUE)) or least, least)

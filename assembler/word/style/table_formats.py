"""How a table style formats cells: text properties and shading, including header rows and bands.

Word applies the parts of a table style in this order: the whole table, bands, first and last column, first
and last row, corners (ECMA-376 part 1, 17.7.6). The table's ``w:tblLook`` determines which of them apply.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from assembler.word.package.whole_numbers import MOST_STYLES
from assembler.word.package.xml import find_ancestor, qn

_LOOKS: Final = {
    "firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100, "noHBand": 0x200,
    "noVBand": 0x400,
}  # fmt: skip
_ON: Final = ("1", "true", "on")
_NO_PARTS: Final[tuple[etree._Element, ...]] = ()


_Position = tuple[bool, bool, bool]
"""Whether a row or column is the first one, the last one, and an odd one (counted from 0)."""


class TableFormats:
    """Cache for the parts of table styles that apply to each cell.

    The tables must not change while this object is in use.
    """

    def __init__(self, styles: Mapping[str, etree._Element]) -> None:
        self._styles = styles
        self._tables: dict[etree._Element, tuple[etree._Element, ...]] = {}
        self._cells: dict[etree._Element, tuple[etree._Element, ...]] = {}

    def find_parts(self, cell: etree._Element) -> tuple[etree._Element, ...]:
        """Return each ``w:style`` and ``w:tblStylePr`` that applies to ``cell``, in order of precedence.

        The last one takes precedence over the others.
        """
        if cell not in self._cells:
            table = find_ancestor(cell, qn("w:tbl"))
            if table is None:
                return _NO_PARTS
            if table not in self._tables:
                self._tables[table] = self._read_table(table)
            self._cells.setdefault(cell, self._tables[table])
        return self._cells[cell]

    def _read_table(self, table: etree._Element) -> tuple[etree._Element, ...]:
        """Record the style parts that apply to the individual cells of ``table``.

        Return the styles that apply to the table as a whole.
        """
        style = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
        look = _read_look(table.find(f"{qn('w:tblPr')}/{qn('w:tblLook')}"))
        parts: dict[str, etree._Element] = {}
        chain: list[etree._Element] = []
        id_ = "" if style is None else style.get(qn("w:val"), "")
        while (found := self._styles.get(id_)) is not None and len(chain) < MOST_STYLES:
            chain.append(found)
            for part in found.iterchildren(qn("w:tblStylePr")):
                parts.setdefault(part.get(qn("w:type"), ""), part)
            base = found.find(qn("w:basedOn"))
            id_ = "" if base is None else base.get(qn("w:val"), "")
        general = tuple(reversed(chain))
        applied: dict[tuple[_Position, _Position], tuple[etree._Element, ...]] = {}
        for cell, row, column in _iter_positions(table) if parts else ():
            if (row, column) not in applied:
                names = _list_conditions(look, row, column)
                applied[row, column] = (*general, *(parts[name] for name in names if name in parts))
            self._cells[cell] = applied[row, column]
        return general


def _read_look(look: etree._Element | None) -> frozenset[str]:
    """Return the names of the switches that are on in ``w:tblLook``.

    The switches are attributes or, in files from Word 2007, the bits of a number.
    """
    if look is None:
        return frozenset()
    bits = look.get(qn("w:val"), "0")
    number = int(bits, 16) if re.fullmatch("[0-9A-Fa-f]{1,8}", bits) else 0
    switches = {name: look.get(qn(f"w:{name}")) for name in _LOOKS}
    return frozenset(
        name for name, switch in switches.items()
        if (switch in _ON if switch is not None else number & _LOOKS[name])
    )  # fmt: skip


def _iter_positions(table: etree._Element) -> Iterator[tuple[etree._Element, _Position, _Position]]:
    """Yield each cell with the positions of its row and of its column."""
    rows = [row for row in table.iter(qn("w:tr")) if find_ancestor(row, qn("w:tbl")) is table]
    for down, row in enumerate(rows):
        vertical = down == 0, down == len(rows) - 1, down % 2 == 1
        cells = list(row.iterchildren(qn("w:tc")))
        for across, cell in enumerate(cells):
            yield cell, vertical, (across == 0, across == len(cells) - 1, across % 2 == 1)


def _list_conditions(look: frozenset[str], row: _Position, column: _Position) -> list[str]:
    """Return the names of the style parts that apply to a cell.

    The last one takes precedence over the others.
    """
    top, bottom = row[0] and "firstRow" in look, row[1] and "lastRow" in look
    left, right = column[0] and "firstColumn" in look, column[1] and "lastColumn" in look
    second_row, second_column = row[2] != ("firstRow" in look), column[2] != ("firstColumn" in look)
    conditions = {
        "wholeTable": True,
        "band1Vert": "noVBand" not in look and not second_column,
        "band2Vert": "noVBand" not in look and second_column,
        "band1Horz": "noHBand" not in look and not second_row,
        "band2Horz": "noHBand" not in look and second_row,
        "firstCol": left, "lastCol": right, "firstRow": top, "lastRow": bottom,
        "neCell": top and right, "nwCell": top and left,
        "seCell": bottom and right, "swCell": bottom and left,
    }  # fmt: skip
    return [name for name, applies in conditions.items() if applies]

"""Formatting of cells by their table style: text properties and shading, including header rows and bands.

Word applies the parts of a table style in this order: the whole table, bands, first and last column, first
and last row, corners (ECMA-376 part 1, 17.7.6). ``w:tblLook`` of the table says which of them apply.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from assembler.structs import Struct
from assembler.word.package.whole_numbers import MOST_STYLES
from assembler.word.package.xml import qn

_LOOKS: Final = {
    "firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100, "noHBand": 0x200,
    "noVBand": 0x400,
}  # fmt: skip
_ON: Final = ("1", "true", "on")
_NO_PARTS: Final[tuple[etree._Element, ...]] = ()


class _Table(Struct):
    """A table: the parts of its style by name, those for all cells, and the names of those for each cell."""

    parts: Mapping[str, etree._Element]
    general: tuple[etree._Element, ...]
    conditions: Mapping[etree._Element, tuple[str, ...]]


class TableFormats:
    """Finder of the parts of table styles that apply to a cell; the tables must not change."""

    def __init__(self, styles: Mapping[str, etree._Element]) -> None:
        self._styles = styles
        self._tables: dict[etree._Element, _Table] = {}

    def find_parts(self, cell: etree._Element) -> tuple[etree._Element, ...]:
        """Return the ``w:style`` and ``w:tblStylePr`` that apply to ``cell``, the strongest one last."""
        table = next(cell.iterancestors(qn("w:tbl")), None)
        if table is None:
            return _NO_PARTS
        if table not in self._tables:
            self._tables[table] = self._read_table(table)
        found = self._tables[table]
        names = found.conditions.get(cell, ())
        return (*found.general, *(found.parts[name] for name in names if name in found.parts))

    def _read_table(self, table: etree._Element) -> _Table:
        style = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
        look = table.find(f"{qn('w:tblPr')}/{qn('w:tblLook')}")
        parts: dict[str, etree._Element] = {}
        chain: list[etree._Element] = []
        id_ = "" if style is None else style.get(qn("w:val"), "")
        while (found := self._styles.get(id_)) is not None and len(chain) < MOST_STYLES:
            chain.append(found)
            for part in found.iterchildren(qn("w:tblStylePr")):
                parts.setdefault(part.get(qn("w:type"), ""), part)
            base = found.find(qn("w:basedOn"))
            id_ = "" if base is None else base.get(qn("w:val"), "")
        conditions = dict(_iter_conditions(table, _read_look(look))) if parts else {}
        return _Table(parts, tuple(reversed(chain)), conditions)


def _read_look(look: etree._Element | None) -> frozenset[str]:
    """Return the parts that ``w:tblLook`` switches on, by attributes or by the bits that Word 2007 wrote."""
    if look is None:
        return frozenset()
    bits = look.get(qn("w:val"), "0")
    number = int(bits, 16) if re.fullmatch("[0-9A-Fa-f]{1,8}", bits) else 0
    switches = {name: look.get(qn(f"w:{name}")) for name in _LOOKS}
    return frozenset(
        name for name, switch in switches.items()
        if (switch in _ON if switch is not None else number & _LOOKS[name])
    )  # fmt: skip


def _iter_conditions(
    table: etree._Element, look: frozenset[str]
) -> Iterator[tuple[etree._Element, tuple[str, ...]]]:
    """Yield each cell with the names of the style parts that apply to it, the strongest one last."""
    rows = [row for row in table.iter(qn("w:tr")) if next(row.iterancestors(qn("w:tbl")), None) is table]
    for down, row in enumerate(rows):
        top, bottom = down == 0 and "firstRow" in look, down == len(rows) - 1 and "lastRow" in look
        cells = list(row.iterchildren(qn("w:tc")))
        for across, cell in enumerate(cells):
            left = across == 0 and "firstColumn" in look
            right = across == len(cells) - 1 and "lastColumn" in look
            conditions = {
                "band1Vert": "noVBand" not in look and (across - ("firstColumn" in look)) % 2 == 0,
                "band2Vert": "noVBand" not in look and (across - ("firstColumn" in look)) % 2 == 1,
                "band1Horz": "noHBand" not in look and (down - ("firstRow" in look)) % 2 == 0,
                "band2Horz": "noHBand" not in look and (down - ("firstRow" in look)) % 2 == 1,
                "firstCol": left, "lastCol": right, "firstRow": top, "lastRow": bottom,
                "neCell": top and right, "nwCell": top and left,
                "seCell": bottom and right, "swCell": bottom and left,
            }  # fmt: skip
            yield cell, ("wholeTable", *(name for name, applies in conditions.items() if applies))

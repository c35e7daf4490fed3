"""Values of a sheet: its rows and cells, with their row numbers and column letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal

from assembler.structs import Struct, field

MAX_ROWS = 100_000
"""Sheets with more rows are not read."""
XLS_SIGNATURE = b"\xd0\xcf\x11\xe0"
"""First bytes of an .xls, and of an .xlsx with a password."""


class UnreadableCell(Struct, frozen=True):
    """A cell without a usable value: the reason (``message``) and the hint."""

    message: str
    hint: str


CellValue = str | int | Decimal | bool | date | datetime | time | UnreadableCell | None
"""The value of a cell, None if it is empty. Texts have no spaces at their ends."""


class RowData(Struct, frozen=True):
    """A row of a sheet: its ``number`` as displayed (from 1), and its cells from column A on."""

    number: int
    cells: Sequence[CellValue]

    @property
    def is_empty(self) -> bool:
        """True if no cell has a value."""
        return all(cell is None for cell in self.cells)


class SheetData(Struct, frozen=True):
    """One sheet; ``name`` is empty for a CSV file, rows without values are omitted."""

    name: str
    lines: Sequence[RowData] = ()
    widths: Sequence[int] = ()
    """Widths of the columns in characters, for writing."""
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)
    """Allowed values of a column by its index from 0, for writing."""


def column_letters(column: int) -> str:
    """Return the letters of a column by its index from 0.

    >>> column_letters(0), column_letters(25), column_letters(27)
    ('A', 'Z', 'AB')
    """
    prefix, last = divmod(column, 26)
    return (column_letters(prefix - 1) if prefix else "") + chr(ord("A") + last)

"""Contents of a sheet: its rows and cells, with row numbers and column letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal

from assembler.structs import Struct, field

MAX_ROWS = 100_000
"""Maximum number of rows; larger sheets are not read."""
XLS_SIGNATURE = b"\xd0\xcf\x11\xe0"
"""First bytes of an .xls file, and of an .xlsx file with a password."""


class UnreadableCell(Struct, frozen=True):
    """A cell without a usable value.

    ``problem`` is the reason, and ``value`` the error value of a formula.
    """

    problem: str
    value: str = ""


CellValue = str | int | Decimal | bool | date | datetime | time | UnreadableCell | None
"""The value of a cell, or None if it is empty. Texts have no spaces at either end."""


class RowData(Struct, frozen=True):
    """A row of a sheet: its ``number`` as displayed (from 1), and its cells from column A."""

    number: int
    cells: Sequence[CellValue]

    @property
    def is_empty(self) -> bool:
        """True if no cell has a value."""
        return all(cell is None for cell in self.cells)


class SheetData(Struct, frozen=True):
    """A sheet without its empty rows.

    ``name`` is empty for a CSV file.
    """

    name: str
    lines: Sequence[RowData] = ()
    widths: Sequence[int] = ()
    """Widths of the columns in characters; only used for writing."""
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)
    """Maps the index of a column (from 0) to the values allowed there; only used for writing."""
    texts: Sequence[int] = ()
    """Indexes of columns whose cells remain as typed (1.0, 0612); only used for writing."""


def column_letters(column: int) -> str:
    """Return the letters of the column with this index, counted from 0.

    >>> column_letters(0), column_letters(25), column_letters(27)
    ('A', 'Z', 'AB')
    """
    prefix, last = divmod(column, 26)
    return (column_letters(prefix - 1) if prefix else "") + chr(ord("A") + last)

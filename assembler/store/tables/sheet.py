"""A sheet as rows of values, each cell known by its letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal

from assembler.structs import Struct, field

LARGEST = 100_000
"""No sheet has more rows."""
OLD = b"\xd0\xcf\x11\xe0"
"""An .xls begins like this, and an .xlsx with a password."""


class Unsound(Struct, frozen=True):
    """A cell that holds no value: what it holds, and what to do."""

    what: str
    hint: str


Value = str | int | Decimal | bool | date | datetime | time | Unsound | None
"""What a cell says; None for an empty one. Texts are without blanks at their ends."""


class Line(Struct, frozen=True):
    """A row of a sheet: its ``number`` as people see it (from 1), and its cells from column A on."""

    number: int
    cells: Sequence[Value]

    @property
    def is_empty(self) -> bool:
        """Whether no cell says anything."""
        return all(cell is None for cell in self.cells)


class Page(Struct, frozen=True):
    """One sheet: ``name`` is "" for a CSV file; rows without any value are left out."""

    name: str
    lines: Sequence[Line] = ()
    widths: Sequence[int] = ()
    """Of the columns in letters, for writing."""
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)
    """What may stand in a column (by its number from 0), for writing."""


def letters(column: int) -> str:
    """The letters of a column by its number from 0.

    >>> letters(0), letters(25), letters(27)
    ('A', 'Z', 'AB')
    """
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)

"""Layout of a record's spreadsheets: their columns, and the data in their rows.

A sheet has one item of the record per row. A session with several guests has one row for each guest. The
``path`` of a column is relative to the item. Its heading is an English message.
"""

from __future__ import annotations

from assembler.model.types.values import Choice
from assembler.structs import Struct


class SheetColumn(Struct, frozen=True):
    """A column of a sheet.

    ``kind`` determines how its cells are read. ``width`` is in characters. ``choice`` is the enumeration of
    the values in the column, or None. ``earlier`` contains former headings in any language, which are still
    accepted. A ``shared`` column has one value for all rows, and its path is relative to the record's file.
    """

    path: str
    heading: str
    kind: str
    width: int = 14
    choice: type[Choice] | None = None
    earlier: tuple[str, ...] = ()
    shared: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """Components of ``path``, which are separated by dots."""
        return tuple(self.path.split("."))


class SheetKind(Struct, frozen=True):
    """A kind of sheet: its columns, and the path ``rows`` of its data in the ``record`` file.

    The data at ``rows`` is a list, or a mapping whose keys are the values in the columns ``key``, joined by
    hyphens. If ``rows`` contains ``*``, there are two key columns: ``*`` represents the value in the first,
    and the second contains the keys of the mapping at that path. Without ``rows`` and ``key``, the sheet has
    one row of shared columns. ``needed`` contains the paths of the columns that every sheet of this kind must
    have.

    A row without a name is matched with the existing row that has the same values at one of the groups of
    paths in ``same``. Otherwise, it is new, and its name is ``prefix`` and the next number.

    ``each`` names the list whose items may have their own rows (the guests of a session), or is "" if there
    is no such list. An item is identified by its value at ``each_name``.
    """

    title: str
    record: str
    rows: str
    key: tuple[str, ...]
    needed: tuple[str, ...]
    columns: tuple[SheetColumn, ...]
    each: str = ""
    each_name: str = ""
    same: tuple[tuple[str, ...], ...] = ()
    prefix: str = ""
    derived: tuple[str, ...] = ()
    """Paths of values that the program computes; a sheet can neither change them nor add rows."""

    @property
    def is_nested(self) -> bool:
        """True if the rows are in several mappings, one for each value in the first key column."""
        return "*" in self.rows.split(".")

    def split_name(self, name: str) -> tuple[str, ...]:
        """Split the name of a nested row (``leeds-PM/1``) into the values of its two key columns."""
        outer, _, inner = name.rpartition("-")
        return outer, inner

    def find_row_path(self, name: str) -> tuple[str, ...]:
        """Return the path of the row ``name`` in its file.

        >>> SheetKind("", "progress", "reports.*.commitments", (), (), ()).find_row_path("saint-jean-PM/1")
        ('reports', 'saint-jean', 'commitments', 'PM/1')
        """
        if not self.is_nested:
            return (*self.rows.split("."), name)
        outer, inner = self.split_name(name)
        return (*(outer if part == "*" else part for part in self.rows.split(".")), inner)

    def is_item_column(self, column: SheetColumn) -> bool:
        """Return whether the column belongs to the items of ``each``, which may have rows of their own."""
        return bool(self.each) and column.path.startswith(f"{self.each}.")

    def own_columns(self) -> tuple[SheetColumn, ...]:
        """Return the columns that have a value in each row, rather than one value for all rows."""
        return tuple(column for column in self.columns if not column.shared)

    def column(self, path: str) -> SheetColumn:
        """Return the column with this ``path``, which must exist."""
        return next(column for column in self.columns if column.path == path)

"""Names of the rows of a sheet, which are matched with the record's rows or newly chosen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.data_files import NAMELESS_ROW, REPEATED_ROW
from assembler.diagnostics.sheets import UNREADABLE_CELL
from assembler.diagnostics.value_problems import SHEET_HINTS
from assembler.model.documents.round_spreadsheets import PEOPLE
from assembler.model.documents.sheet_kind import SheetColumn, SheetKind
from assembler.model.paths import value_at
from assembler.model.review.desk_reviews import comparison_key
from assembler.sheets.cells import format_cell, read_cell
from assembler.sheets.headings import SheetRow
from assembler.sheets.record_rows import find_contact
from assembler.structs import Struct, field
from assembler.values import UnreadableError

NamedRows = tuple[str, list[SheetRow]]


class RowNamer(Struct):
    """Chooser of names for the rows of a sheet.

    ``entities`` maps names to the existing rows of the record. A row without a number gets the name of the
    existing row with the same content. If there is none, it gets the next number.
    """

    kind: SheetKind
    entities: Mapping[str, Any]
    diagnostics: list[Diagnostic] = field(default_factory=list)
    seen: dict[str, SheetRow] = field(default_factory=dict)

    def group_rows(self, rows: Sequence[SheetRow]) -> Iterator[NamedRows]:
        """Yield the name and the rows of each item.

        Rows without a readable name, and items that occur again, are omitted and reported in ``diagnostics``.
        """
        groups = [(self._read_name(group[0]), group) for group in _group_by_item(self.kind, rows)]
        used = {*self.entities, *("-".join(filter(None, parts)) for parts, _ in groups if parts)}
        for parts, group in groups:
            if parts is not None:
                is_complete = parts and all(parts)
                key = "-".join(parts) if is_complete else self._choose_name(parts, group[0], used)
                used.add(key)
                yield from self._yield_unique(key, group)

    def _yield_unique(self, key: str, group: list[SheetRow]) -> Iterator[NamedRows]:
        if key not in self.seen:
            self.seen[key] = group[0]
            yield key, group
            return
        path = self.kind.key[-1] if self.kind.key else self.kind.same[0][0]
        location, number = group[0].locate(path), self.seen[key].line.number
        self.diagnostics.append(REPEATED_ROW.at(location, "sheet", row=key, number=number))

    def _read_name(self, row: SheetRow) -> tuple[str, ...] | None:
        """Return the parts of the row's name, of which an optional part may be "".

        The result is None if a part cannot be read or a required part is empty, which is reported.
        """
        columns = [self.kind.column(path) for path in self.kind.key]
        try:
            parts = tuple(str(row.read(column) or "") for column in columns)
        except UnreadableError as error:
            wrong = columns[0] if not _is_readable(row, columns[0]) else columns[-1]
            hint = {"session": " + name", "number": " + digits", "choice": " + choice"}.get(wrong.kind, "")
            hint = "" if error.problem in SHEET_HINTS else hint
            location = row.locate(wrong.path)
            self.diagnostics.append(UNREADABLE_CELL.at(location, f"{error.problem}{hint}", **error.fields))
            return None
        needed = columns if self.kind.is_nested else columns[:1]
        if parts and not all(parts[: len(needed)]) and (len(parts) > 1 or not self.kind.same):
            empty = needed[parts.index("")]
            location = row.locate(empty.path)
            self.diagnostics.append(NAMELESS_ROW.at(location, "sheet", column=empty.heading.lower()))
            return None
        return parts

    def _choose_name(self, parts: Sequence[str], row: SheetRow, used: Iterable[str]) -> str:
        for paths in self.kind.same:
            columns = [self.kind.column(path) for path in paths]
            content = [_read_key(row, column) for column in columns]
            for key, each in self.entities.items():
                is_candidate = key not in self.seen and content[0]
                if is_candidate and content == [_value_key(each, column, row) for column in columns]:
                    return key
        if self.kind is PEOPLE:
            contact = find_contact(_read_key(row, self.kind.column("role")))
            if contact and contact not in self.seen:
                return contact
        session = f"{parts[0]}-" if len(parts) > 1 else self.kind.prefix
        numbers = (name.removeprefix(session) for name in used if name.startswith(session))
        last = max((int(number) for number in numbers if number.isdecimal()), default=0)
        return f"{session}{last + 1:02}" if self.kind.prefix else f"{session}{last + 1}"


def _read_key(row: SheetRow, column: SheetColumn) -> str:
    """Return the cell normalised for comparison, or "" if it is empty or cannot be read."""
    try:
        return comparison_key(str(row.read(column) or ""))
    except UnreadableError:
        return ""


def _value_key(entity: Any, column: SheetColumn, row: SheetRow) -> str:
    """Return the text that a cell of this row would contain for the entity's value.

    The text is normalised for comparison.
    """
    value = value_at(entity, column.path)
    return comparison_key(
        str(read_cell(column, format_cell(column, value, row.language), row.language) or "")
    )


def _is_readable(row: SheetRow, column: SheetColumn) -> bool:
    try:
        row.read(column)
    except UnreadableError:
        return False
    return True


def _group_by_item(kind: SheetKind, rows: Iterable[SheetRow]) -> list[list[SheetRow]]:
    """Group the rows by item.

    A row belongs to the item above it if its name is empty or the same as that item's.
    """
    groups: list[list[SheetRow]] = []
    for row in rows:
        if groups and kind.each and row.cell(kind.key[0]) in (None, groups[-1][0].cell(kind.key[0])):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups

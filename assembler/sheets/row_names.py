"""Names of a sheet's rows in the record; a name consists of the session and, for evidence, a number in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.data_files import NAMELESS_ROW, REPEATED_ROW
from assembler.diagnostics.sheets import UNREADABLE_CELL
from assembler.model.documents.sheets import SheetKind
from assembler.model.review.desk import comparison_key
from assembler.sheets.headings import SheetRow
from assembler.structs import Struct, field
from assembler.values import UnreadableError

NamedRows = tuple[str, list[SheetRow]]


class RowNamer(Struct):
    """Finds names for rows; ``entities`` are the existing rows of the record.

    A row without a number gets the name of the existing row with the same content. If there is none, it gets
    the next number in its session.
    """

    kind: SheetKind
    entities: Mapping[str, Any]
    diagnostics: list[Diagnostic] = field(default_factory=list)
    seen: dict[str, SheetRow] = field(default_factory=dict)

    def group_rows(self, rows: Sequence[SheetRow]) -> Iterator[NamedRows]:
        """Yield the name and rows of each item; rows without a name are reported in ``diagnostics``."""
        groups = [(self._read_name(group[0]), group) for group in _group_by_item(self.kind, rows)]
        used = {*self.entities, *("-".join(filter(None, parts)) for parts, _ in groups if parts)}
        for parts, group in groups:
            if parts is not None:
                key = "-".join(parts) if all(parts) else self._choose_name(parts[0], group[0], used)
                used.add(key)
                yield from self._yield_unique(key, group)

    def _yield_unique(self, key: str, group: list[SheetRow]) -> Iterator[NamedRows]:
        if key not in self.seen:
            self.seen[key] = group[0]
            yield key, group
            return
        location, number = group[0].locate(self.kind.key[-1]), self.seen[key].line.number
        self.diagnostics.append(REPEATED_ROW.at(location, "sheet", row=key, number=number))

    def _read_name(self, row: SheetRow) -> tuple[str, ...] | None:
        """Return the parts of the row's name, "" for an empty part; None if a part cannot be read."""
        columns = [column for column in self.kind.columns if column.path in self.kind.key]
        try:
            parts = tuple(str(row.read(column) or "") for column in columns)
        except UnreadableError as error:
            wrong = columns[0] if not _is_readable(row, columns[0]) else columns[-1]
            variant = f"{error.problem} + {'name' if wrong is columns[0] else 'digits'}"
            self.diagnostics.append(UNREADABLE_CELL.at(row.locate(wrong.path), variant, **error.fields))
            return None
        if not parts[0]:
            self.diagnostics.append(NAMELESS_ROW.at(row.locate("session"), "sheet"))
            return None
        return parts

    def _choose_name(self, session: str, row: SheetRow, used: Iterable[str]) -> str:
        content = [comparison_key(str(row.cell(path) or "")) for path in ("indicator", "statement")]
        for key, each in self.entities.items():
            is_candidate = each.session == session and key not in self.seen
            if is_candidate and content == [
                comparison_key(each.indicator),
                comparison_key(each.statement.text),
            ]:
                return key
        numbers = (name.rpartition("-") for name in used)
        last = max((int(number) for owner, _, number in numbers if owner == session), default=0)
        return f"{session}-{last + 1}"


def _is_readable(row: SheetRow, column: Any) -> bool:
    try:
        row.read(column)
    except UnreadableError:
        return False
    return True


def _group_by_item(kind: SheetKind, rows: Iterable[SheetRow]) -> list[list[SheetRow]]:
    """Group the rows by item: a row whose name is empty or the same belongs to the item above it."""
    groups: list[list[SheetRow]] = []
    for row in rows:
        name = row.cell(kind.key[0])
        if groups and kind.each and name in (None, groups[-1][0].cell(kind.key[0])):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups

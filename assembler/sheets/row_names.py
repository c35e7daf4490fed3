"""Which row of a record each row of a sheet tells of: by its session, and its number there if it has one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from assembler.diagnostics import Diagnostic
from assembler.model.documents.sheets import SheetKind
from assembler.model.review.desk import comparison_key
from assembler.sheets.headings import SheetRow
from assembler.structs import Struct, field
from assembler.values import UnreadableError

Named = tuple[str, list[SheetRow]]


class Naming(Struct):
    """Names rows as the record does; ``entities`` are the rows that it has.

    A row without a number is the one that says the same already, or gets the next number of its session.
    """

    kind: SheetKind
    entities: Mapping[str, Any]
    diagnostics: list[Diagnostic] = field(default_factory=list)
    seen: dict[str, SheetRow] = field(default_factory=dict)

    def named(self, rows: Sequence[SheetRow]) -> Iterator[Named]:
        """Yield the rows by name, those of one item together; rows without one go to ``diagnostics``."""
        groups = [(self._parts(group[0]), group) for group in _grouped(self.kind, rows)]
        used = {*self.entities, *("-".join(filter(None, parts)) for parts, _ in groups if parts)}
        for parts, group in groups:
            if parts is not None:
                key = "-".join(parts) if all(parts) else self._without_number(parts[0], group[0], used)
                used.add(key)
                yield from self._once(key, group)

    def _once(self, key: str, group: list[SheetRow]) -> Iterator[Named]:
        if key not in self.seen:
            self.seen[key] = group[0]
            yield key, group
            return
        what = f"{key} stands in row {self.seen[key].line.number} already"
        hint = "give one of the two another number, or remove it"
        self.diagnostics.append(group[0].fault("repeated-row", self.kind.key[-1], what, hint))

    def _parts(self, row: SheetRow) -> tuple[str, ...] | None:
        """What the columns of the name say, "" for nothing; None where that cannot be read."""
        columns = [column for column in self.kind.columns if column.path in self.kind.key]
        try:
            parts = tuple(str(row.said(column) or "") for column in columns)
        except UnreadableError as fault:
            wrong = columns[0] if not _reads(row, columns[0]) else columns[-1]
            hint = "write I17, WA, D1 or so" if wrong is columns[0] else "write its number in digits"
            self.diagnostics.append(row.fault("unreadable", wrong.path, fault.message, hint))
            return None
        if not parts[0]:
            hint = "write it, such as I17 or WA"
            self.diagnostics.append(row.fault("nameless-row", "session", "this row names no session", hint))
            return None
        return parts

    def _without_number(self, session: str, row: SheetRow, used: Iterable[str]) -> str:
        says = [comparison_key(str(row.cell(path) or "")) for path in ("indicator", "statement")]
        for key, each in self.entities.items():
            same = each.session == session and key not in self.seen
            if same and says == [comparison_key(each.indicator), comparison_key(each.statement.text)]:
                return key
        numbers = (name.rpartition("-") for name in used)
        return f"{session}-{max((int(n) for at, _, n in numbers if at == session), default=0) + 1}"


def _reads(row: SheetRow, column: Any) -> bool:
    try:
        row.said(column)
    except UnreadableError:
        return False
    return True


def _grouped(kind: SheetKind, rows: Iterable[SheetRow]) -> list[list[SheetRow]]:
    """Rows of one item together: those that repeat its name or leave it empty, right below it."""
    groups: list[list[SheetRow]] = []
    for row in rows:
        name = row.cell(kind.key[0])
        if groups and kind.each and name in (None, groups[-1][0].cell(kind.key[0])):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups

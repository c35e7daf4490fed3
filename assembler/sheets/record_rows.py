"""The rows of a record by name, as entities and as plain data, and the record's data after a change.

Most kinds of sheet show a mapping in the record, whose keys are the names of the rows. The rows of a list are
named by number (1, 2, …). In the sheet of people, the secretariat and the host's contact are rows like the
members of the team. Each date has a row, named by its path in the record. Settings have a single row without
a name, whose columns are shared.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assembler.errors import DataError
from assembler.model.documents.round_spreadsheets import DATES, PEOPLE, RecordDate
from assembler.model.documents.sheet_kind import SheetKind
from assembler.model.paths import find_slot, header_kinds, value_at, value_below
from assembler.model.review.review import PersonRole, Review, TeamMember
from assembler.store.records.record import Record
from assembler.store.records.record_data import data_at, with_data
from assembler.store.records.record_files import file_name_of
from assembler.structs import Struct

_CONTACTS: Mapping[str, PersonRole] = {
    "secretariat": PersonRole.SECRETARIAT,
    "contact": PersonRole.COORDINATOR,
}
"""Maps the names in the record of people outside the team to their roles."""


class RecordRows(Struct, frozen=True):
    """The rows of a record that a ``kind`` of sheet shows.

    They are stored by name, in the order of the record.
    """

    kind: SheetKind
    record: Record
    entities: Mapping[str, Any]
    data: Mapping[str, Any]

    @property
    def is_list(self) -> bool:
        """True if these rows are a list in the record, and are therefore named by number."""
        return _is_list(self.kind)

    def locate(self, names: list[str], name: str) -> str:
        """Return the path of the row ``name`` in the record.

        ``names`` lists all rows in order.
        """
        kind = self.kind
        if kind is DATES:
            return name
        if kind is PEOPLE and name in _CONTACTS:
            return f"{kind.record}.{name}"
        if not self.is_list:
            return ".".join((kind.record, *kind.find_row_path(name)))
        members = [each for each in names if each not in _CONTACTS]
        return f"{kind.record}.{kind.rows}[{members.index(name)}]"

    def locate_value(self, base: str, path: str) -> str:
        """Return the path of a value in the record, given its ``path`` within the row at ``base``."""
        if self.kind is DATES:
            return base
        is_contact = self.kind is PEOPLE and base.partition(".")[2] in _CONTACTS
        return f"{base}.{path.removeprefix('person.') if is_contact else path}"

    def build_files(self, data: Mapping[str, Any], shared: Mapping[str, Any]) -> dict[str, Any]:
        """Map the kind of each file that contains rows to the new plain data of the file.

        ``data`` contains the new rows, by name. ``shared`` is the data of the sheet's record file, including
        the values of the shared columns.
        """
        files = {self.kind.record: shared}
        if self.kind is DATES:
            for path, row in data.items():
                file, _, inside = path.partition(".")
                old, day = files.get(file, _read_file(self.record, file)), row.get("date")
                if day != self.data.get(path, {}).get("date"):
                    files[file] = with_data(old, inside.split("."), day)
            return files
        if not self.kind.rows:
            return files
        rows: Any = dict(data)
        if self.kind is PEOPLE:
            for name, role in _CONTACTS.items():
                row = rows.get(name) or {}
                person = rows.pop(name)["person"] if row.get("role") == role and "person" in row else None
                files[self.kind.record] = with_data(files[self.kind.record], (name,), person)
        if self.kind.is_nested:
            for name, row in rows.items():
                files[self.kind.record] = with_data(
                    files[self.kind.record], self.kind.find_row_path(name), row
                )
            return files
        value = list(rows.values()) if self.is_list else rows
        parts = self.kind.rows.split(".")
        if value or data_at(files[self.kind.record], parts) is not None:
            files[self.kind.record] = with_data(files[self.kind.record], parts, value)
        return files


def load_rows(kind: SheetKind, record: Record) -> RecordRows:
    """Return the rows of ``record`` for this ``kind`` of sheet.

    Raises DataError if the record is of a different kind, such as a charter round for a sheet of a review.
    """
    wanted = header_kinds(kind.record)
    if record.kind not in wanted:
        files = " or ".join(f"{name}.yaml" for name in wanted)
        raise DataError(f"this record cannot contain {file_name_of(kind.record)}", location=record.name,
                        hint=f"choose a record with {files}")  # fmt: skip
    if kind is DATES:
        return _load_dates(record)
    if not kind.rows:
        return RecordRows(kind, record, {}, {})
    if kind.is_nested:
        return _load_nested(kind, record)
    entities: Any = value_at(record.entities, f"{kind.record}.{kind.rows}") or {}
    data: Any = data_at(_read_file(record, kind.record), kind.rows.split(".")) or {}
    if _is_list(kind):
        entities = {str(number): each for number, each in enumerate(entities, 1)}
        data = {str(number): each for number, each in enumerate(data, 1)}
    if kind is PEOPLE:
        for name, role in _CONTACTS.items():
            if person := getattr(record.find(Review), name, None):
                entities[name] = TeamMember(person=person, role=role)
                raw = data_at(_read_file(record, kind.record), (name,))
                data[name] = {"role": role.value, "person": raw}
    return RecordRows(kind, record, entities, dict(data))


def _load_nested(kind: SheetKind, record: Record) -> RecordRows:
    """Return rows stored in several mappings, one for each value of the first key column."""
    before, _, after = kind.rows.partition(".*")
    names = [
        f"{outer}-{inner}"
        for outer, each in (value_at(record.entities, f"{kind.record}.{before}") or {}).items()
        for inner in value_below(each, after.split(".")[1:]) or {}
    ]
    paths = {name: kind.find_row_path(name) for name in names}
    entity, data = record.entities.get(kind.record), _read_file(record, kind.record)
    entities = {name: value_below(entity, path) for name, path in paths.items()}
    return RecordRows(kind, record, entities, {name: data_at(data, path) for name, path in paths.items()})


def _load_dates(record: Record) -> RecordRows:
    days = {each.value: value_at(record.entities, each.value) for each in RecordDate}
    data = {name: {"date": day.isoformat()} for name, day in days.items() if day}
    return RecordRows(DATES, record, {name: {"date": day} for name, day in days.items()}, data)


def _is_list(kind: SheetKind) -> bool:
    return bool(kind.rows) and not kind.is_nested and find_slot(f"{kind.record}.{kind.rows}").kind == "list"


def _read_file(record: Record, kind: str) -> Any:
    file = record.files.get(kind)
    return (file.data if file else None) or {}


def find_contact(role: str) -> str:
    """Return the name of the row for the person with this ``role``, or "" for a role in the team."""
    return next((name for name, each in _CONTACTS.items() if each == role), "")

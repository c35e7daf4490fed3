"""Merge of the lists in a form into the record, by row and by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assembler.collect.applying.earlier_returns import row_name
from assembler.collect.applying.fields import FieldMerge
from assembler.collect.applying.unread_hint import complete_list_hint
from assembler.collect.reading.list_rows import ReturnedList, read_list, sent_rows
from assembler.diagnostics.returned_answers import INVALID_ROW
from assembler.merging.collect_result import FORM, KeptText, ValueChange
from assembler.merging.row_alignment import Row
from assembler.merging.three_way import ReturnedRow, RowConflict, merge_list, set_value
from assembler.model.documents.form_manifest import FormList
from assembler.store.records.record_data import (
    current_rows,
    data_at,
    find_row_error,
    plain_columns,
)
from assembler.store.records.value_text import format_value
from assembler.store.returns.decisions import WHOLE_ROW
from assembler.structs import Struct

_ROW_NUMBER = " row"
"""Key under which a merged row stores its row number in the record; no column has this name."""


def merge_answers(merge: FieldMerge) -> None:
    """Merge every field and every list of a form."""
    merge.merge_fields()
    for listed in merge.manifest.lists:
        _ListMerge(merge).merge(listed)
    merge.set_languages()


class _ListMerge(Struct, frozen=True):
    fields: FieldMerge

    def merge(self, listed: FormList) -> None:
        """Merge one list."""
        fields, reader = self.fields, self.fields.reader(listed.path)
        now = read_list(listed, fields.form, fields.match, reader=reader, bare=plain_columns(listed))
        sent = [dict(row.base) for row in sent_rows(listed)]
        if now.found or sent:
            diagnostics = (complete_list_hint(each, fields.record, listed) for each in now.diagnostics)
            self.fields.diagnostics += diagnostics
        self.fields.read.update(now.read)
        self.fields.kept += now.kept
        if now.found and [dict(row.values) for row in now.rows] != sent:
            fields.typed.append(listed.path)
        if now.found:
            fields.lists.append(listed.path)
            self._merge_rows(listed, sent, self._select_valid_rows(listed, now))

    def _select_valid_rows(self, listed: FormList, now: ReturnedList) -> list[ReturnedRow]:
        """Return all rows except new ones that the model rejects.

        The text of each rejected row is kept for a person to decide on.
        """
        valid = []
        for row in now.rows:
            error = find_row_error(listed, row.values) if row.index is None else ""
            if error:
                self._refuse(listed, error, row.values, column=WHOLE_ROW)
            else:
                valid.append(row)
        return valid

    def _refuse(self, listed: FormList, error: str, row: Row, *, column: str = "") -> None:
        location, text = self.fields.location(listed.code), ", ".join(map(format_value, row.values()))
        self.fields.diagnostics.append(INVALID_ROW.at(location, reason=error, row=text))
        self.fields.kept.append(KeptText(listed.code, text, error, "unread", column=column, row=row))

    def _merge_rows(
        self, listed: FormList, sent: Sequence[Mapping[str, Any]], returned: Sequence[ReturnedRow]
    ) -> None:
        columns = [column.name for column in listed.columns]
        current = current_rows(self.fields.record, listed)
        record = [{**row, _ROW_NUMBER: number} for number, row in enumerate(current)]
        merged = merge_list(
            sent, self._select_new_rows(listed, returned), record, columns, sent=self.fields.policy.sent
        )
        listed_rows = list(merged.rows)
        for each in merged.conflicts:
            self._resolve_row_conflict(listed, each, listed_rows)
        rows = [self._complete_row(listed, dict(row), record) for row in listed_rows]
        if [row for row, _ in rows] != self._read_raw_rows(listed):
            self._record_changes(listed, rows, record)
            self.fields.set_value(listed.path, [row for row, _ in rows] or None)

    def _select_new_rows(self, listed: FormList, returned: Sequence[ReturnedRow]) -> list[ReturnedRow]:
        """Return all rows except new ones that were already merged from this file."""
        earlier = self.fields.policy.earlier
        return [
            row
            for row in returned
            if row.index is not None or not earlier.has_added_row(listed.path, row.values)
        ]

    def _resolve_row_conflict(self, listed: FormList, each: RowConflict, rows: list[Row]) -> None:
        """Resolve a conflict in a list, and update ``rows`` if the form is chosen.

        If this file already removed the row, its number now belongs to another row. That row must not be
        removed.
        """
        removes = not each.column and each.form is None
        if removes and self.fields.policy.earlier.has_removed_row(listed.path, each.base):
            return
        path = f"{listed.path}[{each.sent if each.index is None else each.index}]"
        path += f".{each.column}" if each.column else ""
        code = listed.rows[each.sent].code
        side = self.fields.resolve_conflict(
            path, code, base=each.base, answer=each.form, now=each.record, row=code
        )
        if side != FORM:
            return
        index = next(
            (number for number, row in enumerate(rows) if row.get(_ROW_NUMBER, -1) == each.index), None
        )
        if index is None:
            rows.append(each.form)
        elif each.column:
            rows[index] = set_value(rows[index], each.column, each.form)
        else:
            del rows[index]

    def _read_raw_rows(self, listed: FormList) -> list[dict[str, Any]]:
        """Return the rows as stored in the file, including columns that the form does not show."""
        kind, *inside = listed.path.split(".")
        return list(data_at(self.fields.read_data(kind), inside) or [])

    def _complete_row(
        self, listed: FormList, row: dict[str, Any], record: Sequence[Mapping[str, Any]]
    ) -> tuple[dict[str, Any], int | None]:
        """Return a merged row as it will be stored, and the number of the row that it replaces.

        The number is None for a new row. If the model rejects the merged row, the stored row is returned
        unchanged.
        """
        number = row.pop(_ROW_NUMBER, None)
        if number is None:
            return row, None
        raw, before = self._read_raw_rows(listed)[number], record[number]
        whole = _update_row(raw, before, row, [column.name for column in listed.columns])
        error = find_row_error(listed, whole) if whole != raw else ""
        if error:
            self._refuse(listed, error, row)
            return raw, number
        return whole, number

    def _record_changes(
        self, listed: FormList, rows: Sequence[tuple[dict[str, Any], int | None]], record: Sequence[Any]
    ) -> None:
        """Record each changed cell, and each row that was added, removed or moved."""
        raw = self._read_raw_rows(listed)
        for index, (row, number) in enumerate(rows):
            path = f"{listed.path}[{index}]"
            if number is None:
                self.fields.changed.append(ValueChange(path, None, row))
            elif row != raw[number]:
                pairs = {name: (raw[number].get(name), row.get(name)) for name in {**raw[number], **row}}
                differ = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
                self.fields.changed += [ValueChange(f"{path}.{name}", *pair) for name, pair in differ.items()]
        stayed = [number for _, number in rows if number is not None]
        removed = [number for number in range(len(record)) if number not in stayed]
        self.fields.changed += [
            ValueChange(f"{listed.path}[{number}]", raw[number], None) for number in removed
        ]
        if stayed != sorted(stayed):
            names = {number: row_name(listed, raw[number]) for number in stayed}
            before, after = ([names[number] for number in order] for order in (sorted(stayed), stayed))
            self.fields.changed.append(ValueChange(listed.path, before, after))


def _update_row(
    raw: Mapping[str, Any], before: Mapping[str, Any], row: Mapping[str, Any], columns: Sequence[str]
) -> dict[str, Any]:
    """Return ``raw`` with those values of ``row`` that differ from ``before``.

    All other values are as the record's file contains them.
    """
    differ = {name: row.get(name) for name in columns if row.get(name) != before.get(name)}
    kept = {name: value for name, value in raw.items() if name not in differ or differ[name] is not None}
    return {**kept, **{name: value for name, value in differ.items() if value is not None}}

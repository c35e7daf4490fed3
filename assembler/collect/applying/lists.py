"""The lists of a form, taken into the record row by row and cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assembler.collect.applying.fields import Taking
from assembler.collect.applying.history import name_of_row
from assembler.collect.applying.unread_hint import with_place_in_list
from assembler.collect.reading.list_rows import ListNow, read_list, sent_rows
from assembler.merging.result import FORM, Changed, KeptText
from assembler.merging.row_alignment import Row
from assembler.merging.three_way import FormRowNow, RowConflict, merge_list, with_value
from assembler.model.documents.form import FormList
from assembler.store.records.record_data import current_rows, data_at, find_row_error, plain_columns
from assembler.store.records.value_text import format_value
from assembler.structs import Struct

_ROW = " row"
"""Marks from which row of the record a merged row came; no column is called so."""


def take_form(taking: Taking) -> None:
    """Take every field and every list of a form."""
    taking.take_fields()
    for listed in taking.manifest.lists:
        _ListTaking(taking).take(listed)
    taking.put_languages()


class _ListTaking(Struct, frozen=True):
    taking: Taking

    def take(self, listed: FormList) -> None:
        """Take one list."""
        taking, reader = self.taking, self.taking.reader(listed.path)
        now = read_list(listed, taking.form, taking.match, reader=reader, bare=plain_columns(listed))
        sent = [dict(row.base) for row in sent_rows(listed)]
        if now.found or sent:
            found = (with_place_in_list(each, taking.record, listed) for each in now.diagnostics)
            self.taking.diagnostics += found
        self.taking.read.update(now.read)
        self.taking.kept += [KeptText(code, text, "not read as a value", "unread") for code, text in now.kept]
        if now.found and [dict(row.values) for row in now.rows] != sent:
            taking.typed.append(listed.path)
        if now.found:
            taking.lists.append(listed.path)
            self._merge(listed, sent, self._sound_rows(listed, now))

    def _sound_rows(self, listed: FormList, now: ListNow) -> list[FormRowNow]:
        """The rows without new ones that the model does not take; their words are kept."""
        sound = []
        for row in now.rows:
            fault = find_row_error(listed, row.values) if row.index is None else ""
            if fault:
                self._refuse(listed, fault, ", ".join(map(format_value, row.values.values())))
            else:
                sound.append(row)
        return sound

    def _refuse(self, listed: FormList, fault: str, words: str) -> None:
        what = f"a row of this list cannot be kept as data ({fault}): {words}"
        self.taking.tell("row-unfit", listed.code, what, "complete the row in the record")
        self.taking.kept.append(KeptText(listed.code, words, fault, "unread"))

    def _merge(self, listed: FormList, sent: Sequence[Mapping[str, Any]], said: Sequence[FormRowNow]) -> None:
        columns = [column.name for column in listed.columns]
        now = current_rows(self.taking.record, listed)
        record = [{**row, _ROW: number} for number, row in enumerate(now)]
        merged = merge_list(sent, self._news(listed, said), record, columns, sent=self.taking.terms.sent)
        listed_rows = list(merged.rows)
        for each in merged.conflicts:
            self._row_conflict(listed, each, listed_rows)
        rows = [self._whole(listed, dict(row), record) for row in listed_rows]
        if [row for row, _ in rows] != self._raw_rows(listed):
            self._told(listed, rows, record)
            self.taking.put(listed.path, [row for row, _ in rows] or None)

    def _news(self, listed: FormList, said: Sequence[FormRowNow]) -> list[FormRowNow]:
        """The rows without new ones that this very file has brought before."""
        known = self.taking.terms.earlier
        return [row for row in said if row.index is not None or not known.has_row(listed.path, row.values)]

    def _row_conflict(self, listed: FormList, each: RowConflict, rows: list[Row]) -> None:
        """A conflict in a list; where the form is to be followed, ``rows`` do.

        A row that this very file took out before is not the row that stands in its place now.
        """
        removes = not each.column and each.form is None
        if removes and self.taking.terms.earlier.has_removed(listed.path, each.base):
            return
        place = f"{listed.path}[{each.sent if each.index is None else each.index}]"
        place += f".{each.column}" if each.column else ""
        code = listed.rows[each.sent].code
        side = self.taking.conflict(place, code, base=each.base, said=each.form, now=each.record)
        if side != FORM:
            return
        at = next((at for at, row in enumerate(rows) if row.get(_ROW, -1) == each.index), None)
        if at is None:
            rows.append(each.form)
        elif each.column:
            rows[at] = with_value(rows[at], each.column, each.form)
        else:
            del rows[at]

    def _raw_rows(self, listed: FormList) -> list[dict[str, Any]]:
        """The rows as their file has them, with what the form does not show."""
        kind, *inside = listed.path.split(".")
        return list(data_at(self.taking.data_of(kind), inside) or [])

    def _whole(
        self, listed: FormList, row: dict[str, Any], record: Sequence[Mapping[str, Any]]
    ) -> tuple[dict[str, Any], int | None]:
        """A merged row as the file will have it, and the row of the record it comes from."""
        number = row.pop(_ROW, None)
        if number is None:
            return row, None
        raw, before = self._raw_rows(listed)[number], record[number]
        whole = _updated(raw, before, row, [column.name for column in listed.columns])
        fault = find_row_error(listed, whole) if whole != raw else ""
        if fault:
            self._refuse(listed, fault, ", ".join(map(format_value, row.values())))
            return raw, number
        return whole, number

    def _told(
        self, listed: FormList, rows: Sequence[tuple[dict[str, Any], int | None]], record: Sequence[Any]
    ) -> None:
        """Tell each cell that changed, each row that came, went or moved."""
        raw = self._raw_rows(listed)
        for at, (row, number) in enumerate(rows):
            path = f"{listed.path}[{at}]"
            if number is None:
                self.taking.changed.append(Changed(path, None, row))
            elif row != raw[number]:
                pairs = {name: (raw[number].get(name), row.get(name)) for name in {**raw[number], **row}}
                differ = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
                self.taking.changed += [Changed(f"{path}.{name}", *pair) for name, pair in differ.items()]
        stayed = [number for _, number in rows if number is not None]
        gone = [number for number in range(len(record)) if number not in stayed]
        self.taking.changed += [Changed(f"{listed.path}[{number}]", raw[number], None) for number in gone]
        if stayed != sorted(stayed):
            names = {number: name_of_row(listed, raw[number]) for number in stayed}
            before, after = ([names[number] for number in order] for order in (sorted(stayed), stayed))
            self.taking.changed.append(Changed(listed.path, before, after))


def _updated(
    raw: Mapping[str, Any], before: Mapping[str, Any], row: Mapping[str, Any], columns: Sequence[str]
) -> dict[str, Any]:
    """``raw`` with the columns that differ from ``before``: what did not change stays as it was written."""
    differ = {name: row.get(name) for name in columns if row.get(name) != before.get(name)}
    kept = {name: value for name, value in raw.items() if name not in differ or differ[name] is not None}
    return {**kept, **{name: value for name, value in differ.items() if value is not None}}

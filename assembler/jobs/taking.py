"""The record as it will be once the form's answers are in it: three-way, value by value.

Nothing is written here. The result holds the new plain data of each file of the record, what changed, and
what a person must settle.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from assembler.jobs.answers import Answer, Asked, Reader
from assembler.jobs.collected import Changed, Conflict, KeptText
from assembler.jobs.grid_rows import find_cells
from assembler.jobs.list_rows import ListNow, read_list, sent_rows
from assembler.jobs.matching import Located, Match, Spot, answer_place
from assembler.jobs.plain_record import (
    bare_columns,
    bare_words,
    data_at,
    row_fault,
    rows_now,
    spoken_at,
    spoken_part,
    unspoken,
    value_now,
    with_data,
)
from assembler.jobs.spare_items import item_of, moved_items
from assembler.jobs.three_way import FormRowNow, Verdict, merge_list, verdict
from assembler.model.finding import Finding, Level, Place
from assembler.model.form import FormField, FormList, FormManifest
from assembler.model.paths import ROOTS, value_at
from assembler.model.wanted import keys_at
from assembler.store.record import Record
from assembler.word.controls import prompt_of
from assembler.word.form_content import Cell, ReturnedForm

_CONFLICT = "decide which of the two is right and write it into the record"
_ROW_GONE = "ask for the form with this row, or write the answer into the record"
_ROW = " row"
"""Marks from which row of the record a merged row came; no column is called so."""


@dataclass(slots=True)
class Taking:
    """The record while the answers of one form are taken into it."""

    record: Record
    form: ReturnedForm
    manifest: FormManifest
    match: Match
    data: dict[str, Any] = field(default_factory=dict)
    changed: list[Changed] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    kept: list[KeptText] = field(default_factory=list)
    read: set[tuple[Spot, int]] = field(default_factory=set)
    """Cells that were read: the row, and the number of the cell from 0."""
    moved: Mapping[str, str] = field(default_factory=dict)
    """Where the record keeps items that were spare in the form, if not at the path they were sent with."""

    def take_all(self) -> None:
        """Take every field and every list of the form."""
        grids = find_cells(self.manifest.fields, self.form, self.match)
        self.findings += grids.findings
        self.moved = moved_items(
            self.record, self.manifest.fields, lambda each: self._said(each, grids.places)
        )
        self.findings += [self._moved(*each) for each in self.moved.items()]
        for each in self.manifest.fields:
            self._field(each, grids.places)
        for listed in self.manifest.lists:
            self._list(listed, self._reader(listed.path))
        self._put_languages()

    def _reader(self, path: str) -> Reader:
        """Reads what is kept at ``path``: words in the language that is spoken there need not say so."""
        around = spoken_at(self.record, path) or self.record.about.language
        return Reader(self.form.name, self.manifest.language, self.manifest.content_language, around)

    def _said(self, each: FormField, places: Mapping[str, int]) -> Any:
        """What the form says to a field; nothing is noted of it."""
        located = self.match.rows.get(each.row_code)
        place = None if located is None else self._place(each, located, places)
        if located is None or place is None or place >= len(located.cells):
            return None
        return self._reader(each.path).read(_asked(each), located.cells[place]).value

    @staticmethod
    def _place(each: FormField, located: Located, places: Mapping[str, int]) -> int | None:
        return places.get(each.code) if each.row else answer_place(located.cells)

    def _moved(self, sent: str, kept: str) -> Finding:
        old, new = sent.rpartition(".")[2], kept.rpartition(".")[2]
        what = f"{old} is something else in the record by now, so what the form says there is {new}"
        return Finding("moved", Level.INFO, Place(self.form.name, old), what)

    def _path(self, each: FormField) -> str:
        """Where the record keeps the answer."""
        item = item_of(each.path)
        return self.moved.get(item, item) + each.path.removeprefix(item)

    def _put_languages(self) -> None:
        """Say of each new row of a table in which language it is, where that is not the record's."""
        language = self.manifest.content_language
        items = dict.fromkeys(item_of(change.path) for change in self.changed)
        for item in filter(None, items):
            kind, *inside = item.split(".")
            new = value_at(self.record.entities, item) is None
            says = "language" in keys_at(ROOTS[kind], tuple(inside))
            if new and says and language != self.record.about.language:
                self._settle(f"{item}.language", inside[-1], base=None, said=language, now=None)
        for part in dict.fromkeys(spoken_part(change.path) for change in self.changed):
            new = bool(part) and value_at(self.record.entities, part) is None
            if new and language != self.record.about.language:
                self._put_whole(part, language)

    def _put_whole(self, part: str, language: str) -> None:
        """Let a new part of the record (a peer's grid) say its language once, and not in every text."""
        kind, *inside = part.split(".")
        told = unspoken(data_at(self._data(kind), inside), language)
        self.data[kind] = with_data(self._data(kind), inside, {"language": language, **told})
        self.changed.append(Changed(f"{part}.language", None, language))

    def _field(self, each: FormField, places: Mapping[str, int]) -> None:
        located = self.match.rows.get(each.row_code)
        if located is None:
            self._missing(each)
            return
        place = self._place(each, located, places)
        if place is None:
            return
        if place < len(located.cells) and not (each.row and located.cells[place].covered):
            self.read.add((located.spot, place))
            self._answer(replace(each, path=self._path(each)), located.cells[place])
            return
        what = f"the cell of {each.title} is gone from this row; the record keeps its value"
        self._tell("cell-missing", each.row, what, _ROW_GONE, level=Level.WARNING)

    def _answer(self, each: FormField, cell: Cell) -> None:
        answer = self._reader(each.path).read(_asked(each), cell)
        self._note(each.code, answer)
        if answer.read:
            base = None if each.base == "" else each.base
            self._settle(each.path, each.code, base=base, said=answer.value, now=value_now(self.record, each))

    def _note(self, code: str, answer: Answer) -> None:
        self.findings += answer.findings
        if answer.kept:
            self.kept.append(KeptText(code, answer.kept, answer.findings[-1].what if answer.findings else ""))

    def _missing(self, each: FormField) -> None:
        """Tell that the row of a field is gone, once for all fields in it."""
        code = each.row_code
        if any(finding.place.where == code for finding in (*self.match.findings, *self.findings)):
            return
        called = "" if each.row else f" ({each.title})"
        what = f"the row of {code}{called} is gone; the record keeps what it says"
        self._tell("field-missing", code, what, _ROW_GONE, level=Level.WARNING)

    def _tell(self, rule: str, code: str, what: str, remedy: str, *, level: Level = Level.ERROR) -> None:
        self.findings.append(Finding(rule, level, Place(self.form.name, code), what, remedy))

    def _settle(self, path: str, code: str, *, base: Any, said: Any, now: Any) -> None:
        spoken = spoken_at(self.record, path)
        match verdict(*(unspoken(value, spoken) for value in (base, said, now))):
            case Verdict.TAKE:
                self.changed.append(Changed(path, now, said))
                self._put(path, said)
            case Verdict.CONFLICT:
                self._conflict(path, code, base=base, said=said, now=now)
            case _:
                pass

    def _conflict(self, path: str, code: str, *, base: Any, said: Any, now: Any) -> None:
        self.conflicts.append(Conflict(path, base, said, now))
        what = f"the form says {said!r}, but the record was changed to {now!r} meanwhile"
        self._tell("conflict", code, what, _CONFLICT)
        if said is not None:
            self.kept.append(KeptText(code, str(said), "in conflict with the record"))

    def _put(self, path: str, value: Any) -> None:
        kind, *inside = path.split(".")
        told = unspoken(value, spoken_at(self.record, path))
        self.data[kind] = with_data(self._data(kind), inside, told)

    def _data(self, kind: str) -> Any:
        """What a file of the record says, with the changes made so far."""
        file = self.record.files.get(kind)
        return self.data.get(kind, {} if file is None else file.data)

    def _list(self, listed: FormList, reader: Reader) -> None:
        now = read_list(listed, self.form, self.match, reader=reader, bare=bare_columns(listed))
        sent = [dict(row.base) for row in sent_rows(listed)]
        if now.found or sent:
            self.findings += now.findings
        self.read.update((spot, at) for spot in now.spots for at, _ in enumerate(self._row(spot)))
        self.kept += [KeptText(code, text, "not read as a value") for code, text in now.kept]
        if now.found:
            self._merge(listed, sent, self._sound_rows(listed, now))

    def _row(self, spot: Spot) -> Sequence[Cell]:
        return self.form.tables[spot[0]].rows[spot[1]]

    def _sound_rows(self, listed: FormList, now: ListNow) -> list[FormRowNow]:
        """The rows without new ones that the model does not take; their words are kept."""
        sound = []
        for row in now.rows:
            fault = row_fault(listed, row.values) if row.index is None else ""
            if fault:
                self._refuse(listed, fault, ", ".join(str(value) for value in row.values.values()))
            else:
                sound.append(row)
        return sound

    def _refuse(self, listed: FormList, fault: str, words: str) -> None:
        what = f"a row of this list cannot be kept as data ({fault}): {words}"
        self._tell("row-unfit", listed.code, what, "complete the row in the record")
        self.kept.append(KeptText(listed.code, words, fault))

    def _merge(self, listed: FormList, sent: Sequence[Mapping[str, Any]], said: Sequence[FormRowNow]) -> None:
        columns = [column.name for column in listed.columns]
        record = [{**row, _ROW: number} for number, row in enumerate(rows_now(self.record, listed))]
        merged = merge_list(sent, said, record, columns)
        for index, column, value in merged.conflicts:
            place = listed.path if index < 0 else f"{listed.path}[{index}]" + (f".{column}" if column else "")
            base, now = _old(sent, index, column), _old(record, index, column)
            self._conflict(place, listed.code, base=base, said=value, now=now)
        rows = [self._whole(listed, dict(row), record) for row in merged.rows]
        if [row for row, _ in rows] != self._raw_rows(listed):
            self._told(listed, rows, record)
            self._put(listed.path, [row for row, _ in rows] or None)

    def _raw_rows(self, listed: FormList) -> list[dict[str, Any]]:
        """The rows as their file has them, with what the form does not show."""
        kind, *inside = listed.path.split(".")
        return list(data_at(self._data(kind), inside) or [])

    def _whole(
        self, listed: FormList, row: dict[str, Any], record: Sequence[Mapping[str, Any]]
    ) -> tuple[dict[str, Any], int | None]:
        """A merged row as the file will have it, and the row of the record it comes from."""
        number = row.pop(_ROW, None)
        if number is None:
            return row, None
        raw, before = self._raw_rows(listed)[number], record[number]
        whole = _updated(raw, before, row, [column.name for column in listed.columns])
        fault = row_fault(listed, whole) if whole != raw else ""
        if fault:
            self._refuse(listed, fault, ", ".join(map(str, row.values())))
            return raw, number
        return whole, number

    def _told(
        self, listed: FormList, rows: Sequence[tuple[dict[str, Any], int | None]], record: Sequence[Any]
    ) -> None:
        """Tell each cell that changed, each row that came or went."""
        raw = self._raw_rows(listed)
        for at, (row, number) in enumerate(rows):
            path = f"{listed.path}[{at}]"
            if number is None:
                self.changed.append(Changed(path, None, row))
            elif row != raw[number]:
                pairs = {name: (raw[number].get(name), row.get(name)) for name in {**raw[number], **row}}
                differ = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
                self.changed += [Changed(f"{path}.{name}", *pair) for name, pair in differ.items()]
        stayed = {number for _, number in rows}
        gone = [number for number in range(len(record)) if number not in stayed]
        self.changed += [Changed(f"{listed.path}[{number}]", raw[number], None) for number in gone]


def _asked(each: FormField) -> Asked:
    return Asked(
        each.code, each.kind, each.base, each.shown, prompt_of(each.prompt), each.choices, each.language,
        bare_words(each.path),
    )  # fmt: skip


def _old(rows: Sequence[Mapping[str, Any]], index: int, column: str) -> Any:
    """What stood in a row (or all rows, or one column of a row) before."""
    if index < 0:
        return [_shown(row) for row in rows]
    return rows[index].get(column) if column else _shown(rows[index])


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != _ROW}


def _updated(
    raw: Mapping[str, Any], before: Mapping[str, Any], row: Mapping[str, Any], columns: Sequence[str]
) -> dict[str, Any]:
    """``raw`` with the columns that differ from ``before``: what did not change stays as it was written."""
    differ = {name: row.get(name) for name in columns if row.get(name) != before.get(name)}
    kept = {name: value for name, value in raw.items() if name not in differ or differ[name] is not None}
    return {**kept, **{name: value for name, value in differ.items() if value is not None}}

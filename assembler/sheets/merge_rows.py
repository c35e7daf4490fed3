"""Merge of a sheet's rows into the rows of a record, in which only values that differ are changed.

Columns and rows that are missing from the sheet stay unchanged in the record. If a cell was emptied, the
record's value is removed and the change is reported. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.sheets import CONTRADICTORY_ROWS, IGNORED_COLUMN, UNREADABLE_CELL
from assembler.diagnostics.value_problems import SHEET_HINTS
from assembler.merging.collect_result import ValueChange
from assembler.model.documents.sheet_kind import SheetColumn, SheetKind
from assembler.model.paths import value_at
from assembler.model.review.desk_reviews import comparison_key
from assembler.model.review.visit import session_kind
from assembler.model.types.values import Text
from assembler.sheets.cells import format_cell, read_cell
from assembler.sheets.headings import HeadedSheet, SheetRow
from assembler.sheets.record_rows import RecordRows
from assembler.sheets.row_names import RowNamer
from assembler.store.records.record_data import data_at, with_data
from assembler.structs import Struct, field
from assembler.values import UnreadableError

_KEEP = object()
"""Stand-in for an unreadable cell, whose value in the record is kept."""
_LANGUAGE = "language"
"""Path of the column that gives a row's language; a row with an empty cell keeps its language."""


class SheetMerge(Struct):
    """The merge of a sheet's rows into the ``rows`` of a record.

    ``data`` maps the name of each row to its plain data after the merge, and ``names`` maps the path of each
    merged row in the record to its name. ``shared`` is the data of the record's file, including the values of
    the shared columns. ``default_language`` is the language of texts that do not specify one. ``locations``
    maps paths in the record to locations in the sheet.
    """

    rows: RecordRows
    data: dict[str, Any]
    shared: dict[str, Any]
    default_language: str
    names: dict[str, str] = field(default_factory=dict)
    changed: list[ValueChange] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    locations: dict[str, Location] = field(default_factory=dict)

    @property
    def kind(self) -> SheetKind:
        """The kind of sheet."""
        return self.rows.kind

    def merge(self, pages: Sequence[HeadedSheet]) -> int:
        """Merge the rows of all pages, and return the number of items."""
        for page in pages:
            self.diagnostics += page.diagnostics
        complete = [page for page in pages if page.columns.issuperset(self.kind.needed)]
        rows = [row for page in complete for row in page.rows]
        namer = RowNamer(self.kind, self.rows.entities)
        for key, group in namer.group_rows([row for row in rows if _has_own_value(self.kind, row)]):
            self._merge_row(key, group)
        for column in (each for each in self.kind.columns if each.shared) if rows else ():
            if column.path in rows[0].headings:
                self._merge_shared_column(column, rows)
        self.diagnostics += namer.diagnostics
        return len(namer.seen) if self.kind.rows or self.kind.key else len(rows[:1])

    def find_location(self, path: str) -> Location | None:
        """Return the location in the sheet of the record's ``path`` or its nearest parent, or None.

        If only rows below ``path`` are in the sheet, the location is the sheet as a whole.
        """
        parent = path
        while parent:
            if parent in self.locations:
                return self.locations[parent]
            parent = parent[: max(parent.rfind("."), parent.rfind("["), 0)]
        row = next((each for name, each in self.locations.items() if name.startswith(f"{path}.")), None)
        return row and Location(row.file, row.position.partition(", ")[0])

    def find_row_name(self, path: str) -> str:
        """Return the name of the merged row that contains ``path``, or "" if there is none."""
        path = path.replace('"', "")
        while path and path not in self.names:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self.names.get(path, "")

    def _merge_row(self, key: str, rows: list[SheetRow]) -> None:
        raw, new = self._start_row(key, rows[0]), key not in self.data
        if new and self.kind.derived:
            location = rows[0].locate(self.kind.key[0])
            self.diagnostics.append(UNREADABLE_CELL.at(location, "new row", text=f"“{key}”"))
            return
        base = self.rows.locate([*self.data, *([key] if new else [])], key)
        entity = self.rows.entities.get(key)
        self.names[base] = key
        is_named = self.kind.key and not self.kind.same
        self.locations[base] = rows[0].locate(self.kind.key[0] if is_named else "")
        if self.kind.is_nested:
            depth = self.kind.rows.split(".").index("*") + 1
            outer = (self.kind.record, *self.kind.find_row_path(key)[:depth])
            self.locations.setdefault(".".join(outer), rows[0].locate(self.kind.key[0]))
        self.locations.update({f"{base}.{path}": rows[0].locate(path) for path in self.kind.key})
        for column in self._select_columns(rows[0], is_item=False):
            raw = self._merge_cell(raw, entity, base, row=self._find_row(column, rows), column=column)
        if columns := self._select_columns(rows[0], is_item=True):
            raw = self._merge_items(raw, entity, base, rows=rows, columns=columns)
        code = rows[0].language.code
        if new and self.kind.record == "evidence" and code not in ("", self.default_language):
            raw = {"language": code, **raw}
        if raw or not new:
            self.data[key] = raw

    def _merge_shared_column(self, column: SheetColumn, rows: list[SheetRow]) -> None:
        row = self._find_row(column, rows)
        entity = self.rows.record.entities.get(self.kind.record)
        self.shared = self._merge_cell(self.shared, entity, self.kind.record, row=row, column=column)

    def _start_row(self, key: str, row: SheetRow) -> dict[str, Any]:
        """Return the data of an existing row, or the data that the name of a new row implies."""
        if key in self.data:
            return dict(self.data[key] or {})
        if self.kind.record == "evidence":
            return dict(zip(self.kind.key, key.split("-"), strict=False))
        if self.kind.rows != "sessions":
            return {}
        try:
            return {"kind": session_kind(key).value}
        except KeyError:
            self.diagnostics.append(
                UNREADABLE_CELL.at(row.locate("session"), "not a session", text=f"“{key}”")
            )
            return {}

    def _select_columns(self, row: SheetRow, *, is_item: bool) -> list[SheetColumn]:
        present = (each for each in self.kind.own_columns() if each.path in row.headings)
        return [each for each in present if each.path not in self.kind.key
                and self.kind.is_item_column(each) is is_item]  # fmt: skip

    def _read_cell(self, row: SheetRow, column: SheetColumn) -> Any:
        try:
            return row.read(column)
        except UnreadableError as error:
            is_general = column.kind in UNREADABLE_CELL.hints and error.problem not in SHEET_HINTS
            hint = f" + {column.kind}" if is_general else ""
            location = row.locate(column.path)
            diagnostic = UNREADABLE_CELL.at(location, f"{error.problem}{hint}", **error.fields)
            if diagnostic not in self.diagnostics:
                self.diagnostics.append(diagnostic)
            return _KEEP

    def _find_row(self, column: SheetColumn, rows: Sequence[SheetRow]) -> SheetRow:
        """Return the first row with a value in ``column``, or the first row if the column is empty.

        Rows with a different value are reported.
        """
        filled = [row for row in rows if row.cell(column.path) is not None] or [rows[0]]
        first = self._read_cell(filled[0], column) if len(filled) > 1 else None
        for other in filled[1:]:
            if self._read_cell(other, column) != first:
                location = other.locate(column.path)
                variant = "shared" if column.shared else ""
                self.diagnostics.append(CONTRADICTORY_ROWS.at(location, variant, row=filled[0].line.number))
        return filled[0]

    def _merge_cell(
        self, raw: dict[str, Any], entity: Any, base: str, *, row: SheetRow, column: SheetColumn
    ) -> dict[str, Any]:
        """Return ``raw`` with the value that ``row`` has in ``column``, unless it already has that value."""
        path = (
            column.path.removeprefix(f"{self.kind.each}.")
            if self.kind.is_item_column(column)
            else column.path
        )
        place = self.rows.locate_value(base, path)
        self.locations[place] = row.locate(column.path)
        new = self._read_cell(row, column)
        old = read_cell(column, format_cell(column, value_at(entity, path), row.language), row.language)
        has_value = data_at(raw, path.split(".")) is not None  # as opposed to a default of the model
        is_still_empty = new is None and (path == _LANGUAGE or not has_value)
        if new is _KEEP or new == old or is_still_empty:
            return raw
        if column.path in self.kind.derived:
            self.diagnostics.append(IGNORED_COLUMN.at(row.locate(column.path), "derived"))
            return raw
        is_text = column.kind in ("words", "texts")
        after = _set_value(raw, path, new, is_text=is_text, language=self._new_text_language(row))
        if after != raw:
            self.changed.append(ValueChange(place, old, new))
        return after

    def _new_text_language(self, row: SheetRow) -> str:
        """Return the language to store with a new text, or "" for the default language."""
        is_default = self.kind.record == "evidence" or row.language.code == self.default_language
        return "" if is_default else row.language.code

    def _merge_items(
        self, raw: dict[str, Any], entity: Any, base: str, *, rows: list[SheetRow], columns: list[SheetColumn]
    ) -> dict[str, Any]:
        """Return ``raw`` with the items in ``rows``, such as guests.

        Each row that has a value in any of the ``columns`` contains one item.
        """
        name = self.kind.each
        filled = [row for row in rows if any(row.cell(column.path) is not None for column in columns)]
        old, known = list(raw.get(name) or []), list(getattr(entity, name, ()))
        matches = _match_items(filled, known, self.kind.each_name)
        items = []
        for number, (row, match) in enumerate(zip(filled, matches, strict=True)):
            path, guest = f"{base}.{name}[{number}]", None if match is None else known[match]
            self.locations[path] = row.locate()
            item = {} if match is None else dict(old[match])
            for column in columns:
                item = self._merge_cell(item, guest, path, row=row, column=column)
            items.append(item)
        removed = [each for index, each in enumerate(old) if index not in matches]
        self.changed += [ValueChange(f"{base}.{name}", each, None) for each in removed]
        return with_data(raw, (name,), items or None) if items != old else raw


def _match_items(rows: Sequence[SheetRow], known: Sequence[Any], path: str) -> list[int | None]:
    """Return the index in ``known`` of the item in each row, or None for a new item.

    Items are matched first by their value at ``path``, then by order.
    """
    name = path.partition(".")[2]
    keys = [comparison_key(_plain_text(getattr(each, name))) for each in known]
    matches: list[int | None] = []
    for row in rows:
        key = comparison_key(str(row.cell(path) or ""))
        candidates = (index for index, each in enumerate(keys) if each == key and index not in matches)
        matches.append(next(candidates, None))
    for index in range(min(len(matches), len(known))):
        if matches[index] is None and index not in matches:
            matches[index] = index
    return matches


def _set_value(
    raw: Mapping[str, Any], path: str, value: Any, *, is_text: bool, language: str
) -> dict[str, Any]:
    """Return ``raw`` with ``value`` at ``path``.

    If it replaces a text, the language of the text does not change.
    """
    name, _, rest = path.partition(".")
    old = raw.get(name)
    if rest == _LANGUAGE:
        text = {"text": _plain_text(old), **({rest: value} if value else {})}
        return with_data(raw, (name,), text) if _plain_text(old) else dict(raw)
    if rest:
        inside = _set_value(old or {}, rest, value, is_text=is_text, language=language)
        return with_data(raw, (name,), inside or None)
    if not is_text or value is None:
        return with_data(raw, (name,), value)
    if isinstance(value, list):
        known = {_plain_text(each): each for each in old or ()}
        return {**raw, name: [known.get(each) or _tag_language(each, language) for each in value]}
    if isinstance(old, Mapping):
        return {**raw, name: {**old, "text": value}}
    return {**raw, name: value if old is not None else _tag_language(value, language)}


def _plain_text(text: Any) -> str:
    if isinstance(text, Text):
        return text.text.strip()
    return str((text.get("text") if isinstance(text, Mapping) else text) or "").strip()


def _tag_language(text: str, language: str) -> Any:
    return {"text": text, "language": language} if language else text


def _has_own_value(kind: SheetKind, row: SheetRow) -> bool:
    return any(row.cell(column.path) is not None for column in kind.own_columns())

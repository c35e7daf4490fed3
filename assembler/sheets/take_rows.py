"""The rows of a sheet into the rows of a record: what differs changes, all else stays as its author left it.

Columns that the sheet does not have are left alone; an emptied cell takes its value away, which is told; a
row of the record that the sheet does not have stays. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from assembler.diagnostics import Diagnostic, Location
from assembler.merging.result import Changed
from assembler.model.documents.sheets import SheetColumn, SheetKind
from assembler.model.paths import value_at
from assembler.model.review.desk import comparison_key
from assembler.model.review.visit import session_kind
from assembler.sheets.cells import plain, shown
from assembler.sheets.headings import HeadedPage, SheetRow
from assembler.sheets.row_names import Naming
from assembler.store.records.record_data import data_at, with_data
from assembler.structs import Struct, field
from assembler.values import UnreadableError

_KEEP = object()
"""What a cell says that could not be read: the record keeps its value."""
_LANGUAGE = "language"
"""The column for the language of a row: where its cell is empty, the row keeps the language that it has."""
_HINTS: Mapping[str, str] = MappingProxyType({
    "choice": "write one of these",
    "number": "write a whole number in digits, as in `2`",
    "flag": "write `x`, or leave the cell empty",
})  # fmt: skip
"""By kind of column; what is wrong with a cell of another kind says how to write it."""


class SheetTaking(Struct):
    """The rows of one kind while those of a sheet are taken in.

    ``data`` are the rows as plain data by name, ``entities`` the same as the model has them; ``spoken`` is
    the language of texts there that name none. ``where`` tells the place in the sheet for a path of the
    record.
    """

    kind: SheetKind
    data: dict[str, Any]
    entities: Mapping[str, Any]
    spoken: str
    changed: list[Changed] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    where: dict[str, Location] = field(default_factory=dict)

    def take(self, pages: Sequence[HeadedPage]) -> int:
        """Take the rows of all sheets together; how many things they told of."""
        for page in pages:
            self.diagnostics += page.diagnostics
        whole = [page for page in pages if page.columns.issuperset(self.kind.needed)]
        naming = Naming(self.kind, self.entities)
        for key, rows in naming.named([row for page in whole for row in page.rows]):
            self._item(key, rows)
        self.diagnostics += naming.diagnostics
        return len(naming.seen)

    def place(self, path: str) -> Location | None:
        """Where the sheet says what stands at ``path`` of the record, or the nearest thing around it."""
        while path:
            if path in self.where:
                return self.where[path]
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return None

    def name_in(self, path: str) -> str:
        """The name of the row of the record in ``path``; "" where it lies in none."""
        rest = path.replace('"', "").removeprefix(f"{self.kind.record}.{self.kind.rows}.")
        name = rest.partition(".")[0]
        return name if name in self.data else ""

    def _item(self, key: str, rows: list[SheetRow]) -> None:
        base = f"{self.kind.record}.{self.kind.rows}.{key}"
        raw, new = self._begun(key, rows[0]), key not in self.data
        entity = self.entities.get(key)
        self.where[base] = rows[0].place()
        self.where.update({f"{base}.{path}": rows[0].place(path) for path in self.kind.key})
        for column in self._columns(rows[0], of_item=False):
            raw = self._taken(raw, entity, base, row=self._row_of(column, rows), column=column)
        if columns := self._columns(rows[0], of_item=True):
            raw = self._with_items(raw, entity, base, rows=rows, columns=columns)
        code = rows[0].tongue.code
        if new and self.kind.record == "evidence" and code not in ("", self.spoken):
            raw = {"language": code, **raw}
        self.data[key] = raw

    def _begun(self, key: str, row: SheetRow) -> dict[str, Any]:
        """What the record has already; of a new row what its name says."""
        if key in self.data:
            return dict(self.data[key] or {})
        if self.kind.record == "evidence":
            return dict(zip(self.kind.key, key.split("-"), strict=False))
        try:
            return {"kind": session_kind(key).value}
        except KeyError:
            what = f"{key!r} is the name of no session"
            self.diagnostics.append(row.fault("unreadable", "session", what, "write I17, WA, D1 or so"))
            return {}

    def _columns(self, row: SheetRow, *, of_item: bool) -> list[SheetColumn]:
        there = (each for each in self.kind.columns if each.path in row.headings)
        return [each for each in there if each.path not in self.kind.key
                and self.kind.is_item_column(each) is of_item]  # fmt: skip

    def _said(self, row: SheetRow, column: SheetColumn) -> Any:
        try:
            return row.said(column)
        except UnreadableError as fault:
            hint = _HINTS.get(column.kind, "correct the cell")
            found = row.fault("unreadable", column.path, fault.message, hint)
            self.diagnostics += [] if found in self.diagnostics else [found]
            return _KEEP

    def _row_of(self, column: SheetColumn, rows: Sequence[SheetRow]) -> SheetRow:
        """The first row that says something in ``column``; others must say the same or nothing."""
        telling = [row for row in rows if row.cell(column.path) is not None] or [rows[0]]
        first = self._said(telling[0], column) if len(telling) > 1 else None
        for other in telling[1:]:
            if self._said(other, column) != first:
                what = f"row {telling[0].line.number} says something else about the same session"
                hint = "say it once, in the first row of the session"
                self.diagnostics.append(other.fault("two-answers", column.path, what, hint))
        return telling[0]

    def _taken(
        self, raw: dict[str, Any], entity: Any, base: str, *, row: SheetRow, column: SheetColumn
    ) -> dict[str, Any]:
        """``raw`` with what ``row`` says in ``column``, where that differs."""
        path = (
            column.path.removeprefix(f"{self.kind.each}.")
            if self.kind.is_item_column(column)
            else column.path
        )
        self.where[f"{base}.{path}"] = row.place(column.path)
        said = self._said(row, column)
        now = plain(column, shown(column, value_at(entity, path), row.tongue), row.tongue)
        empty = said is None and (path == _LANGUAGE or not _has(raw, path))
        if said is _KEEP or said == now or empty:
            return raw
        after = _put(raw, path, said, words=column.kind in ("words", "texts"), told=self._told(row))
        if after != raw:
            self.changed.append(Changed(f"{base}.{path}", now, said))
        return after

    def _told(self, row: SheetRow) -> str:
        """The language that new texts must name; "" where it goes without saying."""
        own = self.kind.record == "evidence" or row.tongue.code == self.spoken
        return "" if own else row.tongue.code

    def _with_items(
        self, raw: dict[str, Any], entity: Any, base: str, *, rows: list[SheetRow], columns: list[SheetColumn]
    ) -> dict[str, Any]:
        """``raw`` with a guest for each row that tells of one."""
        name = self.kind.each
        telling = [row for row in rows if any(row.cell(column.path) is not None for column in columns)]
        old, known = list(raw.get(name) or []), list(getattr(entity, name, ()))
        matched = _matched(telling, known, f"{name}.office")
        items = []
        for number, (row, at) in enumerate(zip(telling, matched, strict=True)):
            here, guest = f"{base}.{name}[{number}]", None if at is None else known[at]
            self.where[here] = row.place()
            item = {} if at is None else dict(old[at])
            for column in columns:
                item = self._taken(item, guest, here, row=row, column=column)
            items.append(item)
        gone = [each for at, each in enumerate(old) if at not in matched]
        self.changed += [Changed(f"{base}.{name}", each, None) for each in gone]
        return with_data(raw, (name,), items or None) if items != old else raw


def _matched(rows: Sequence[SheetRow], known: Sequence[Any], path: str) -> list[int | None]:
    """Which of the ``known`` guests each row tells of: by office, then by place; None for a new one."""
    offices = [comparison_key(each.office.text) for each in known]
    found: list[int | None] = []
    for row in rows:
        words = comparison_key(str(row.cell(path) or ""))
        found.append(next((at for at, each in enumerate(offices) if each == words and at not in found), None))
    for at in range(min(len(found), len(known))):
        found[at] = at if found[at] is None and at not in found else found[at]
    return found


def _put(raw: Mapping[str, Any], path: str, said: Any, *, words: bool, told: str) -> dict[str, Any]:
    """``raw`` with ``said`` at ``path``; words keep the language that they have."""
    name, _, inside = path.partition(".")
    old = raw.get(name)
    if inside:
        whole = {"text": _bare(old), **({inside: said} if said else {})}
        return with_data(raw, (name,), whole) if _bare(old) else dict(raw)
    if not words or said is None:
        return with_data(raw, (name,), said)
    if isinstance(said, list):
        known = {_bare(each): each for each in old or ()}
        return {**raw, name: [known.get(each) or _spoken(each, told) for each in said]}
    if isinstance(old, Mapping):
        return {**raw, name: {**old, "text": said}}
    return {**raw, name: said if old is not None else _spoken(said, told)}


def _has(raw: Mapping[str, Any], path: str) -> bool:
    """Whether the file itself says something at ``path``: a default of the model is not written there."""
    return data_at(raw, path.split(".")) is not None


def _bare(text: Any) -> str:
    return str((text.get("text") if isinstance(text, Mapping) else text) or "").strip()


def _spoken(words: str, language: str) -> Any:
    return {"text": words, "language": language} if language else words

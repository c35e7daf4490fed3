"""Three-way: what the form was sent with (base), what it says now (form), what the record says now (record).

Changed only in the form: taken. Only in the record: kept. Both alike: fine. Both differently: a conflict,
which a person settles; the record stays as it is until then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """What becomes of one value."""

    SAME = "same"
    TAKE = "take"
    KEEP = "keep"
    CONFLICT = "conflict"


def verdict(base: Any, form: Any, record: Any) -> Verdict:
    """What becomes of a value; None stands for no value.

    >>> verdict(None, "new", None).value, verdict("old", "old", "new").value
    ('take', 'keep')
    >>> verdict("old", "ours", "theirs").value, verdict("old", "new", "new").value
    ('conflict', 'same')
    """
    if form == record:
        return Verdict.SAME
    if form == base:
        return Verdict.KEEP
    return Verdict.TAKE if record == base else Verdict.CONFLICT


Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FormRowNow:
    """A row as the form has it: ``index`` of the record's row it was made from (from 0), None if new.

    ``values`` holds the columns that the form shows, those without a value left out; ``unread`` names columns
    whose cell could not be read, where the record's own value stays.
    """

    index: int | None
    values: Row
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MergedList:
    """The list that results, and the rows and columns where both sides changed the same thing.

    ``conflicts`` holds (index in the record, column, what the form says); a column ``""`` is the whole row.
    """

    rows: tuple[Row, ...]
    conflicts: tuple[tuple[int, str, Any], ...] = ()


def merge_list(
    base: Sequence[Row], form: Sequence[FormRowNow], record: Sequence[Row], columns: Sequence[str]
) -> MergedList:
    """The record's list with the form's changes in it.

    Rows are known by their place: the form's rows came from the first rows of the list. Rows that the record
    gained at its end since then stay there. Where the record lost or moved rows in between, its rows no
    longer stand for those of the form: then any change in the form is a conflict of the whole list.

    >>> merge_list([{"a": 1}], [FormRowNow(0, {"a": 2}), FormRowNow(None, {"a": 9})], [{"a": 1}], ["a"]).rows
    ({'a': 2}, {'a': 9})
    """
    if _untouched(base, form, columns):
        return MergedList(tuple(record))
    if len(record) < len(base) or not _aligned(base, record, columns):
        return _lost_track(form, record, columns)
    merger = _Merger(base, record, tuple(columns))
    return merger.merge(form)


def _shown(row: Row, columns: Sequence[str]) -> dict[str, Any]:
    return {name: row[name] for name in columns if row.get(name) is not None}


def _untouched(base: Sequence[Row], form: Sequence[FormRowNow], columns: Sequence[str]) -> bool:
    """Whether the form says what it said when it was sent, in the order it said it."""
    same_rows = [row.index for row in form] == list(range(len(base)))
    return same_rows and all(
        row.values.get(name) == base[row.index or 0].get(name)
        for row in form
        for name in columns
        if name not in row.unread
    )


def _aligned(base: Sequence[Row], record: Sequence[Row], columns: Sequence[str]) -> bool:
    """Whether the record's first rows still are those of the form, changed in places at most.

    A row is the same row where at least one shown value is the same, or it is the only one.
    """
    pairs = zip(base, record, strict=False)
    kin = [any(new.get(name) == old.get(name) is not None for name in columns) for old, new in pairs]
    return all(kin) or len(base) == len(record) == 1


def _lost_track(form: Sequence[FormRowNow], record: Sequence[Row], columns: Sequence[str]) -> MergedList:
    """A list that cannot be merged row by row: equal after all, or one conflict."""
    told = [dict(row.values) for row in form]
    if told == [_shown(row, columns) for row in record]:
        return MergedList(tuple(record))
    return MergedList(tuple(record), ((-1, "", told),))


@dataclass(slots=True)
class _Merger:
    base: Sequence[Row]
    record: Sequence[Row]
    columns: tuple[str, ...]

    def merge(self, form: Sequence[FormRowNow]) -> MergedList:
        conflicts: list[tuple[int, str, Any]] = []
        rows = [self._row(each, conflicts) for each in form]
        present = {each.index for each in form}
        for index in range(len(self.base)):
            if index not in present and self._changed(index):
                conflicts.append((index, "", None))
                rows.insert(min(index, len(rows)), self.record[index])
        return MergedList((*rows, *self._gained(rows)), tuple(conflicts))

    def _changed(self, index: int) -> bool:
        return _shown(self.base[index], self.columns) != _shown(self.record[index], self.columns)

    def _gained(self, rows: Sequence[Row]) -> tuple[Row, ...]:
        """The rows that the record gained at its end, without those that the form brought too."""
        told = [_shown(row, self.columns) for row in rows]
        more = self.record[len(self.base) :]
        return tuple(row for row in more if _shown(row, self.columns) not in told)

    def _new(self, values: Row) -> Row:
        """A row that the form gained; where the record gained the same one, the record's."""
        more = self.record[len(self.base) :]
        return next((row for row in more if _shown(row, self.columns) == dict(values)), dict(values))

    def _row(self, each: FormRowNow, conflicts: list[tuple[int, str, Any]]) -> Row:
        if each.index is None or each.index >= len(self.base):
            return self._new(each.values)
        record = dict(self.record[each.index])
        for name in self.columns:
            if name in each.unread:
                continue
            said = each.values.get(name)
            what = verdict(self.base[each.index].get(name), said, record.get(name))
            if what is Verdict.CONFLICT:
                conflicts.append((each.index, name, said))
            elif what is Verdict.TAKE:
                record = _with(record, name, said)
        return record


def _with(row: dict[str, Any], name: str, value: Any) -> dict[str, Any]:
    rest = {key: kept for key, kept in row.items() if key != name or value is not None}
    return rest if value is None else {**rest, name: value}

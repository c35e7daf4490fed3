"""Three-way merge of a value: as sent, as returned, and as it is now.

The three sides are the base, the form and the record. A change in only the form is applied. A change in only
the record is kept. If both have the same change, it is accepted. Different changes are a conflict, and the
record does not change until a person resolves it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from assembler.merging.row_alignment import Row, align_rows, select_values
from assembler.structs import Struct, field


class Verdict(StrEnum):
    """The outcome of merging one value."""

    SAME = "same"
    TAKE = "take"
    KEEP = "keep"
    CONFLICT = "conflict"


def decide(base: Any, form: Any, record: Any, *, sent: bool = True) -> Verdict:
    """Return the outcome of merging a value, where None means that there is no value.

    If the form was not ``sent`` from this project, its ``base`` is unverified, so the form never replaces a
    value.

    >>> decide(None, "new", None).value, decide("old", "old", "new").value
    ('take', 'keep')
    >>> decide("old", "ours", "theirs").value, decide("old", "new", "new").value
    ('conflict', 'same')
    """
    if is_same_value(form, record):
        return Verdict.SAME
    if form == base:
        return Verdict.KEEP
    replaces = record is not None and not sent
    return Verdict.TAKE if record == base and not replaces else Verdict.CONFLICT


def is_same_value(one: Any, other: Any) -> bool:
    """Return whether two values are equal, ignoring the language of texts.

    >>> is_same_value([{"text": "IJ", "language": "nl"}], ["IJ"]), is_same_value("IJ", "JI")
    (True, False)
    """
    return bool(_without_language(one) == _without_language(other))


def _without_language(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_language(each) for each in value]
    if not isinstance(value, Mapping):
        return value
    if value.keys() == {"text", "language"}:
        return value["text"]
    return {name: _without_language(each) for name, each in value.items()}


class ReturnedRow(Struct, frozen=True):
    """A row of the returned form.

    ``index`` is its index in the list as sent (from 0), or None for a new row. ``values`` maps each column
    that has a value to that value. ``unread`` names the columns whose cells could not be read. Their values
    in the record do not change.
    """

    index: int | None
    values: Row
    unread: tuple[str, ...] = ()


class RowConflict(Struct, frozen=True):
    """A cell or row of a list that was changed differently on both sides.

    ``column`` is "" if the conflict is about the complete row. ``base``, ``form`` and ``record`` are the
    values on each side, or None if there is no value or row. ``index`` is the index of the row in the record,
    or None if it was removed there. ``sent`` is its index in the list as sent.
    """

    sent: int
    index: int | None
    column: str
    base: Any
    form: Any
    record: Any


class MergedList(Struct, frozen=True):
    """A merged list, with the conflicts that were found in it."""

    rows: tuple[Row, ...]
    conflicts: tuple[RowConflict, ...] = ()


def merge_list(
    base: Sequence[Row], form: Sequence[ReturnedRow], record: Sequence[Row], columns: Sequence[str], *,
    sent: bool = True,
) -> MergedList:  # fmt: skip
    """Merge the form's changes into the record's list, row by row and cell by cell.

    ``base`` is the list as sent. The form's rows are identified by their codes. ``row_alignment`` finds their
    counterparts in the record, where people also rename, move, add and remove rows. The rows are in the
    record's order, unless only the form changed the order. A new row is put after the row that precedes it in
    the form. A form that was not ``sent`` from this project replaces, removes and moves nothing.

    >>> form = [ReturnedRow(0, {"a": 2}), ReturnedRow(None, {"a": 9})]
    >>> merge_list([{"a": 1}], form, [{"a": 1}], ["a"]).rows
    ({'a': 2}, {'a': 9})
    """
    if _is_unchanged(base, form, columns):
        return MergedList(tuple(record))
    merger = _Merger(base, record, tuple(columns), align_rows(base, record, columns), sent)
    return merger.merge(form)


def _is_unchanged(base: Sequence[Row], form: Sequence[ReturnedRow], columns: Sequence[str]) -> bool:
    """Return whether rows, values and order in the form are the same as when it was sent.

    Cells that could not be read are ignored.
    """
    same_rows = [row.index for row in form] == list(range(len(base)))
    return same_rows and all(
        row.values.get(name) == base[row.index or 0].get(name)
        for row in form
        for name in columns
        if name not in row.unread
    )


class _Merger(Struct):
    """Merger of one list.

    ``where`` maps the index of each sent row that still exists to its index in the record. ``rows`` maps
    indexes to the record's rows during the merge. A removed row is None.
    """

    base: Sequence[Row]
    record: Sequence[Row]
    columns: tuple[str, ...]
    where: Mapping[int, int]
    sent: bool = True
    conflicts: list[RowConflict] = field(default_factory=list)
    rows: dict[int, Row | None] = field(default_factory=dict)

    def merge(self, form: Sequence[ReturnedRow]) -> MergedList:
        """Merge all rows of the form, and return the merged list with its conflicts."""
        self.rows = dict(enumerate(self.record))
        sent_rows = {index: row for row in form if (index := self._sent_index(row)) is not None}
        for index in range(len(self.base)):
            if index in sent_rows:
                self._merge_known(index, sent_rows[index])
            else:
                self._merge_removed(index)
        kept = [number for number in self._order_rows(list(sent_rows)) if self.rows[number] is not None]
        return MergedList(tuple(self._insert_new_rows(kept, form)), tuple(self.conflicts))

    def _sent_index(self, row: ReturnedRow) -> int | None:
        """Return the index of the row in the list as sent, or None for a new row."""
        return row.index if row.index is not None and row.index < len(self.base) else None

    def _merge_removed(self, index: int) -> None:
        """Remove a row that is no longer in the form, or report a conflict.

        ``index`` is its index in the list as sent.
        """
        number = self.where.get(index)
        if number is None:
            return
        base, record = (
            select_values(self.base[index], self.columns),
            select_values(self.record[number], self.columns),
        )
        if base == record and self.sent:
            self.rows[number] = None
        else:
            self.conflicts.append(RowConflict(index, number, "", base, None, record))

    def _merge_known(self, index: int, row: ReturnedRow) -> None:
        number = self.where.get(index)
        if number is not None:
            self.rows[number] = self._merge_row(index, number, row)
            return
        base = select_values(self.base[index], self.columns)
        returned = {**row.values, **{name: base[name] for name in row.unread if name in base}}
        if returned != base and not any(is_same_value(returned, other) for other in self._find_added_rows()):
            self.conflicts.append(RowConflict(index, None, "", base, returned, None))

    def _merge_row(self, index: int, number: int, row: ReturnedRow) -> Row:
        merged = dict(self.record[number])
        for name in self.columns:
            if name in row.unread:
                continue
            base, returned, now = self.base[index].get(name), row.values.get(name), merged.get(name)
            match decide(base, returned, now, sent=self.sent):
                case Verdict.CONFLICT:
                    self.conflicts.append(RowConflict(index, number, name, base, returned, now))
                case Verdict.TAKE:
                    merged = set_value(merged, name, returned)
                case _:
                    pass
        return merged

    def _order_rows(self, form: Sequence[int]) -> list[int]:
        """Return the indexes of the record's rows in their new order.

        ``form`` contains the indexes of the sent rows in the order of the form.
        """
        own = [self.where[index] for index in form if index in self.where]
        positions = sorted(own)
        moved_there = sorted(self.where, key=lambda index: self.where[index]) != sorted(self.where)
        if moved_there or own == positions or not self.sent:
            return list(range(len(self.record)))
        moved = dict(zip(positions, own, strict=True))
        return [moved.get(number, number) for number in range(len(self.record))]

    def _insert_new_rows(self, kept: Sequence[int], form: Sequence[ReturnedRow]) -> list[Row]:
        """Return the rows at indexes ``kept``, and each new row after the row that precedes it in the form.

        A new row that was also added to the record is not inserted again.
        """
        behind: dict[int | None, list[Row]] = {}
        last: int | None = None
        there, gained = set(kept), self._find_added_rows()
        for row in form:
            index = self._sent_index(row)
            if index is None and not any(is_same_value(row.values, other) for other in gained):
                behind.setdefault(last, []).append(dict(row.values))
            elif index is not None and self.where.get(index) in there:
                last = self.where[index]
        result = list(behind.get(None, ()))
        for number in kept:
            result += [row for row in (self.rows[number],) if row is not None]
            result += behind.get(number, ())
        return result

    def _find_added_rows(self) -> list[dict[str, Any]]:
        """Return the values of rows that were added to the record after the form was sent."""
        theirs = set(self.where.values())
        return [
            select_values(row, self.columns) for index, row in enumerate(self.record) if index not in theirs
        ]


def set_value(row: Row, name: str, value: Any) -> dict[str, Any]:
    """Return ``row`` with ``value`` in the column ``name``; None removes the column.

    >>> set_value({"a": 1, "b": 2}, "a", None)
    {'b': 2}
    """
    rest = {key: kept for key, kept in row.items() if key != name or value is not None}
    return rest if value is None else {**rest, name: value}

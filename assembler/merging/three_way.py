"""Three-way: what the form was sent with (base), what it says now (form), what the record says now (record).

Changed only in the form: taken. Only in the record: kept. Both alike: fine. Both differently: a conflict,
which a person settles; the record stays as it is until then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from assembler.merging.row_alignment import Row, partners, shown
from assembler.structs import Struct, field


class Verdict(StrEnum):
    """What becomes of one value."""

    SAME = "same"
    TAKE = "take"
    KEEP = "keep"
    CONFLICT = "conflict"


def verdict(base: Any, form: Any, record: Any, *, sent: bool = True) -> Verdict:
    """What becomes of a value; None stands for no value.

    Of a form that was not ``sent`` from here ``base`` is its own word, so it never replaces a value.

    >>> verdict(None, "new", None).value, verdict("old", "old", "new").value
    ('take', 'keep')
    >>> verdict("old", "ours", "theirs").value, verdict("old", "new", "new").value
    ('conflict', 'same')
    """
    if same_value(form, record):
        return Verdict.SAME
    if form == base:
        return Verdict.KEEP
    replaces = record is not None and not sent
    return Verdict.TAKE if record == base and not replaces else Verdict.CONFLICT


def same_value(one: Any, other: Any) -> bool:
    """Whether two values are the same; the same words said to be in two languages are.

    >>> same_value([{"text": "IJ", "language": "nl"}], ["IJ"]), same_value("IJ", "JI")
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


class FormRowNow(Struct, frozen=True):
    """A row as the form has it: ``index`` of the record's row it was made from (from 0), None if new.

    ``values`` holds the columns that the form shows, those without a value left out; ``unread`` names columns
    whose cell could not be read, where the record's own value stays.
    """

    index: int | None
    values: Row
    unread: tuple[str, ...] = ()


class RowConflict(Struct, frozen=True):
    """A cell or, where ``column`` is "", a row that both sides changed differently; None for no value or row.

    ``index`` is the row in the record, None where the record has it no more; ``sent`` the row in the form as
    it was sent.
    """

    sent: int
    index: int | None
    column: str
    base: Any
    form: Any
    record: Any


class MergedList(Struct, frozen=True):
    """The list that results, and the rows and cells where both sides changed the same thing."""

    rows: tuple[Row, ...]
    conflicts: tuple[RowConflict, ...] = ()


def merge_list(
    base: Sequence[Row], form: Sequence[FormRowNow], record: Sequence[Row], columns: Sequence[str], *,
    sent: bool = True,
) -> MergedList:  # fmt: skip
    """The record's list with the form's changes in it, row by row and cell by cell.

    The form's rows are known by their codes; which of the record's rows each of them is now (people rename,
    move, add and take out rows there too) is found in ``same_rows``. The record's order stays, unless only
    the form changed it; new rows stand behind the row that they follow in the form. A form that was not
    ``sent`` from here replaces, removes and moves nothing.

    >>> merge_list([{"a": 1}], [FormRowNow(0, {"a": 2}), FormRowNow(None, {"a": 9})], [{"a": 1}], ["a"]).rows
    ({'a': 2}, {'a': 9})
    """
    if _untouched(base, form, columns):
        return MergedList(tuple(record))
    merger = _Merger(base, record, tuple(columns), partners(base, record, columns), sent)
    return merger.merge(form)


def _untouched(base: Sequence[Row], form: Sequence[FormRowNow], columns: Sequence[str]) -> bool:
    """Whether the form says what it said when it was sent, in the order it said it."""
    same_rows = [row.index for row in form] == list(range(len(base)))
    return same_rows and all(
        row.values.get(name) == base[row.index or 0].get(name)
        for row in form
        for name in columns
        if name not in row.unread
    )


class _Merger(Struct):
    """``where`` gives the record's row for each row that was sent; one that the record lost is not in it.

    ``rows`` are the record's rows by number while they are merged, None for those that go.
    """

    base: Sequence[Row]
    record: Sequence[Row]
    columns: tuple[str, ...]
    where: Mapping[int, int]
    sent: bool = True
    conflicts: list[RowConflict] = field(default_factory=list)
    rows: dict[int, Row | None] = field(default_factory=dict)

    def merge(self, form: Sequence[FormRowNow]) -> MergedList:
        """Merge all rows of the form."""
        self.rows = dict(enumerate(self.record))
        known = {index: row for row in form if (index := self._index(row)) is not None}
        for index in range(len(self.base)):
            if index in known:
                self._known(index, known[index])
            else:
                self._gone(index)
        kept = [number for number in self._order(list(known)) if self.rows[number] is not None]
        return MergedList(tuple(self._with_new(kept, form)), tuple(self.conflicts))

    def _index(self, row: FormRowNow) -> int | None:
        """Which row that was sent it is; None for a new one."""
        return row.index if row.index is not None and row.index < len(self.base) else None

    def _gone(self, index: int) -> None:
        """A row that the form has no more."""
        number = self.where.get(index)
        if number is None:
            return
        base, record = shown(self.base[index], self.columns), shown(self.record[number], self.columns)
        if base == record and self.sent:
            self.rows[number] = None
        else:
            self.conflicts.append(RowConflict(index, number, "", base, None, record))

    def _known(self, index: int, row: FormRowNow) -> None:
        number = self.where.get(index)
        if number is not None:
            self.rows[number] = self._merged(index, number, row)
            return
        base = shown(self.base[index], self.columns)
        said = {**row.values, **{name: base[name] for name in row.unread if name in base}}
        if said != base and not any(same_value(said, other) for other in self._gained()):
            self.conflicts.append(RowConflict(index, None, "", base, said, None))

    def _merged(self, index: int, number: int, row: FormRowNow) -> Row:
        merged = dict(self.record[number])
        for name in self.columns:
            if name in row.unread:
                continue
            base, said, now = self.base[index].get(name), row.values.get(name), merged.get(name)
            match verdict(base, said, now, sent=self.sent):
                case Verdict.CONFLICT:
                    self.conflicts.append(RowConflict(index, number, name, base, said, now))
                case Verdict.TAKE:
                    merged = with_value(merged, name, said)
                case _:
                    pass
        return merged

    def _order(self, form: Sequence[int]) -> list[int]:
        """The numbers of the record's rows in the order of the result."""
        own = [self.where[index] for index in form if index in self.where]
        places = sorted(own)
        moved_there = sorted(self.where, key=lambda index: self.where[index]) != sorted(self.where)
        if moved_there or own == places or not self.sent:
            return list(range(len(self.record)))
        moved = dict(zip(places, own, strict=True))
        return [moved.get(number, number) for number in range(len(self.record))]

    def _with_new(self, kept: Sequence[int], form: Sequence[FormRowNow]) -> list[Row]:
        """The rows by their numbers, and the form's new ones, each behind the row it follows there."""
        behind: dict[int | None, list[Row]] = {}
        last: int | None = None
        there, gained = set(kept), self._gained()
        for row in form:
            index = self._index(row)
            if index is None and not any(same_value(row.values, other) for other in gained):
                behind.setdefault(last, []).append(dict(row.values))
            elif index is not None and self.where.get(index) in there:
                last = self.where[index]
        result = list(behind.get(None, ()))
        for number in kept:
            result += [row for row in (self.rows[number],) if row is not None]
            result += behind.get(number, ())
        return result

    def _gained(self) -> list[dict[str, Any]]:
        """What the rows show that the record gained since."""
        theirs = set(self.where.values())
        return [shown(row, self.columns) for at, row in enumerate(self.record) if at not in theirs]


def with_value(row: Row, name: str, value: Any) -> dict[str, Any]:
    """``row`` with ``value`` in a column, which goes where the value is None.

    >>> with_value({"a": 1, "b": 2}, "a", None)
    {'b': 2}
    """
    rest = {key: kept for key, kept in row.items() if key != name or value is not None}
    return rest if value is None else {**rest, name: value}

"""Alignment of a record's list rows, which have no ids, with the rows that were sent in a form.

Rows are matched if they are equal, then by their first column, then by position between the same neighbours,
and finally by the number of equal values. Any other rows are treated as different.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

Row = Mapping[str, Any]


def select_values(row: Row, columns: Sequence[str]) -> dict[str, Any]:
    """Return those ``columns`` of ``row`` that have a value, with their values."""
    return {name: row[name] for name in columns if row.get(name) is not None}


def align_rows(base: Sequence[Row], record: Sequence[Row], columns: Sequence[str]) -> dict[int, int]:
    """Map the index of each row in ``base`` to the index of the same row in ``record``.

    Indexes count from 0. Rows that have no counterpart in ``record`` are omitted. ``columns`` are the columns
    to compare, beginning with the one that names a row.

    >>> align_rows([{"a": 1}, {"a": 2}], [{"a": 9}, {"a": 2}, {"a": 1}], ["a"])
    {0: 2, 1: 1}
    """
    old, new = ([repr([row.get(name) for name in columns]) for row in rows] for rows in (base, record))
    matched = _match_in_order(old, new)
    matched.update(_match_moved(old, new, matched))
    matched.update(_match_by_name(base, record, columns, matched))
    matched.update(_match_between(base, record, matched))
    matched.update(_match_similar(base, record, columns, matched))
    return dict(sorted(matched.items()))


def _match_in_order(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Match equal rows that are in the same order on both sides.

    ``old`` and ``new`` contain a text for each row, which is the same for equal rows.
    """
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}


def _match_moved(old: Sequence[str], new: Sequence[str], matched: Mapping[int, int]) -> dict[int, int]:
    """Match equal rows that were moved.

    ``old`` and ``new`` are as in ``_match_in_order``. Rows in ``matched`` already have counterparts.
    """
    moved: dict[int, int] = {}
    for index, key in enumerate(old):
        taken = {*matched.values(), *moved.values()}
        free = (other for other, value in enumerate(new) if value == key and other not in taken)
        if index not in matched and (other := next(free, None)) is not None:
            moved[index] = other
    return moved


def _match_by_name(
    base: Sequence[Row], record: Sequence[Row], columns: Sequence[str], matched: Mapping[int, int]
) -> dict[int, int]:
    """Match changed rows with the same value in the first column, if no other row has that value."""
    old, new = ([row.get(columns[0]) for row in rows] for rows in (base, record))
    names = (name for name in old if name is not None and old.count(name) == new.count(name) == 1)
    pairs = {old.index(name): new.index(name) for name in names}
    taken = matched.values()
    return {index: other for index, other in pairs.items() if index not in matched and other not in taken}


def _match_between(base: Sequence[Row], record: Sequence[Row], matched: Mapping[int, int]) -> dict[int, int]:
    """Match changed rows between the same neighbours, if both sides have the same number of them."""
    pairs: dict[int, int] = {}
    for first, last in _find_gaps(len(base), matched):
        before, after = matched.get(first - 1, -1 if first == 0 else None), matched.get(last, None)
        after = len(record) if last == len(base) else after
        if before is None or after is None:
            continue
        free = [other for other in range(before + 1, after) if other not in matched.values()]
        if len(free) == last - first == after - before - 1:
            pairs.update(zip(range(first, last), free, strict=True))
    return pairs


def _find_gaps(length: int, matched: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the first index of each run of unmatched rows, and the index after the run.

    ``length`` is the number of rows, and the keys of ``matched`` are the indexes of matched ones.
    """
    first: int | None = None
    for index in range(length + 1):
        missing = index < length and index not in matched
        if missing and first is None:
            first = index
        elif not missing and first is not None:
            yield first, index
            first = None


def _match_similar(
    base: Sequence[Row], record: Sequence[Row], columns: Sequence[str], matched: Mapping[int, int]
) -> dict[int, int]:
    """Match the remaining rows by the number of equal values.

    An equal value in the first column counts twice. The rows with the most equal values are matched first.
    """
    scores = [
        (-score, index, other)
        for index, old in enumerate(base)
        for other, new in enumerate(record)
        if index not in matched
        and other not in matched.values()
        and (score := _count_shared(old, new, columns))
    ]
    pairs: dict[int, int] = {}
    for _, index, other in sorted(scores):
        if index not in pairs and other not in pairs.values():
            pairs[index] = other
    return pairs


def _count_shared(old: Row, new: Row, columns: Sequence[str]) -> int:
    same = [name for name in columns if old.get(name) is not None and old.get(name) == new.get(name)]
    return len(same) + (columns[0] in same)

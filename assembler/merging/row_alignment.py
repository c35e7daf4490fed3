"""Which row of a record's list is which row that a form was sent with, although neither has a name.

Equal rows first, then those whose first column names them, then those between the same neighbours, then those
that share most; a row with nothing in common and no place to tell it by is another row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

Row = Mapping[str, Any]


def shown(row: Row, columns: Sequence[str]) -> dict[str, Any]:
    """The columns of ``row`` that have a value."""
    return {name: row[name] for name in columns if row.get(name) is not None}


def partners(base: Sequence[Row], record: Sequence[Row], columns: Sequence[str]) -> dict[int, int]:
    """For each row of ``base`` the number of its row in ``record``; one that is there no more is left out.

    >>> partners([{"a": 1}, {"a": 2}], [{"a": 9}, {"a": 2}, {"a": 1}], ["a"])
    {0: 2, 1: 1}
    """
    old, new = ([_key(row, columns) for row in rows] for rows in (base, record))
    found = _in_order(old, new)
    found.update(_elsewhere(old, new, found))
    found.update(_of_one_name(base, record, columns, found))
    found.update(_between(base, record, found))
    found.update(_alike(base, record, columns, found))
    return dict(sorted(found.items()))


def _key(row: Row, columns: Sequence[str]) -> str:
    return repr([row.get(name) for name in columns])


def _in_order(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Equal rows that stand in the same order on both sides."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}


def _elsewhere(old: Sequence[str], new: Sequence[str], found: Mapping[int, int]) -> dict[int, int]:
    """Equal rows that were moved."""
    moved: dict[int, int] = {}
    for index, key in enumerate(old):
        taken = {*found.values(), *moved.values()}
        free = (at for at, other in enumerate(new) if other == key and at not in taken)
        if index not in found and (at := next(free, None)) is not None:
            moved[index] = at
    return moved


def _of_one_name(
    base: Sequence[Row], record: Sequence[Row], columns: Sequence[str], found: Mapping[int, int]
) -> dict[int, int]:
    """Changed rows whose first column says the same, and that of no other row does."""
    old, new = ([row.get(columns[0]) for row in rows] for rows in (base, record))
    names = (name for name in old if name is not None and old.count(name) == new.count(name) == 1)
    pairs = {old.index(name): new.index(name) for name in names}
    return {index: at for index, at in pairs.items() if index not in found and at not in found.values()}


def _between(base: Sequence[Row], record: Sequence[Row], found: Mapping[int, int]) -> dict[int, int]:
    """Changed rows: as many on one side as on the other, between the same neighbours."""
    pairs: dict[int, int] = {}
    for first, last in _gaps(len(base), found):
        before, after = found.get(first - 1, -1 if first == 0 else None), found.get(last, None)
        after = len(record) if last == len(base) else after
        if before is None or after is None:
            continue
        free = [at for at in range(before + 1, after) if at not in found.values()]
        if len(free) == last - first == after - before - 1:
            pairs.update(zip(range(first, last), free, strict=True))
    return pairs


def _gaps(length: int, found: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """(first, end) of each stretch of rows that have no partner yet."""
    first: int | None = None
    for index in range(length + 1):
        missing = index < length and index not in found
        if missing and first is None:
            first = index
        elif not missing and first is not None:
            yield first, index
            first = None


def _alike(
    base: Sequence[Row], record: Sequence[Row], columns: Sequence[str], found: Mapping[int, int]
) -> dict[int, int]:
    """Rows that share values, those that share most first; the first column counts twice."""
    scores = [
        (-score, index, at)
        for index, old in enumerate(base)
        for at, new in enumerate(record)
        if index not in found and at not in found.values() and (score := _shared(old, new, columns))
    ]
    pairs: dict[int, int] = {}
    for _, index, at in sorted(scores):
        if index not in pairs and at not in pairs.values():
            pairs[index] = at
    return pairs


def _shared(old: Row, new: Row, columns: Sequence[str]) -> int:
    same = [name for name in columns if old.get(name) is not None and old.get(name) == new.get(name)]
    return len(same) + (columns[0] in same)

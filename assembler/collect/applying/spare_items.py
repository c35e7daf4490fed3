"""Spare items that were filled in, and the path where the record stores each of them.

A spare item is a numbered item, such as an evidence record or a finding, that was empty when the form was
sent. Two interviewers get a guide with the same spare items, so both may fill in ``I17-3``. Two peers get the
same team conclusions, so both may fill in the finding ``F14``. The second item must be neither mixed with the
first nor lost, so it gets the next number. An item whose text is already in the record is not new, however
often the form is collected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from assembler.model.documents.form_manifest import FormField
from assembler.model.paths import ROOTS, TABLES, find_slot, value_at
from assembler.model.review.desk_reviews import comparison_key
from assembler.model.types.introspection import required_at
from assembler.store.records.record import Record
from assembler.store.records.record_data import to_plain_value
from assembler.structs import Struct

ReadAnswer = Callable[[FormField], Any]
"""Function that returns the answer to a field as plain data, or None if there is none."""


_FINDINGS = "feedback.findings"
_JUDGEMENTS = "feedback.judgements"
_NUMBERED = (
    *(f"{kind}.{table.rows}" for kind, table in TABLES.items()),
    _FINDINGS,
    "feedback.recommendations",
)
"""Paths of the mappings whose items are named by numbers."""


def find_item_path(path: str) -> str:
    """Return the path of the numbered item that contains ``path``, or "" if there is none.

    >>> find_item_path("evidence.records.I17-2.statement"), find_item_path("review.contact.office")
    ('evidence.records.I17-2', '')
    """
    names = path.split(".")
    return ".".join(names[:3]) if len(names) > 3 and ".".join(names[:2]) in _NUMBERED else ""


def find_indicators(fields: Iterable[FormField]) -> dict[str, str]:
    """Map the path of each spare finding to the indicator under which the form lists it.

    Such findings directly follow the judgement on their indicator. A finding that follows anything else has
    no indicator and is omitted.
    """
    found: dict[str, str] = {}
    code = ""
    for each in fields:
        item = find_item_path(each.path)
        if each.path.startswith(f"{_JUDGEMENTS}."):
            code = each.path.split(".")[2]
        elif not item.startswith(f"{_FINDINGS}."):
            code = ""
        if code and each.path == f"{item}.indicators":
            found[item] = "" if each.base else code
    return {item: code for item, code in found.items() if code}


def find_moved_items(record: Record, fields: Iterable[FormField], read_answer: ReadAnswer) -> dict[str, str]:
    """Map the path under which each spare item was sent to its new path, if the item must move.

    An item is spare if the form was sent without values for it.
    """
    spare = [_SpareItem(path, each, read_answer) for path, each in _find_spare_items(fields)]
    filled = [item for item in spare if item.texts]
    taken = {item.path for item in filled}
    moved: dict[str, str] = {}
    for item in filled:
        path = _choose_path(record, item, taken)
        if path != item.path:
            moved[item.path] = path
            taken.add(path)
    return moved


def _find_spare_items(fields: Iterable[FormField]) -> Iterator[tuple[str, list[FormField]]]:
    items: dict[str, list[FormField]] = {}
    for each in fields:
        if path := find_item_path(each.path):
            items.setdefault(path, []).append(each)
    yield from ((path, inside) for path, inside in items.items() if all(each.base is None for each in inside))


class _SpareItem(Struct, frozen=True):
    """A spare item, with the path under which it was sent and its fields.

    It also contains a function that reads the answers to these fields.
    """

    path: str
    fields: list[FormField]
    read_answer: ReadAnswer

    @property
    def needed(self) -> dict[str, str]:
        """The answers to the fields that the model requires, keyed by the name of the field."""
        kind, rows, _ = self.path.split(".")
        names = required_at(ROOTS[kind], (rows, "any"))
        by_name = {each.path.rpartition(".")[2]: each for each in self.fields}
        return {name: _normalise(self.read_answer(by_name[name])) for name in names if name in by_name}

    @property
    def texts(self) -> dict[str, str]:
        """The required answers that are free text, keyed by the name of the field."""
        return {name: text for name, text in self.needed.items() if text and self._is_text(name)}

    def _is_text(self, name: str) -> bool:
        slot = find_slot(f"{self.path}.{name}")
        return slot.kind in ("text", "rich_text") and not slot.refers


def _normalise(value: Any) -> str:
    text = value.get("text", "") if isinstance(value, Mapping) else value
    return "" if text is None else comparison_key(str(text))


def _choose_path(record: Record, item: _SpareItem, taken: set[str]) -> str:
    """Return the path where the record stores ``item``.

    This is the path under which it was sent, the path of an equal item in the record, or one with the
    next number.
    """
    if _has_same_values(record, item.path, item.texts):
        return item.path
    start, _ = _split_number(item.path)
    like = [path for path in _list_paths(record, item) if _split_number(path)[0] == start]
    twin = next(
        (path for path in like if path not in taken and _has_same_values(record, path, item.needed)), ""
    )
    if twin or item.path not in like:
        return twin or item.path
    numbers = [number for before, number in map(_split_number, (*like, *taken)) if before == start]
    digits = 1 if start.endswith("-") else 2
    return f"{start}{max(numbers) + 1:0{digits}}"


def _split_number(path: str) -> tuple[str, int]:
    """Split the path of a numbered item into the part before the number, and the number.

    >>> _split_number("evidence.records.I17-2"), _split_number("feedback.findings.F02")
    (('evidence.records.I17-', 2), ('feedback.findings.F', 2))
    """
    start = path.rstrip("0123456789")
    return start, int(path.removeprefix(start))


def _list_paths(record: Record, item: _SpareItem) -> list[str]:
    rows = item.path.rpartition(".")[0]
    return [f"{rows}.{key}" for key in value_at(record.entities, rows) or ()]


def _has_same_values(record: Record, path: str, values: Mapping[str, str]) -> bool:
    """Return whether the record has an item at ``path`` with the same values."""
    stored = value_at(record.entities, path)
    now = {name: _normalise(to_plain_value("text", getattr(stored, name, None))) for name in values}
    return stored is not None and now == dict(values)

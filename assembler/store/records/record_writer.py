"""Writing into a record's files: what changed changes, every other byte stays as its author left it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from assembler.errors import DataError
from assembler.model.paths import ROOTS, TABLES
from assembler.store.records.file_kinds import parse_kind
from assembler.store.records.record import Record
from assembler.store.tables.csv_edit import edit_csv
from assembler.store.yaml.yaml_edit import Editor, Spot, Unusual, edited, same
from assembler.store.yaml.yaml_path import YamlPath, joined, split
from assembler.store.yaml.yaml_tree import compose
from assembler.store.yaml.yaml_writer import Writer
from assembler.structs import Struct


class Change(Struct, frozen=True):
    """``value`` (plain data) at ``path`` of a file: ``background.budgets[3].amount``."""

    path: str
    value: Any


def applied(data: Any, changes: Iterable[Change]) -> Any:
    """``data`` with the ``changes`` made in their order, and the mappings and lists that they need.

    An index one past the end adds an item. Raises DataError where a path runs into a scalar or past a list.

    >>> applied({"a": None}, [Change("a.b[0].c", 1)])
    {'a': {'b': [{'c': 1}]}}
    """
    result = deepcopy(data)
    for change in changes:
        result = _with(result, split(change.path), change.value, change.path)
    return result


def changed(text: str, changes: Sequence[Change]) -> str:
    """``text`` with the ``changes`` made; comments, order, quotation marks and all other lines stay.

    Law: the result says what ``applied`` gives for what ``text`` says. Raises DataError where ``text`` is no
    sound YAML, or laid out in a way that cannot be edited without touching other lines.

    >>> print(changed("a: 1  # why\\nb: x\\n", [Change("a", 2), Change("c.d", "one\\ntwo")]))
    a: 2  # why
    b: x
    c:
      d: |-
        one
        two
    <BLANKLINE>
    """
    windows = "\r\n" in text and "\n" not in text.replace("\r\n", "")
    plain = text.replace("\r\n", "\n") if windows else text
    result = _changed(plain, changes)
    return result.replace("\n", "\r\n") if windows else result


def changed_files(record: Record, changes: Sequence[Change]) -> dict[str, bytes]:
    """The new content of each file of ``record`` that changes, by kind; paths begin with it (``baseline.``).

    A file that is not there yet is made. Raises DataError as ``changed`` does.
    """
    found: dict[str, list[Change]] = {}
    for change in changes:
        kind, *inside = split(change.path)
        found.setdefault(str(kind), []).append(Change(joined(inside), change.value))
    return {kind: _content(record, kind, inside) for kind, inside in found.items()}


def _content(record: Record, kind: str, changes: list[Change]) -> bytes:
    record.entities.get(kind)  # DataError where its file has errors: what cannot be read is not rewritten
    path = record.path(kind)
    text = path.read_bytes().decode("utf-8") if path.is_file() else ""
    try:
        if kind in TABLES:
            return _table(kind, text, changes).encode()
        return changed(text, changes).encode()
    except DataError as error:
        raise DataError(error.message, location=record.file_name(kind), hint=error.hint,
                        diagnostics=error.diagnostics) from error  # fmt: skip


def _table(kind: str, text: str, changes: Sequence[Change]) -> str:
    """The CSV ``text`` with the ``changes`` made."""
    old = parse_kind(kind, text.encode(), "").data
    wanted = applied(old, changes)
    return edit_csv(text, wanted.get(TABLES[kind].rows, {}), ROOTS[kind], TABLES[kind])


def _changed(text: str, changes: Sequence[Change]) -> str:
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix(mark)
    root, diagnostics = compose(body, "")
    if diagnostics:
        raise DataError("the file is not sound YAML", hint="mend it first", diagnostics=diagnostics)
    old = root.plain() if root else None
    wanted = applied({} if old is None else old, changes)
    if same(old, wanted) or (old is None and not changes):
        return text
    for writer in (Writer(), Writer(literals=False)):
        result = _edited(body, wanted, writer)
        if result is not None and _says(result, wanted):
            return mark + result
    paths = ", ".join(change.path for change in changes)
    raise DataError("the file is laid out in a way that the program cannot change",
                    hint=f"make the change by hand: {paths}")  # fmt: skip


def _edited(text: str, wanted: Any, writer: Writer) -> str | None:
    root, _ = compose(text, "")
    if root is None or Editor.is_empty(root):
        before = text if not text or text.endswith("\n") else f"{text}\n"
        return before + "\n".join(writer.lines(wanted, 0)) + "\n"
    try:
        return edited(text, Editor(text, writer).edits(root, wanted, Spot()))
    except Unusual:
        return None


def _says(text: str, wanted: Any) -> bool:
    root, diagnostics = compose(text, "")
    return root is not None and not diagnostics and same(root.plain(), wanted)


def _with(data: Any, path: YamlPath, value: Any, whole: str) -> Any:
    if not path:
        return deepcopy(value)
    part, *rest = path
    if isinstance(part, int):
        return _with_item([] if data is None else data, path, value, whole)
    if not isinstance(data, Mapping | None):
        raise DataError(f"`{whole}` runs into something that has no keys", hint="check the path")
    inside = dict(data or {})
    inside[part] = _with(inside.get(part), tuple(rest), value, whole)
    return inside


def _with_item(data: Any, path: YamlPath, value: Any, whole: str) -> list[Any]:
    index, *rest = path
    if not isinstance(data, list) or not isinstance(index, int) or index > len(data):
        raise DataError(f"`{whole}` runs past what is there", hint="check the path")
    old = data[index] if index < len(data) else None
    return [*data[:index], _with(old, tuple(rest), value, whole), *data[index + 1 :]]

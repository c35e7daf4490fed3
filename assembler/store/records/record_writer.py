"""Edits to the files of a record, which preserve every byte outside the changed values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from assembler.diagnostics import Diagnostic
from assembler.errors import DataError
from assembler.model.paths import ROOTS, TABLES
from assembler.store.records.record import Record
from assembler.store.records.record_files import parse_kind
from assembler.store.tables.csv_file import edit_csv
from assembler.store.yaml.validate import validate_file
from assembler.store.yaml.yaml_edit import Editor, UnsupportedLayout, ValuePosition, apply_edits, is_same_data
from assembler.store.yaml.yaml_file import MAX_YAML_BYTES, YamlFile, build_yaml_file
from assembler.store.yaml.yaml_path import YamlPath, join_path, split_path
from assembler.store.yaml.yaml_tree import Node, compose
from assembler.store.yaml.yaml_writer import Writer
from assembler.structs import Struct, field, replace

_BOM = "\ufeff"


class Change(Struct, frozen=True):
    """A change to a file of a record.

    ``value`` is the new value as plain data, and ``path`` its path (``background.budgets[3].amount``).
    """

    path: str
    value: Any


def apply_changes(data: Any, changes: Iterable[Change]) -> Any:
    """Return a copy of ``data`` with the ``changes``.

    Missing mappings and lists are added. An index one past the end appends an item. Raises DataError if a
    path continues below a scalar or past the end of a list.

    >>> apply_changes({"a": None}, [Change("a.b[0].c", 1)])
    {'a': {'b': [{'c': 1}]}}
    """
    result = deepcopy(data)
    for change in changes:
        result = _set_value(result, split_path(change.path), change.value, change.path)
    return result


class EditedRecord(Struct, frozen=True):
    """A record after an edit, before anything is written.

    ``contents`` maps kinds to new file contents. ``errors`` are the validation errors in the new contents,
    whose paths begin with the kind of file. If the new contents of a file are invalid, the record still
    contains the old entity.
    """

    record: Record
    contents: dict[str, bytes] = field(default_factory=dict)
    errors: tuple[Diagnostic, ...] = ()


def edit_record(record: Record, changes: Sequence[Change]) -> EditedRecord:
    """Return ``record`` with the ``changes``, whose paths begin with the kind of file (``baseline.``).

    Nothing is written, and a missing file counts as empty. Raises DataError if a file is already invalid or
    cannot be edited.
    """
    by_kind: dict[str, list[Change]] = {}
    for change in changes:
        kind, *inside = split_path(change.path)
        by_kind.setdefault(str(kind), []).append(Change(join_path(inside), change.value))
    edited = {kind: _edit_file(record, kind, inside) for kind, inside in by_kind.items()}
    files = {kind: file for kind, (_, file) in edited.items()}
    results = {kind: validate_file(file, ROOTS[kind], root=kind) for kind, file in files.items()}
    entities = {kind: result.value for kind, result in results.items() if result.value is not None}
    return EditedRecord(
        replace(record, files={**record.files, **files}).with_entities(entities),
        {kind: content for kind, (content, _) in edited.items()},
        tuple(diagnostic for result in results.values() for diagnostic in result.diagnostics),
    )


def _edit_file(record: Record, kind: str, changes: list[Change]) -> tuple[bytes, YamlFile]:
    record.entities.get(kind)  # raises DataError for an invalid file, which must not be rewritten
    path, name, files = record.path(kind), record.file_name(kind), record.input_files
    text = files.read(path).decode("utf-8") if files.exists(path) else ""
    try:
        if kind in TABLES:
            content = _edit_table(kind, text, changes).encode()
            return content, parse_kind(kind, content, name)
        text, root = _edit_yaml(text, changes)
    except DataError as error:
        raise DataError(error.message, location=name, hint=error.hint,
                        diagnostics=error.diagnostics) from error  # fmt: skip
    content = text.encode()
    if len(content) > MAX_YAML_BYTES:
        return content, parse_kind(kind, content, name)  # the diagnostic says that it is too large
    return content, build_yaml_file(name, root)


def _edit_table(kind: str, text: str, changes: Sequence[Change]) -> str:
    """Return the CSV ``text`` with the ``changes``."""
    old = parse_kind(kind, text.encode(), "").data
    wanted = apply_changes(old, changes)
    return edit_csv(text, wanted.get(TABLES[kind].rows, {}), ROOTS[kind], TABLES[kind])


def edit_yaml(text: str, changes: Sequence[Change]) -> str:
    """Return ``text`` with the ``changes``, preserving comments, order, quotation marks and other lines.

    The result contains the data that ``apply_changes`` returns for the data of ``text``. Raises DataError if
    ``text`` is not valid YAML or has a layout that cannot be edited without touching other lines.

    >>> print(edit_yaml("a: 1  # why\\nb: x\\n", [Change("a", 2), Change("c.d", "one\\ntwo")]))
    a: 2  # why
    b: x
    c:
      d: |-
        one
        two
    <BLANKLINE>
    """
    return _edit_yaml(text, changes)[0]


def _edit_yaml(text: str, changes: Sequence[Change]) -> tuple[str, Node | None]:
    """Return the edited text and its tree, after checking that the tree contains the expected data.

    The tree is None if the text is empty. Raises DataError as ``edit_yaml`` does.
    """
    windows = "\r\n" in text and "\n" not in text.replace("\r\n", "")
    body = (text.replace("\r\n", "\n") if windows else text).removeprefix(_BOM)
    root, diagnostics = compose(body, "")
    if diagnostics:
        raise DataError(
            "the file is not valid YAML", hint="correct the lines listed below", diagnostics=diagnostics
        )
    old = root.plain() if root else None
    wanted = apply_changes({} if old is None else old, changes)
    if is_same_data(old, wanted) or (old is None and not changes):
        return text, root
    for writer in (Writer(), Writer(literals=False)):
        result = _try_edits(body, root, wanted, writer)
        tree, errors = compose(result, "") if result is not None else (None, ())
        if result is not None and tree is not None and not errors and is_same_data(tree.plain(), wanted):
            result = result.replace("\n", "\r\n") if windows else result
            return (_BOM if text.startswith(_BOM) else "") + result, tree
    paths = ", ".join(change.path for change in changes)
    raise DataError("the program cannot edit a file with this layout",
                    hint=f"make these changes by hand: {paths}")  # fmt: skip


def _try_edits(text: str, root: Node | None, wanted: Any, writer: Writer) -> str | None:
    if root is None or Editor.is_empty(root):
        before = text if not text or text.endswith("\n") else f"{text}\n"
        return before + "\n".join(writer.lines(wanted, 0)) + "\n"
    try:
        return apply_edits(text, Editor(text, writer).edits(root, wanted, ValuePosition()))
    except UnsupportedLayout:
        return None


def _set_value(data: Any, path: YamlPath, value: Any, path_text: str) -> Any:
    if not path:
        return deepcopy(value)
    part, *rest = path
    if isinstance(part, int):
        return _set_item([] if data is None else data, path, value, path_text)
    if not isinstance(data, Mapping | None):
        raise DataError(f"`{path_text}` names a key in a value that is not a mapping", hint="check the path")
    inside = dict(data or {})
    inside[part] = _set_value(inside.get(part), tuple(rest), value, path_text)
    return inside


def _set_item(data: Any, path: YamlPath, value: Any, path_text: str) -> list[Any]:
    index, *rest = path
    if not isinstance(data, list):
        raise DataError(f"`{path_text}` names an item in a value that is not a list", hint="check the path")
    if not isinstance(index, int) or index > len(data):
        raise DataError(f"`{path_text}` is past the end of the list", hint="check the path")
    old = data[index] if index < len(data) else None
    return [*data[:index], _set_value(old, tuple(rest), value, path_text), *data[index + 1 :]]

"""Creation of a file in a record: the header of a new record, or another file of an existing one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from assembler.diagnostics import Diagnostic
from assembler.errors import DataError, ProjectError
from assembler.model.paths import HEADERS, ROOTS, TABLES, UnknownPathError, find_slot, header_kinds
from assembler.store.files.transaction import write_together
from assembler.store.project.project import RECORDS, Project, check_new_name
from assembler.store.records.record_writer import Change, edit_yaml
from assembler.store.yaml.validate import validate_file
from assembler.store.yaml.yaml_file import parse_yaml
from assembler.structs import Struct

_LISTS = ("names", "texts", "list")
"""Kinds of values that are lists, so that a key may be repeated."""


class NewFile(Struct, frozen=True):
    """The path of a new file, and the problems that its record still has, such as names that do not exist."""

    path: str
    diagnostics: tuple[Diagnostic, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the result as plain data, for ``--format json``."""
        return {"path": self.path, "diagnostics": [each.as_dict() for each in self.diagnostics]}


def create_file(project: Project, kind: str, name: str, values: Iterable[tuple[str, str]]) -> NewFile:
    """Write ``<kind>.yaml`` of the record ``name`` with these keys and values.

    The header of a record creates a new record. Any other file is added to an existing one. If a key is
    repeated, its values are the items of a list. If the model does not expect a list, the last value is used.

    Raises ProjectError if there is no such kind or record, or if the file exists. Raises DataError if a key
    is unknown, or, with all diagnostics, if a value is missing or invalid. In each case, nothing is written.
    """
    _check_place(project, kind, name)
    path = project.root / RECORDS / name / f"{kind}.yaml"
    changes = [Change(key, value) for key, value in _read_values(kind, values).items()]
    data = edit_yaml("", changes).encode() if changes else b"{}\n"
    result = validate_file(parse_yaml(data, f"{RECORDS}/{name}/{kind}.yaml"), ROOTS[kind], root=kind)
    if result.value is None:
        raise DataError(f"the new {kind} is incomplete or invalid; nothing was written", location=name,
                        hint="add or correct the values with --set KEY=VALUE",
                        diagnostics=result.diagnostics)  # fmt: skip
    write_together({path: data})
    return NewFile(project.display_path(path), project.checked_record(name).diagnostics)


def _check_place(project: Project, kind: str, name: str) -> None:
    """Raise ProjectError if there is no such kind of file, or if the record cannot have one."""
    if kind not in ROOTS or kind in (*TABLES, "releases"):
        known = ", ".join(each for each in ROOTS if each not in (*TABLES, "releases"))
        raise ProjectError(f"unknown kind of file “{kind}”", hint=f"choose one of: {known}")
    exists = name in project.records()
    if kind in HEADERS:
        check_new_name(name)
        if exists:
            raise ProjectError("this record already exists", location=name, hint="choose another name")
        return
    headers = header_kinds(kind)
    own = project.kinds(name) if exists else ()
    if set(headers).isdisjoint(own):
        what = f"{kind}.yaml belongs to a record with {' or '.join(f'{each}.yaml' for each in headers)}"
        hint = f"create the record first: `assembler new {headers[0]} {name}`"
        raise ProjectError(what, location=name, hint=hint)
    project.require_own(project.record(name))
    if kind in own:
        hint = "edit the file, or import a sheet"
        raise ProjectError(f"the record already has {kind}.yaml", location=name, hint=hint)


def _read_values(kind: str, values: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return the values as plain data.

    The model determines which of them are numbers and which are lists. Raises DataError if a key is unknown.
    """
    data: dict[str, Any] = {}
    for key, text in values:
        try:
            expected = find_slot(f"{kind}.{key}").kind
        except UnknownPathError as error:
            raise DataError(f"unknown key `{key}`", location=f"{kind}.yaml", hint=error.hint) from error
        if expected in _LISTS:
            data.setdefault(key, []).append(text)
        else:
            data[key] = int(text) if expected == "number" and text.isdecimal() else text
    return data

"""Import of a sheet into a record: all rows or none.

All errors are reported together, each with its sheet, row and column. An error is an unreadable cell, a value
that the model rejects, or a reference to an item that does not exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from hashlib import sha256
from pathlib import Path
from typing import Any

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.data_value_rules import MISSING_KEY
from assembler.errors import DataError, ProjectError
from assembler.merging.audit_entries import Source, build_sheet_lines, write_changes
from assembler.merging.collect_result import ValueChange
from assembler.model.documents.sheet_kind import SheetKind
from assembler.model.documents.sheet_registry import SHEETS
from assembler.model.paths import ROOTS, TABLES
from assembler.model.types.default_language import WithDefaultLanguage, apply_language
from assembler.rules.check_record import check_record_rules
from assembler.sheets.headings import HeadedSheet, find_sheet_file, read_headed_sheets
from assembler.sheets.merge_rows import SheetMerge
from assembler.sheets.record_rows import load_rows
from assembler.store.files.files import read_file
from assembler.store.files.transaction import lock_folder
from assembler.store.project.project import Project
from assembler.store.project.record_validation import check_references
from assembler.store.records.record import Record, report_unreadable
from assembler.store.records.record_writer import Change, EditedRecord, edit_record
from assembler.store.tables.workbook import read_author
from assembler.structs import Struct, as_data, replace


class ImportResult(Struct, frozen=True):
    """The result of an import: the number of items, the changed values and the diagnostics.

    ``incomplete`` contains the diagnostics of the record's rules after the import. ``written`` contains the
    paths of the written files. It is empty after a dry run.
    """

    record: str
    rows: int
    kept: int
    """Number of rows of the record that the sheet does not contain; they stay in the record."""
    changed: tuple[ValueChange, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    incomplete: tuple[Diagnostic, ...] = ()
    written: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the result as plain data, for ``--format json``."""
        diagnostics = {name: [each.as_dict() for each in getattr(self, name)]
                    for name in ("diagnostics", "incomplete")}  # fmt: skip
        return {**as_data(self), **diagnostics}


def find_sheet_kind(name: str) -> SheetKind:
    """Return the kind of sheet with this name.

    Raises ProjectError if there is none.
    """
    if name not in SHEETS:
        raise ProjectError(f"unknown kind of sheet “{name}”", hint=f"choose one of: {', '.join(SHEETS)}")
    return SHEETS[name]


def import_sheet(
    project: Project, name: str, path: Path, *, record: str, dry_run: bool = False, moment: str = ""
) -> ImportResult:
    """Import the sheet ``name``, such as ``evidence``, from the file at ``path``.

    ``record`` is the name of the record, and ``moment`` the time of the import (ISO 8601) for the audit log.
    A ``dry_run`` neither locks nor writes anything. Raises ProjectError for an unknown sheet or record,
    FileError if the file is not a sheet, DataError with all diagnostics if it has errors, and OutputError if
    the record cannot be written. In each case, nothing is written.
    """
    kind, folder = find_sheet_kind(name), project.record_folder(record)
    with nullcontext() if dry_run else lock_folder(folder):
        target = project.record(record)
        sheet = find_sheet_file(project, path)
        data = read_file(sheet)
        result, contents, merge = _read_sheet(project, kind, target, data, sheet.name)
        if dry_run or not contents:
            return result
        source = Source(read_author(data), "", sheet.name, "", sha256(data).hexdigest(), moment)
        lines = list(build_sheet_lines(source, merge.changed, merge.find_location))
        return replace(result, written=write_changes(project, target, contents, lines, moment))


def _read_sheet(
    project: Project, kind: SheetKind, record: Record, data: bytes, file: str
) -> tuple[ImportResult, dict[str, bytes], SheetMerge]:
    """Return the result of the import, the new contents of the record's files, and the merge.

    Raises DataError with all errors if the sheet has any.
    """
    pages = _find_headings(project, kind, data, file)
    merge, count = _merge_rows(kind, record, pages)
    after, contents, errors = _validate(project, record, merge)
    if errors:
        number = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
        raise DataError(f"{number} in the sheet; nothing was written", location=file,
                        hint="fix the errors listed below", diagnostics=errors)  # fmt: skip
    result = ImportResult(
        record.name,
        count,
        kept=len(merge.rows.data.keys() - set(merge.names.values())),
        changed=tuple(merge.changed),
        diagnostics=(*merge.diagnostics, *report_unreadable(record)),
        incomplete=check_record_rules(project, after, (kind.record,)),
    )
    return result, contents, merge


def _find_headings(project: Project, kind: SheetKind, data: bytes, file: str) -> list[HeadedSheet]:
    needed = ", ".join(column.heading for column in kind.columns if column.path in kind.needed)
    hint = f"use the headings of an exported sheet ({needed} ...), in any of the program’s languages"
    return read_headed_sheets(project, kind, data, file, hint=hint)


def _merge_rows(kind: SheetKind, record: Record, pages: list[HeadedSheet]) -> tuple[SheetMerge, int]:
    rows, file = load_rows(kind, record), record.files.get(kind.record)
    shared, own = dict((file.data if file else None) or {}), _choose_language(kind, record, pages)
    if own and "language" not in shared:
        shared = {"language": own, **shared}
    merge = SheetMerge(rows, dict(rows.data), shared, own or record.about.language)
    return merge, merge.merge(pages)


def _choose_language(kind: SheetKind, record: Record, pages: list[HeadedSheet]) -> str:
    """Return the default language of the record's file, or "" if the record's own language applies.

    A file without texts of its own gets the language of the sheet, in which the team writes.
    """
    entity, model = record.entities.get(kind.record), ROOTS[kind.record]
    code = next((row.language.code for page in pages for row in page.rows), "")
    if own := getattr(entity, "language", None):
        return str(own)
    if kind.record in TABLES or not issubclass(model, WithDefaultLanguage) or code == record.about.language:
        return ""
    is_labelled = entity is None or apply_language(entity, code) == entity
    return code if code and is_labelled else ""


def _validate(
    project: Project, record: Record, merge: SheetMerge
) -> tuple[Record, dict[str, bytes], tuple[Diagnostic, ...]]:
    """Return the record after the import, the new contents of its files by kind, and all errors in the sheet.

    Rows that the model rejects are left out when references are checked.
    """
    edited = _edit_rows(record, merge, merge.data)
    after, invalid = edited.record, edited.errors
    rejected = {name for each in invalid if (name := merge.find_row_name(each.location.position))}
    if invalid:
        valid = {key: row for key, row in merge.data.items() if key not in rejected}
        after = _edit_rows(record, merge, valid).record
    before = {(each.rule, each.location.position) for each in record.diagnostics}
    missing = [
        each
        for each in _select_errors(check_references(project, after))
        if merge.find_location(_record_path(each))
        or not (invalid or (each.rule, each.location.position) in before)
    ]
    errors: dict[Location, Diagnostic] = {}
    for each in (*_select_errors(merge.diagnostics), *_locate_in_sheet(merge, (*invalid, *missing))):
        errors.setdefault(each.location, each)
    return after, edited.contents, tuple(errors.values())


def _edit_rows(record: Record, merge: SheetMerge, rows: Mapping[str, Any]) -> EditedRecord:
    """Return the record with ``rows``.

    If nothing changes, none of its files has new contents.
    """
    files = merge.rows.build_files(rows, merge.shared) if merge.changed else {}
    return edit_record(record, [Change(kind, data) for kind, data in files.items()])


def _locate_in_sheet(merge: SheetMerge, diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the diagnostics, each with its location in the sheet if it has one."""
    for each in diagnostics:
        location = merge.find_location(_record_path(each))
        path = re.sub(r"\[\d+\]", "", _record_path(each))
        column = next((one for one in merge.kind.columns if path.endswith(f".{one.path}")), None)
        if location and column and each.rule == MISSING_KEY.id:
            choices = ", ".join(choice.label for choice in column.choice or ())
            variant = "empty choice" if choices else "empty"
            fields = {"choices": choices} if choices else {}
            yield MISSING_KEY.at(location, variant, column=column.heading, **fields)
        else:
            yield replace(each, location=location or each.location)


def _record_path(diagnostic: Diagnostic) -> str:
    """Return the diagnostic's path in the record, with quotation marks removed."""
    return diagnostic.location.position.replace('"', "")


def _select_errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [each for each in diagnostics if each.is_error]

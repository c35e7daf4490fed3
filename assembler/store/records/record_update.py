"""Copies of a record with new file contents, made before anything is written."""

from __future__ import annotations

from collections.abc import Mapping

from assembler.diagnostics import Diagnostic
from assembler.model.paths import ROOTS
from assembler.store.records.file_kinds import parse_kind
from assembler.store.records.record import Record
from assembler.store.yaml.validate import validate_file
from assembler.structs import replace


def with_contents(record: Record, contents: Mapping[str, bytes]) -> tuple[Record, tuple[Diagnostic, ...]]:
    """Return ``record`` with new ``contents`` of files, and the validation errors in them.

    ``contents`` maps kinds to bytes. The record keeps the old entity of an invalid file. Paths in the
    diagnostics begin with the kind of file.
    """
    files = {kind: parse_kind(kind, data, record.file_name(kind)) for kind, data in contents.items()}
    results = {kind: validate_file(file, ROOTS[kind], root=kind) for kind, file in files.items()}
    errors = tuple(diagnostic for result in results.values() for diagnostic in result.diagnostics)
    entities = {kind: result.value for kind, result in results.items() if result.value is not None}
    changed = replace(record, files={**record.files, **files}).with_entities(entities)
    return changed, errors

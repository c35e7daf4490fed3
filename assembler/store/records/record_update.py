"""A record as it will be once files of it have a new content; nothing is written."""

from __future__ import annotations

from collections.abc import Mapping

from assembler.diagnostics import Diagnostic
from assembler.model.paths import ROOTS
from assembler.store.records.file_kinds import parse_kind
from assembler.store.records.record import Record
from assembler.store.yaml.validate import validated
from assembler.structs import replace


def with_contents(record: Record, contents: Mapping[str, bytes]) -> tuple[Record, tuple[Diagnostic, ...]]:
    """``record`` with ``contents`` (by kind) as its files, and what the model says against them.

    Of a file that the model does not take, the record keeps the entity that it had; paths in the diagnostics
    begin with their kind.
    """
    files = {kind: parse_kind(kind, data, record.file_name(kind)) for kind, data in contents.items()}
    results = {kind: validated(file, ROOTS[kind], root=kind) for kind, file in files.items()}
    faults = tuple(diagnostic for each in results.values() for diagnostic in each.diagnostics)
    entities = {kind: each.value for kind, each in results.items() if each.value is not None}
    changed = replace(record, files={**record.files, **files}).with_entities(entities)
    return changed, faults

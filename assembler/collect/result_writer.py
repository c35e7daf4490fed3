"""Write the result of collecting a form.

The record's files, the returned form and any content that could not be stored as data are written in one
transaction. If one file cannot be written, all are rolled back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any

from assembler.collect.open_decisions import find_closed
from assembler.merging.audit_entries import Source, build_trail_lines, filter_new_lines
from assembler.merging.collect_result import CollectResult
from assembler.store.files.transaction import JOURNAL, write_together
from assembler.store.project.project import Project
from assembler.store.records.audit_log import read_changes, with_audit_lines
from assembler.store.records.record import Record
from assembler.store.returns.decisions import attachments_folder, read_decisions, with_decisions
from assembler.store.returns.form_logs import with_return
from assembler.structs import as_data


def write_collected(
    project: Project,
    record: Record,
    contents: Mapping[str, bytes],
    *,
    returned: tuple[Source, bytes],
    result: CollectResult,
) -> tuple[str, ...]:
    """Write the result and return the names of the files.

    ``contents`` maps the kind of each changed file of the record to its new content. ``returned`` is the
    source of the form and the data of its file. Raises OutputError if a file cannot be written.
    """
    if contents:
        project.require_own(record)
    own = PurePath(record.name).name
    source, data = returned
    made = build_trail_lines(source, result.changed, result.conflicts, result.authors)
    lines = filter_new_lines(made, read_changes(record.folder))
    files = {record.path(kind): content for kind, content in contents.items()}
    files |= with_audit_lines(record, lines, files, source.collected)
    files[project.root / "data/returns" / own / _build_file_name(source.file, data)] = data
    files |= with_return(project, source.form, _build_return_entry(source, result))
    files |= _build_kept_files(attachments_folder(project, record.name), result)
    closed = find_closed(read_decisions(project, record.name), result, source)
    files |= with_decisions(project, record.name, result.decisions, closed, source.collected)
    paths = write_together(files, journal=choose_journal(record, files))
    return tuple(project.display_path(path) for path in paths)


def _build_return_entry(source: Source, result: CollectResult) -> dict[str, Any]:
    """Return the entry for this return in the log of the form's returns."""
    still_open = sum(not conflict.settled for conflict in result.conflicts)
    return {**as_data(source), "changed": len(result.changed), "conflicts": still_open}


def choose_journal(record: Record, files: Mapping[Path, bytes]) -> Path | None:
    """Return the path of the write journal in the record's folder, or None if no file changes there."""
    return record.folder / JOURNAL if any(path.parent == record.folder for path in files) else None


def _build_file_name(name: str, data: bytes) -> str:
    """Return the file name under which a returned form is stored.

    Eight digits of the digest of its content make the name unique.

    >>> _build_file_name("report.docx", b"")
    'report.e3b0c442.docx'
    """
    path = PurePath(name)
    return f"{path.stem}.{sha256(data).hexdigest()[:8]}{path.suffix}"


def _build_kept_files(folder: Path, result: CollectResult) -> dict[Path, bytes]:
    """Map the path of each file to keep to its content.

    The texts of a form are one JSON file. Each of its pictures is a file.
    """
    files = {folder / picture.name: picture.data for picture in result.pictures}
    if result.kept:
        kept = [{"where": each.where, "text": each.text, "why": each.why} for each in result.kept]
        texts = json.dumps(kept, ensure_ascii=False, indent=1)
        files[folder / f"{result.form}.{sha256(texts.encode()).hexdigest()[:8]}.json"] = f"{texts}\n".encode()
    return files

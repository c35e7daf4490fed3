"""Cache of validated records, so that unchanged records need not be validated again.

Validation reads all files of a record and all reference data, but most documents need only two of the files.
The project's cache therefore has an entry for each record without diagnostics. Its key is a digest of the
program, its libraries, the files of the record and the reference data. The entry lists the record's pictures,
which are checked each time. A record with diagnostics is validated each time.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from assembler.errors import FileError
from assembler.store.files.images import find_record_image_error
from assembler.store.project.input_digests import digest_references
from assembler.store.project.lookups import Lookups
from assembler.store.project.version_digest import library_versions, program_digest
from assembler.store.records.record import LoadedRecord, Record, load_validated_record
from assembler.store.records.record_files import RecordFiles, read_record_files


def load_checked_record(project: Lookups, folder: Path, name: str) -> LoadedRecord:
    """Return the record in ``folder`` with the same diagnostics as ``check_record``.

    If the record was validated before, its files are parsed on first access.
    """
    source = read_record_files(folder, name, display_name=project.display_path(folder))
    key = _build_key(project, source)
    if key and _was_validated(project, source, key):
        return LoadedRecord(load_validated_record(source, project.cache))
    from assembler.store.project.project_checks import check_record

    loaded = check_record(project, source)
    if key and loaded.record and not loaded.diagnostics:
        _store_validated(project, source, key, loaded.record)
    return loaded


def _build_key(project: Lookups, source: RecordFiles) -> str:
    """Return the digest of everything that is checked except pictures; "" if something cannot be read."""
    hasher = sha256("\n".join((program_digest(), library_versions(), *source.unexpected)).encode())
    for kind, content in source.contents.items():
        if isinstance(content, FileError):
            return ""
        hasher.update(f"\n{kind} {sha256(content).hexdigest()}".encode())
    try:
        return f"sound {hasher.hexdigest()} {digest_references(project)}"
    except FileError:
        return ""


def _was_validated(project: Lookups, source: RecordFiles, key: str) -> bool:
    """Return whether the record was validated with this ``key`` and its pictures are still valid."""
    entry = project.cache.get(key)
    return entry is not None and not any(
        find_record_image_error(source.folder, file) for file in json.loads(entry)
    )


def _store_validated(project: Lookups, source: RecordFiles, key: str, record: Record) -> None:
    """Store that ``record`` is valid, with the list of its pictures.

    Nothing is stored if the inputs have changed in the meantime.
    """
    from assembler.model.types.content import Image
    from assembler.store.checks.record_checks import list_parts

    if key == _build_key(project, source):
        pictures = [part.file for _, part in list_parts(record) if isinstance(part, Image)]
        project.cache.put(key, json.dumps(pictures).encode())

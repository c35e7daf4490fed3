"""Records that were found sound once are not looked through again; whatever was found is found each time.

To check a record, all of its files are read and all that they refer to, and most documents want two of its
files. So the project's cache keeps a note of each record in which nothing at all was found, under a digest of
the program, its libraries, the content of each file of the record and of all that records may refer to. The
note names the record's pictures, which are checked each time. A record with diagnostics has no note.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from assembler.errors import FileError
from assembler.store.files.images import find_record_image_error
from assembler.store.project.input_digests import referred
from assembler.store.project.lookups import Lookups
from assembler.store.project.version_digest import libraries, program_digest
from assembler.store.records.record import LoadedRecord, Record, load_validated_record
from assembler.store.records.record_files import RecordFiles, read_record_files


def known_or_checked(project: Lookups, folder: Path, name: str) -> LoadedRecord:
    """The record in ``folder`` with every diagnostic about it, as ``checked`` tells them; none are left out.

    Of one that was found sound before, a file is read when somebody asks what it says.
    """
    source = read_record_files(folder, name, display_name=project.shown(folder))
    key = _key(project, source)
    if key and _is_sound(project, source, key):
        return LoadedRecord(load_validated_record(source, project.cache))
    from assembler.store.project.project_checks import checked

    loaded = checked(project, source)
    if key and loaded.record and not loaded.diagnostics:
        _keep(project, source, key, loaded.record)
    return loaded


def _key(project: Lookups, source: RecordFiles) -> str:
    """What stands for all that is checked but pictures; nothing where some of it cannot be read."""
    seen = sha256("\n".join((program_digest(), libraries(), *source.unexpected)).encode())
    for kind, content in source.contents.items():
        if isinstance(content, FileError):
            return ""
        seen.update(f"\n{kind} {sha256(content).hexdigest()}".encode())
    try:
        return f"sound {seen.hexdigest()} {referred(project)}"
    except FileError:
        return ""


def _is_sound(project: Lookups, source: RecordFiles, key: str) -> bool:
    """Whether just this was found sound, and its pictures still are."""
    kept = project.cache.get(key)
    return kept is not None and not any(
        find_record_image_error(source.folder, file) for file in json.loads(kept)
    )


def _keep(project: Lookups, source: RecordFiles, key: str, record: Record) -> None:
    """Note that ``record`` was found sound, with its pictures; not if what it refers to changed meanwhile."""
    from assembler.model.types.content import Image
    from assembler.store.checks.record_checks import parts_in

    if key == _key(project, source):
        pictures = [part.file for _, part in parts_in(record) if isinstance(part, Image)]
        project.cache.put(key, json.dumps(pictures).encode())

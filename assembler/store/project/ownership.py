"""Protection of the records that are supplied with the program."""

from __future__ import annotations

from assembler.errors import OutputError
from assembler.store.project.project import Project
from assembler.store.records.record import Record


def require_own_record(project: Project, record: Record) -> None:
    """Raise OutputError if ``record`` belongs to the program, not to the user's project."""
    if record.folder.is_relative_to(project.share) and project.share != project.root:
        message = "this record is part of the program and cannot be changed"
        hint = f"copy {record.folder} to data/records in your project and change the copy"
        raise OutputError(message, location=record.name, hint=hint)

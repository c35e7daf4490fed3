"""Whether a record is the user's own, so that it may be changed."""

from __future__ import annotations

from assembler.errors import OutputError
from assembler.store.project.project import Project
from assembler.store.records.record import Record


def must_be_own(project: Project, record: Record) -> None:
    """OutputError where ``record`` came with the program and not from the user's own project."""
    if record.folder.is_relative_to(project.share) and project.share != project.root:
        what = "this record came with the program and is not yours to change"
        hint = f"copy {record.folder} into data/records of your project"
        raise OutputError(what, location=record.name, hint=hint)

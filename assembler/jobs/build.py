"""Building one document: from an order to a file that is there whole or not at all."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from assembler.jobs.assembling import Assembled, assemble
from assembler.jobs.order import Order, Outcome
from assembler.jobs.preparing import Workshop
from assembler.store.files import write_whole
from assembler.store.project import Project


def build(workshop: Workshop, order: Order, *, output: Path) -> Outcome:
    """The document that ``order`` asks for, written into ``output``.

    Raises AssemblyError (of the kind that fits) where anything asked for is missing or unsound; then nothing
    was written.
    """
    made = assemble(workshop, order)
    path = output / made.file_name
    write_whole(path, made.data, durable=False)
    _keep_manifest(workshop.project, made)
    form = made.manifest.id if made.manifest is not None else ""
    return Outcome(made.order, path, sha256(made.data).hexdigest(), made.findings, form=form)


def _keep_manifest(project: Project, made: Assembled) -> None:
    if made.manifest is not None:
        project.keep_form(made.manifest.id, made.manifest_json)
        if not made.manifest.lines:
            project.keep_sent(made.manifest.id, made.data)

"""Building one document: from an order to a file that is there whole or not at all."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from assembler.jobs.assembling import Assembled, assemble
from assembler.jobs.order import Order, Outcome
from assembler.jobs.preparing import Workshop
from assembler.store.files import write_whole
from assembler.store.project import Project
from assembler.store.together import write_together


def build(workshop: Workshop, order: Order, *, output: Path) -> Outcome:
    """The document that ``order`` asks for, written into ``output``.

    Raises AssemblyError (of the kind that fits) where anything asked for is missing or unsound; then nothing
    was written.
    """
    made = assemble(workshop, order)
    path = output / made.file_name
    _write(workshop.project, made, path)
    form = made.manifest.id if made.manifest is not None else ""
    return Outcome(made.order, path, sha256(made.data).hexdigest(), made.findings, form=form)


def _write(project: Project, made: Assembled, path: Path) -> None:
    """The document, and of a form what is kept of it: all of that, or nothing."""
    if made.manifest is None:
        write_whole(path, made.data, durable=False)
        return
    if made.manifest.lines:  # a report, of which the manifest alone is kept
        project.keep_form(made.manifest.id, made.manifest_json)
        write_whole(path, made.data, durable=False)
        return
    kept = project.with_sent(made.manifest.id, made.manifest_json, made.data)
    write_together({**kept, path: made.data}, durable=False)

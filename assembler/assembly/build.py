"""Building one document: from an order to a file that is there whole or not at all."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from assembler.assembly.assemble import Assembled, assemble
from assembler.assembly.orders.context import Workshop
from assembler.assembly.orders.order import Order, Outcome
from assembler.store.files.transaction import JOURNAL, lock_folder, write_together
from assembler.store.project.backup import keep_changed, must_not_be_input
from assembler.store.project.project import Project
from assembler.store.project.sent_forms import with_form
from assembler.store.returns.sendings import with_sending
from assembler.structs import Struct


class Target(Struct, frozen=True):
    """Where a document is written, and when (``moment``, ISO 8601).

    ``written`` is the digest of what was last written there, where that is known; ``inputs`` are files that
    the document must not replace.
    """

    folder: Path
    moment: str = ""
    written: str = ""
    inputs: tuple[Path, ...] = ()


def build(workshop: Workshop, order: Order, *, output: Path | Target) -> Outcome:
    """The document that ``order`` asks for, written into the folder ``output``.

    A file that is there and was changed since we wrote it is kept as a copy. Raises AssemblyError (of the
    kind that fits) where anything asked for is missing or invalid; then nothing was written.
    """
    target = output if isinstance(output, Target) else Target(output)
    made = assemble(workshop, order)
    path = target.folder / made.file_name
    must_not_be_input(path, target.inputs)
    kept = keep_changed(workshop.project, path, made.data, written=target.written)
    _write(workshop.project, made, path, target.moment)
    form = made.manifest.id if made.manifest is not None else ""
    return Outcome(made.order, path, sha256(made.data).hexdigest(), (*kept, *made.diagnostics), form=form)


def _write(project: Project, made: Assembled, path: Path, moment: str) -> None:
    """The document, and what is kept of one that comes back: all of that, or nothing."""
    if made.manifest is None:
        write_together({path: made.data}, durable=False)
        return
    with lock_folder(project.forms_folder, make=True):
        kept = with_form(project.forms_folder, made.manifest.id, made.manifest_json)
        if not made.manifest.lines:  # of a report, the manifest alone is kept
            kept = project.with_sent(made.manifest.id, made.manifest_json, made.data, moment)
            kept |= with_sending(project, made.manifest)
        write_together({**kept, path: made.data}, journal=project.forms_folder / JOURNAL, durable=False)

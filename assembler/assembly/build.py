"""Building of one document: either all of its files are written or none."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from assembler.assembly.assemble import AssembledDocument, assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order, Outcome
from assembler.store.files.transaction import JOURNAL, lock_folder, write_together
from assembler.store.project.backup import back_up_changed, refuse_input_as_output
from assembler.store.project.project import Project
from assembler.store.project.sent_forms import with_form
from assembler.store.returns.sendings import with_sending
from assembler.structs import Struct


class Target(Struct, frozen=True):
    """The output folder and the time of a build (``moment``, ISO 8601).

    ``written`` is the digest of the file that the last build wrote there, if known. ``inputs`` are files that
    must not be overwritten.
    """

    folder: Path
    moment: str = ""
    written: str = ""
    inputs: tuple[Path, ...] = ()


def build(build_context: BuildContext, order: Order, *, output: Path | Target) -> Outcome:
    """Build the document for ``order`` and write it to the folder ``output``.

    If the existing file was changed after it was built, a backup copy is kept. Raises AssemblyError, without
    writing anything, if something is missing or invalid.
    """
    target = output if isinstance(output, Target) else Target(output)
    document = assemble(build_context, order)
    path = target.folder / document.file_name
    refuse_input_as_output(path, target.inputs)
    kept = back_up_changed(build_context.project, path, document.data, written=target.written)
    _write(build_context.project, document, path, target.moment)
    form = document.manifest.id if document.manifest is not None else ""
    return Outcome(
        document.order, path, sha256(document.data).hexdigest(), (*kept, *document.diagnostics), form=form
    )


def _write(project: Project, document: AssembledDocument, path: Path, moment: str) -> None:
    """Write the document and, for a form or report, the data needed to collect it, in one transaction."""
    if document.manifest is None:
        write_together({path: document.data}, durable=False)
        return
    with lock_folder(project.forms_folder, make=True):
        kept = with_form(project.forms_folder, document.manifest.id, document.manifest_json)
        if not document.manifest.lines:  # only the manifest of a report is stored
            kept = project.with_sent(document.manifest.id, document.manifest_json, document.data, moment)
            kept |= with_sending(project, document.manifest)
        write_together({**kept, path: document.data}, journal=project.forms_folder / JOURNAL, durable=False)

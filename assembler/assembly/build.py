"""Build one document: either all of its files are written, or none."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from assembler.assembly.assemble import AssembledDocument, assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order, Outcome
from assembler.store.files.transaction import JOURNAL, lock_folder, write_together
from assembler.store.project.build_log import back_up_changed, log_output, refuse_input_as_output
from assembler.store.project.project import Project
from assembler.store.project.sent_forms import with_form
from assembler.store.returns.form_logs import with_sending
from assembler.structs import Struct


class Target(Struct, frozen=True):
    """The output folder and the time of a build.

    ``moment`` is the time in ISO 8601. ``written`` is the digest of the file that the last build wrote there,
    if known. ``inputs`` are files that must not be overwritten. ``log`` is false if the caller records the
    document in the build log.
    """

    folder: Path
    moment: str = ""
    written: str = ""
    inputs: tuple[Path, ...] = ()
    log: bool = True


def build(build_context: BuildContext, order: Order, *, output: Path | Target) -> Outcome:
    """Build the document for ``order`` in the folder ``output`` and record it in the build log.

    If the existing file was changed after it was built, a backup copy is made. Raises AssemblyError, without
    writing anything, if something is missing or invalid. Raises OutputError if only the build log cannot be
    written. In this case, the document remains.
    """
    target = output if isinstance(output, Target) else Target(output)
    build_context.project.recover(order.record)
    return write_document(build_context.project, assemble(build_context, order), target)


def write_document(project: Project, document: AssembledDocument, target: Target) -> Outcome:
    """Write an assembled document to its ``target``, as ``build`` does."""
    path, digest = target.folder / document.file_name, sha256(document.data).hexdigest()
    refuse_input_as_output(path, target.inputs)
    kept = back_up_changed(project, path, document.data, written=target.written)
    _write(project, document, path, target.moment)
    if target.log:
        log_output(project, path, digest)
    form = document.manifest.id if document.manifest is not None else ""
    return Outcome(document.order, path, digest, (*kept, *document.diagnostics), form=form)


def _write(project: Project, document: AssembledDocument, path: Path, moment: str) -> None:
    """Write the document in one transaction.

    A form or report is written together with the data that is needed to collect it.
    """
    if document.manifest is None:
        write_together({path: document.data}, durable=False)
        return
    with lock_folder(project.forms_folder, make=True):
        kept = with_form(project.forms_folder, document.manifest.id, document.manifest_json)
        if not document.manifest.lines:  # only the manifest of a report is stored
            kept = project.with_sent(document.manifest.id, document.manifest_json, document.data, moment)
            kept |= with_sending(project, document.manifest)
        write_together({**kept, path: document.data}, journal=project.forms_folder / JOURNAL, durable=False)

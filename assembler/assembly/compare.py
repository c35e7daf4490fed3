"""Comparison of a new document with an older one, as a file with tracked changes.

The older file may have been built earlier, or returned with people's edits.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assembler.assembly.assemble import assemble
from assembler.assembly.build import Target, write_document
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order, Outcome
from assembler.errors import FormError
from assembler.store.files.files import read_file
from assembler.store.project.build_log import write_outputs
from assembler.store.project.project import Project
from assembler.structs import Struct, replace
from assembler.word.compare.documents import compare_documents
from assembler.word.package.package import open_package
from assembler.word.returned.returned_file import open_returned_file, read_form

_TYPE = "AssemblerType"


class ComparisonResult(Struct, frozen=True):
    """The built document, the file with the tracked changes, and the number of changes."""

    outcome: Outcome
    path: Path
    changes: int

    def as_dict(self) -> dict[str, Any]:
        """Return the result as plain data, for ``--format json``."""
        return {**self.outcome.as_dict(), "compared": str(self.path), "changes": self.changes}


def build_and_compare(project: Project, order: Order, old: Path, *, target: Target) -> ComparisonResult:
    """Build the document for ``order`` in ``target``, and write ``<name>_changes.docx`` next to it.

    The older file is read before anything is written. Raises FileError if ``old`` cannot be opened as a
    .docx, FormError if it is a different type of document, and OutputError if a new file would overwrite it.
    Errors of the build are raised unchanged.
    """
    before = open_package(read_file(old), old.name)
    _check_type(order.type, before.to_bytes(), old.name)
    document = assemble(BuildContext(project), order)
    result, count = compare_documents(before, open_package(document.data, document.file_name))
    outcome = write_document(project, document, replace(target, inputs=(old,)))
    path = target.folder / f"{Path(document.file_name).stem}_changes.docx"
    kept = write_outputs(project, {path: result.to_bytes()}, inputs=(old,))
    return ComparisonResult(replace(outcome, diagnostics=(*outcome.diagnostics, *kept)), path, count)


def _check_type(wanted: str, data: bytes, name: str) -> None:
    """Raise FormError if the file is a different type of document.

    Files without a type are accepted.
    """
    actual = read_form(open_returned_file(data, name)).properties.get(_TYPE, wanted)
    if actual != wanted:
        what = f"the older file is of type {actual}, but the new document is of type {wanted}"
        raise FormError(what, location=name, hint=f"choose an older file of type {wanted}")

"""Build beside an older version: the new document, and a file that shows what became of the old one.

The older file may be one that was built before, or one that came back from people who edited it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assembler.assembly.orders.order import Order, Outcome
from assembler.batch.batch import Batch, Settings
from assembler.errors import FormError, ToolError
from assembler.store.files.files import read_file
from assembler.store.project.backup import write_outputs
from assembler.store.project.project import Project
from assembler.structs import Struct, replace
from assembler.word.compare.documents import compare_documents
from assembler.word.package.package import open_package
from assembler.word.returned.reader import read_form

_TYPE = "AssemblerType"


class Compared(Struct, frozen=True):
    """What was built, the file with the changes, and how many there are."""

    outcome: Outcome
    path: Path
    changes: int

    def as_dict(self) -> dict[str, Any]:
        """The same as plain data, for ``--format json``."""
        return {**self.outcome.as_dict(), "compared": str(self.path), "changes": self.changes}


def build_and_compare(project: Project, order: Order, old: Path, *, settings: Settings) -> Compared:
    """The document that ``order`` asks for, and beside it ``<name>_changes.docx``.

    Raises FileError where ``old`` is no .docx that can be opened, FormError where it is a document of another
    type, OutputError where it is where the new one is written, and whatever building raises; the older file
    is read before anything is written.
    """
    before = open_package(read_file(old), old.name)
    _must_be_a(order.type, before.to_bytes(), old.name)
    [(_, outcome)] = Batch(project, replace(settings, inputs=(old,))).made([order])
    if outcome.path is None:
        raise outcome.error or ToolError("the document was not built")
    after = open_package(read_file(outcome.path), outcome.path.name)
    result, count = compare_documents(before, after)
    path = outcome.path.with_name(f"{outcome.path.stem}_changes.docx")
    kept = write_outputs(project, {path: result.to_bytes()}, inputs=(old,))
    return Compared(replace(outcome, diagnostics=(*outcome.diagnostics, *kept)), path, count)


def _must_be_a(wanted: str, data: bytes, name: str) -> None:
    """FormError where the file says that it is a document of another type; one that says nothing may pass."""
    said = read_form(data, name).properties.get(_TYPE, wanted)
    if said != wanted:
        raise FormError(f"this is a {said}, and a {wanted} is built", location=name,
                        hint=f"compare with a {wanted}")  # fmt: skip

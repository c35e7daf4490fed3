"""What the program brings, discovered: its languages, its document types and its forms."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

from assembler.assembly.orders.order import Order
from assembler.assembly.orders.resolve import expand_parts
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder

_PROGRAM: Final = Project(shipped_folder())
LANGUAGES: Final = _PROGRAM.languages()
TYPES: Final = _PROGRAM.document_types()
HOUSE_STYLES: Final = _PROGRAM.house_styles()
FORMS: Final = tuple(name for name in TYPES if _PROGRAM.document_type(name).kind == "form")
EXAMPLES: Final = {name: PurePosixPath(_PROGRAM.document_type(name).example).name for name in TYPES}
"""The names of copies of the example records, by document type."""


def first_order(project: Project, name: str, record: str, language: str) -> Order:
    """Return the order of the type ``name`` for ``record``, or for the first of its document parts."""
    return expand_parts(project, [Order(name, record, language=language)])[0]

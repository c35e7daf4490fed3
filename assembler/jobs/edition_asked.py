"""The edition that an order asks for, out of those that its type declares."""

from __future__ import annotations

from assembler.errors import ProjectError
from assembler.model.document_type import DocumentType, EditionDeclaration

ONLY = EditionDeclaration.model_construct(label="")  # nothing to check, which would need a validator
"""What a document of a type without editions is."""


def edition_for(declared: DocumentType, name: str) -> str:
    """``name``, or the first edition of the type where none is asked for; "" for a type without editions.

    ProjectError where the type has no edition of that name.
    """
    if not name:
        return next(iter(declared.editions), "")
    if name not in declared.editions:
        known = ", ".join(declared.editions)
        remedy = f"choose one of {known}" if known else "leave --edition away"
        raise ProjectError(f"{declared.name} has no edition {name!r}", remedy=remedy)
    return name


def declared_edition(declared: DocumentType, name: str) -> EditionDeclaration:
    """What is declared of the edition ``name``; of "" an edition that says nothing of itself."""
    return declared.editions.get(name, ONLY)

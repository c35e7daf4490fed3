"""The fields, lists and sections that a declaration contains.

Each has a path in the record and a location in the declaration.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress

from assembler.model.documents.control_kind import ControlKind
from assembler.model.documents.document_type import (
    BlockDeclaration,
    DocumentType,
    FieldDeclaration,
    GridDeclaration,
    ListDeclaration,
    NarrativeDeclaration,
)
from assembler.model.paths import UnknownPathError, find_slot
from assembler.store.yaml.yaml_path import YamlPath
from assembler.structs import Struct

_Coded = FieldDeclaration | ListDeclaration | GridDeclaration | NarrativeDeclaration


class DeclarationPart(Struct, frozen=True):
    """A block of a declaration, repeated for each item, or everything outside blocks.

    ``path`` is its path in the record, and ``at`` its location in the file.
    """

    at: YamlPath
    path: str
    fields: Mapping[str, FieldDeclaration]
    lists: Mapping[str, ListDeclaration]
    sections: Mapping[str, NarrativeDeclaration]
    grids: Mapping[str, GridDeclaration]

    def full_path(self, below: str) -> str:
        """Return the path from the record to ``below``, with ``any`` in place of an item's code.

        If the items are in mappings inside a mapping, the code has two parts, as in ``GIA/01.e5``.
        """
        code = self.path and "any"
        with suppress(UnknownPathError):
            if code and find_slot(f"{self.path}.any").kind == "mapping":
                code = "any.any"
        return ".".join(each for each in (self.path, code, below) if each)

    def cells(self) -> Iterator[tuple[YamlPath, str, ControlKind]]:
        """Yield the location, record path and control of each field and each grid cell."""
        for name, field in self.fields.items():
            yield (*self.at, "fields", name, "path"), self.full_path(field.path), field.control
        for grid, rows in self.grids.items():
            for name, cell in rows.cells.items():
                at = (*self.at, "grids", grid, "cells", name, "path")
                yield at, self.full_path(cell.path or name), cell.control

    def codes(self) -> Iterator[tuple[YamlPath, str]]:
        """Yield the location and the code of every element that has a code."""
        for key, places in self._map_coded_elements().items():
            for name, each in places.items():
                yield (*self.at, key, name, "code"), each.code

    def _map_coded_elements(self) -> dict[str, Mapping[str, _Coded]]:
        return {"fields": self.fields, "lists": self.lists, "grids": self.grids, "narrative": self.sections}

    def paths(self) -> Iterator[tuple[YamlPath, str]]:
        """Yield the location and record path of every element that stores a value."""
        yield from ((at, path) for at, path, _ in self.cells())
        for key, places in (("lists", self.lists), ("narrative", self.sections)):
            for name, each in places.items():
                yield (*self.at, key, name, "path"), self.full_path(each.path)


def list_parts(declared: DocumentType) -> Iterator[DeclarationPart]:
    """Yield the part outside blocks, then each block."""
    yield DeclarationPart((), "", declared.fields, declared.lists, declared.narrative, {})
    for name, block in declared.blocks.items():
        yield _build_block_part(("blocks", name), block)


def _build_block_part(at: YamlPath, block: BlockDeclaration) -> DeclarationPart:
    return DeclarationPart(at, block.path, block.fields, block.lists, block.narrative, block.grids)

"""A document type as declared in ``templates/<type>/document.yaml``.

The declaration names places of the template and binds them to the model; it holds no expressions, no
conditions and no inheritance. The model owns type, unit and choices: a field says only where its value is
kept (``path``), which control a person sees, and the words around it (English message ids).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from assembler.model.form import ControlKind


class Declared(BaseModel):
    """Strict and frozen: an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class FieldDeclaration(Declared):
    """A place that somebody fills in: one code cell and one response cell of the template."""

    code: str
    """Full code (``F.3``), or inside a block the end of it (``2`` gives ``GG/I/3.2``)."""
    path: str
    """Where the value is kept, from the record (``baseline.provenance.how``) or from the block's item."""
    control: ControlKind
    title: str
    """What the control is called, in English."""
    prompt: str
    """What stands in the empty control, in English; unique in the declaration."""


class ColumnDeclaration(Declared):
    """A column of a list; ``heading`` is the same English text that the template's header row shows."""

    heading: str
    control: ControlKind = ControlKind.NONE


class ListDeclaration(Declared):
    """A list of things: a plain table with a header row, the known rows and spare ones."""

    code: str
    path: str
    title: str
    spare_rows: int = Field(default=3, ge=0, le=50)
    columns: dict[str, ColumnDeclaration]


class BlockDeclaration(Declared):
    """A part of the template repeated for each item of a view; the item's code begins its fields' codes."""

    path: str
    """The mapping of the record that holds the items by their code (``baseline.assessments``)."""
    fields: dict[str, FieldDeclaration] = Field(default_factory=dict)
    lists: dict[str, ListDeclaration] = Field(default_factory=dict)


EditionName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
"""Stands in orders and in names of files: ``public``."""


class CountedPhrase(Declared):
    """A phrase with a number in it; ``one`` and ``other`` are the English forms with ``{n}``."""

    one: str
    other: str


class EditionDeclaration(Declared):
    """One edition of a document, for one circle of readers."""

    label: str
    """What the document calls it, in English ("internal edition")."""
    anonymous: bool = False
    """Whether it goes out to everybody: then its file tells nothing of who made it, or from what."""


class DocumentType(Declared):
    """One kind of document."""

    name: str
    """The folder's name; not written in the file."""
    title: str
    """Title of a built document, with ``{fields}`` of the view."""
    description: str
    kind: Literal["form", "report", "text"] = "text"
    record: str
    """The kind of record it reads: a file of that name in a record's folder (``baseline``)."""
    benchmark: bool = False
    view: str = "default"
    example: str
    """The demonstration record, by name."""
    fields: dict[str, FieldDeclaration] = Field(default_factory=dict)
    lists: dict[str, ListDeclaration] = Field(default_factory=dict)
    blocks: dict[str, BlockDeclaration] = Field(default_factory=dict)
    counted: dict[str, CountedPhrase] = Field(default_factory=dict)
    editions: dict[EditionName, EditionDeclaration] = Field(default_factory=dict)
    """By the name that an order gives; the first is made where none is asked for."""

"""A document type as declared in ``templates/<type>/document.yaml``.

The declaration names places of the template and binds them to the model; it holds no expressions, no
conditions and no inheritance. The model owns type, unit and choices: a field says only where its value is
kept (``path``), which control a person sees, and the words around it (English message ids).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from assembler.model.documents.control_kind import ControlKind


class Declared(BaseModel):
    """Strict and frozen: an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


_OURS = ("code", "code_xml", "contents", "document_title", "edition", "elsewhere", "form_id", "lacking")
_JINJA = ("and", "else", "false", "if", "in", "is", "loop", "none", "not", "or", "true")
"""What means something else in a template: names that the program gives, words of the template language."""


def _free(name: str) -> str:
    if name in (*_OURS, *_JINJA):
        raise ValueError(f"`{name}` has another meaning in a template: choose another name")
    return name


PlaceName = Annotated[str, AfterValidator(_free), Field(pattern=r"^[a-z][a-z0-9_]*$")]
"""How the template writes a field, list, block, cell, section or counted phrase."""


class FieldDeclaration(Declared):
    """A place that somebody fills in: one code cell and one response cell of the template."""

    code: str
    """Full code (``F.3``), or inside a block the end of it (``2`` gives ``GG/I/3.2``)."""
    path: str
    """Where the value is kept, from the record (``baseline.provenance.how``) or from the block's item.

    ``*`` stands for the part of the record that the document is about (``desk.peers.*.reviewed``); nothing
    where the block's item is the value.
    """
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
    columns: dict[PlaceName, ColumnDeclaration]


class CellDeclaration(Declared):
    """A cell of a grid; ``heading`` is the same English text that the template's header row shows above it.

    ``prompt`` may be left out where the heading says enough: then an ellipsis stands in the empty control.
    """

    path: str = ""
    """Where the value is kept, from the block's item; if it is not said, under the cell's own name."""
    heading: str
    control: ControlKind
    prompt: str = ""


class GridDeclaration(Declared):
    """A row of a table for each item of a block: one cell with its code, then a field and control per cell.

    An item may have several rows (too wide for one, or split over two tables): each is a grid with a ``code``
    of its own; the code may be left out for one of them, whose rows bear the bare code of the item.
    """

    code: str = ""
    """The end of the row's code (``b`` gives ``GG/I/3.b``); nothing for the item's own (``GG/I/3``)."""
    cells: dict[PlaceName, CellDeclaration] = Field(min_length=1)


class NarrativeDeclaration(Declared):
    """A section that people write in running text: under its heading, up to the next marked place.

    The template shows its code in the heading (``{{ summary.code }}``) and its text below
    (``{{p summary.text }}``).
    """

    code: str = ""
    """Full code (``N.3``), or inside a block the end of it; empty there for the item's own code (``F03``)."""
    path: str = ""
    """Where the text is kept: from the record, or from the block's item; empty where the item is the text."""
    title: str
    """What the section is called, in English."""
    prompt: str = ""
    """What stands there, in English, until somebody writes; never in an anonymous edition."""
    changes: str = ""
    """What editing it changes (``finding``), where people agreed on the words; empty for a narrative."""


class BlockDeclaration(Declared):
    """A part of the template repeated for each item of a view; the item's code begins its fields' codes."""

    path: str
    """The mapping of the record that holds the items by their code (``baseline.assessments``).

    ``*`` stands for the part of the record that the document is about (``desk.peers.*.entries``).
    """
    fields: dict[PlaceName, FieldDeclaration] = Field(default_factory=dict)
    lists: dict[PlaceName, ListDeclaration] = Field(default_factory=dict)
    grids: dict[PlaceName, GridDeclaration] = Field(default_factory=dict)
    narrative: dict[PlaceName, NarrativeDeclaration] = Field(default_factory=dict)


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
    parts: str = ""
    """What the record has several of, where each has a document of its own: a name in ``views.parts``."""
    due: tuple[str, ...] = ()
    """Paths of dates: a form is due on the first of them that the record has."""
    needs: tuple[str, ...] = ()
    """Paths of what the record must hold before the document can be sent or drafted."""
    answers: Literal["record", "document"] = "record"
    """The language in which people answer a form: the record's, or that of the document they were sent."""
    example: str
    """The demonstration record, by name."""
    fields: dict[PlaceName, FieldDeclaration] = Field(default_factory=dict)
    lists: dict[PlaceName, ListDeclaration] = Field(default_factory=dict)
    blocks: dict[PlaceName, BlockDeclaration] = Field(default_factory=dict)
    narrative: dict[PlaceName, NarrativeDeclaration] = Field(default_factory=dict)
    counted: dict[PlaceName, CountedPhrase] = Field(default_factory=dict)
    notes: dict[str, str] = Field(default_factory=dict)
    """By the name of a field in a text, or the last part of it: what it will hold, for translators."""
    contexts: dict[str, str] = Field(default_factory=dict)
    """By the English text: the context in which this type means it, where one text has two translations."""
    contents_depth: int = Field(default=3, ge=1, le=9)
    """How many levels of headings the table of contents shows."""
    editions: dict[EditionName, EditionDeclaration] = Field(default_factory=dict)
    """By the name that an order gives; the first is made where none is asked for."""

    @property
    def has_narratives(self) -> bool:
        """Whether it has sections that people write in running text."""
        return bool(self.narrative) or any(block.narrative for block in self.blocks.values())

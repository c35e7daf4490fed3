"""Document type as declared in ``templates/<type>/document.yaml``.

The declaration names the template's placeholders and binds them to the model; it has no expressions, no
conditions and no inheritance. The model owns type, unit and choices: a field declares only where its value is
(``path``), the content control, and its texts (English message ids).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from assembler.model.documents.control_kind import ControlKind


class Declaration(BaseModel):
    """Base of all declarations: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


_PROGRAM_NAMES = (
    "code",
    "code_xml",
    "contents",
    "document_title",
    "edition",
    "elsewhere",
    "form_id",
    "lacking",
)
_JINJA_NAMES = ("and", "else", "false", "if", "in", "is", "loop", "none", "not", "or", "true")
"""Names reserved in templates: those that the program provides, and those of the template language."""


def _reject_reserved(name: str) -> str:
    if name in (*_PROGRAM_NAMES, *_JINJA_NAMES):
        raise ValueError(f"`{name}` is a reserved name in templates; choose another name")
    return name


PlaceholderName = Annotated[str, AfterValidator(_reject_reserved), Field(pattern=r"^[a-z][a-z0-9_]*$")]
"""The name of a field, list, block, cell, section or counted phrase in the template."""


class FieldDeclaration(Declaration):
    """A question in a form: one code cell and one answer cell of the template."""

    code: str
    """Full code (``F.3``), or inside a block its suffix (``2`` gives ``GG/I/3.2``)."""
    path: str
    """Path of the value, from the record (``baseline.provenance.how``) or from the block's item.

    ``*`` is replaced with the document part (``desk.peers.*.reviewed``); empty if the block's item is the
    value.
    """
    control: ControlKind
    title: str
    """Title of the content control, in English."""
    prompt: str
    """Placeholder text of the empty control, in English; unique in the declaration."""


class ColumnDeclaration(Declaration):
    """A column of a list; ``heading`` is the same English text that the template's header row shows."""

    heading: str
    control: ControlKind = ControlKind.NONE


class ListDeclaration(Declaration):
    """A list of items: a plain table with a header row, the existing rows and spare ones."""

    code: str
    path: str
    title: str
    spare_rows: int = Field(default=3, ge=0, le=50)
    columns: dict[PlaceholderName, ColumnDeclaration]


class CellDeclaration(Declaration):
    """A cell of a grid; ``heading`` is the same English text that the template's header row shows above it.

    ``prompt`` may be omitted where the heading is clear: the empty control then shows an ellipsis.
    """

    path: str = ""
    """Path of the value, from the block's item; by default the name of the cell."""
    heading: str
    control: ControlKind
    prompt: str = ""


class GridDeclaration(Declaration):
    """A table row for each item of a block: one cell with its code, then a cell with a control per field.

    An item may have several rows (too wide for one, or split over two tables): each is a grid with its own
    ``code``; one of them may omit it, and its rows then have the plain code of the item.
    """

    code: str = ""
    """Suffix of the row's code (``b`` gives ``GG/I/3.b``); empty for the item's own (``GG/I/3``)."""
    cells: dict[PlaceholderName, CellDeclaration] = Field(min_length=1)


class NarrativeDeclaration(Declaration):
    """A section of running text that people write: from its heading to the next bookmark.

    The template shows its code in the heading (``{{ summary.code }}``) and its text below
    (``{{p summary.text }}``).
    """

    code: str = ""
    """Full code (``N.3``), or inside a block its suffix; empty there for the item's own code (``F03``)."""
    path: str = ""
    """Path of the text, from the record or from the block's item; empty if the item is the text."""
    title: str
    """Title of the section, in English."""
    prompt: str = ""
    """Placeholder text of the empty section, in English; never shown in an anonymous edition."""
    changes: str = ""
    """The kind of entity that an edit changes (``finding``), if the team agreed on the text; else empty."""


class BlockDeclaration(Declaration):
    """A part of the template that is repeated for each item of a view.

    The codes of its fields begin with the code of the item.
    """

    path: str
    """The mapping of the record that contains the items by code (``baseline.assessments``).

    ``*`` is replaced with the document part (``desk.peers.*.entries``).
    """
    fields: dict[PlaceholderName, FieldDeclaration] = Field(default_factory=dict)
    lists: dict[PlaceholderName, ListDeclaration] = Field(default_factory=dict)
    grids: dict[PlaceholderName, GridDeclaration] = Field(default_factory=dict)
    narrative: dict[PlaceholderName, NarrativeDeclaration] = Field(default_factory=dict)


EditionName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
"""Name of an edition in commands and file names: ``public``."""


class CountedPhrase(Declaration):
    """A phrase with a number; ``one`` and ``other`` are the English forms with ``{n}``."""

    one: str
    other: str


class EditionDeclaration(Declaration):
    """One edition of a document, for one group of readers."""

    label: str
    """Name of the edition in the document, in English ("internal edition")."""
    anonymous: bool = False
    """True for a public edition: its file does not reveal who made it, or from what."""


class DocumentType(Declaration):
    """One kind of document."""

    name: str
    """Name of the folder; not given in the file."""
    title: str
    """Title of a built document, with ``{fields}`` of the view."""
    description: str
    kind: Literal["form", "report", "text"] = "text"
    record: str
    """Kind of record file that it reads, by file name without suffix (``baseline``)."""
    benchmark: bool = False
    view: str = "default"
    parts: str = ""
    """Kind of document part, where each part has its own document: a name in ``views.parts``."""
    due: tuple[str, ...] = ()
    """Paths of dates: a form is due on the first date that the record has."""
    needs: tuple[str, ...] = ()
    """Paths of values that the record must have before the document can be sent or drafted."""
    answers: Literal["record", "document"] = "record"
    """The language of answers to a form: that of the record, or that of the document."""
    example: str
    """Name of the demonstration record."""
    fields: dict[PlaceholderName, FieldDeclaration] = Field(default_factory=dict)
    lists: dict[PlaceholderName, ListDeclaration] = Field(default_factory=dict)
    blocks: dict[PlaceholderName, BlockDeclaration] = Field(default_factory=dict)
    narrative: dict[PlaceholderName, NarrativeDeclaration] = Field(default_factory=dict)
    counted: dict[PlaceholderName, CountedPhrase] = Field(default_factory=dict)
    notes: dict[str, str] = Field(default_factory=dict)
    """Notes for translators on fields, by the name of the field or the last part of it."""
    contexts: dict[str, str] = Field(default_factory=dict)
    """Message contexts by English text, for texts with two translations."""
    contents_depth: int = Field(default=3, ge=1, le=9)
    """Number of heading levels in the table of contents."""
    editions: dict[EditionName, EditionDeclaration] = Field(default_factory=dict)
    """Editions by name; the first is the default."""

    @property
    def has_narratives(self) -> bool:
        """True if the type has sections of running text that people write."""
        return bool(self.narrative) or any(block.narrative for block in self.blocks.values())

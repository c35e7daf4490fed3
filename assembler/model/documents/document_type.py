"""Document types, as declared in ``templates/<type>/document.yaml``.

A declaration lists the template's placeholders and binds them to the model, without expressions, conditions
or inheritance. The model defines types, units and choices. A field declares only its code, the ``path`` of
its value, its content control and its texts (English message ids).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from assembler.model.documents.control_kind import ControlKind
from assembler.model.types.invalid_value import InvalidValueError

FORM_NUMBER = "Form {form_id}"
"""English message for the number of a form, in the footer of each page."""


class Declaration(BaseModel):
    """Base class of all declarations: frozen, with unknown keys forbidden."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


_PROGRAM_NAMES = (
    "code",
    "code_xml",
    "contents",
    "document_title",
    "edition",
    "elsewhere",
    "form_foot",
    "form_number",
    "form_id",
    "arms",
    "lacking",
    "licence",
    "logo",
    "page_foot",
    "page_notice",
    "pillar_codes",
    "pillar_names",
    "publisher",
    "sender",
    "untranslated",
)
"""Names that the program defines in every template."""
_JINJA_NAMES = ("and", "else", "false", "if", "in", "is", "loop", "none", "not", "or", "true")
"""Keywords of the template language, reserved in templates."""


def _reject_reserved(name: str) -> str:
    if name in (*_PROGRAM_NAMES, *_JINJA_NAMES):
        raise InvalidValueError("reserved name", name=name)
    return name


PlaceholderName = Annotated[str, AfterValidator(_reject_reserved), Field(pattern=r"^[a-z][a-z0-9_]*$")]
"""Name of a field, list, block, cell, section or counted phrase in a template."""


class FieldDeclaration(Declaration):
    """A question in a form: one code cell and one answer cell in the template."""

    code: str
    """Complete code (``F.3``) or, inside a block, only its suffix (``2`` for ``GG/I/3.2``)."""
    path: str
    """Path of the value, relative to the record (``baseline.provenance.how``) or to the item of the block.

    ``*`` is replaced with the document part (``desk.peers.*.reviewed``) or the respondent. The path is empty
    if the item itself is the value.
    """
    control: ControlKind
    title: str
    """Title of the content control, in English."""
    prompt: str
    """Placeholder text of the empty control, in English; must be unique in the declaration.

    An empty choice of at most six options shows these instead, so that the form can be completed by hand.
    """


class ColumnDeclaration(Declaration):
    """A column of a list.

    ``heading`` must match the English text in the template's header row. A link may share the cell of another
    column, which ``under`` names, and is then written below that column's text. The link has no cell of its
    own, and ``heading`` is the prompt of its control.
    """

    heading: str
    control: ControlKind = ControlKind.NONE
    under: str = ""


class ListDeclaration(Declaration):
    """A list of items: a plain table with a header row, the existing rows and spare rows for new items."""

    code: str
    path: str
    title: str
    spare_rows: int = Field(default=3, ge=0, le=50)
    columns: dict[PlaceholderName, ColumnDeclaration]


class CellDeclaration(Declaration):
    """A cell of a grid.

    ``heading`` must match the English text above it in the template's header row. ``prompt`` may be omitted
    where the heading is clear; the empty control then shows an ellipsis, or the options of a short choice.
    """

    path: str = ""
    """Path of the value, relative to the item of the block; by default the name of the cell."""
    heading: str
    control: ControlKind
    prompt: str = ""


class GridDeclaration(Declaration):
    """A table row for each item of a block: a code cell, then a cell with a control for each value.

    An item has several rows if one would be too wide, or if its values are in two tables. There is then a
    grid for each of these rows, with its own ``code``. One of the grids may omit the code and use that of the
    item.
    """

    code: str = ""
    """Suffix of the row's code (``b`` for ``GG/I/3.b``); if empty, the row has the item's code."""
    cells: dict[PlaceholderName, CellDeclaration] = Field(min_length=1)


class NarrativeDeclaration(Declaration):
    """A section of running text that people write.

    It extends from its heading to the next bookmark. The template shows the code in the heading
    (``{{ summary.code }}``) and the text below the heading (``{{p summary.text }}``).
    """

    code: str = ""
    """Complete code (``N.3``) or, inside a block, only its suffix; "" means the item's code (``F03``)."""
    path: str = ""
    """Path of the text, relative to the record or to the item of the block; empty if the item is the text."""
    title: str
    """Title of the section, in English."""
    prompt: str = ""
    """Placeholder text of the empty section, in English; never shown in an anonymous edition."""
    changes: str = ""
    """Kind of item (``finding``) whose agreed text an edit would change; "" if no agreed text is shown."""


class BlockDeclaration(Declaration):
    """A part of the template that is repeated for each item of a view.

    The codes of its fields begin with the code of the item. Two blocks with the same path show items in
    different ways, such as a short and a full form: a view puts each item in one of them.
    """

    path: str
    """Path of the mapping in the record that contains the items by code (``baseline.assessments``).

    ``*`` is replaced with the document part (``desk.peers.*.entries``) or the respondent.
    """
    optional: bool = False
    """True if nobody has to fill in these items; ``assembler status`` counts only the answers given."""
    fields: dict[PlaceholderName, FieldDeclaration] = Field(default_factory=dict)
    lists: dict[PlaceholderName, ListDeclaration] = Field(default_factory=dict)
    grids: dict[PlaceholderName, GridDeclaration] = Field(default_factory=dict)
    narrative: dict[PlaceholderName, NarrativeDeclaration] = Field(default_factory=dict)

    @property
    def answer_paths(self) -> frozenset[str]:
        """Paths of an item's answers in fields, lists and grids, relative to the item.

        Sections of running text are not included.
        """
        cells = (pair for grid in self.grids.values() for pair in grid.cells.items())
        return frozenset(
            (
                *(each.path for each in self.fields.values()),
                *(each.path for each in self.lists.values()),
                *(cell.path or name for name, cell in cells),
            )
        )


EditionName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
"""Name of an edition in commands and file names, such as ``public``."""


class CountedPhrase(Declaration):
    """A phrase that contains a number.

    ``one`` and ``other`` are its English forms, in which ``{n}`` represents the number.
    """

    one: str
    other: str


class EditionDeclaration(Declaration):
    """An edition of a document for one group of readers."""

    label: str
    """Name of the edition in the document, in English ("Team edition, for the review team only")."""
    anonymous: bool = False
    """True for a public edition, whose file reveals neither its author nor its sources."""
    hides_sources: bool = False
    """True for a non-public edition that names neither sessions nor guests."""
    notice: str = ""
    """Label of the edition in the header of each page, in English ("Team edition")."""


class DocumentType(Declaration):
    """Contents of ``document.yaml``: a type of document."""

    name: str
    """Name of the folder; not repeated in the file."""
    title: str
    """Title of a built document, which may contain ``{fields}`` of the view."""
    description: str
    kind: Literal["form", "report", "text"] = "text"
    record: str
    """Name, without suffix, of the record file from which the document is built (``baseline``)."""
    benchmark: bool = False
    general: bool = False
    """True if the document can also be built without a record, for reviews in general or for one city."""
    view: str = "default"
    parts: str = ""
    """Kind of document part (a name in ``views.document_parts``), if each part has its own document."""
    excerpts: bool = False
    """True if the form can be built for one group of indicators, without the questions outside blocks."""
    optional: bool = False
    """True if a review may do without the form; the status lists it only once it has been sent."""
    respondents: bool = False
    """True if many people return copies of the same form.

    ``*`` in a path is replaced with the name given to each returned copy.
    """
    due: tuple[str, ...] = ()
    """Paths of dates; a form is due on the first of these dates that the record contains."""
    needs: tuple[str, ...] = ()
    """Paths of values that the record must have before the document can be sent or drafted."""
    language: Literal["record", "guests", "city"] = "record"
    """Whose language the document uses by default.

    This is the language of the record or of the session's guests, or the working language of the part's city.
    """
    answers: Literal["record", "document"] = "record"
    """Language of the answers to a form: the language of the record or of the document."""
    notice: str = ""
    """Notice about the document in the header of each page, in English ("For the team only")."""
    example: str
    """Name of the demonstration record."""
    fields: dict[PlaceholderName, FieldDeclaration] = Field(default_factory=dict)
    lists: dict[PlaceholderName, ListDeclaration] = Field(default_factory=dict)
    blocks: dict[PlaceholderName, BlockDeclaration] = Field(default_factory=dict)
    narrative: dict[PlaceholderName, NarrativeDeclaration] = Field(default_factory=dict)
    counted: dict[PlaceholderName, CountedPhrase] = Field(default_factory=dict)
    notes: dict[str, str] = Field(default_factory=dict)
    """Maps a field's name, or its last component, to a note for translators."""
    contexts: dict[str, str] = Field(default_factory=dict)
    """Maps an English text that needs several translations to its message context."""
    contents_depth: int = Field(default=3, ge=1, le=9)
    """Number of heading levels in the table of contents."""
    fits_sheets: bool = False
    """True if font sizes and space are chosen so that each sheet is full, as for a page to be framed."""
    editions: dict[EditionName, EditionDeclaration] = Field(default_factory=dict)
    """Editions by name; the first is the default."""

    @property
    def has_narratives(self) -> bool:
        """True if people write sections of running text in documents of this type."""
        return bool(self.narrative) or any(block.narrative for block in self.blocks.values())

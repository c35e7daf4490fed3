"""Content of a returned form, independent of the program that saved it: tables and the text around them.

An answer is read from the cell, not from its control. Some programs drop controls, their tags or the flags
that mark prompts, and people paste text next to controls. Each cell is therefore read completely, and its
controls are listed separately.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from assembler.model.documents.form_manifest import ControlKind
from assembler.model.types.rich_text import Block
from assembler.structs import Struct, field
from assembler.word.content.pictures import Picture

NOTES: Final = MappingProxyType({
    "comment": "a comment", "footnote": "a footnote", "endnote": "an endnote", "hidden": "hidden text",
    "ruby": "a phonetic guide above the text", "alternative": "the alternative text of a picture",
})  # fmt: skip
"""Maps each kind of note to its label."""


class ReturnedControl(Struct, frozen=True, gc=False):
    """A returned content control.

    ``value`` is the value that the control stores, as distinct from the visible text. For a date, it is an
    ISO date (``2026-03-01``). For a check box, it is ``true`` or ``false``. For a drop-down list, it is the
    value of the item whose label is shown. It is None if the file has no readable value.
    """

    kind: ControlKind
    text: str
    tag: str = ""
    title: str = ""
    value: str | None = None


class Revision(Struct, frozen=True, gc=False):
    """A tracked change.

    ``kind`` is ``insertion`` or ``deletion``, or ``format-change`` in an .odt. ``date`` is as written in the
    file.
    """

    kind: str
    author: str
    date: str
    text: str


class Note(Struct, frozen=True, gc=False):
    """A comment, a footnote or other content that is not part of the text.

    ``kind`` is a key of ``NOTES``. ``author`` and ``date`` are as written in the file, or empty.
    """

    kind: str
    text: str
    author: str = ""
    date: str = ""


class Embedded(Struct, frozen=True):
    """A chart, diagram, file or other object in the text.

    ``text`` is the text that it contains.
    """

    kind: str
    text: str
    name: str = ""
    data: bytes = b""


class Cell(Struct, frozen=True, gc=False):
    """A cell with its content as blocks, as if all tracked changes were accepted.

    Hidden text and phonetic guides (ruby text) are among the notes, not in the blocks.
    """

    blocks: tuple[Block, ...] = ()
    bookmarks: tuple[str, ...] = ()
    controls: tuple[ReturnedControl, ...] = ()
    revisions: tuple[Revision, ...] = ()
    notes: tuple[Note, ...] = ()
    pictures: tuple[Picture, ...] = ()
    embedded: tuple[Embedded, ...] = ()
    tables: int = 0
    """Number of tables inside the cell. Each row of these tables is one paragraph among the blocks."""
    covered: bool = False
    """True for a position that a merged cell covers, where no answer is expected."""

    @property
    def text(self) -> str:
        """The text of the cell, one line per paragraph."""
        return "\n".join(block.text for block in self.blocks)

    @property
    def has_text_only(self) -> bool:
        """True if the cell contains only text, perhaps in controls: no notes, changes, objects or links."""
        links = [run.link for block in self.blocks for run in block.runs if run.link]
        return not (self.notes or self.revisions or self.pictures or self.embedded or links)


def join_cells(cells: Iterable[Cell]) -> Cell:
    """Join the content of several cells into one."""
    every = list(cells)
    return Cell(
        blocks=tuple(each for cell in every for each in cell.blocks),
        bookmarks=tuple(each for cell in every for each in cell.bookmarks),
        controls=tuple(each for cell in every for each in cell.controls),
        revisions=tuple(each for cell in every for each in cell.revisions),
        notes=tuple(each for cell in every for each in cell.notes),
        pictures=tuple(each for cell in every for each in cell.pictures),
        embedded=tuple(each for cell in every for each in cell.embedded),
        tables=sum(cell.tables for cell in every),
    )


class Table(Struct, frozen=True):
    """A table as rows of cells.

    It has a covered cell at each position that a merged cell covers, so that the columns stay aligned.
    """

    rows: tuple[tuple[Cell, ...], ...]


class ReturnedForm(Struct, frozen=True):
    """The content of a returned form.

    ``kind`` is ``docx`` or ``odt``. ``application`` is the program that saved the form. ``properties``
    contains the custom document properties. ``manifest`` is the custom XML part of the form, which many
    editors drop. ``outside`` is all content outside the tables, so that nothing written there is lost.
    ``contents`` contains the lines of tables of contents, and ``margins`` the headers and footers. ``title``
    is from the document properties. ``author`` is the person who last saved the form, and ``saved`` the time,
    as written in the file (ISO 8601).
    """

    name: str
    kind: str
    application: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)
    manifest: bytes | None = None
    tables: tuple[Table, ...] = ()
    outside: Cell = Cell()
    contents: Cell = Cell()
    margins: Cell = Cell()
    title: str = ""
    author: str = ""
    saved: str = ""

    def cells(self) -> Iterator[Cell]:
        """Return an iterator over the cells of all tables, in order, except covered cells."""
        return (cell for table in self.tables for row in table.rows for cell in row if not cell.covered)

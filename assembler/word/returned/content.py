"""What a returned form holds, whatever program saved it: tables of cells, and the paragraphs around them.

The cell is the container, the control only a widget: editors lose controls, their tags and their prompt
flags, and people paste beside them. So each cell is read whole, and its controls are noted beside the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from assembler.model.documents.form import ChoiceItem, ControlKind
from assembler.model.types.rich_text import Block
from assembler.structs import Struct, field
from assembler.word.content.pictures import Picture

NOTES: Final = MappingProxyType({
    "comment": "a comment", "footnote": "a footnote", "endnote": "an endnote", "hidden": "hidden text",
    "ruby": "a reading aid above the text", "alternative": "the alternative text of a picture",
})  # fmt: skip
"""What is noted beside a text, by its kind."""


class FoundControl(Struct, frozen=True):
    """A control as it came back. ``value`` is what the machine wrote down apart from the visible text.

    For a date it is ISO (``2026-03-01``), for a checkbox ``true`` or ``false``, for a drop-down the value of
    the item whose label is shown; None where the file says nothing readable. ``prompt`` is the file's own
    claim that only the prompt is shown, which is wrong in both directions.
    """

    kind: ControlKind
    text: str
    tag: str = ""
    title: str = ""
    value: str | None = None
    prompt: bool = False
    items: tuple[ChoiceItem, ...] = ()


class Revision(Struct, frozen=True):
    """A tracked change: ``kind`` is ``insertion`` or ``deletion``; ``date`` is as the file writes it."""

    kind: str
    author: str
    date: str
    text: str


class Note(Struct, frozen=True):
    """What stands beside the text: ``kind`` is one of ``NOTES``.

    ``author`` and ``date`` are as the file writes them, empty where it does not say.
    """

    kind: str
    text: str
    author: str = ""
    date: str = ""


class Embedded(Struct, frozen=True):
    """A chart, a diagram, or a file within the text: ``words`` in it, and its bytes under a ``name``."""

    kind: str
    words: str
    name: str = ""
    data: bytes = b""


class Cell(Struct, frozen=True):
    """One cell: its blocks with insertions accepted, deletions and hidden text left out.

    Hidden text and reading aids (ruby) are among the notes.
    """

    blocks: tuple[Block, ...] = ()
    bookmarks: tuple[str, ...] = ()
    controls: tuple[FoundControl, ...] = ()
    revisions: tuple[Revision, ...] = ()
    notes: tuple[Note, ...] = ()
    pictures: tuple[Picture, ...] = ()
    embedded: tuple[Embedded, ...] = ()
    tables: int = 0
    """How many tables stand inside; their words are among the blocks, a row a paragraph."""
    covered: bool = False
    """True for the place that a merged cell takes from its neighbours; no answer is looked for there."""

    @property
    def text(self) -> str:
        """The words of the cell, a line per paragraph."""
        return "\n".join(block.text for block in self.blocks)

    @property
    def comments(self) -> tuple[str, ...]:
        """The words of the notes."""
        return tuple(note.text for note in self.notes)


def joined(cells: Iterable[Cell]) -> Cell:
    """What stands in several cells, as one."""
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
    """A table as rows of cells; where a cell is merged, covered ones keep the columns in their places."""

    rows: tuple[tuple[Cell, ...], ...]


class ReturnedForm(Struct, frozen=True):
    """A form that came back; ``kind`` is ``docx`` or ``odt``.

    ``application`` is the program that saved it, as it calls itself. ``properties`` are the custom document
    properties; ``manifest`` is the form's own custom XML part, which many editors drop. ``outside`` is all
    that stands outside the tables, so that nothing written there is lost; ``contents`` has the lines of
    tables of contents, ``margins`` the headers and footers. ``title`` is the one in its properties;
    ``author`` is who saved it last, and ``saved`` when, as the file writes it (ISO 8601).
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
        """Every cell of every table, in order."""
        return (cell for table in self.tables for row in table.rows for cell in row if not cell.covered)

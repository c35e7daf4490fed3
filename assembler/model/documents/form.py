"""A form: its fields and lists with their codes, and the manifest that says what it was made from.

The visible code (``GG/I/3.2``) is the one key of a field: it stands in the code cell, names the bookmark
there, and is the control's tag and the start of its title. It is language-neutral and never changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assembler.model.documents.control_kind import ControlKind as ControlKind
from assembler.model.types.rich_text import Block
from assembler.structs import Struct, field


class ChoiceItem(Struct, frozen=True):
    """One item of a drop-down: the machine value and the label in the form's language.

    ``sign`` is a letter that stands for it in plain print, "" where it has none.
    """

    value: str
    label: str
    sign: str = ""

    @property
    def shown(self) -> str:
        """What the drop-down shows.

        >>> ChoiceItem("partly", "gedeeltelijk").shown, ChoiceItem("meets", "voldoet", "M").shown
        ('partly – gedeeltelijk', 'meets – voldoet (M)')
        """
        words = f"{self.value} – {self.label}" if self.label != self.value else self.value
        return f"{words} ({self.sign})" if self.sign else words


class FormField(Struct, frozen=True):
    """One answer: found by ``code``, kept at ``path`` of the record.

    ``kind`` names a kind of value (a file in ``values/``); ``base`` is the record's value as plain JSON data
    when the form was made (None: no answer yet); ``shown`` is what stands in the cell for it, empty where
    the prompt stands; ``language`` is the language of the answer's text. ``row`` is the code of the row that
    it shares with other fields of a grid, where its ``title`` is the heading of its column; empty where it
    has a row of its own.
    """

    code: str
    path: str
    kind: str
    control: ControlKind
    title: str
    prompt: str
    choices: tuple[ChoiceItem, ...] = ()
    base: Any = None
    shown: tuple[Block, ...] = ()
    language: str = ""
    row: str = ""

    @property
    def row_code(self) -> str:
        """The code that its row shows: that of the grid's row, or its own."""
        return self.row or self.code


class FormColumn(Struct, frozen=True):
    """One column of a list: ``name`` is the key in each row of the record, ``heading`` what is shown.

    ``prompt`` stands in the empty controls of the column; a bare cell shows nothing.
    """

    name: str
    kind: str
    control: ControlKind
    heading: str
    choices: tuple[ChoiceItem, ...] = ()
    prompt: str = "…"


class FormRow(Struct, frozen=True):
    """One row of a list: its code (``GG/I/3.9.2``) and its values and shown texts by column name."""

    code: str
    base: Mapping[str, Any] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    language: str = ""


class FormList(Struct, frozen=True):
    """A list of things as a plain table: a code cell, one column per value, known rows and spare ones."""

    code: str
    path: str
    title: str
    columns: tuple[FormColumn, ...]
    rows: tuple[FormRow, ...]


class Line(Struct, frozen=True):
    """One line that a report was made with: a paragraph, or a row of a table with its cells parted by tabs.

    ``mark`` is a bookmark in it. Where people write, the line has no text and names the ``section``.
    """

    text: str = ""
    mark: str = ""
    section: str = ""


class FormManifest(Struct, frozen=True):
    """What a form was made from, with the base values: kept inside the form and in ``data/forms/``.

    ``id`` is the digest of all the rest; ``benchmark`` is written ``inti-cities@2009b``; ``language`` is the
    form's, ``content_language`` that of the answers; ``engine`` is the version of this program. ``part`` is
    the part of the record that the form is about (a peer, an interview), empty where it is about all of it.
    A report also keeps its ``edition`` and its ``lines``: what it said itself, with the places of the
    sections that people write. ``number`` counts the sendings of the form, and ``round`` has the name and the
    days of the review's round: with them, the same content that is sent again has another id.
    """

    id: str
    project: str
    record: str
    type: str
    benchmark: str
    city: str
    language: str
    content_language: str
    house_style: str
    engine: str
    fields: tuple[FormField, ...] = ()
    lists: tuple[FormList, ...] = ()
    part: str = ""
    edition: str = ""
    lines: tuple[Line, ...] = ()
    round: str = ""
    number: int = 1

    @property
    def series(self) -> tuple[str, ...]:
        """What all sendings of the same form share: what it is about, and what it looks like."""
        return (self.record, self.type, self.part, self.city, self.language, self.house_style)

    @property
    def is_blank(self) -> bool:
        """Whether the form was sent without any answer, as forms are that begin a record."""
        rows = (row for each in self.lists for row in each.rows)
        return all(each.base is None for each in self.fields) and not any(row.base for row in rows)

"""Forms: fields and lists with their codes, and the manifest of what a form was built from.

The visible code (``GG/I/3.2``) is the only key of a field: it is the text of the code cell, the name of the
bookmark there, the tag of the control and the start of its title. It is language-neutral and never changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assembler.model.documents.control_kind import ControlKind as ControlKind
from assembler.model.types.rich_text import Block
from assembler.structs import Struct, field


class ChoiceItem(Struct, frozen=True):
    """One item of a drop-down: the machine value and the label in the form's language.

    ``sign`` is the letter for it in black-and-white print, "" if it has none.
    """

    value: str
    label: str
    sign: str = ""

    @property
    def display_label(self) -> str:
        """The text of the item in the drop-down.

        >>> ChoiceItem("partly", "gedeeltelijk").display_label
        'partly – gedeeltelijk'
        >>> ChoiceItem("meets", "voldoet", "M").display_label
        'meets – voldoet (M)'
        """
        text = f"{self.value} – {self.label}" if self.label != self.value else self.value
        return f"{text} ({self.sign})" if self.sign else text


class FormField(Struct, frozen=True):
    """One answer, identified by ``code`` and stored at ``path`` in the record.

    ``kind`` names a kind of value (a module in ``values/``); ``base`` is the record's value as JSON data when
    the form was built (None: no answer yet); ``shown`` is its text in the cell, empty if the cell shows the
    prompt; ``language`` is the language of the answer's text. ``row`` is the code of the row that it
    shares with other fields of a grid, where its ``title`` is the heading of its column; empty for a field
    with its own row.
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
        """The code in its row: that of the grid's row, or its own."""
        return self.row or self.code


class FormColumn(Struct, frozen=True):
    """One column of a list: ``name`` is the key in each row of the record, ``heading`` its header cell.

    ``prompt`` is the placeholder text of empty controls in the column; a cell without control shows nothing.
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
    """A list of items as a plain table: a code cell, one column per value, existing rows and spare ones."""

    code: str
    path: str
    title: str
    columns: tuple[FormColumn, ...]
    rows: tuple[FormRow, ...]


class Line(Struct, frozen=True):
    """One line of a report as built: a paragraph, or a table row with its cells separated by tabs.

    ``mark`` is a bookmark in it. In a section that people write, the line has no text and names the
    ``section``.
    """

    text: str = ""
    mark: str = ""
    section: str = ""


class FormManifest(Struct, frozen=True):
    """Description of a form as built, with the base values; stored in the form and in ``data/forms/``.

    ``id`` is the digest of everything else; ``benchmark`` has the form ``inti-cities@2009b``; ``language`` is
    that of the form, ``content_language`` that of the answers; ``engine`` is the version of this program.
    ``part`` is the document part (a peer, an interview), empty for the complete record. A report also has its
    ``edition`` and its ``lines``: its own text, with the positions of the sections that people write.
    ``number`` counts how often the form was sent, and ``round`` has the name and dates of the review's cycle:
    with them, the same content that is sent again has another id.
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
        """Key shared by all sendings of the same form: its subject, language and house style."""
        return (self.record, self.type, self.part, self.city, self.language, self.house_style)

    @property
    def is_empty(self) -> bool:
        """True if the form was sent without any answer, as the first forms of a record are."""
        rows = (row for form_list in self.lists for row in form_list.rows)
        return all(field.base is None for field in self.fields) and not any(row.base for row in rows)

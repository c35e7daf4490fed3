"""Forms: fields and lists with their codes, and the manifest that describes a form as built.

The visible code (``GG/I/3.2``) is the only key of a field. It is the text of the code cell, the tag of the
content control and the beginning of its title, and the bookmark in the code cell is named after it. It is
language-neutral and never changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assembler.model.documents.control_kind import ControlKind as ControlKind
from assembler.model.types.rich_text import Block
from assembler.structs import Struct, field, replace

ANY_RESPONDENT = "*"
"""Stand-in for the respondent's name in the paths of a form that many people return."""


class ChoiceItem(Struct, frozen=True, gc=False):
    """An item of a drop-down list: the machine-readable value and the label in the form's language.

    ``sign`` is the letter that represents the item in black-and-white print, or "" if there is none. If
    ``coded`` is true, the value is shown before the label. This is the case for indicator codes and initials,
    and for every item in forms of earlier versions.
    """

    value: str
    label: str
    sign: str = ""
    coded: bool = True

    @property
    def display_label(self) -> str:
        """Text of the item in the drop-down list.

        >>> ChoiceItem("GG/A/1", "Plan").display_label
        'GG/A/1 – Plan'
        >>> ChoiceItem("meets", "voldoet", "M", coded=False).display_label
        'voldoet (M)'
        """
        return self.coded_label if self.coded else self._add_sign(self.label)

    @property
    def coded_label(self) -> str:
        """Text of the item with its value first.

        Earlier versions showed every item in this way.
        """
        return self._add_sign(f"{self.value} – {self.label}" if self.label != self.value else self.value)

    def _add_sign(self, text: str) -> str:
        return f"{text} ({self.sign})" if self.sign else text


class FormField(Struct, frozen=True, gc=False):
    """A field of a form, identified by ``code``.

    Its answer is stored at ``path`` in the record. ``kind`` names a kind of value (a key of
    ``values.KINDS``). ``base`` is the value that the record had when the form was built, as JSON data, or
    None. ``shown`` is the text of this value in the cell; it is empty if the cell shows the prompt.
    ``language`` is the language of that text. ``row`` is the code of the grid row that contains the field,
    and ``title`` is then the heading of its column. ``row`` is empty for a field outside grids.
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
        """Code of the field's row: the code of the grid row, or the field's own code."""
        return self.row or self.code


class FormColumn(Struct, frozen=True):
    """A column of a list.

    ``name`` is its key in the rows of the record, and ``heading`` the text of its header cell. ``prompt`` is
    the placeholder text of empty controls in the column. An empty cell without a control shows nothing. If
    the value is a separate paragraph in the cell of another column, ``under`` names that column.
    """

    name: str
    kind: str
    control: ControlKind
    heading: str
    choices: tuple[ChoiceItem, ...] = ()
    prompt: str = "…"
    under: str = ""


class FormRow(Struct, frozen=True, gc=False):
    """A row of a list: its code (``GG/I/3.9.2``), and its values and displayed texts by column name.

    ``base`` contains the values as JSON data, ``shown`` the texts, and ``language`` is the language of the
    texts.
    """

    code: str
    base: Mapping[str, Any] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    language: str = ""


class FormList(Struct, frozen=True):
    """A list of items as a plain table.

    The table contains the existing rows, and spare rows for new items. Each row has a cell for its code and a
    cell for each column, except columns with ``under``, which have no cell of their own.
    """

    code: str
    path: str
    title: str
    columns: tuple[FormColumn, ...]
    rows: tuple[FormRow, ...]

    @property
    def cell_columns(self) -> tuple[FormColumn, ...]:
        """The columns that have cells of their own, in the order of the cells after the code."""
        return tuple(column for column in self.columns if not column.under)


class Line(Struct, frozen=True):
    """A line of a report as built: a paragraph, or a table row whose cells are separated by tabs.

    ``mark`` is the name of a bookmark in the line, or "" if there is none. A section that people write is a
    single line, which has only the code of the ``section`` and no text.
    """

    text: str = ""
    mark: str = ""
    section: str = ""


class FormManifest(Struct, frozen=True):
    """Manifest of a form as built, including the base values.

    It is stored in the form and in ``data/forms/``. ``id`` is the digest of all other fields. ``benchmark``
    has the format ``inti-cities@2009b``. ``language`` is the language of the form, and ``content_language``
    that of the answers. ``engine`` is the version of this program. ``part`` is the document part (a peer, an
    interview), or "" for the whole record.

    A report also has an ``edition`` and ``lines``: its printed text, with the positions of the sections that
    people write. ``number`` is the number of this sending, from 1, and ``round`` gives the name and dates of
    the review's cycle. The digest includes both, so the same content has a different id if its sending has a
    new number.
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
        """Key shared by all versions of a form: its record, type, part, city, language and house style."""
        return (self.record, self.type, self.part, self.city, self.language, self.house_style)

    def name_respondent(self, name: str) -> FormManifest:
        """Return a copy of the manifest with ``name`` instead of ``*`` in the paths of the answers."""
        return replace(
            self,
            fields=tuple(replace(each, path=_insert_name(each.path, name)) for each in self.fields),
            lists=tuple(replace(each, path=_insert_name(each.path, name)) for each in self.lists),
        )

    @property
    def is_empty(self) -> bool:
        """True if the form contained no answers when it was built."""
        rows = (row for form_list in self.lists for row in form_list.rows)
        return all(field.base is None for field in self.fields) and not any(row.base for row in rows)


def _insert_name(path: str, name: str) -> str:
    """Return ``path`` with the respondent's ``name`` instead of ``*``.

    >>> _insert_name("survey.answers.*.Q1", "r5")
    'survey.answers.r5.Q1'
    """
    return ".".join(name if each == ANY_RESPONDENT else each for each in path.split("."))

"""Lists and grids in a form.

In a list, each row is an item with a code, and each cell contains a control or plain text. In a grid, each
cell of a row is a separate answer, and the row has one code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Self, TypedDict

from markupsafe import Markup

from assembler.model.documents.form_manifest import ControlKind, FormColumn, FormField, FormList, FormRow
from assembler.model.types.rich_text import Run
from assembler.structs import Struct
from assembler.word.content.rich_text import build_run, build_runs, to_markup
from assembler.word.forms.controls import (
    Answer,
    FormIds,
    LanguageTags,
    PlacedField,
    build_code,
    build_control,
    build_control_type,
    build_date_picker,
    build_field,
    build_placeholder,
    build_prompt_run,
    choose_prompt,
    is_form_text,
    wrap_control,
)
from assembler.word.package.run_language import language_xml


def build_grid_cell(
    field: FormField, *, language_tag: str, content_tag: Callable[[str], str], ids: FormIds
) -> PlacedField:
    """Return the answer in one cell of a grid as XML for a prepared template.

    ``content_tag`` maps a language to Word's tag for it. If the answer consists of several texts, each is
    tagged with its own language.
    """
    tags = [content_tag(language) for language in _list_languages(field)]
    answer = content_tag(field.language)
    return build_field(field, language_tag=language_tag, content_tag=answer, ids=ids, item_tags=tags)


def _list_languages(field: FormField) -> list[str]:
    """Return the language of each text in ``field``, or no languages if its kind is not ``texts``."""
    items = field.base if field.kind == "texts" and isinstance(field.base, list) else ()
    return [each["language"] if isinstance(each, dict) else "" for each in items]


_HOLDS_VALUE: Final = (ControlKind.DATE, ControlKind.CHECKBOX)
"""Controls that store the answer in their own properties."""


class PlacedList(TypedDict):
    """A list with its code and its rows.

    Each row contains ``code`` and ``code_xml``, and the content of each cell under the name of its column.
    """

    code: str
    rows: list[dict[str, str]]


class ColumnCells(Struct, frozen=True):
    """Builder for the cells of one column in one language.

    The markup that all cells share is built only once.
    """

    column: FormColumn
    is_ours: bool
    """True if the cells contain text of the form rather than answers."""
    items: Mapping[str, str]
    """Maps the values of a drop-down list to their labels."""
    placeholder: str
    prompt: str
    widget: str
    """The element for the type of the control, or "" for controls in ``_HOLDS_VALUE``."""

    @classmethod
    def of(cls, column: FormColumn, language_tag: str) -> Self:
        """Build the markup that all cells of ``column`` share.

        ``language_tag`` is the language tag of the form.
        """
        control, prompt = column.control, choose_prompt(column.prompt)
        listed = reversed(column.choices) if control is ControlKind.CHOICE else ()  # of two, the first counts
        return cls(
            column,
            is_form_text(control, column.kind),
            {item.value: item.display_label for item in listed},
            build_placeholder(prompt),
            build_prompt_run(prompt, language_tag),
            "" if control in _HOLDS_VALUE else build_control_type(control, column.choices),
        )

    def cell(self, row: FormRow, tags: LanguageTags, ids: FormIds) -> Markup:
        """Return the content of the cell in ``row``.

        This is a control tagged with the row's code and the column's name, or plain text if the column has no
        controls.
        """
        column = self.column
        tag, base = tags.form if self.is_ours else tags.content, row.base.get(column.name)
        if column.control is ControlKind.CHECKBOX:
            return to_markup(build_control(self._build_answer(row, base), tags, ids))
        runs = self._build_runs(self._find_label(base) or row.shown.get(column.name, ""), tag)
        if column.control is ControlKind.NONE:
            return to_markup(runs)
        placeholder = self.placeholder if runs else f"{self.placeholder}<w:showingPlcHdr/>"
        widget = build_date_picker(base, tags.form) if column.control is ControlKind.DATE else self.widget
        code = f"{row.code}.{column.name}"
        inside, content = placeholder + widget, runs or self.prompt
        return to_markup(wrap_control(code, column.heading, tag, ids(), inside, content))

    def _find_label(self, base: Any) -> str:
        """Return the label of ``base``, a value from the record, or "" if it is not one of the choices."""
        return self.items.get(base, "") if isinstance(base, str) else ""

    def _build_runs(self, shown: str, tag: str) -> str:
        """Return the runs of a cell with the text ``shown``, in the language ``tag``.

        An address in a column of kind ``link`` becomes a link. The result is "" if there is no text.
        """
        if self.column.kind == "link" and shown:
            return build_runs((Run(shown, link=shown),), tag)
        return build_run(shown, language_xml(tag)) if shown else ""

    def _build_answer(self, row: FormRow, base: Any) -> Answer:
        column = self.column
        return Answer(
            column.control, f"{row.code}.{column.name}", column.heading, "",
            choose_prompt(column.prompt), column.choices, base, column.kind,
        )  # fmt: skip


def build_list(
    form_list: FormList, *, language_tag: str, content_tag: Callable[[str], str], ids: FormIds
) -> PlacedList:
    """Return the list ``form_list`` as XML for a prepared template.

    ``content_tag`` maps the language of a row to Word's tag for it. If the result is "", the row has the
    language of the form.
    """
    cells = [ColumnCells.of(column, language_tag) for column in form_list.columns]
    rows = (
        build_row(row, cells, language_tag=language_tag, content_tag=content_tag, ids=ids)
        for row in form_list.rows
    )
    return PlacedList(code=form_list.code, rows=list(rows))


def build_row(
    row: FormRow,
    columns: Sequence[ColumnCells],
    *,
    language_tag: str,
    content_tag: Callable[[str], str],
    ids: FormIds,
) -> dict[str, str]:
    """Return one row of a list: its code, and the content of the cell in each of ``columns``."""
    tags = LanguageTags(language_tag, content_tag(row.language) or language_tag)
    placed: dict[str, str] = {"code": row.code, "code_xml": build_code(row.code, ids, tags.form)}
    for cells in columns:
        placed[cells.column.name] = cells.cell(row, tags, ids)
    return placed

"""A list in a form: a row for each item with its code, and a control or bare words in each cell.

A cell of a grid as it stands in a form: an answer beside others, in a row that one code finds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Self, TypedDict

from markupsafe import Markup

from assembler.model.documents.form import ControlKind, FormColumn, FormField, FormList, FormRow
from assembler.model.types.rich_text import Run
from assembler.structs import Struct
from assembler.word.content.rich_text import build_run, build_runs, to_markup
from assembler.word.forms.control_types import chosen, date_xml, widget_xml
from assembler.word.forms.controls import (
    Answer,
    FormIds,
    PlacedField,
    Tags,
    control_xml,
    framed,
    is_ours,
    marked_code,
    placed_field,
    placeholder_xml,
    prompt_of,
    prompt_run,
)
from assembler.word.package.run_language import language_xml


def placed_cell(
    field: FormField, *, language_tag: str, content_tag: Callable[[str], str], ids: FormIds
) -> PlacedField:
    """One answer; where it is made of several texts, each of them is in its own language."""
    tags = [content_tag(language) for language in _languages(field)]
    answer = content_tag(field.language)
    return placed_field(field, language_tag=language_tag, content_tag=answer, ids=ids, item_tags=tags)


def _languages(field: FormField) -> list[str]:
    """The language that each text in a field of texts says, in their order; none for another field."""
    items = field.base if field.kind == "texts" and isinstance(field.base, list) else ()
    return [each["language"] if isinstance(each, dict) else "" for each in items]


_SAYING: Final = (ControlKind.DATE, ControlKind.CHECKBOX)
"""Controls that themselves tell what the answer is."""


class PlacedList(TypedDict):
    """A list: its code, and its rows with ``code``, ``code_xml`` and the inside of each column's cell."""

    code: str
    rows: list[dict[str, str]]


class Cells(Struct, frozen=True):
    """The cells of one column, in a form of one language: what they have in common is written once."""

    column: FormColumn
    is_ours: bool
    """Whether they hold the form's words and not the answer's."""
    items: Mapping[str, str]
    """What a drop-down shows, by its values."""
    placeholder: str
    prompt: str
    widget: str
    """What says which control it is; empty for those in ``_SAYING``, which say more."""

    @classmethod
    def of(cls, column: FormColumn, language_tag: str) -> Self:
        """What all cells of ``column`` share; ``language_tag`` is the form's."""
        control, prompt = column.control, prompt_of(column.prompt)
        listed = reversed(column.choices) if control is ControlKind.CHOICE else ()  # of two, the first counts
        return cls(
            column,
            is_ours(control, column.kind),
            {item.value: item.shown for item in listed},
            placeholder_xml(prompt),
            prompt_run(prompt, language_tag),
            "" if control in _SAYING else widget_xml(control, column.choices),
        )

    def cell(self, row: FormRow, tags: Tags, ids: FormIds) -> Markup:
        """The inside of the cell in ``row``: a control known by the row's code and the column's name."""
        column = self.column
        tag, base = tags.form if self.is_ours else tags.content, row.base.get(column.name)
        if column.control is ControlKind.CHECKBOX:
            return to_markup(control_xml(self._answer(row, base), tags, ids))
        runs = self._runs(self._said(base) or row.shown.get(column.name, ""), tag)
        if column.control is ControlKind.NONE:
            return to_markup(runs)
        placeholder = self.placeholder if runs else f"{self.placeholder}<w:showingPlcHdr/>"
        widget = date_xml(base, tags.form) if column.control is ControlKind.DATE else self.widget
        code = f"{row.code}.{column.name}"
        return to_markup(framed(code, column.heading, tag, ids(), placeholder + widget, runs or self.prompt))

    def _said(self, base: Any) -> str:
        """The item of a drop-down that the base value names, or the date that it is."""
        if self.column.control is ControlKind.DATE:
            return chosen(ControlKind.DATE, base, ())
        return self.items.get(base, "") if self.items and isinstance(base, str) else ""

    def _runs(self, shown: str, tag: str) -> str:
        """What stands in a cell; addresses are links."""
        if self.column.kind == "link" and shown:
            return build_runs((Run(shown, link=shown),), tag)
        return build_run(shown, language_xml(tag)) if shown else ""

    def _answer(self, row: FormRow, base: Any) -> Answer:
        column = self.column
        return Answer(
            column.control, f"{row.code}.{column.name}", column.heading, "",
            prompt_of(column.prompt), column.choices, base, column.kind,
        )  # fmt: skip


def placed_list(
    form_list: FormList, *, language_tag: str, content_tag: Callable[[str], str], ids: FormIds
) -> PlacedList:
    """The list for the template; ``content_tag`` gives Word's tag for a row's language (may be empty)."""
    cells = [Cells.of(column, language_tag) for column in form_list.columns]
    rows = (
        placed_item(row, cells, language_tag=language_tag, content_tag=content_tag, ids=ids)
        for row in form_list.rows
    )
    return PlacedList(code=form_list.code, rows=list(rows))


def placed_item(
    row: FormRow,
    columns: Sequence[Cells],
    *,
    language_tag: str,
    content_tag: Callable[[str], str],
    ids: FormIds,
) -> dict[str, str]:
    """One row of a list: its code, and the inside of the cell in each of ``columns``."""
    tags = Tags(language_tag, content_tag(row.language) or language_tag)
    placed: dict[str, str] = {"code": row.code, "code_xml": marked_code(row.code, ids, tags.form)}
    for cells in columns:
        placed[cells.column.name] = cells.cell(row, tags, ids)
    return placed

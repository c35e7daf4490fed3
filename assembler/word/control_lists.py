"""A list in a form: a row for each item with its code, and a control or bare words in each cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypedDict

from markupsafe import Markup

from assembler.model.form import ControlKind, FormColumn, FormList, FormRow
from assembler.model.rich import Run
from assembler.word.controls import Answer, FormIds, Tags, chosen, control_xml, marked_code, prompt_of
from assembler.word.rich import runs_xml


class PlacedList(TypedDict):
    """A list: its code, and its rows with ``code``, ``code_xml`` and the inside of each column's cell."""

    code: str
    rows: list[dict[str, str]]


def placed_list(
    form_list: FormList, *, language_tag: str, content_tag: Callable[[str], str], ids: FormIds
) -> PlacedList:
    """The list for the template; ``content_tag`` gives Word's tag for a row's language (may be empty)."""
    rows = (
        placed_item(row, form_list.columns, language_tag=language_tag, content_tag=content_tag, ids=ids)
        for row in form_list.rows
    )
    return PlacedList(code=form_list.code, rows=list(rows))


def placed_item(
    row: FormRow,
    columns: Sequence[FormColumn],
    *,
    language_tag: str,
    content_tag: Callable[[str], str],
    ids: FormIds,
) -> dict[str, str]:
    """One row of a list: its code, and the inside of the cell in each of ``columns``."""
    tags = Tags(language_tag, content_tag(row.language) or language_tag)
    placed: dict[str, str] = {"code": row.code, "code_xml": marked_code(row.code, ids, tags.form)}
    for column in columns:
        is_bare = column.control is ControlKind.NONE
        words = _runs(row, column, tags) if is_bare else control_xml(_cell(row, column, tags), tags, ids)
        placed[column.name] = Markup(words)
    return placed


def _cell(row: FormRow, column: FormColumn, tags: Tags) -> Answer:
    """The control of a cell; it is known by the row's code and the column's name."""
    return Answer(
        column.control, f"{row.code}.{column.name}", column.heading, _runs(row, column, tags),
        prompt_of(column.prompt), column.choices, row.base.get(column.name), column.kind,
    )  # fmt: skip


def _runs(row: FormRow, column: FormColumn, tags: Tags) -> str:
    """What stands in a cell; addresses are links."""
    base = row.base.get(column.name)
    shown = chosen(column.control, base, column.choices) or row.shown.get(column.name, "")
    run = Run(shown, link=shown if column.kind == "link" else "")
    return runs_xml((run,), tags.of(column.control, column.kind)) if shown else ""

"""A row of a grid as it stands in a form: one code that finds it, and several answers beside each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from assembler.model.form import FormField
from assembler.word.controls import FormIds, PlacedField, marked_code, placed_field

PlacedRow = dict[str, Any]
"""What a prepared template asks for: ``code``, ``code_xml``, and each cell's ``PlacedField`` by its name."""


def placed_row(
    code: str,
    cells: Mapping[str, FormField],
    *,
    language_tag: str,
    content_tag: Callable[[str], str],
    ids: FormIds,
) -> PlacedRow:
    """The row for the template; ``content_tag`` gives Word's tag for a language, for "" the record's own."""
    placed: PlacedRow = {"code": code, "code_xml": marked_code(code, ids, language_tag)}
    for name, cell in cells.items():
        placed[name] = placed_cell(cell, language_tag=language_tag, content_tag=content_tag, ids=ids)
    return placed


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

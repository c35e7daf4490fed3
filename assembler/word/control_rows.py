"""A cell of a grid as it stands in a form: an answer beside others, in a row that one code finds."""

from __future__ import annotations

from collections.abc import Callable

from assembler.model.form import FormField
from assembler.word.controls import FormIds, PlacedField, placed_field


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

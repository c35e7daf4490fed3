"""The language tags of a form, as Word writes them, and fields drawn with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from assembler.i18n.languages import language
from assembler.jobs.forms import Drafting
from assembler.model.form import FormColumn, FormField, FormRow
from assembler.word.control_rows import placed_cell
from assembler.word.controls import FormIds, PlacedField, placed_item


@dataclass(frozen=True, slots=True)
class FormTags:
    """``form`` is the tag of the form's own words, ``own`` that of the record's texts."""

    form: str
    own: str

    @classmethod
    def of(cls, draft: Drafting) -> Self:
        """The tags of the form that is drawn from ``draft``."""
        return cls(language(draft.language).tag, _tag(draft.content_language))

    def placed(self, field: FormField, ids: FormIds) -> PlacedField:
        """The answer as the template asks for it."""
        return placed_cell(field, language_tag=self.form, content_tag=self._or_own, ids=ids)

    def row(self, row: FormRow, columns: tuple[FormColumn, ...], ids: FormIds) -> dict[str, str]:
        """The row of a list as the template asks for it."""
        return placed_item(row, columns, language_tag=self.form, content_tag=_tag, ids=ids)

    def _or_own(self, code: str) -> str:
        return _tag(code) or self.own


def _tag(code: str) -> str:
    return language(code).tag if code else ""

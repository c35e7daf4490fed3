"""Word's language tags for a form, and rendering of fields with these tags."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, Self

from assembler.assembly.forms.fields import FormContext
from assembler.i18n.languages.languages import get_language
from assembler.model.documents.form_manifest import FormColumn, FormField, FormRow
from assembler.structs import Struct, replace
from assembler.word.forms.controls import FormIds, LanguageTags, PlacedField, fill_control
from assembler.word.forms.list_controls import ColumnCells, build_grid_cell, build_row


class FieldTemplate(Protocol):
    """Protocol for a field without an answer."""

    @property
    def blank(self) -> FormField:
        """The unanswered field as data."""

    @property
    def placed(self) -> PlacedField:
        """The field as rendered for the template."""

    @property
    def control_start(self) -> str:
        """The XML of the field's control, up to the start of the answer."""

    @property
    def tag(self) -> str:
        """Word's tag for the language of an answer to this field."""


class FormTags(Struct, frozen=True):
    """Word's language tags for a form.

    ``form`` is for the form's own texts, and ``own`` for the record's texts.
    """

    form: str
    own: str

    @classmethod
    def of(cls, draft: FormContext) -> Self:
        """Return the tags for the languages of the form ``draft``."""
        return cls(get_language(draft.language).tag, _find_tag(draft.content_language))

    def with_options(self, language: str) -> Self:
        """Return the tags for a choice whose labels are in ``language``, or these tags if it is empty."""
        return replace(self, form=get_language(language).tag) if language else self

    def render_field(self, field: FormField, ids: FormIds) -> PlacedField:
        """Return the field and its answer as rendered for the template."""
        return build_grid_cell(field, language_tag=self.form, content_tag=self._find_content_tag, ids=ids)

    def render_answer(self, shell: FieldTemplate, field: FormField, ids: FormIds) -> PlacedField:
        """Return the answer in the control of ``shell``, or in a new one if that control does not fit."""
        blank = shell.blank
        if (
            not shell.control_start
            or not field.shown
            or field.kind == "texts"
            or field.language != blank.language
        ):
            return self.render_field(field, ids)
        return fill_control(shell.control_start, shell.placed, field, shell.tag, ids)

    def of_answer(self, blank: FormField) -> str:
        """Return Word's language tag for the answer in the field ``blank``.

        Labels, dates, numbers and similar values have the form's language. Other text has the field's or, if
        the field has none, the record's.
        """
        tags = LanguageTags(self.form, self._find_content_tag(blank.language) or self.form)
        return tags.of(blank.control, blank.kind)

    def build_cells(self, columns: Sequence[FormColumn]) -> tuple[ColumnCells, ...]:
        """Return the shared properties of the cells in each column."""
        return tuple(ColumnCells.of(column, self.form) for column in columns)

    def render_row(self, row: FormRow, cells: Sequence[ColumnCells], ids: FormIds) -> dict[str, str]:
        """Return a list row as rendered for the template."""
        return build_row(row, cells, language_tag=self.form, content_tag=_find_tag, ids=ids)

    def _find_content_tag(self, code: str) -> str:
        return _find_tag(code) or self.own


def _find_tag(code: str) -> str:
    return get_language(code).tag if code else ""

"""Fill a form: add the answers to its skeleton, for the template and for the manifest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from typing import Any

from assembler.assembly.forms.fields import FormContext, build_list_row, fill_field, is_unanswered
from assembler.assembly.forms.language_tags import FormTags
from assembler.assembly.forms.skeleton import (
    SPILL_IDS,
    FieldSkeleton,
    FormSkeleton,
    ListSkeleton,
    PartSkeleton,
    RenderedList,
    RenderedRow,
)
from assembler.assembly.orders.order import Order
from assembler.model.documents.document_type import DocumentType
from assembler.model.documents.form_manifest import FormField, FormManifest, FormRow
from assembler.model.paths import value_below
from assembler.model.review.review import Review
from assembler.store.records.record import Record
from assembler.structs import Struct, field, replace
from assembler.version import __version__
from assembler.word.forms.controls import FormIds, PlacedField
from assembler.word.forms.form_parts import collect_prompts
from assembler.word.forms.list_controls import PlacedList
from assembler.word.forms.manifest import encode_form, encode_row
from assembler.word.template.runtime import ConstantDict

Numbering = Callable[[FormManifest, Callable[[int], str]], int]
"""Function that returns which sending of a form this is, counting from 1.

Its arguments are the form's manifest, and a function that returns the form's id for a given number.
"""


class FilledForm(Struct, frozen=True):
    """A filled form: its manifest, the JSON of the manifest, and all prompts of the form.

    ``numbered_lists`` counts the numbered lists in the document so far.
    """

    manifest: FormManifest
    json: bytes
    prompts: tuple[str, ...]
    numbered_lists: int


class _FormFiller(Struct):
    """Filler of one form, which collects its fields and lists, and their JSON for the manifest."""

    draft: FormContext
    tags: FormTags
    ids: FormIds
    fields: list[FormField]
    json: list[bytes]
    checkbox_names: Mapping[str, frozenset[str]]
    lists: list[RenderedList] = field(default_factory=list)
    _spilled: int = SPILL_IDS

    def fill_part(self, shell: PartSkeleton, into: dict[str, Any]) -> None:
        """Add the fields of a block, or of everything outside blocks, to its template context ``into``."""
        item = value_below(self.draft.roots, shell.path)
        into.update(shell.context)
        if item is None and shell.empty_lists is not None:
            self.lists += shell.empty_lists
            return
        into.update(self._fill_fields(shell.fields, item))
        for name, listed in shell.lists.items():
            into[name] = self._fill_list(listed, item)
        for name, row in shell.grids.items():
            if answers := self._fill_fields(row.cells, item):
                into[name] = {**row.placed, **answers}

    def _fill_fields(self, shells: Mapping[str, FieldSkeleton], item: Any) -> dict[str, PlacedField]:
        """Map the name of each field that has an answer to the rendered field."""
        answers = {}
        for name, shell in shells.items():
            value = value_below(item, shell.names)
            if boxes := self.checkbox_names.get(shell.blank.path):
                value = tuple(name for name in value or () if name not in boxes)
            if not is_unanswered(value):
                answers[name] = self._fill_field(shell, value)
        return answers

    def _fill_field(self, shell: FieldSkeleton, value: Any) -> PlacedField:
        filled = fill_field(shell.blank, value, self.draft)
        self.fields[shell.at], self.json[shell.at] = filled, shell.json.encode(filled)
        return self.tags.render_answer(shell, filled, self.ids.continue_after(shell.before))

    def _fill_list(self, shell: ListSkeleton, item: Any) -> PlacedList:
        """Return a list with its items, followed by spare rows.

        It has at least as many rows as an empty list. At least one row is spare, unless the list is declared
        without spare rows.
        """
        items = value_below(item, shell.names) or ()
        rendered = shell.empty if not items else None
        if rendered is None:
            rows = [self._fill_row(shell, number, each) for number, each in enumerate(items, 1)]
            least = len(rows) + min(1, shell.spare_rows)
            spare = range(len(rows) + 1, max(shell.spare_rows, least) + 1)
            rendered = shell.build_list([*rows, *(self._build_spare_row(shell, number) for number in spare)])
        self.lists.append(rendered)
        return rendered.placed

    def _fill_row(self, shell: ListSkeleton, number: int, item: Any) -> RenderedRow:
        row = build_list_row(f"{shell.blank.code}.{number}", item, shell.blank.columns, self.draft)
        return self._build_row(shell, number, row)

    def _build_spare_row(self, shell: ListSkeleton, number: int) -> RenderedRow:
        if filled := shell.spare.get(number):
            return filled
        made = self._build_row(shell, number, FormRow(f"{shell.blank.code}.{number}"))
        if shell.before_row(number) is not None:
            made = shell.spare[number] = replace(made, placed=ConstantDict(made.placed))
        return made

    def _build_row(self, shell: ListSkeleton, number: int, row: FormRow) -> RenderedRow:
        before = shell.before_row(number)
        if before is None:
            before, self._spilled = self._spilled, self._spilled + len(shell.blank.columns) + 1
        ids = self.ids.continue_after(before)
        return RenderedRow(row, self.tags.render_row(row, shell.cells, ids), encode_row(row))


def fill_form(
    shell: FormSkeleton,
    parts: Sequence[dict[str, Any]],
    about: FormManifest,
    draft: FormContext,
    lists: int,
    number: Numbering,
) -> FilledForm:
    """Add the fields and lists of the skeleton ``shell`` to ``parts``, the contexts for the template.

    The first context is for everything outside blocks, and each of the others is for one block. ``about`` is
    the manifest without fields. ``lists`` is the number of numbered lists in the document so far. ``number``
    is called with the manifest and a function that computes the form's id; it returns 1 for a form that is
    sent for the first time, 2 for the second time, and so on.
    """
    for message in shell.messages:
        draft.translate(message)  # so that the catalogue records missing translations
    filler = _FormFiller(draft, FormTags.of(draft), FormIds(), list(shell.empty_fields), list(shell.json),
                         shell.checkbox_names)  # fmt: skip
    filler.ids.lists = lists
    for each, into in zip(shell.parts, parts, strict=True):
        filler.fill_part(each, into)
    form_lists = tuple(each.form_list for each in filler.lists)
    listed = [each.json for each in filler.lists]

    @cache
    def sending(number: int) -> tuple[str, bytes]:
        """Return the id and the JSON that the form has when it is sent for the ``number``-th time."""
        json = encode_form(replace(about, number=number), filler.json, listed)
        return sha256(json).hexdigest()[:16], json

    sent = number(about, lambda number: sending(number)[0])
    form_id, json = sending(sent)
    manifest = replace(about, id=form_id, number=sent, fields=tuple(filler.fields), lists=form_lists)
    json = json.replace(b'"id":""', f'"id":"{form_id}"'.encode(), 1)
    prompts = shell.prompts
    if prompts is None:
        prompts = collect_prompts(manifest.fields, manifest.lists)
    return FilledForm(manifest, json, prompts, filler.ids.lists)


def build_empty_manifest(
    declared: DocumentType, record: Record, draft: FormContext, order: Order
) -> FormManifest:
    """Return the manifest of a form without its fields, lists and id."""
    about = record.about
    return FormManifest(
        id="",
        project=about.project,
        record=record.name,
        type=declared.name,
        benchmark=about.benchmark_tag,
        city=order.city or next(iter(about.city_ids), ""),
        language=draft.language,
        content_language=draft.answers or draft.content_language,
        house_style=order.house_style,
        engine=__version__,
        part=order.part,
        round=_describe_round(record),
    )


def _describe_round(record: Record) -> str:
    """Return the name of a review's round, and those of its dates that are known."""
    review = record.find(Review)
    if review is None:
        return ""
    days = (review.deadline, review.visit_start, review.visit_end)
    name = review.cycle.name.text if review.cycle else ""
    return " ".join([*([name] if name else []), *(day.isoformat() for day in days if day)])

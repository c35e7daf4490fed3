"""Filling of a form: answers are put into its skeleton, for the template and for the manifest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from typing import Any

from assembler import __version__
from assembler.assembly.forms.fields import FormContext, build_list_row, fill_field, is_unanswered
from assembler.assembly.forms.languages import FormTags
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
from assembler.model.documents.form import FormField, FormManifest, FormRow
from assembler.model.paths import value_below
from assembler.model.review.review import Review
from assembler.store.records.record import Record
from assembler.structs import Struct, field, replace
from assembler.word.forms.controls import FormIds, PlacedField
from assembler.word.forms.form_parts import collect_prompts
from assembler.word.forms.list_controls import PlacedList
from assembler.word.forms.manifest_json import encode_form, encode_row
from assembler.word.template.constants import ConstantDict

Numbering = Callable[[FormManifest, Callable[[int], str]], int]
"""Function that returns the number of a sending, given the form and its id under each number."""


class FilledForm(Struct, frozen=True):
    """A filled form: the manifest, its JSON, and all prompts in it.

    ``numbered_lists`` is the number of numbered lists in the document so far.
    """

    manifest: FormManifest
    words: bytes
    prompts: tuple[str, ...]
    numbered_lists: int


class _FormFiller(Struct):
    """State of a form while it is filled: fields and lists, and their JSON in the manifest."""

    draft: FormContext
    tags: FormTags
    ids: FormIds
    fields: list[FormField]
    words: list[bytes]
    lists: list[RenderedList] = field(default_factory=list)
    _spilled: int = SPILL_IDS

    def fill_part(self, shell: PartSkeleton, into: dict[str, Any]) -> None:
        """Add the fields of one part to the template context ``into``."""
        item = value_below(self.draft.roots, shell.path)
        into.update(shell.standing)
        if item is None and shell.bare is not None:
            self.lists += shell.bare
            return
        into.update(self._fill_fields(shell.fields, item))
        for name, listed in shell.lists.items():
            into[name] = self._fill_list(listed, item)
        for name, row in shell.grids.items():
            if answers := self._fill_fields(row.cells, item):
                into[name] = {**row.placed, **answers}

    def _fill_fields(self, shells: Mapping[str, FieldSkeleton], item: Any) -> dict[str, PlacedField]:
        """Return the cells that have answers."""
        answers = {}
        for name, shell in shells.items():
            value = value_below(item, shell.names)
            if not is_unanswered(value):
                answers[name] = self._fill_field(shell, value)
        return answers

    def _fill_field(self, shell: FieldSkeleton, value: Any) -> PlacedField:
        found = fill_field(shell.blank, value, self.draft)
        self.fields[shell.at], self.words[shell.at] = found, shell.words.encode(found)
        return self.tags.render_answer(shell, found, self.ids.continue_after(shell.before))

    def _fill_list(self, shell: ListSkeleton, item: Any) -> PlacedList:
        """Return a list with the rows of its items and spare rows."""
        known = value_below(item, shell.names) or ()
        drawn = shell.empty if not known else None
        if drawn is None:
            rows = [self._fill_row(shell, at, each) for at, each in enumerate(known, 1)]
            spare = range(len(rows) + 1, len(rows) + shell.spare_rows + 1)
            drawn = shell.build_list([*rows, *(self._build_spare_row(shell, number) for number in spare)])
        self.lists.append(drawn)
        return drawn.placed

    def _fill_row(self, shell: ListSkeleton, number: int, item: Any) -> RenderedRow:
        row = build_list_row(f"{shell.blank.code}.{number}", item, shell.blank.columns, self.draft)
        return self._build_row(shell, number, row)

    def _build_spare_row(self, shell: ListSkeleton, number: int) -> RenderedRow:
        if found := shell.spare.get(number):
            return found
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
    """Put the fields and lists of ``shell`` into ``parts``: the template context, then its blocks.

    ``about`` is the manifest without fields; ``lists`` is the number of numbered lists in the document so
    far. ``number`` returns the number of the sending.
    """
    for message in shell.asked:
        draft.translate(message)  # so that the catalogue knows which of them it lacks
    drawing = _FormFiller(draft, FormTags.of(draft), FormIds(), list(shell.blanks), list(shell.words))
    drawing.ids.lists = lists
    for each, into in zip(shell.parts, parts, strict=True):
        drawing.fill_part(each, into)
    form_lists = tuple(each.form_list for each in drawing.lists)
    listed = [each.words for each in drawing.lists]

    @cache
    def sending(number: int) -> tuple[str, bytes]:
        """The id and the words of the form as it is sent under ``number``."""
        words = encode_form(replace(about, number=number), drawing.words, listed)
        return sha256(words).hexdigest()[:16], words

    sent = number(about, lambda number: sending(number)[0])
    form_id, words = sending(sent)
    manifest = replace(about, id=form_id, number=sent, fields=tuple(drawing.fields), lists=form_lists)
    words = words.replace(b'"id":""', f'"id":"{form_id}"'.encode(), 1)
    asked = shell.prompts
    wanted = collect_prompts(manifest.fields, manifest.lists) if asked is None else asked
    return FilledForm(manifest, words, wanted, drawing.ids.lists)


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
        part=draft.part,
        round=_describe_round(record),
    )


def _describe_round(record: Record) -> str:
    """Return the name and the dates of the round of a review, as far as they are known."""
    review = record.find(Review)
    if review is None:
        return ""
    days = (review.deadline, review.visit_start, review.visit_end)
    name = review.cycle.name.text if review.cycle else ""
    return " ".join([*([name] if name else []), *(day.isoformat() for day in days if day)])

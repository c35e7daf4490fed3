"""Drawing a form: answers put into its shell, for the template and for the manifest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from typing import Any

from assembler import __version__
from assembler.assembly.forms.fields import Drafting, answered, is_blank, list_row
from assembler.assembly.forms.languages import FormTags
from assembler.assembly.forms.skeleton import (
    SPILL_IDS,
    DrawnList,
    DrawnRow,
    FieldShell,
    FormShell,
    ListShell,
    PartShell,
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
"""Gives the number of a sending, from what the form is and from its id under each number."""


class DrawnForm(Struct, frozen=True):
    """A form that was drawn: the manifest, its text, and every prompt that stands in it.

    ``numbered_lists`` says how many of them its document has by now.
    """

    manifest: FormManifest
    words: bytes
    prompts: tuple[str, ...]
    numbered_lists: int


class _Drawing(Struct):
    """The form as it was drawn so far: fields and lists, and the same in the words of the manifest."""

    draft: Drafting
    tags: FormTags
    ids: FormIds
    fields: list[FormField]
    words: list[bytes]
    lists: list[DrawnList] = field(default_factory=list)
    _spilled: int = SPILL_IDS

    def part(self, shell: PartShell, into: dict[str, Any]) -> None:
        """Give one part of the form, by the names of its places, to what a template sees."""
        item = value_below(self.draft.roots, shell.path)
        into.update(shell.standing)
        if item is None and shell.bare is not None:
            self.lists += shell.bare
            return
        into.update(self._answers(shell.fields, item))
        for name, listed in shell.lists.items():
            into[name] = self._list(listed, item)
        for name, row in shell.grids.items():
            if answers := self._answers(row.cells, item):
                into[name] = {**row.placed, **answers}

    def _answers(self, shells: Mapping[str, FieldShell], item: Any) -> dict[str, PlacedField]:
        """What stands in the cells that somebody filled in."""
        answers = {}
        for name, shell in shells.items():
            value = value_below(item, shell.names)
            if not is_blank(value):
                answers[name] = self._answer(shell, value)
        return answers

    def _answer(self, shell: FieldShell, value: Any) -> PlacedField:
        found = answered(shell.blank, value, self.draft)
        self.fields[shell.at], self.words[shell.at] = found, shell.words.encode(found)
        return self.tags.answered(shell, found, self.ids.continue_after(shell.before))

    def _list(self, shell: ListShell, item: Any) -> PlacedList:
        """The rows of what is known, and spare ones below them."""
        known = value_below(item, shell.names) or ()
        drawn = shell.empty if not known else None
        if drawn is None:
            rows = [self._known(shell, at, each) for at, each in enumerate(known, 1)]
            spare = range(len(rows) + 1, len(rows) + shell.spare_rows + 1)
            drawn = shell.whole([*rows, *(self._spare(shell, number) for number in spare)])
        self.lists.append(drawn)
        return drawn.placed

    def _known(self, shell: ListShell, number: int, item: Any) -> DrawnRow:
        row = list_row(f"{shell.blank.code}.{number}", item, shell.blank.columns, self.draft)
        return self._row(shell, number, row)

    def _spare(self, shell: ListShell, number: int) -> DrawnRow:
        if found := shell.spare.get(number):
            return found
        made = self._row(shell, number, FormRow(f"{shell.blank.code}.{number}"))
        if shell.before_row(number) is not None:
            made = shell.spare[number] = replace(made, placed=ConstantDict(made.placed))
        return made

    def _row(self, shell: ListShell, number: int, row: FormRow) -> DrawnRow:
        before = shell.before_row(number)
        if before is None:
            before, self._spilled = self._spilled, self._spilled + len(shell.blank.columns) + 1
        ids = self.ids.continue_after(before)
        return DrawnRow(row, self.tags.row(row, shell.cells, ids), encode_row(row))


def draw_form(
    shell: FormShell,
    parts: Sequence[dict[str, Any]],
    about: FormManifest,
    draft: Drafting,
    lists: int,
    number: Numbering,
) -> DrawnForm:
    """Put the fields and lists of ``shell`` into ``parts``: what a template sees, then its blocks.

    ``about`` is the manifest as far as it says what the form is; ``lists`` says how many numbered lists the
    document has already. ``number`` gives the number of the sending.
    """
    for message in shell.asked:
        draft.says(message)  # so that the catalogue knows which of them it lacks
    drawing = _Drawing(draft, FormTags.of(draft), FormIds(), list(shell.blanks), list(shell.words))
    drawing.ids.lists = lists
    for each, into in zip(shell.parts, parts, strict=True):
        drawing.part(each, into)
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
    return DrawnForm(manifest, words, wanted, drawing.ids.lists)


def what_form(declared: DocumentType, record: Record, draft: Drafting, order: Order) -> FormManifest:
    """The manifest of a form without its fields, lists and id."""
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
        round=_round(record),
    )


def _round(record: Record) -> str:
    """The name and the days of the round that a review is of, as far as they are known."""
    review = record.find(Review)
    if review is None:
        return ""
    days = (review.deadline, review.visit_start, review.visit_end)
    name = review.cycle.name.text if review.cycle else ""
    return " ".join([*([name] if name else []), *(day.isoformat() for day in days if day)])

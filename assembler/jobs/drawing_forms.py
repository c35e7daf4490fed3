"""Drawing a form: answers put into its shell, for the template and for the manifest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from assembler import __version__
from assembler.jobs.form_shells import (
    SPILL_IDS,
    FieldShell,
    FormShell,
    GridShell,
    ListShell,
    PartShell,
    form_shell,
)
from assembler.jobs.form_tags import FormTags
from assembler.jobs.forms import Drafting, answered, is_blank, list_row
from assembler.jobs.kept import Kept
from assembler.jobs.order import Order
from assembler.model.document_type import DocumentType
from assembler.model.form import FormField, FormList, FormManifest, FormRow
from assembler.model.paths import value_below
from assembler.store.record import Record
from assembler.views.block import Block
from assembler.word.control_lists import PlacedList
from assembler.word.controls import FormIds
from assembler.word.form_manifest import in_words, part_in_words
from assembler.word.form_parts import prompts


@dataclass(frozen=True, slots=True)
class DrawnForm:
    """A form that was drawn: the manifest, its text, and every prompt that stands in it.

    ``numbered_lists`` says how many of them its document has by now.
    """

    manifest: FormManifest
    words: str
    prompts: tuple[str, ...]
    numbered_lists: int


@dataclass(slots=True)
class _Drawing:
    """Fields and lists drawn so far, and the same in the words of the manifest."""

    draft: Drafting
    tags: FormTags
    ids: FormIds
    fields: list[FormField] = field(default_factory=list)
    lists: list[FormList] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    lists_in_words: list[str] = field(default_factory=list)
    _spilled: int = SPILL_IDS

    def part(self, shell: PartShell, into: dict[str, Any]) -> None:
        """Give one part of the form, by the names of its places, to what a template sees."""
        item = value_below(self.draft.roots, shell.path)
        for name, each in shell.fields.items():
            into[name] = self._field(each, item)
        for name, listed in shell.lists.items():
            into[name] = self._list(listed, item)
        for name, row in shell.grids.items():
            into[name] = self._grid(row, item)

    def _field(self, shell: FieldShell, item: Any) -> Any:
        """What stands in the cell; the shell's own where nobody answered."""
        value = value_below(item, shell.names)
        if is_blank(value):
            self.fields.append(shell.blank)
            self.words.append(shell.words)
            return shell.placed
        found = answered(shell.blank, value, self.draft)
        self.fields.append(found)
        self.words.append(in_words(found))
        return self.tags.answered(shell, found, self.ids.at(shell.before))

    def _grid(self, shell: GridShell, item: Any) -> dict[str, Any]:
        return {**shell.placed, **{name: self._field(each, item) for name, each in shell.cells.items()}}

    def _list(self, shell: ListShell, item: Any) -> PlacedList:
        """The rows of what is known, and spare ones below them."""
        blank, empty = shell.blank, shell.empty
        known = value_below(item, shell.names) or ()
        if empty and not known:
            self.lists.append(empty.form_list)
            self.lists_in_words.append(empty.words)
            return empty.placed
        rows = [
            self._row(shell, at, list_row(f"{blank.code}.{at}", each, blank.columns, self.draft))
            for at, each in enumerate(known, 1)
        ]
        spare = range(len(rows) + 1, len(rows) + shell.spare_rows + 1)
        rows += [self._spare(shell, number) for number in spare]
        found = FormList(blank.code, blank.path, blank.title, blank.columns, tuple(row for row, _ in rows))
        self.lists.append(found)
        self.lists_in_words.append(in_words(found))
        return PlacedList(code=blank.code, rows=[placed for _, placed in rows])

    def _spare(self, shell: ListShell, number: int) -> tuple[FormRow, dict[str, str]]:
        if found := shell.spare.get(number):
            return found
        made = self._row(shell, number, FormRow(f"{shell.blank.code}.{number}"))
        if shell.before_row(number) is not None:
            shell.spare[number] = made
        return made

    def _row(self, shell: ListShell, number: int, row: FormRow) -> tuple[FormRow, dict[str, str]]:
        before = shell.before_row(number)
        if before is None:
            before, self._spilled = self._spilled, self._spilled + len(shell.blank.columns) + 1
        return row, self.tags.row(row, shell.blank.columns, self.ids.at(before))


def draw_form(
    shell: FormShell, parts: Sequence[dict[str, Any]], about: FormManifest, draft: Drafting, lists: int = 0
) -> DrawnForm:
    """Put the fields and lists of ``shell`` into ``parts``: what a template sees, then its blocks.

    ``about`` is the manifest as far as it says what the form is; ``lists`` says how many numbered lists the
    document has already.
    """
    for message in shell.asked:
        draft.says(message)  # so that the catalogue knows which of them it lacks
    drawing = _Drawing(draft, FormTags.of(draft), FormIds())
    drawing.ids.lists = lists
    for each, into in zip(shell.parts, parts, strict=True):
        drawing.part(each, into)
    words = part_in_words(about, drawing.words, drawing.lists_in_words)
    number = sha256(words.encode()).hexdigest()[:16]
    manifest = replace(about, id=number, fields=tuple(drawing.fields), lists=tuple(drawing.lists))
    words = words.replace('"id":""', f'"id":"{number}"', 1)
    asked = shell.prompts
    wanted = prompts(manifest.fields, manifest.lists) if asked is None else asked
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
    )


def shell_for(
    kept: Kept, declared: DocumentType, blocks: Sequence[Block], draft: Drafting, *, marked: bool
) -> FormShell:
    """The shell of the form, out of ``kept`` or made now; ``marked``: texts that are not translated say so.

    Its key is all that it is made from, beside what a workshop holds fast; names of things count where it
    asks for some.
    """
    items = tuple((each.name, each.code, tuple(each.languages.items())) for each in blocks)
    key = (declared.name, marked, draft.language, draft.content_language, draft.answers, draft.part, items)
    found = kept.get(key, lambda: form_shell(declared, blocks, draft))
    if found.fits(draft.names):
        return found
    names = tuple((kind, tuple(each)) for kind, each in draft.names.items())
    return kept.get((key, names), lambda: form_shell(declared, blocks, draft))

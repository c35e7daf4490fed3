"""Drawing a form: its fields and lists put where the template asks for them, and its manifest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assembler import __version__
from assembler.i18n.languages import language
from assembler.jobs.forms import (
    Drafting,
    GridRow,
    block_fields,
    block_grids,
    block_lists,
    blocks_in,
    fields_of,
    lists_of,
    with_id,
)
from assembler.jobs.order import Order
from assembler.model.document_type import DocumentType
from assembler.model.form import FormField, FormList, FormManifest
from assembler.store.record import Record
from assembler.word.control_rows import placed_cell, placed_row
from assembler.word.controls import FormIds, placed_list


@dataclass(frozen=True, slots=True)
class DrawnForm:
    """A form that was drawn: the manifest, and how many numbered lists its document holds by now."""

    manifest: FormManifest
    numbered_lists: int


@dataclass(slots=True)
class _Drawing:
    """Fields and lists drawn so far; ``tag`` is Word's language tag of the form, ``own`` the record's."""

    tag: str
    own: str
    ids: FormIds = field(default_factory=FormIds)
    fields: list[FormField] = field(default_factory=list)
    lists: list[FormList] = field(default_factory=list)

    def place(
        self, into: dict[str, Any], fields: Mapping[str, FormField], lists: Mapping[str, FormList]
    ) -> None:
        """Give the fields and lists, by the names of their places, to what a template sees."""
        for name, each in fields.items():
            into[name] = placed_cell(
                each, language_tag=self.tag, content_tag=self._tag_or_own, ids=self.ids
            )
        for name, listed in lists.items():
            into[name] = placed_list(listed, language_tag=self.tag, content_tag=_tag, ids=self.ids)
        self.fields.extend(fields.values())
        self.lists.extend(lists.values())

    def place_rows(self, into: dict[str, Any], grids: Mapping[str, GridRow]) -> None:
        """Give the rows of the grids, by the names of these, to what a template sees."""
        for name, row in grids.items():
            into[name] = placed_row(
                row.code, row.cells, language_tag=self.tag, content_tag=self._tag_or_own, ids=self.ids
            )
            self.fields.extend(row.cells.values())

    def _tag_or_own(self, code: str) -> str:
        return _tag(code) or self.own


def _tag(code: str) -> str:
    return language(code).tag if code else ""


def draw_form(
    context: dict[str, Any],
    declared: DocumentType,
    record: Record,
    *,
    drafting: Drafting,
    order: Order,
    lists: int = 0,
) -> DrawnForm:
    """Put the fields and lists of ``declared`` into ``context`` and its blocks; what was drawn.

    ``lists`` says how many numbered lists the document has already.
    """
    drawing = _Drawing(language(drafting.language).tag, _tag(drafting.content_language))
    drawing.ids.lists = lists
    blocks = list(blocks_in(context))
    drawing.place(context, fields_of(declared, drafting), lists_of(declared, drafting))
    for block in blocks:
        inside = declared.blocks[block.name]
        drawing.place(
            block, block_fields(inside, block, drafting), block_lists(inside, block, drafting)
        )
        drawing.place_rows(block, block_grids(inside, block, drafting))
    about = record.about
    manifest = FormManifest(
        id="",
        project=about.project,
        record=record.name,
        type=declared.name,
        benchmark=about.benchmark_tag,
        city=order.city or next(iter(about.city_ids), ""),
        language=drafting.language,
        content_language=drafting.answers or drafting.content_language,
        house_style=order.house_style,
        engine=__version__,
        fields=tuple(drawing.fields),
        lists=tuple(drawing.lists),
        part=drafting.part,
    )
    return DrawnForm(with_id(manifest), drawing.ids.lists)

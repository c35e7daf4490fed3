"""What the template of one document is given: the view of its record, in the words of its language."""

from __future__ import annotations

from functools import cache, partial
from typing import Any

from assembler.assembly.checks.declarations import require_sound
from assembler.assembly.checks.title import title_faults
from assembler.assembly.content.cross_references import ReferenceDrawer
from assembler.assembly.content.section_translations import in_language, kept_path
from assembler.assembly.content.sections import NarrativePlaces
from assembler.assembly.content.substitute import draw
from assembler.assembly.content.text import TextDrawer
from assembler.assembly.orders.context import Workshop
from assembler.assembly.orders.order import Order
from assembler.assembly.orders.resolve import declared_edition, edition_for, must_fit, part_for
from assembler.assembly.rule_gate import judged, lacking
from assembler.diagnostics import Diagnostic
from assembler.errors import AssemblyError, DataError, ProjectError
from assembler.i18n.catalogue.catalogue import Catalogue
from assembler.i18n.languages.languages import Language, get_language
from assembler.model.documents.document_type import DocumentType
from assembler.model.messages.markup import fill
from assembler.store.records.record import Record
from assembler.structs import Struct, replace
from assembler.values.lists import find_comma
from assembler.values.plural_phrase import format_count
from assembler.views import build_view
from assembler.views.context import ViewContext
from assembler.word.content.contents import MARKER
from assembler.word.content.references import CodeLinks

REFERENCE_IDS = 700_000_000
"""Bookmarks of what is referred to are numbered from here."""


class Draft(Struct, frozen=True):
    """What one document is made from; its order is complete (language, edition, part)."""

    workshop: Workshop
    order: Order
    declared: DocumentType
    record: Record
    language: Language
    catalogue: Catalogue
    judged: tuple[Diagnostic, ...]


def drafted(workshop: Workshop, order: Order, record: Record | None = None) -> Draft:
    """What the document that ``order`` asks for is made from; AssemblyError where something is missing.

    ``record`` takes the place of the one that the order names.
    """
    declared = workshop.project.document_type(order.type)
    record = record or workshop.record(order)
    try:
        must_fit(workshop.project, declared, record)
        edition, part = edition_for(declared, order.edition), part_for(declared, record, order.part)
    except AssemblyError:
        require_sound(workshop.project, declared)  # then its own line says more
        raise
    record = in_language(record, order.language or record.about.language)
    asked = replace(order, language=order.language or record.about.language, edition=edition, part=part)
    spoken = get_language(asked.language)
    catalogue = workshop.catalogue(spoken.code, declared, draft=order.draft)
    found = judged(workshop.project, declared, record, draft=order.draft)
    return Draft(workshop, asked, declared, record, spoken, catalogue, found)


def context_for(draft: Draft, texts: TextDrawer) -> dict[str, Any]:
    """What the view gives, with its counts in words, its texts, the title and the place of the contents.

    DataError where the title asks for something that is not there.
    """
    context = _seen(draft)
    edition = declared_edition(draft.declared, draft.order.edition)
    sections, own = sections_for(draft), draft.record.about.language
    context["elsewhere"] = sections.elsewhere(context, draft.declared, own, draft.language.code)
    sections.place(context, draft.declared)
    context["lacking"] = lacking(draft.judged, draft.catalogue.gettext)
    links = CodeLinks(draft.language.tag, find_comma(draft.language.code))
    references = ReferenceDrawer(links, REFERENCE_IDS)
    draw(context, {int: partial(_in_words, draft), **texts.drawers, **references.drawers})
    context["edition"] = draft.catalogue.gettext(edition.label) if edition.label else ""
    if faults := title_faults(draft.declared, draft.workshop.project, context):
        raise DataError(
            faults[0].message, location=str(faults[0].location), hint=faults[0].hint, diagnostics=faults
        )
    title = fill(draft.catalogue.gettext(draft.declared.title), context)
    return {**context, "document_title": title, "contents": MARKER}


def _seen(draft: Draft) -> dict[str, Any]:
    """What the view gives; DataError with each file and line where it needs a name that does not exist."""
    try:
        return build_view(draft.declared.view, build_view_context(draft))
    except ProjectError as error:
        unknown = tuple(each for each in draft.record.diagnostics if each.rule.startswith("unknown-"))
        if not unknown:
            raise
        what = f"{draft.declared.name} cannot show a name that does not exist"
        hint = "correct what is listed below"
        raise DataError(what, location=draft.record.name, hint=hint, diagnostics=unknown) from error


def sections_for(draft: Draft) -> NarrativePlaces:
    """The sections of running text, ready to be placed."""
    edition = declared_edition(draft.declared, draft.order.edition)
    return NarrativePlaces(
        draft.record.entities,
        draft.catalogue,
        draft.language.tag,
        anonymous=edition.anonymous,
        paths=partial(kept_path, draft.record, language=draft.language.code),
    )


def build_view_context(draft: Draft) -> ViewContext:
    """What there is for the view to look at: one city at most, the one that was asked for."""
    project, about, cities = draft.workshop.project, draft.record.about, draft.workshop.cities()
    chosen = (draft.order.city,) if draft.order.city else about.city_ids
    return ViewContext(
        draft.record,
        project,
        cities,
        draft.language,
        cache(draft.catalogue.gettext),
        optional_city=project.city(chosen[0]) if len(chosen) == 1 else None,
        optional_benchmark=project.benchmark(about.benchmark_tag) if about.benchmark_tag else None,
        edition=draft.order.edition,
        part=draft.order.part,
    )


def _in_words(draft: Draft, count: int, name: str) -> int | str:
    """The phrase of a count that the declaration names, wherever the view gives it; others stay numbers."""
    phrase = draft.declared.counted.get(name)
    if phrase is None:
        return count
    return format_count(count, (phrase.one, phrase.other), draft.language.code, draft.catalogue)

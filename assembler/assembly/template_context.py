"""Template context of one document: the values of its view, in the language of the document."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any

from assembler.assembly.checks.declarations import require_valid
from assembler.assembly.checks.declared_title import check_title
from assembler.assembly.content.references import ReferenceRenderer
from assembler.assembly.content.section_translations import apply_translations, find_text_path
from assembler.assembly.content.sections import SectionRenderer
from assembler.assembly.content.text_rendering import TextRenderer, find_other_languages, substitute
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.assembly.orders.resolve import (
    add_empty_choices,
    check_record_kind,
    find_edition,
    find_language,
    find_ordered_part,
    resolve_edition,
    resolve_part,
)
from assembler.assembly.page_and_cover_values import build_page_names
from assembler.assembly.released_versions import is_released
from assembler.assembly.rule_gate import enforce_rules, list_draft_notices
from assembler.diagnostics import Diagnostic
from assembler.errors import AssemblyError, DataError, ProjectError
from assembler.i18n.catalogue.catalogue import Catalogue
from assembler.i18n.languages.languages import Language, get_language
from assembler.model.documents.document_type import DocumentType
from assembler.model.messages.markup import fill
from assembler.store.project.round_defaults import with_round_defaults
from assembler.store.records.record import Record
from assembler.structs import Struct, replace
from assembler.values import KINDS
from assembler.values.joined_items import find_comma, join_items
from assembler.values.plural_phrase import format_count
from assembler.views import build_view
from assembler.views.context import ViewContext
from assembler.views.document_parts import is_city_part
from assembler.word.content.references import CodeLinks
from assembler.word.content.table_of_contents import MARKER

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

REFERENCE_IDS = 700_000_000
"""First id of the bookmarks that references point to."""


class ResolvedOrder(Struct, frozen=True):
    """An order with everything that is needed to build its document.

    Its language, edition and part are complete.
    """

    build_context: BuildContext
    order: Order
    declared: DocumentType
    record: Record
    language: Language
    catalogue: Catalogue
    diagnostics: tuple[Diagnostic, ...]


def resolve_order(build_context: BuildContext, order: Order, record: Record | None = None) -> ResolvedOrder:
    """Return ``order`` with everything that is needed to build its document.

    ``record`` replaces the record named in the order. Raises AssemblyError if something is missing or
    invalid.
    """
    declared = build_context.project.document_type(order.type)
    record = add_empty_choices(declared, record or build_context.record(order))
    record = with_round_defaults(build_context.project, record)
    try:
        check_record_kind(build_context.project, declared, record)
        edition = resolve_edition(declared, order.edition)
        part = resolve_part(build_context.project, declared, record, find_ordered_part(declared, order))
    except AssemblyError:
        # An error in the declaration itself is more helpful, because it has a line number.
        require_valid(build_context.project, declared)
        raise
    language = order.language or find_language(build_context.project, declared, record, part)
    record = apply_translations(record, language)
    city = part if is_city_part(declared.parts) else order.city
    resolved = replace(order, language=language, edition=edition, part=part, city=city)
    spoken = get_language(resolved.language)
    catalogue = build_context.catalogue(spoken.code, declared, draft=order.draft)
    publish = find_edition(declared, edition).anonymous or not declared.editions
    diagnostics = enforce_rules(build_context.project, declared, record, draft=order.draft, publish=publish)
    return ResolvedOrder(build_context, resolved, declared, record, spoken, catalogue, diagnostics)


def build_template_context(draft: ResolvedOrder, texts: TextRenderer) -> dict[str, Any]:
    """Return the context of the template: the title, and the formatted values of the view.

    Raises DataError if the title uses an unknown name.
    """
    context = _run_view(draft)
    edition = find_edition(draft.declared, draft.order.edition)
    sections, own = build_section_renderer(draft), draft.record.about.language
    context["elsewhere"] = sections.describe_other_languages(
        context, draft.declared, own, draft.language.code
    )
    spoken = draft.language.code
    others = find_other_languages(context, own, spoken)
    context["untranslated"] = join_items([KINDS["language"].show(each, spoken) for each in others], spoken)
    sections.add_sections(context, draft.declared)
    context["lacking"] = list_draft_notices(draft.diagnostics, draft.catalogue.gettext)
    links = CodeLinks(draft.language.tag, find_comma(draft.language.code))
    references = ReferenceRenderer(links, REFERENCE_IDS)
    substitute(context, {int: partial(_format_counted, draft), **texts.renderers, **references.renderers})
    context["edition"] = draft.catalogue.gettext(edition.label) if edition.label else ""
    if diagnostics := check_title(draft.declared, draft.build_context.project, context):
        raise DataError(
            diagnostics[0].message,
            location=str(diagnostics[0].location),
            hint=diagnostics[0].hint,
            diagnostics=diagnostics,
        )
    title = fill(draft.catalogue.gettext(draft.declared.title), context)
    names = build_page_names(draft.declared, build_view_context(draft), context)
    return {**context, **names, "document_title": title, "contents": MARKER}


def _run_view(draft: ResolvedOrder) -> dict[str, Any]:
    """Return the values of the view.

    Raises DataError, with file and line, if the view needs an unknown name.
    """
    try:
        return build_view(draft.declared.view, build_view_context(draft))
    except ProjectError as error:
        unknown = tuple(each for each in draft.record.diagnostics if each.rule.startswith("unknown-"))
        if not unknown:
            raise
        what = f"{draft.declared.name} refers to names that do not exist"
        hint = "correct the lines listed below"
        raise DataError(what, location=draft.record.name, hint=hint, diagnostics=unknown) from error


def build_section_renderer(draft: ResolvedOrder) -> SectionRenderer:
    """Return the renderer for sections of running text."""
    edition = find_edition(draft.declared, draft.order.edition)
    return SectionRenderer(
        draft.record.entities,
        draft.catalogue,
        draft.language.tag,
        anonymous=edition.anonymous,
        released=is_released(draft.record, draft.declared) and not draft.order.draft,
        paths=partial(find_text_path, draft.record, language=draft.language.code),
    )


def build_view_context(draft: ResolvedOrder) -> ViewContext:
    """Return the context of the view.

    Its city is the one in the order or, by default, the only city of the record.
    """
    project, about, cities = draft.build_context.project, draft.record.about, draft.build_context.cities()
    chosen = (draft.order.city,) if draft.order.city else about.city_ids
    return ViewContext(
        draft.record,
        project,
        cities,
        draft.language,
        cache(draft.catalogue.gettext),
        optional_city=project.city(chosen[0]) if len(chosen) == 1 else None,
        optional_benchmark=_find_benchmark(draft),
        edition=draft.order.edition,
        part=draft.order.part,
        house_style=draft.order.house_style,
    )


def _find_benchmark(draft: ResolvedOrder) -> Benchmark | None:
    """Return the benchmark of the record or, for a signatory, of the charter version that it signed."""
    project = draft.build_context.project
    tag: str | None = draft.record.about.benchmark_tag
    if draft.record.kind == "charter" and is_city_part(draft.declared.parts):
        from assembler.model.reference.charter import CharterRound

        tag = project.charter(draft.record.require(CharterRound).version_signed(draft.order.part)).benchmark
    return project.benchmark(tag) if tag else None


def _format_counted(draft: ResolvedOrder, count: int, name: str) -> int | str:
    """Return ``count`` as the counted phrase declared for ``name``, or as a number if none is declared."""
    phrase = draft.declared.counted.get(name)
    if phrase is None:
        return count
    return format_count(count, (phrase.one, phrase.other), draft.language.code, draft.catalogue)

"""One document in memory: record and view, form and manifest, rendering, contents and properties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from assembler import __version__
from assembler.i18n.catalogue import Catalogue
from assembler.i18n.languages import Language, language
from assembler.jobs.city_names import unnamed_cities
from assembler.jobs.drawing_kept import PICTURE_IDS, Things
from assembler.jobs.drawing_references import ReferenceDrawer
from assembler.jobs.drawing_texts import TextDrawer
from assembler.jobs.edition_asked import declared_edition, edition_for
from assembler.jobs.finishing import finishing
from assembler.jobs.judging import judged, lacking
from assembler.jobs.named_things import named_things
from assembler.jobs.narrative_versions import in_language, kept_path
from assembler.jobs.narratives import NarrativePlaces, narratives_in
from assembler.jobs.odd_values import draw
from assembler.jobs.order import Order
from assembler.jobs.part_asked import part_for
from assembler.jobs.preparing import NUMBERING, RELATIONSHIPS, Ready, Workshop
from assembler.jobs.record_asked import must_fit
from assembler.jobs.released import released
from assembler.model.content import Image
from assembler.model.document_type import DocumentType
from assembler.model.finding import Finding, Level, Place
from assembler.model.marks import fill
from assembler.plain import Plain, replace
from assembler.store.kept import read_kept
from assembler.store.record import Record
from assembler.values.counted import counted
from assembler.views import seen
from assembler.views.sight import Sight
from assembler.word import footnotes
from assembler.word.contents import MARK
from assembler.word.pictures import Drawn, Picture, picture_parts
from assembler.word.pictures import draw as draw_picture
from assembler.word.prepared import Finish, Fresh
from assembler.word.references import Linking
from assembler.word.rich_lists import numbering_with_lists

if TYPE_CHECKING:
    from assembler.model.form import FormManifest
    from assembler.word.form_parts import CoreProperties

REFERENCE_IDS = 700_000_000
"""Bookmarks of what is referred to are numbered from here."""


class Assembled(Plain, frozen=True):
    """A document in memory, its order completed (language, edition).

    ``manifest`` is that of a form, or of a report that people write in; ``words`` are the same as they stand
    in its part.
    """

    order: Order
    file_name: str
    data: bytes
    manifest: FormManifest | None
    findings: tuple[Finding, ...]
    words: bytes = b""

    @property
    def manifest_json(self) -> bytes:
        """The manifest as it is kept."""
        from assembler.word.form_manifest import json_of

        return json_of(self.words)


class _Draft(Plain, frozen=True):
    """What one document is made from."""

    workshop: Workshop
    order: Order
    declared: DocumentType
    record: Record
    language: Language
    ready: Ready
    catalogue: Catalogue
    judged: tuple[Finding, ...]


def assemble(workshop: Workshop, order: Order, *, record: Record | None = None) -> Assembled:
    """The document that ``order`` asks for; one that was released as it was then.

    ``record`` takes the place of the one that the order names. Raises AssemblyError where something is
    missing or unsound.
    """
    declared = workshop.project.document_type(order.type)
    record = record or workshop.record(order)
    must_fit(workshop.project, declared, record)
    record = in_language(record, order.language or record.about.language)
    edition, part = edition_for(declared, order.edition), part_for(declared, record, order.part)
    asked = replace(order, language=order.language or record.about.language, edition=edition, part=part)
    spoken = language(asked.language)
    ready = workshop.ready(declared, spoken.code, order.house_style, edition, draft=order.draft)
    catalogue = workshop.catalogue(spoken.code, declared, draft=order.draft)
    found = judged(workshop.project, declared, record, draft=order.draft)
    if given := released(record, declared, asked):
        return Assembled(asked, given.file, given.data, None, found)
    draft = _Draft(workshop, asked, declared, record, spoken, ready, catalogue, found)
    kept = partial(read_kept, workshop.project, record.name)
    things = Things(kept, can_note=footnotes.PART in ready.growing)
    texts = TextDrawer(spoken, record.about.language, things=things)
    context = _seen(draft, texts)
    drawn = _draw_pictures(context, record, things.pictures)
    replaced: dict[str, Fresh] = dict(picture_parts(ready.growing.get(RELATIONSHIPS, b""), drawn))
    if declared.kind == "form":
        manifest, words = _put_form(context, draft, replaced, texts)
    else:
        manifest, words = _put_identity(context, draft, replaced, texts)
    if texts.lists:
        replaced[NUMBERING] = numbering_with_lists(ready.growing[NUMBERING], texts.lists)
    data = ready.prepared.render(context, replace=replaced, finish=_finishing(draft, texts))
    if manifest is not None and manifest.lines:
        from assembler.jobs.data_marks import with_marks  # it brings lxml and all that reads reports

        data = with_marks(data, manifest, record, workshop.project, catalogue.gettext)
    if spoken.direction == "rtl":
        from assembler.word.right_to_left import turned  # it brings lxml, which no other language needs

        data = turned(data, declared.name)
    told = (*found, *ready.findings, *draft.catalogue.told(), *things.findings)
    told = (*told, *_in_other_languages(declared, context["elsewhere"]))
    told = (*told, *unnamed_cities(workshop.project, record, spoken))
    return Assembled(asked, _file_name(draft), data, manifest, told, words)


def _in_other_languages(declared: DocumentType, codes: str) -> tuple[Finding, ...]:
    """What is told of sections that nobody has written in the language of the document."""
    if not codes:
        return ()
    what = f"not yet written in the language of this document: {codes}; they stand as first written"
    remedy = "write them anew in this report, and collect it"
    return (Finding("other-language", Level.INFO, Place(declared.name), what, remedy),)


def _finishing(draft: _Draft, texts: TextDrawer) -> dict[str, Finish]:
    return finishing(draft.ready, draft.declared, draft.language.tag, texts.notes)


def _file_name(draft: _Draft) -> str:
    """``baseline-report_havenstad_nl.docx``; so are a city out of several, part, edition and house style.

    The default house style is not named.
    """
    record = draft.record.name.rstrip("/").rsplit("/", 1)[-1]
    city = f"_{draft.order.city}" if draft.order.city and len(draft.record.about.city_ids) > 1 else ""
    chosen = (draft.order.part, draft.order.edition)
    about = "".join(f"_{each}" for each in chosen if each)
    style = "" if draft.order.house_style == "plain" else f"_{draft.order.house_style}"
    return f"{draft.declared.name}_{record}{city}{about}_{draft.language.code}{style}.docx"


def _seen(draft: _Draft, texts: TextDrawer) -> dict[str, Any]:
    """What the view gives, with its counts in words, its texts, the title and the place of the contents."""
    context = seen(draft.declared.view, _sight(draft))
    edition = declared_edition(draft.declared, draft.order.edition)
    sections = _sections(draft)
    context["elsewhere"] = sections.elsewhere(context, draft.declared, draft.record.about.language)
    sections.place(context, draft.declared)
    context["lacking"] = lacking(draft.judged, draft.catalogue.gettext)
    references = ReferenceDrawer(Linking(draft.language.tag), REFERENCE_IDS)
    draw(context, {int: partial(_in_words, draft), **texts.drawers, **references.drawers})
    context["edition"] = draft.catalogue.gettext(edition.label) if edition.label else ""
    title = fill(draft.catalogue.gettext(draft.declared.title), context)
    return {**context, "document_title": title, "contents": MARK}


def _sections(draft: _Draft) -> NarrativePlaces:
    edition = declared_edition(draft.declared, draft.order.edition)
    return NarrativePlaces(
        draft.record.entities,
        draft.catalogue,
        draft.language.tag,
        anonymous=edition.anonymous,
        paths=partial(kept_path, draft.record, language=draft.language.code),
    )


def _sight(draft: _Draft) -> Sight:
    """What there is for the view to look at: one city at most, the one that was asked for."""
    project, about, cities = draft.workshop.project, draft.record.about, draft.workshop.cities()
    chosen = (draft.order.city,) if draft.order.city else about.city_ids
    return Sight(
        draft.record,
        project,
        cities,
        draft.language,
        cache(draft.catalogue.gettext),
        found_city=cities[chosen[0]] if len(chosen) == 1 else None,
        found_benchmark=project.benchmark(about.benchmark_tag) if about.benchmark_tag else None,
        edition=draft.order.edition,
        part=draft.order.part,
    )


def _in_words(draft: _Draft, count: int, name: str) -> int | str:
    """The phrase of a count that the declaration names, wherever the view gives it; others stay numbers."""
    phrase = draft.declared.counted.get(name)
    if phrase is None:
        return count
    return counted(count, (phrase.one, phrase.other), draft.language.code, draft.catalogue)


def _draw_pictures(context: dict[str, Any], record: Record, before: Sequence[Drawn]) -> Sequence[Drawn]:
    """Put the drawing of each picture that the view gives where the picture was; ``before`` are others."""
    drawn = list(before)
    for name, image in context.items():
        if isinstance(image, Image):
            picture = Picture(image.file, record.image(image.file), image.alt.text)
            drawn.append(draw_picture(picture, len(drawn) + 1, first_id=PICTURE_IDS))
            context[name] = drawn[-1].run
    return drawn


def _put_form(
    context: dict[str, Any], draft: _Draft, replaced: dict[str, Fresh], texts: TextDrawer
) -> tuple[FormManifest | None, bytes]:
    """Answers go into ``context``, the form's own parts into ``replaced``; its manifest, also in words."""
    from assembler.jobs.drawing_forms import draw_form, what_form
    from assembler.jobs.forms import Drafting, blocks_in
    from assembler.jobs.kept_shells import glossary_for, shell_for
    from assembler.word.form_parts import GLOSSARY

    about, sight, declared = draft.record.about, _sight(draft), draft.declared
    drafting = Drafting(
        draft.record.entities,
        draft.language.code,
        about.language,
        draft.catalogue,
        part=draft.order.part,
        answers=draft.language.code if declared.answers == "document" else "",
        names=named_things(sight.record, sight.found_benchmark, sight.says),
    )
    blocks = list(blocks_in(context))
    shell = shell_for(draft.workshop, declared, blocks, drafting, marked=draft.order.draft)
    what = what_form(declared, draft.record, drafting, draft.order)
    drawn = draw_form(shell, [context, *blocks], what, drafting, texts.lists)
    texts.lists = drawn.numbered_lists
    context["form_id"] = drawn.manifest.id
    _identify(_core(context, draft, drawn.manifest), replaced, drawn.manifest, drawn.words)
    if drawn.prompts:
        replaced[GLOSSARY] = glossary_for(draft.workshop, drawn.prompts, draft.language.tag)
    return drawn.manifest, drawn.words


def _put_identity(
    context: dict[str, Any], draft: _Draft, replaced: dict[str, Fresh], texts: TextDrawer
) -> tuple[FormManifest | None, bytes]:
    """What finds the sections that people write in when it comes back, also in words; None without any."""
    edition = declared_edition(draft.declared, draft.order.edition)
    if edition.anonymous or not draft.declared.has_narratives:
        return None, b""
    from assembler.jobs.forms import with_id
    from assembler.jobs.report_lines import lines_of
    from assembler.model.form import FormManifest
    from assembler.word.form_manifest import manifest_words

    about, sections, spoken = draft.record.about, _sections(draft), draft.language.code
    render = partial(draft.ready.prepared.render, finish=_finishing(draft, texts))
    manifest = with_id(
        FormManifest(
            id="",
            project=about.project,
            record=draft.record.name,
            type=draft.declared.name,
            benchmark=about.benchmark_tag,
            city=next(iter(about.city_ids), ""),
            language=spoken,
            content_language=about.language,
            house_style=draft.order.house_style,
            engine=__version__,
            fields=tuple(
                sections.field(each, about.language, spoken)
                for _, _, each in narratives_in(context, draft.declared)
            ),
            edition=draft.order.edition,
            lines=lines_of(context, draft.declared, render),
        )
    )
    words = manifest_words(manifest)
    _identify(_core(context, draft, manifest), replaced, manifest, words)
    return manifest, words


def _identify(core: CoreProperties, replaced: dict[str, Fresh], manifest: FormManifest, words: bytes) -> None:
    """Let the file say what it is: in its properties, and in a part that Word does not show."""
    from assembler.word.form_manifest import part_with
    from assembler.word.form_parts import MANIFEST, identity_parts

    replaced.update({**identity_parts(manifest, core), MANIFEST: part_with(words)})


def _core(context: Mapping[str, Any], draft: _Draft, manifest: FormManifest) -> CoreProperties:
    from assembler.word.form_parts import CoreProperties

    return CoreProperties(
        title=context["document_title"],
        language=draft.language.tag,
        created="",
        identifier=manifest.id,
        category=draft.declared.name,
        creator=draft.record.about.project,
    )

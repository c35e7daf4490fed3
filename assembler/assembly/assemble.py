"""One document in memory: record and view, form and manifest, rendering, contents and properties."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from assembler import __version__
from assembler.assembly.city_name_check import unnamed_cities
from assembler.assembly.content.attachments import PICTURE_IDS, Things
from assembler.assembly.content.reference_choices import named_things
from assembler.assembly.content.sections import narratives_in
from assembler.assembly.content.text import TextDrawer
from assembler.assembly.orders.context import NUMBERING, RELATIONSHIPS, Workshop
from assembler.assembly.orders.order import Order
from assembler.assembly.orders.peer_languages import not_their_language
from assembler.assembly.orders.resolve import declared_edition
from assembler.assembly.postprocess import finishing
from assembler.assembly.released import released
from assembler.assembly.template_context import Draft, build_view_context, context_for, drafted, sections_for
from assembler.diagnostics import Diagnostic, Level, Location
from assembler.errors import DataError
from assembler.i18n.languages.languages import SOURCE, Language
from assembler.model.documents.document_type import DocumentType
from assembler.model.types.content import Image
from assembler.store.records.record import Record
from assembler.store.returns.attachments import read_kept
from assembler.structs import Struct
from assembler.word.content import footnotes
from assembler.word.content.lists import add_list_numbers
from assembler.word.content.pictures import Picture, RenderedPicture, build_picture_parts
from assembler.word.content.pictures import draw as draw_picture
from assembler.word.render.prepared import NewPart

if TYPE_CHECKING:
    from assembler.model.documents.form import FormManifest
    from assembler.word.forms.form_parts import CoreProperties

_LONGEST_NAME: Final = 200
"""Bytes of a file's name: file systems take 255, and drafts, previews and comparisons add to it."""
REFERENCE_IDS = 700_000_000
"""Bookmarks of what is referred to are numbered from here."""


class Assembled(Struct, frozen=True):
    """A document in memory, its order completed (language, edition).

    ``manifest`` is that of a form, or of a report that people write in; ``words`` are the same as they stand
    in its part.
    """

    order: Order
    file_name: str
    data: bytes
    manifest: FormManifest | None
    diagnostics: tuple[Diagnostic, ...]
    words: bytes = b""

    @property
    def manifest_json(self) -> bytes:
        """The manifest as it is kept."""
        from assembler.word.forms.manifest import unescape_json

        return unescape_json(self.words)


def assemble(workshop: Workshop, order: Order, *, record: Record | None = None) -> Assembled:
    """The document that ``order`` asks for; one that was released as it was then.

    ``record`` takes the place of the one that the order names. Raises AssemblyError where something is
    missing or unsound.
    """
    asked, draft = order, drafted(workshop, order, record)
    order, declared, record, spoken = draft.order, draft.declared, draft.record, draft.language
    if given := released(record, declared, order):
        return Assembled(order, given.file, given.data, None, draft.judged)
    ready = workshop.ready(declared, spoken.code, order.house_style, order.edition, draft=order.draft)
    kept = partial(read_kept, workshop.project, record.name)
    things = Things(kept, can_note=footnotes.PART in ready.growing)
    texts = TextDrawer(spoken, record.about.language, things=things)
    context = context_for(draft, texts)
    drawn = _draw_pictures(context, record, things.pictures)
    replaced: dict[str, NewPart] = dict(build_picture_parts(ready.growing.get(RELATIONSHIPS, b""), drawn))
    finish = partial(finishing, ready, declared, spoken.tag, texts.notes)
    if declared.kind == "form":
        manifest, words = _put_form(context, draft, replaced, texts)
    else:
        render = partial(ready.prepared.render, finish=finish())
        manifest, words = _put_identity(context, draft, replaced, render)
    if texts.lists:
        replaced[NUMBERING] = add_list_numbers(ready.growing[NUMBERING], texts.lists)
    data = ready.prepared.render(context, replace=replaced, finish=finish())
    if manifest is not None and manifest.lines:
        from assembler.assembly.content.change_comments import (
            with_marks,  # it brings lxml and all that reads reports
        )

        data = with_marks(data, manifest, record, workshop.project, draft.catalogue.gettext)
    if spoken.direction == "rtl":
        from assembler.word.style.right_to_left import (
            convert_file,  # it brings lxml, which no other language needs
        )

        data = convert_file(data, declared.name)
    told = (*draft.judged, *ready.diagnostics, *draft.catalogue.report_missing(), *things.diagnostics)
    told = (*told, *_of_languages(draft, context, is_chosen=bool(asked.language)))
    return Assembled(order, _file_name(draft), data, manifest, told, words)


def names_for(workshop: Workshop, order: Order, *, with_fields: bool = True) -> dict[str, Any]:
    """Whatever the template of the document that ``order`` asks for can name; AssemblyError as above.

    Without ``with_fields`` the fields of a form are only names: then their declarations need not be sound.
    """
    draft = drafted(workshop, order)
    texts = TextDrawer(draft.language, draft.record.about.language)
    context = context_for(draft, texts)
    if draft.declared.kind != "form":
        return context
    if not with_fields:
        return {**context, **dict.fromkeys((*draft.declared.fields, *draft.declared.lists, "form_id"))}
    _put_form(context, draft, {}, texts)
    return context


def _of_languages(draft: Draft, context: dict[str, Any], *, is_chosen: bool) -> Iterator[Diagnostic]:
    """What is told of the document's language, which somebody chose or is the record's."""
    project, record, spoken = draft.workshop.project, draft.record, draft.language
    elsewhere = sections_for(draft).elsewhere(context, draft.declared, record.about.language, SOURCE)
    yield from _in_other_languages(draft.declared, spoken, elsewhere)
    yield from unnamed_cities(project, record, spoken)
    if not is_chosen:
        yield from not_their_language(project, draft.declared, record, draft.order, spoken)


def _in_other_languages(declared: DocumentType, spoken: Language, codes: str) -> tuple[Diagnostic, ...]:
    """What is told of sections that nobody has written in the language of the document."""
    if not codes:
        return ()
    what = f"not written in {spoken.english_name}, the language of this document: {codes}; they appear "
    what += "in the language in brackets"
    hint = "write them in this language in the report and collect it; if the language in brackets is "
    hint += "wrong, give the right one in the record's file (`language: en` at its top)"
    return (Diagnostic("other-language", Level.INFO, Location(declared.name), what, hint),)


def _file_name(draft: Draft) -> str:
    """``baseline-report_havenstad_nl.docx``; so are a city out of several, part, edition and house style.

    The default house style is not named.
    """
    record = draft.record.name.rstrip("/").rsplit("/", 1)[-1]
    city = f"_{draft.order.city}" if draft.order.city and len(draft.record.about.city_ids) > 1 else ""
    chosen = (draft.order.part, draft.order.edition)
    about = "".join(f"_{each}" for each in chosen if each)
    style = "" if draft.order.house_style == "plain" else f"_{draft.order.house_style}"
    name = f"{draft.declared.name}_{record}{city}{about}_{draft.language.code}{style}.docx"
    if len(name.encode()) > _LONGEST_NAME:
        what = f"the name of its file would have {len(name.encode())} bytes, and {_LONGEST_NAME} is the most"
        raise DataError(what, location=draft.record.name, hint="give the record, or the part, a shorter name")
    return name


def _draw_pictures(
    context: dict[str, Any], record: Record, before: Sequence[RenderedPicture]
) -> Sequence[RenderedPicture]:
    """Put the drawing of each picture that the view gives where the picture was; ``before`` are others."""
    drawn = list(before)
    for name, image in context.items():
        if isinstance(image, Image):
            picture = Picture(image.file, record.read_image(image.file), image.alt.text)
            drawn.append(draw_picture(picture, len(drawn) + 1, first_id=PICTURE_IDS))
            context[name] = drawn[-1].run
    return drawn


def _put_form(
    context: dict[str, Any], draft: Draft, replaced: dict[str, NewPart], texts: TextDrawer
) -> tuple[FormManifest | None, bytes]:
    """Answers go into ``context``, the form's own parts into ``replaced``; its manifest, also in words."""
    from assembler.assembly.forms.fields import Drafting, blocks_in
    from assembler.assembly.forms.fill_form import draw_form, what_form
    from assembler.assembly.forms.skeleton_cache import glossary_for, shell_for
    from assembler.store.returns.sendings import number_sending
    from assembler.word.forms.form_parts import GLOSSARY

    about, sight, declared = draft.record.about, build_view_context(draft), draft.declared
    drafting = Drafting(
        draft.record.entities,
        draft.language.code,
        about.language,
        draft.catalogue,
        part=draft.order.part,
        answers=draft.language.code if declared.answers == "document" else "",
        names=named_things(sight.record, sight.optional_benchmark, sight.translate),
    )
    blocks = [each for each in blocks_in(context) if each.name in declared.blocks]
    shell = shell_for(draft.workshop, declared, blocks, drafting, marked=draft.order.draft)
    what = what_form(declared, draft.record, drafting, draft.order)
    number = partial(number_sending, draft.workshop.project)
    drawn = draw_form(shell, [context, *blocks], what, drafting, texts.lists, number)
    texts.lists = drawn.numbered_lists
    context["form_id"] = drawn.manifest.id
    _identify(_core(context, draft, drawn.manifest), replaced, drawn.manifest, drawn.words)
    if drawn.prompts:
        replaced[GLOSSARY] = glossary_for(draft.workshop, drawn.prompts, draft.language.tag)
    return drawn.manifest, drawn.words


def _put_identity(
    context: dict[str, Any], draft: Draft, replaced: dict[str, NewPart], render: Callable[..., bytes]
) -> tuple[FormManifest | None, bytes]:
    """What finds the sections that people write in when it comes back, also in words; None without any."""
    edition = declared_edition(draft.declared, draft.order.edition)
    if edition.anonymous or not draft.declared.has_narratives:
        return None, b""
    from assembler.assembly.content.report_lines import lines_of
    from assembler.assembly.forms.fields import with_id
    from assembler.model.documents.form import FormManifest
    from assembler.word.forms.manifest import escape_manifest

    about, sections, spoken = draft.record.about, sections_for(draft), draft.language.code
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
    words = escape_manifest(manifest)
    _identify(_core(context, draft, manifest), replaced, manifest, words)
    return manifest, words


def _identify(
    core: CoreProperties, replaced: dict[str, NewPart], manifest: FormManifest, words: bytes
) -> None:
    """Let the file say what it is: in its properties, and in a part that Word does not show."""
    from assembler.word.forms.form_parts import MANIFEST, build_identity_parts
    from assembler.word.forms.manifest import build_part

    replaced.update({**build_identity_parts(manifest, core), MANIFEST: build_part(words)})


def _core(context: Mapping[str, Any], draft: Draft, manifest: FormManifest) -> CoreProperties:
    from assembler.word.forms.form_parts import CoreProperties

    return CoreProperties(
        title=context["document_title"],
        language=draft.language.tag,
        created="",
        identifier=manifest.id,
        category=draft.declared.name,
        creator=draft.record.about.project,
    )

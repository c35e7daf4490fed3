"""Assembly of one document in memory: template context, form and manifest, rendering and properties."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from assembler.assembly.anonymity_check import check_anonymity
from assembler.assembly.content.embedded_objects import PICTURE_IDS, TextObjects
from assembler.assembly.content.references import list_reference_choices
from assembler.assembly.content.sections import find_sections
from assembler.assembly.content.text_rendering import TextRenderer
from assembler.assembly.language_checks import check_city_names, check_peer_language, report_other_languages
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.assembly.orders.resolve import find_edition
from assembler.assembly.orders.templates import NUMBERING
from assembler.assembly.page_and_cover_values import FORM_NAMES, build_form_names
from assembler.assembly.postprocess import build_finishers
from assembler.assembly.released_versions import find_released
from assembler.assembly.template_context import (
    ResolvedOrder,
    build_section_renderer,
    build_template_context,
    build_view_context,
    resolve_order,
)
from assembler.diagnostics import Diagnostic
from assembler.errors import DataError
from assembler.i18n.languages.languages import SOURCE, Language
from assembler.model.documents.document_type import DocumentType
from assembler.model.types.values import Image
from assembler.store.files.image_checks import find_record_image_error
from assembler.store.files.svg_checks import is_svg, name_fallback, remove_doctype
from assembler.store.project.project import Project
from assembler.store.records.record import Record
from assembler.store.returns.decisions import read_attachment
from assembler.structs import Struct
from assembler.version import __version__
from assembler.word.content import footnotes
from assembler.word.content.drawings import RenderedDrawing, build_drawing_parts
from assembler.word.content.list_numbers import add_list_numbers
from assembler.word.content.pictures import Box, Picture
from assembler.word.content.pictures import draw as draw_picture
from assembler.word.render.prepared_template import NewPart

if TYPE_CHECKING:
    from assembler.model.documents.form_manifest import FormManifest
    from assembler.word.forms.form_parts import CoreProperties

_LONGEST_NAME: Final = 200
"""Maximum length of a file name in bytes.

File systems allow 255, but drafts, previews and comparisons append to the name.
"""
_COVER_MARK: Final = Box(width=6.0, height=2.2, grow=True)
"""Room for a mark or arms at the foot of a cover."""


class AssembledDocument(Struct, frozen=True):
    """A document in memory, with its order.

    The order is complete: its language and its edition are set. ``manifest`` is set for forms, and for
    reports with sections that people write. ``words`` is the JSON of the manifest, escaped as in the part
    that stores it.
    """

    order: Order
    file_name: str
    data: bytes
    manifest: FormManifest | None
    diagnostics: tuple[Diagnostic, ...]
    words: bytes = b""

    @property
    def manifest_json(self) -> bytes:
        """The JSON of the stored manifest, without its XML escapes."""
        from assembler.word.forms.manifest import unescape_json

        return unescape_json(self.words)


def assemble(build_context: BuildContext, order: Order, *, record: Record | None = None) -> AssembledDocument:
    """Assemble the document for ``order``, or return its released version unchanged.

    ``record`` replaces the record named in the order. Raises AssemblyError if something is missing or
    invalid.
    """
    given, draft = order, resolve_order(build_context, order, record)
    order, declared, record, spoken = draft.order, draft.declared, draft.record, draft.language
    if released := find_released(record, declared, order):
        return AssembledDocument(order, released.file, released.data, None, draft.diagnostics)
    ready = build_context.get_template(
        declared, spoken.code, order.house_style, order.edition, draft=order.draft
    )
    kept = partial(read_attachment, build_context.project, record.name)
    objects = TextObjects(kept, footnotes.PART in ready.extended_parts, ready.chart_font_size)
    texts = TextRenderer(spoken, record.about.language, objects=objects)
    context = build_template_context(draft, texts)
    drawn = _draw_pictures(context, build_context.project, record, objects.drawings)
    replaced: dict[str, NewPart] = dict(build_drawing_parts(ready.extended_parts, drawn))
    finish = partial(build_finishers, ready, declared, spoken.tag, texts.notes)
    if declared.kind == "form":
        manifest, words = _add_form(context, draft, replaced, texts)
    else:
        render = partial(ready.prepared.render, replace=dict(replaced), finish=finish())
        manifest, words = _add_report_manifest(context, draft, replaced, render)
    if texts.lists:
        replaced[NUMBERING] = add_list_numbers(ready.extended_parts[NUMBERING], texts.lists)
    data = ready.prepared.render(context, replace=replaced, finish=finish())
    if manifest is not None and manifest.lines:
        from assembler.assembly.content.change_comments import (
            add_change_comments,  # imports lxml and the readers of reports
        )

        data = add_change_comments(data, manifest, record, build_context.project, draft.catalogue.gettext)
    data = _adapt_layout(data, declared, spoken)
    diagnostics = [*draft.diagnostics, *ready.diagnostics, *draft.catalogue.report_missing()]
    diagnostics += (*objects.diagnostics, *_check_languages(draft, context, is_chosen=bool(given.language)))
    file_name = _build_file_name(draft)
    diagnostics += check_anonymity(draft, data, file_name)
    return AssembledDocument(order, file_name, data, manifest, tuple(diagnostics), words)


def _adapt_layout(data: bytes, declared: DocumentType, spoken: Language) -> bytes:
    """Return the file with the layout that its type and its language need.

    For some types, the font sizes are chosen so that each sheet is full. For languages written from right to
    left, the layout is reversed.
    """
    if declared.fits_sheets:
        from assembler.word.style.text_fitting import fit_file  # imports lxml, which few types need

        data = fit_file(data, declared.name)
    if spoken.direction == "rtl":
        from assembler.word.style.right_to_left import (
            convert_file,  # imports lxml, which no other language needs
        )

        data = convert_file(data, declared.name)
    return data


def build_names(build_context: BuildContext, order: Order, *, with_fields: bool = True) -> dict[str, Any]:
    """Return all names that the template of the ordered document can use, with their values.

    If ``with_fields`` is false, form fields have no values, and their declarations may be invalid. Raises the
    same errors as ``assemble``.
    """
    draft = resolve_order(build_context, order)
    texts = TextRenderer(draft.language, draft.record.about.language)
    context = build_template_context(draft, texts)
    if draft.declared.kind != "form":
        return context
    if not with_fields:
        return {
            **context,
            **dict.fromkeys((*draft.declared.fields, *draft.declared.lists, *FORM_NAMES)),
        }
    _add_form(context, draft, {}, texts)
    return context


def _check_languages(
    draft: ResolvedOrder, context: dict[str, Any], *, is_chosen: bool
) -> Iterator[Diagnostic]:
    """Yield diagnostics about sections, city names and peers that do not match the document's language.

    If ``is_chosen`` is true, the order names the language, so the peer's languages are not checked.
    """
    project, record, spoken = draft.build_context.project, draft.record, draft.language
    codes = build_section_renderer(draft).describe_other_languages(
        context, draft.declared, record.about.language, SOURCE
    )
    yield from report_other_languages(draft.declared, spoken, codes)
    yield from check_city_names(project, record, spoken)
    if not is_chosen:
        yield from check_peer_language(project, draft.declared, record, draft.order, spoken)


def _build_file_name(draft: ResolvedOrder) -> str:
    """Return the file name, such as ``baseline-report_havenstad_nl.docx``.

    It includes the city if the record has several, the part, the edition, and any house style other than the
    default. Raises DataError if the name is too long.
    """
    record = draft.record.name.rstrip("/").rsplit("/", 1)[-1]
    city = draft.order.city if len(draft.record.about.city_ids) > 1 else ""
    chosen = dict.fromkeys((city, draft.order.part, draft.order.edition))
    about = "".join(f"_{each}" for each in chosen if each)
    style = "" if draft.order.house_style == "plain" else f"_{draft.order.house_style}"
    name = f"{draft.declared.name}_{record}{about}_{draft.language.code}{style}.docx"
    if len(name.encode()) > _LONGEST_NAME:
        what = f"the file name would have {len(name.encode())} bytes; at most {_LONGEST_NAME} are allowed"
        raise DataError(what, location=draft.record.name, hint="give the record or the part a shorter name")
    return name


def _draw_pictures(
    context: dict[str, Any], project: Project, record: Record, before: Sequence[RenderedDrawing]
) -> Sequence[RenderedDrawing]:
    """Replace each picture in ``context`` with its drawing.

    Returns ``before``, followed by the new drawings. The drawings are numbered in this order.
    """
    drawn = list(before)
    for name, image in context.items():
        if isinstance(image, Image):
            read = project.read_city_picture if name == "arms" else record.read_image
            picture = _read_picture(image, read)
            box = _COVER_MARK if name in ("arms", "logo") else None
            drawn.append(draw_picture(picture, len(drawn) + 1, first_id=PICTURE_IDS, box=box))
            context[name] = drawn[-1].run
    return drawn


def _read_picture(image: Image, read: Callable[[str], bytes]) -> Picture:
    """Return a picture, with the PNG file of the same name as a fallback if it is an SVG file.

    Raises DataError if the SVG file is not safe, or if there is no valid PNG file.
    """
    if not is_svg(image.file):
        return Picture(image.file, read(image.file), image.alt.text)
    svg, fallback = remove_doctype(read(image.file)), name_fallback(image.file)
    if error := find_record_image_error(read, image.file):
        raise DataError(error.message, location=image.file, hint=error.hint)
    return Picture(image.file, read(fallback), image.alt.text, svg)


def _add_form(
    context: dict[str, Any], draft: ResolvedOrder, replaced: dict[str, NewPart], texts: TextRenderer
) -> tuple[FormManifest | None, bytes]:
    """Add answers to ``context``, and the form's own file parts to ``replaced``.

    ``replaced`` maps the parts of the template that change, or that are new, to their content. The numbered
    lists in the answers are counted in ``texts``. Returns the manifest and its JSON.
    """
    from assembler.assembly.forms.fields import FormContext, find_blocks
    from assembler.assembly.forms.fill_form import build_empty_manifest, fill_form
    from assembler.assembly.forms.skeleton import share_glossary, share_skeleton
    from assembler.model.documents.form_manifest import ANY_RESPONDENT
    from assembler.store.returns.form_logs import number_sending
    from assembler.word.forms.form_parts import GLOSSARY

    about, view_context, declared = draft.record.about, build_view_context(draft), draft.declared
    if declared.excerpts and draft.order.part:
        declared = declared.model_copy(update={"fields": {}, "lists": {}})
    form_context = FormContext(
        draft.record.entities,
        draft.language.code,
        about.language,
        draft.catalogue,
        part=ANY_RESPONDENT if declared.respondents else draft.order.part,
        answers=draft.language.code if declared.answers == "document" else "",
        names=list_reference_choices(
            view_context.record, view_context.optional_benchmark, view_context.translate
        ),
    )
    blocks = [each for each in find_blocks(context) if each.name in declared.blocks]
    skeleton = share_skeleton(
        draft.build_context, declared, blocks, form_context, draft_marks=draft.order.draft
    )
    what = build_empty_manifest(declared, draft.record, form_context, draft.order)
    number = partial(number_sending, draft.build_context.project, shared=declared.respondents)
    drawn = fill_form(skeleton, [context, *blocks], what, form_context, texts.lists, number)
    texts.lists = drawn.numbered_lists
    context |= build_form_names(view_context, context, drawn.manifest.id)
    _add_manifest(
        _build_core_properties(context, draft, drawn.manifest), replaced, drawn.manifest, drawn.json
    )
    if drawn.prompts:
        replaced[GLOSSARY] = share_glossary(draft.build_context, drawn.prompts, draft.language.tag)
    return drawn.manifest, drawn.json


def _add_report_manifest(
    context: dict[str, Any], draft: ResolvedOrder, replaced: dict[str, NewPart], render: Callable[..., bytes]
) -> tuple[FormManifest | None, bytes]:
    """Add the manifest of a report to ``replaced``.

    Returns the manifest and its JSON, escaped for XML. An anonymous edition, or a report without sections,
    gets no manifest: the result is ``(None, b"")``.
    """
    edition = find_edition(draft.declared, draft.order.edition)
    if edition.anonymous or not draft.declared.has_narratives:
        return None, b""
    from assembler.assembly.content.report_lines import read_lines
    from assembler.assembly.forms.fields import add_id
    from assembler.model.documents.form_manifest import FormManifest
    from assembler.word.forms.manifest import escape_manifest

    about, sections, spoken = draft.record.about, build_section_renderer(draft), draft.language.code
    manifest = add_id(
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
                sections.build_field(each, about.language, spoken)
                for _, _, each in find_sections(context, draft.declared)
            ),
            edition=draft.order.edition,
            lines=read_lines(context, draft.declared, render),
        )
    )
    words = escape_manifest(manifest)
    _add_manifest(_build_core_properties(context, draft, manifest), replaced, manifest, words)
    return manifest, words


def _add_manifest(
    core: CoreProperties, replaced: dict[str, NewPart], manifest: FormManifest, words: bytes
) -> None:
    """Add the manifest to the ``replaced`` parts: as properties, and as a part that Word does not show."""
    from assembler.word.forms.form_parts import MANIFEST, build_identity_parts
    from assembler.word.forms.manifest import build_part

    replaced.update({**build_identity_parts(manifest, core), MANIFEST: build_part(words)})


def _build_core_properties(
    context: Mapping[str, Any], draft: ResolvedOrder, manifest: FormManifest
) -> CoreProperties:
    from assembler.word.forms.form_parts import CoreProperties

    return CoreProperties(
        title=context["document_title"],
        language=draft.language.tag,
        created="",
        identifier=manifest.id,
        category=draft.declared.name,
        creator=draft.record.about.project,
    )

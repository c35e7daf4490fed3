"""Templates that are ready for rendering: compiled, with house style, controls and language.

A template is combined with its house style, given its controls and compiled once for all languages. The slots
of its messages are then filled for each language.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial

from assembler.diagnostics import Diagnostic
from assembler.errors import TemplateError
from assembler.i18n.catalogue.catalogue import Catalogue
from assembler.model.documents.document_type import DocumentType
from assembler.model.types.chart import CHART_FONT_SIZE
from assembler.structs import Struct, as_data
from assembler.word.content import footnotes
from assembler.word.content.drawings import BODY_RELATIONSHIPS
from assembler.word.content.heading_styles import HeadingStyle, read_heading_styles
from assembler.word.package.package import Package
from assembler.word.package.zip_writer import CONTENT_TYPES_PART
from assembler.word.render.prepared_template import PreparedTemplate
from assembler.word.template.message_slots import START_OF_SLOT

NUMBERING = "word/numbering.xml"
STYLES = "word/styles.xml"
_USUAL_CAPTION = 10.0
"""Font size of captions, in points, up to which charts keep their usual font size."""
EXTENDED_PARTS = (CONTENT_TYPES_PART, BODY_RELATIONSHIPS, NUMBERING, footnotes.PART)
"""Parts to which documents add content: types and relationships of drawings, list numbers, footnotes."""


class CompiledTemplate(Struct, frozen=True):
    """A template ready for rendering, with its heading styles and the diagnostics from its compilation.

    ``extended_parts`` contains the parts to which documents add content. ``chart_font_size`` is in points.
    """

    prepared: PreparedTemplate
    headings: tuple[HeadingStyle, ...]
    extended_parts: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...]
    chart_font_size: float

    def to_bytes(self) -> bytes:
        """Return the template as bytes that ``from_bytes`` can read."""
        about = {
            "headings": [as_data(style) for style in self.headings],
            "diagnostics": [diagnostic.as_dict() for diagnostic in self.diagnostics],
            "extended_parts": {name: data.decode("utf-8") for name, data in self.extended_parts.items()},
            "chart_font_size": self.chart_font_size,
        }
        words = json.dumps(about).encode("utf-8")
        return len(words).to_bytes(4, "big") + words + self.prepared.to_bytes()

    @classmethod
    def from_bytes(cls, kept: bytes) -> CompiledTemplate:
        """Return the template serialised by ``to_bytes``.

        Raises ValueError or KeyError if the data is damaged.
        """
        end = 4 + int.from_bytes(kept[:4], "big")
        about = json.loads(kept[4:end])
        styles = (HeadingStyle(**{**each, "formats": tuple(each["formats"])}) for each in about["headings"])
        diagnostics = tuple(Diagnostic.from_dict(each) for each in about["diagnostics"])
        extended_parts = {name: text.encode("utf-8") for name, text in about["extended_parts"].items()}
        prepared = PreparedTemplate.from_bytes(kept[end:])
        return cls(prepared, tuple(styles), extended_parts, diagnostics, about["chart_font_size"])


class TranslatableTemplate:
    """A template in a house style, compiled once for all languages.

    An ``anonymous`` template has no author, comments, custom properties or manifest. Raises TemplateError
    with all diagnostics if the house style lacks a style or a field has no placeholder.
    """

    def __init__(
        self, declared: DocumentType, files: Mapping[str, bytes], *, style_name: str, anonymous: bool = False
    ) -> None:
        from assembler.word.messages.slotted_messages import MessageSlots
        from assembler.word.render.slotted_templates import SlottedTemplate
        from assembler.word.render.template_preparation import prepare

        name, style_file = _name_files(declared, style_name)
        self._prepare = partial(prepare, name=name, around=style_file, hint=build_names_hint(declared.name))
        self._package = _build_package(declared, files, style_name, anonymous=anonymous)
        self._slots = MessageSlots(self._package)
        contents: dict[int, str] = {}
        prepared = self._prepare(self._slots.package, slots=contents)
        self._slotted = SlottedTemplate(prepared, contents, self._slots.texts)
        parts = self._slots.package.parts
        self._headings = (
            None if START_OF_SLOT.encode() in parts.get(NUMBERING, b"") else _read_headings(parts)
        )

    def translate(self, catalogue: Catalogue) -> CompiledTemplate:
        """Return the template in the language of ``catalogue``.

        The compiled template has a slot for each message. If the slots cannot be filled, the template is
        compiled again. This is the case if a message contains an id, or if a translation moves a value into a
        different format.
        """
        spoken = catalogue.language
        texts = self._slotted.read_texts(self._slots.translate(catalogue), spoken.tag)
        if texts is None:
            package = _translate(self._package, catalogue)
            return _complete(self._prepare(package), package.parts, catalogue)
        parts = self._slots.package.parts
        filled = {name: texts.fill_part(parts[name]) for name in (STYLES, *EXTENDED_PARTS) if name in parts}
        prepared = self._slotted.fill(texts, self._slots.set_separators(spoken.decimal))
        return _complete(prepared, filled, catalogue, self._headings)


def translate_unfilled(
    declared: DocumentType, files: Mapping[str, bytes], style_name: str, catalogue: Catalogue
) -> Package:
    """Return the template in the language of ``catalogue`` and in a house style, with its tags unfilled.

    Raises TemplateError if the house style lacks a style or a field has no placeholder.
    """
    return _translate(_build_package(declared, files, style_name, anonymous=False), catalogue)


def _translate(package: Package, catalogue: Catalogue) -> Package:
    from assembler.word.messages.translate import translate

    spoken = catalogue.language
    return translate(package, catalogue, language_tag=spoken.tag, decimal=spoken.decimal)


def _complete(
    prepared: PreparedTemplate,
    parts: Mapping[str, bytes],
    catalogue: Catalogue,
    headings: tuple[HeadingStyle, ...] | None = None,
) -> CompiledTemplate:
    return CompiledTemplate(
        prepared,
        headings or _read_headings(parts),
        {name: parts[name] for name in EXTENDED_PARTS if name in parts},
        catalogue.report_missing(),
        _read_chart_font_size(parts[STYLES]),
    )


def _read_chart_font_size(styles: bytes) -> float:
    """Return the font size of charts in points: the usual size, or that of captions if they are larger."""
    from assembler.word.package.xml import parse, qn  # imports lxml, which no build needs

    caption = f"{qn('w:style')}[@{qn('w:styleId')}='Caption']/{qn('w:rPr')}/{qn('w:sz')}"
    found = parse(styles).find(caption)
    size = 0 if found is None else int(found.get(qn("w:val"), "0")) / 2
    return size if size > _USUAL_CAPTION else CHART_FONT_SIZE


def _read_headings(parts: Mapping[str, bytes]) -> tuple[HeadingStyle, ...]:
    return read_heading_styles(parts[STYLES], parts.get(NUMBERING))


def _name_files(declared: DocumentType, style_name: str) -> tuple[str, str]:
    """Return the names of the template and the house style, for messages."""
    return f"templates/{declared.name}/template.docx", f"templates/house-styles/{style_name}.docx"


def _build_package(
    declared: DocumentType, files: Mapping[str, bytes], style_name: str, *, anonymous: bool
) -> Package:
    """Return the template of ``declared`` with its house style and controls."""
    from assembler.word.content.list_definitions import add_answer_lists
    from assembler.word.forms.form_parts import add_form_parts
    from assembler.word.forms.placement import place_fields
    from assembler.word.package.package import open_package
    from assembler.word.style import house_style
    from assembler.word.style.hidden_personal_data import remove_comments, remove_traces
    from assembler.word.style.keep_together import keep_lists_with_introductions
    from assembler.word.style.row_headers import mark_row_headers

    name, style_file = _name_files(declared, style_name)
    template = remove_comments(open_package(files["template"], name))
    style = open_package(files["house style"], style_file)
    if lacking := house_style.find_missing_styles(template, style):
        raise TemplateError("the house style lacks styles that the template uses", location=name,
                            hint="add them to the house style", diagnostics=lacking)  # fmt: skip
    styled = keep_lists_with_introductions(house_style.apply_house_style(template, style))
    placed = add_answer_lists(place_fields(mark_row_headers(styled), declared))
    if not anonymous and (declared.kind == "form" or declared.has_narratives):
        placed = add_form_parts(placed, prompts=declared.kind == "form")
    return remove_traces(placed) if anonymous else placed


def build_names_hint(name: str) -> str:
    """Return the hint for a name that records of this document type do not provide.

    ``name`` is the name of the document type.
    """
    return f"`assembler list names {name}` lists the names that its template can use"

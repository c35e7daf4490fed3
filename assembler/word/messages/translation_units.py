"""Translation units of a Word file: paragraphs, alternative text, captions and properties.

Extraction and translation use the same units, so that every extracted message is looked up. The location of a
unit is a description. A page in Word has no line numbers, and the number of a paragraph would change with
every insertion before it.

A template comment is an author's note to translators: ``{# context: ... #}`` or ``{# note: ... #}``. It is in
the paragraph that it describes, survives every editor, and does not appear in any document. ``context``
distinguishes two meanings of one English text ("order" of a list, "order" of a judge), which are then
translated separately. ``note`` is for information only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from lxml import etree

from assembler.structs import Struct
from assembler.word.messages.paragraph_content import parse_pattern, parse_text, read_inline
from assembler.word.messages.paragraph_message import ParagraphMessage, build_paragraph_message
from assembler.word.messages.paragraph_nodes import Group, InlineObject, Node
from assembler.word.package.locations import LocationTracker, read_style_names
from assembler.word.package.package import Package
from assembler.word.package.xml import parse, qn
from assembler.word.template.message_slots import END_OF_SLOT, start_slot

DC: Final = "{http://purl.org/dc/elements/1.1/}"
_CP: Final = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_PICTURE: Final = "{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr"
_PROPERTIES: Final = {f"{DC}title": "title", f"{DC}subject": "subject", f"{_CP}keywords": "keywords"}
_ATTRIBUTES: Final = {
    qn("wp:docPr"): {"descr": "alt text", "title": "title of a picture"},
    _PICTURE: {"descr": "alt text", "title": "title of a picture"},
    qn("w:tblCaption"): {qn("w:val"): "title of a table"},
    qn("w:tblDescription"): {qn("w:val"): "alt text of a table"},
}
_Writer = Callable[[str, int | None], None]
_NUMBER: Final = re.compile(r"%[1-9]")
_CONTENTS: Final = re.compile(r"toc [1-9]")
_REMARK: Final = re.compile(r"\{#\s*(context|note)\s*:\s*(.*?)\s*#\}", re.DOTALL | re.IGNORECASE)


class TranslationUnit(Struct, frozen=True):
    """A translation unit: its content, its location and a description of its kind.

    ``where`` is the location. ``write`` writes a translation into the tree, in the slot with the given
    number, if any. It raises CatalogueError if the inline tags differ from those in the message.
    ``paragraph`` is the w:p, or None if the unit is not a paragraph. ``section`` is the preceding heading.
    """

    content: ParagraphMessage
    where: str
    kind: str
    write: _Writer
    paragraph: etree._Element | None = None
    section: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """The key that identifies the translation: the context given by the author, and the message."""
        return (read_context(self.content), self.content.message)

    @property
    def is_message(self) -> bool:
        """True if the unit contains something to translate."""
        return self.content.has_words and not self.content.has_control_tag

    @property
    def is_conditional(self) -> bool:
        """True if letters and a control tag are in the same paragraph, which cannot be translated."""
        return self.content.has_words and self.content.has_control_tag


def parse_parts(package: Package) -> dict[str, etree._Element]:
    """Parse the parts that may contain translation units: those that people read, and the numbering part."""
    names = (*package.text_parts(), *package.related("numbering"))
    return {name: parse(package.parts[name]) for name in names}


def iter_units(package: Package, trees: Mapping[str, etree._Element]) -> Iterator[TranslationUnit]:
    """Yield the translation units in ``trees``, in document order.

    ``trees`` are all or some of the parts that ``parse_parts`` returns.
    """
    styles = read_style_names(package.parts.get(next(iter(package.related("styles")), "")))
    labels = describe_parts(package)
    for name in (*labels, *package.related("numbering")):
        if name not in trees:
            continue
        if name == package.core_properties:
            yield from _iter_properties(trees[name])
        elif name in labels:
            yield from _iter_story(trees[name], LocationTracker(labels[name], styles))
        else:
            yield from _iter_numbering(trees[name])


class UnitsOfParts(Struct, frozen=True):
    """The translation units of a package, and the parsed parts that contain them."""

    units: tuple[TranslationUnit, ...]
    trees: Mapping[str, etree._Element]


def read_units(package: Package, parts: Iterable[str] | None = None) -> UnitsOfParts:
    """Return the translation units of ``parts``, which default to all parts of ``package``."""
    trees = parse_parts(package)
    if parts is not None:
        trees = {name: trees[name] for name in parts}
    return UnitsOfParts(tuple(iter_units(package, trees)), trees)


def describe_parts(package: Package) -> dict[str, str]:
    """Return a label for each part that people read, such as ``header 1`` or ``footnotes``.

    The label of the body is empty.
    """
    labels = {package.main: ""}
    for kind in ("header", "footer"):
        labels |= {name: f"{kind} {number}" for number, name in enumerate(package.related(kind), 1)}
    for name in package.text_parts():
        labels.setdefault(name, name.rsplit("/", 1)[-1].removesuffix(".xml"))
    return labels


def _iter_story(root: etree._Element, tracker: LocationTracker) -> Iterator[TranslationUnit]:
    for element in root.iter(qn("w:p"), *_ATTRIBUTES):
        if element.tag == qn("w:p"):
            yield from _iter_paragraph(element, tracker)
            continue
        for name, kind in _ATTRIBUTES[str(element.tag)].items():
            if value := element.get(name):
                content, where = (
                    build_paragraph_message(parse_text(value)),
                    tracker.locate_element(element, kind),
                )
                yield TranslationUnit(
                    content,
                    where,
                    kind,
                    _make_attribute_writer(element, name, content),
                    section=tracker.section,
                )


def _iter_paragraph(paragraph: etree._Element, tracker: LocationTracker) -> Iterator[TranslationUnit]:
    """Yield the unit of a paragraph, unless it is in the table of contents, which is rebuilt."""
    if _CONTENTS.fullmatch(tracker.style_name(paragraph)):
        return
    content = build_paragraph_message(read_inline(paragraph))
    where, kind = tracker.locate_paragraph(paragraph, content.message)
    section = "" if kind == "heading" else tracker.section
    yield TranslationUnit(
        content, where, kind, _make_paragraph_writer(paragraph, content), paragraph, section
    )


def _iter_properties(root: etree._Element) -> Iterator[TranslationUnit]:
    for child in root:
        if (kind := _PROPERTIES.get(str(child.tag))) and child.text:
            content = build_paragraph_message(parse_text(child.text))
            yield TranslationUnit(
                content, f"document properties, {kind}", kind, _make_text_writer(child, content)
            )


def _iter_numbering(root: etree._Element) -> Iterator[TranslationUnit]:
    """Yield a unit for the text of each number format, such as "Part %1", but none for bullets."""
    for level in root.iter(qn("w:lvl")):
        shape, kind = level.find(qn("w:lvlText")), level.find(qn("w:numFmt"))
        is_bullet = kind is not None and kind.get(qn("w:val")) == "bullet"
        if shape is not None and not is_bullet and (text := shape.get(qn("w:val"))):
            content = build_paragraph_message(parse_pattern(text, _NUMBER, "number"))
            yield TranslationUnit(
                content, "numbering", "number format", _make_attribute_writer(shape, qn("w:val"), content)
            )


def _make_paragraph_writer(paragraph: etree._Element, content: ParagraphMessage) -> _Writer:
    def write(translated: str, slot: int | None = None) -> None:
        properties = paragraph.find(qn("w:pPr"))
        before, inside, after = content.build_elements(translated)
        before = [*([] if properties is None else [properties]), *before]
        paragraph[:] = [*before, *inside, *after]
        if slot is not None:
            if before:
                before[-1].tail = start_slot(slot)
            else:
                paragraph.text = start_slot(slot)
            inside[-1].tail = END_OF_SLOT

    return write


def _make_attribute_writer(element: etree._Element, name: str, content: ParagraphMessage) -> _Writer:
    def write(translated: str, slot: int | None = None) -> None:
        element.set(name, _enclose(content.to_text(translated), slot))

    return write


def _make_text_writer(element: etree._Element, content: ParagraphMessage) -> _Writer:
    def write(translated: str, slot: int | None = None) -> None:
        element.text = _enclose(content.to_text(translated), slot)

    return write


def _enclose(text: str, slot: int | None) -> str:
    return text if slot is None else f"{start_slot(slot)}{text}{END_OF_SLOT}"


AUTHORS_NOTE: Final = "author’s note"


def read_context(content: ParagraphMessage) -> str:
    """Return the context that the author gives for the text, or an empty string if there is none."""
    return next((text for kind, text in _iter_remarks(content) if kind == "context"), "")


def read_notes(content: ParagraphMessage) -> tuple[str, ...]:
    """Return what the author's notes tell translators about the text."""
    return tuple(text for kind, text in _iter_remarks(content) if kind == "note")


def _iter_remarks(content: ParagraphMessage) -> Iterator[tuple[str, str]]:
    tags = (tag.content for tag in content.tags.values() if isinstance(tag.content, InlineObject | Group))
    for tag in _iter_note_texts((*content.head, *content.tail, *tags)):
        if match := _REMARK.fullmatch(tag):
            yield match[1].lower(), match[2]
    if content.inner is not None:
        yield from _iter_remarks(content.inner)


def _iter_note_texts(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, InlineObject) and node.kind == AUTHORS_NOTE:
            yield "".join("".join(str(text) for text in element.itertext()) for element, _ in node.pieces)
        elif isinstance(node, Group):
            yield from _iter_note_texts(node.children)

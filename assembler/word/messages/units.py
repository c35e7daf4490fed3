"""The passages of a Word file that a translator renders: paragraphs, alt texts, captions, properties.

Extraction and translation walk the same passages, so that what is extracted is what is looked up. A passage
says where it stands in words: a page in Word has no line numbers, and the number of a paragraph in the file
would change with every paragraph before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from lxml import etree

from assembler.structs import Struct
from assembler.word.messages.inline import nodes_of_pattern, nodes_of_text, read_inline
from assembler.word.messages.phrase import Phrase, phrase_of
from assembler.word.messages.translator_notes import context_of
from assembler.word.package.message_locations import LocationTracker, read_style_names
from assembler.word.package.package import Package
from assembler.word.package.xml import parse, qn

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
_NUMBER: Final = re.compile(r"%[1-9]")
_CONTENTS: Final = re.compile(r"toc [1-9]")


class Passage(Struct, frozen=True):
    """Something to read: its ``phrase``, ``where`` it stands and what ``kind`` of place that is, in words.

    ``put`` writes a translation into the tree; CatalogueError where its marks are not those of the message.
    ``paragraph`` is the w:p of it, None where it is no paragraph; ``section`` the heading above it.
    """

    phrase: Phrase
    where: str
    kind: str
    put: Callable[[str], None]
    paragraph: etree._Element | None = None
    section: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Under what it is translated: the context that its author gives it, and its message."""
        return (context_of(self.phrase), self.phrase.message)

    @property
    def is_message(self) -> bool:
        """Whether a translator has something to do here."""
        return self.phrase.has_words and not self.phrase.has_control_tag

    @property
    def is_conditional(self) -> bool:
        """Whether words and a control tag stand in one paragraph, which no translator could render."""
        return self.phrase.has_words and self.phrase.has_control_tag


def parsed_parts(package: Package) -> dict[str, etree._Element]:
    """The trees of the parts that hold passages: those that people read, and the shapes of numbers."""
    names = (*package.text_parts(), *package.related("numbering"))
    return {name: parse(package.parts[name]) for name in names}


def passages(package: Package, trees: Mapping[str, etree._Element]) -> Iterator[Passage]:
    """The passages in ``trees`` (as from ``parsed_parts``), in the order of the document."""
    styles = read_style_names(package.parts.get(next(iter(package.related("styles")), "")))
    for name, in_words in parts_in_words(package).items():
        if name == package.core_properties:
            yield from _of_properties(trees[name])
        else:
            yield from _of_story(trees[name], LocationTracker(in_words, styles))
    for name in package.related("numbering"):
        yield from _of_numbering(trees[name])


def parts_in_words(package: Package) -> dict[str, str]:
    """Each part that people read: ``header 1``, ``footnotes``; empty for the body."""
    named = {package.main: ""}
    for kind in ("header", "footer"):
        named |= {name: f"{kind} {number}" for number, name in enumerate(package.related(kind), 1)}
    for name in package.text_parts():
        named.setdefault(name, name.rsplit("/", 1)[-1].removesuffix(".xml"))
    return named


def _of_story(root: etree._Element, around: LocationTracker) -> Iterator[Passage]:
    for element in root.iter(qn("w:p"), *_ATTRIBUTES):
        if element.tag == qn("w:p"):
            yield from _of_paragraph(element, around)
            continue
        for name, kind in _ATTRIBUTES[str(element.tag)].items():
            if value := element.get(name):
                phrase, where = phrase_of(nodes_of_text(value)), around.locate_element(element, kind)
                yield Passage(phrase, where, kind, _attribute(element, name, phrase), section=around.section)


def _of_paragraph(paragraph: etree._Element, around: LocationTracker) -> Iterator[Passage]:
    """A paragraph of the table of contents is left out: it is made anew from the headings."""
    if _CONTENTS.fullmatch(around.style_name(paragraph)):
        return
    phrase = phrase_of(read_inline(paragraph))
    where, kind = around.locate_paragraph(paragraph, phrase.message)
    section = "" if kind == "heading" else around.section
    yield Passage(phrase, where, kind, _content(paragraph, phrase), paragraph, section)


def _of_properties(root: etree._Element) -> Iterator[Passage]:
    for child in root:
        if (kind := _PROPERTIES.get(str(child.tag))) and child.text:
            phrase = phrase_of(nodes_of_text(child.text))
            yield Passage(phrase, f"properties of the document, {kind}", kind, _text(child, phrase))


def _of_numbering(root: etree._Element) -> Iterator[Passage]:
    """Words in the shape of a number ("Part %1"); a bullet is no word, whatever letter draws it."""
    for level in root.iter(qn("w:lvl")):
        shape, kind = level.find(qn("w:lvlText")), level.find(qn("w:numFmt"))
        is_bullet = kind is not None and kind.get(qn("w:val")) == "bullet"
        if shape is not None and not is_bullet and (text := shape.get(qn("w:val"))):
            phrase = phrase_of(nodes_of_pattern(text, _NUMBER, "number"))
            yield Passage(phrase, "numbering", "shape of a number", _attribute(shape, qn("w:val"), phrase))


def _content(paragraph: etree._Element, phrase: Phrase) -> Callable[[str], None]:
    def put(translated: str) -> None:
        properties = paragraph.find(qn("w:pPr"))
        paragraph[:] = [*([] if properties is None else [properties]), *phrase.elements(translated)]

    return put


def _attribute(element: etree._Element, name: str, phrase: Phrase) -> Callable[[str], None]:
    return lambda translated: element.set(name, phrase.plain(translated))


def _text(element: etree._Element, phrase: Phrase) -> Callable[[str], None]:
    def put(translated: str) -> None:
        element.text = phrase.plain(translated)

    return put

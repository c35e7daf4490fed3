"""The text of a document as a reader sees it: paragraphs, and runs with their effective format.

Hidden and deleted text is left out, and so are comments, which are not part of the document.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lxml import etree

from assembler.structs import Struct, field, replace
from assembler.word.check.checked_document import Subject
from assembler.word.check.locations import CELL, PARAGRAPH
from assembler.word.check.walk import for_content
from assembler.word.package.xml import find_ancestor, find_child, qn
from assembler.word.style.text_format import AROUND, ParagraphFormat, TextFormat, TextFormats, TextStyle

_RUN: Final = qn("w:r")
_PROPERTIES: Final = qn("w:rPr")
_PARAGRAPH_PROPERTIES: Final = qn("w:pPr")
_TEXT: Final = qn("w:t")
_LINK: Final = qn("w:hyperlink")
_RELATIONSHIP: Final = qn("r:id")
_INSTRUCTION: Final = qn("w:instr")
_FIELD_TEXT: Final = qn("w:instrText")
_FIELD_CHARACTER: Final = qn("w:fldChar")
_AROUND_NAMES: Final = "ins moveTo smartTag customXml sdt sdtContent bdo dir fldSimple hyperlink"
_AROUND: Final = frozenset(qn(f"w:{name}") for name in _AROUND_NAMES.split())
_CHARACTERS: Final = {
    qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "‑",
    qn("w:sym"): "•",
}  # fmt: skip
_OBJECT_NAMES: Final = (
    "w:drawing w:pict w:object w:sectPr w:footnoteReference w:endnoteReference w:footnoteRef w:endnoteRef "
    "w:separator w:continuationSeparator w:sdt w:pageBreakBefore w:pgNum w:fldChar w:fldSimple w:br"
)
_OBJECTS: Final = tuple(qn(name) for name in _OBJECT_NAMES.split())
_SPACE: Final = qn("xml:space")


class Link(Struct, eq=False, gc=False):
    """A link in the text of a document.

    ``address`` is empty if the link leads to a location in the document.
    """

    address: str = ""


class TextRun(Struct, frozen=True, eq=False, gc=False):
    """A run with visible text.

    ``link`` is the link that contains the run, if any. ``fields`` are the names of the fields that contain
    it.
    """

    element: etree._Element
    text: str
    format: TextFormat
    link: Link | None = None
    fields: tuple[str, ...] = ()


class TextParagraph(Struct, frozen=True, eq=False, gc=False):
    """A paragraph with its visible text.

    ``style_format`` is the format of text without direct formatting. ``fields`` are the names of the fields
    whose results are in the paragraph, such as ``SEQ``. ``cell`` is the innermost table cell that contains
    the paragraph, or None. ``background`` is the colour behind the paragraph, or "" if there is none.
    """

    element: etree._Element
    part: str
    format: ParagraphFormat
    style_format: TextFormat
    runs: Sequence[TextRun]
    text: str
    fields: frozenset[str]
    cell: etree._Element | None
    background: str

    @property
    def is_empty(self) -> bool:
        """True if the paragraph has no text, picture, note, control, field, break or section end."""
        return not self.text.strip() and next(self.element.iter(*_OBJECTS), None) is None


class _OpenField(Struct):
    """A field whose end has not been read yet.

    Its instruction is complete when its result starts.
    """

    instruction: str = ""
    link: Link | None = None

    @property
    def name(self) -> str:
        return (self.instruction.split() or [""])[0].upper()


class _Context(Struct, frozen=True):
    """The link and the simple fields that enclose a run."""

    link: Link | None = None
    simple: tuple[str, ...] = ()


_NO_CONTEXT: Final = _Context()


class _Story(Struct):
    """Reader for the paragraphs of one part, including fields that extend over several paragraphs."""

    part: str
    formats: TextFormats
    addresses: dict[str, str]
    open_fields: list[_OpenField] = field(default_factory=list)

    def read_paragraph(self, element: etree._Element) -> TextParagraph:
        """Return the text and format of the paragraph ``element``.

        A field that begins in this paragraph may end in a later one, so paragraphs must be read in order.
        """
        formats, properties = self.formats, find_child(element, _PARAGRAPH_PROPERTIES)
        around = find_ancestor(element, *AROUND)
        cell = around if around is None or around.tag == CELL else find_ancestor(around, CELL)
        style = formats.find_text_style(properties, cell)
        format_ = formats.find_paragraph_format(properties)
        runs: list[TextRun] = []
        self._read_runs(element, style, _NO_CONTEXT, runs)
        return TextParagraph(
            element,
            self.part,
            format_,
            style.plain,
            runs,
            "".join([run.text for run in runs]),
            frozenset([name for run in runs for name in run.fields]),
            cell,
            format_.fill or formats.find_background(around),
        )

    def _read_runs(
        self, around: etree._Element, style: TextStyle, context: _Context, found: list[TextRun]
    ) -> None:
        """Add the visible runs in ``around`` to ``found``.

        ``around`` is a paragraph or an element inside it. ``style`` is the style of the paragraph.
        """
        for child in around:
            tag = child.tag
            if tag == _RUN:
                self._read_run(child, style, context, found)
            elif tag in _AROUND:
                inner = context
                if tag == _LINK:
                    inner = replace(context, link=Link(self.addresses.get(child.get(_RELATIONSHIP, ""), "")))
                elif instruction := child.get(_INSTRUCTION, "").split():
                    inner = replace(context, simple=(*context.simple, instruction[0].upper()))
                self._read_runs(child, style, inner, found)

    def _read_run(
        self, run: etree._Element, style: TextStyle, context: _Context, found: list[TextRun]
    ) -> None:
        """Add ``run`` to ``found`` if it has visible text, and record the fields that it starts or ends."""
        text, properties = "", None
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                own = child.text or ""
                text += own if child.get(_SPACE) == "preserve" else own.strip(" \t\n")
            elif tag == _PROPERTIES and properties is None:
                properties = child
            elif tag in _CHARACTERS:
                text += _CHARACTERS[tag]
            elif tag == _FIELD_TEXT and self.open_fields:
                self.open_fields[-1].instruction += child.text or ""
            elif tag == _FIELD_CHARACTER:
                self._read_field_character(child.get(qn("w:fldCharType"), ""))
        if not text or (format_ := self.formats.find_run_format(style, properties)).hidden:
            return
        link, fields = context.link, context.simple
        for field_ in self.open_fields:
            link, fields = field_.link or link, (*fields, field_.name)
        found.append(TextRun(run, text, format_, link, fields))

    def _read_field_character(self, kind: str) -> None:
        if kind == "begin":
            self.open_fields.append(_OpenField())
        elif kind == "end" and self.open_fields:
            self.open_fields.pop()
        elif kind == "separate" and self.open_fields and self.open_fields[-1].name == "HYPERLINK":
            words = self.open_fields[-1].instruction.split()
            internal = len(words) < 2 or words[1].startswith("\\")
            self.open_fields[-1].link = Link("" if internal else words[1].strip('"'))


def read_paragraphs(subject: Subject) -> list[TextParagraph]:
    """Return the paragraphs of the body, headers, footers and notes, in this order."""
    package = subject.package
    formats = TextFormats(subject.readable_package)
    comments = package.related("comments")
    found: list[TextParagraph] = []
    for part in subject.list_stories():
        if part not in comments:
            addresses = {each.id: each.target for each in package.relationships(part) if each.external}
            story = _Story(part, formats, addresses)
            found += map(story.read_paragraph, subject.trees[part].iter(PARAGRAPH))
    return found


for_text: Final = for_content(read_paragraphs)
"""Decorator for a rule that receives all paragraphs, in document order."""

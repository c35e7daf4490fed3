"""The text of a document as a reader sees it: paragraphs, and runs with their effective format.

Hidden and deleted text is left out, and so are comments, which are not part of the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from lxml import etree

from assembler.structs import Struct, field, replace
from assembler.word.check.locations import CELL, PARAGRAPH
from assembler.word.check.subject import Subject
from assembler.word.package.xml import XML, qn
from assembler.word.style.text_format import ParagraphFormat, TextFormat, TextFormats

_RUN: Final = qn("w:r")
_LINK: Final = qn("w:hyperlink")
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
_SPACE: Final = f"{{{XML}}}space"


class Link(Struct, eq=False):
    """A link; ``address`` is empty if it leads to a location in the document."""

    address: str = ""


class TextRun(Struct, frozen=True, eq=False):
    """Visible text of a run, its link if it is part of one, and the names of the fields around it."""

    element: etree._Element
    text: str
    format: TextFormat
    link: Link | None = None
    fields: tuple[str, ...] = ()


class TextParagraph(Struct, frozen=True, eq=False):
    """A paragraph with its visible text; ``cell`` is the closest table cell around it.

    ``style_format`` is the format of text without a format of its own.
    """

    element: etree._Element
    part: str
    format: ParagraphFormat
    style_format: TextFormat
    runs: Sequence[TextRun]
    cell: etree._Element | None
    background: str

    @property
    def text(self) -> str:
        """The text, with tabs and line breaks."""
        return "".join(run.text for run in self.runs)

    @property
    def is_empty(self) -> bool:
        """True if there is nothing in the paragraph: no text, picture, note, break or end of a section."""
        return not self.text.strip() and next(self.element.iter(*_OBJECTS), None) is None

    @property
    def fields(self) -> frozenset[str]:
        """The names of the fields whose results are in the paragraph, such as ``SEQ``."""
        return frozenset(name for run in self.runs for name in run.fields)


class _OpenField(Struct):
    """A field that has begun; its instruction is complete when its result starts."""

    instruction: str = ""
    link: Link | None = None

    @property
    def name(self) -> str:
        return (self.instruction.split() or [""])[0].upper()


class _Context(Struct):
    """What a run inherits from the elements around it and from the fields that are open."""

    link: Link | None = None
    simple: tuple[str, ...] = ()


class _Story(Struct):
    """The reading of one part, whose fields may extend over several paragraphs."""

    formats: TextFormats
    addresses: dict[str, str]
    open_fields: list[_OpenField] = field(default_factory=list)

    def read_runs(
        self, paragraph: etree._Element, around: etree._Element, context: _Context
    ) -> Iterator[TextRun]:
        """Yield the visible runs in ``around``, a part of ``paragraph``."""
        for child in around:
            if child.tag == _RUN:
                yield from self._read_run(paragraph, child, context)
            elif child.tag in _AROUND:
                inner = context
                if child.tag == _LINK:
                    inner = replace(context, link=Link(self.addresses.get(child.get(qn("r:id"), ""), "")))
                elif instruction := child.get(qn("w:instr"), "").split():
                    inner = replace(context, simple=(*context.simple, instruction[0].upper()))
                yield from self.read_runs(paragraph, child, inner)

    def _read_run(
        self, paragraph: etree._Element, run: etree._Element, context: _Context
    ) -> Iterator[TextRun]:
        text = ""
        for child in run:
            if child.tag == qn("w:t"):
                own = child.text or ""
                text += own if child.get(_SPACE) == "preserve" else own.strip(" \t\n")
            elif child.tag in _CHARACTERS:
                text += _CHARACTERS[child.tag]
            elif child.tag == qn("w:instrText") and self.open_fields:
                self.open_fields[-1].instruction += child.text or ""
            elif child.tag == qn("w:fldChar"):
                self._read_field_character(child.get(qn("w:fldCharType"), ""))
        if text:
            format_ = self.formats.find_format(paragraph, run.find(qn("w:rPr")))
            link = next((each.link for each in reversed(self.open_fields) if each.link), context.link)
            names = (*context.simple, *(each.name for each in self.open_fields))
            if not format_.hidden:
                yield TextRun(run, text, format_, link, names)

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
            found += _read_part(part, subject.trees[part], _Story(formats, addresses))
    return found


def _read_part(part: str, root: etree._Element, story: _Story) -> Iterator[TextParagraph]:
    for element in root.iter(PARAGRAPH):
        runs = tuple(story.read_runs(element, element, _Context()))
        yield TextParagraph(
            element,
            part,
            story.formats.find_paragraph_format(element),
            story.formats.find_format(element, None),
            runs,
            next(element.iterancestors(CELL), None),
            story.formats.find_background(element) if runs else "",
        )

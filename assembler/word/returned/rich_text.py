"""The text of a cell (or of anything that holds paragraphs) back as blocks, whatever program wrote it.

Insertions are accepted and deletions dropped, a soft break is a newline. Hidden text and reading aids (ruby)
are no part of the text and are given apart. Controls, smart tags and hyperlinks are only wrappers: all words
in them count. A nested table gives one block per row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from lxml import etree

from assembler.model.types.rich_text import Block, BlockKind, Run, normal
from assembler.structs import Struct, field, replace
from assembler.word.content.symbol_fonts import decode_font, decode_symbol
from assembler.word.package.whole_numbers import parse_whole_number
from assembler.word.package.xml import qn
from assembler.word.returned.content import Note
from assembler.word.returned.text_sources import Sources, switch, value_at

_MARKUP: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DROPPED: Final = frozenset(
    qn(f"w:{name}")
    for name in (
        "del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "delText",
        "delInstrText", "fldData", "smartTagPr", "customXmlPr", "rubyPr",
    )
) | {f"{_MARKUP}Fallback"}  # fmt: skip
"""Elements whose words are none of the answer: deletions, properties, field codes, the second choice."""
_SIGNS: Final = MappingProxyType({
    qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:ptab"): "\t",
    qn("w:noBreakHyphen"): "\u2011", qn("w:softHyphen"): "\u00ad",
})  # fmt: skip
_P, _R, _T, _SYM, _TBL, _TR, _TC = map(qn, ("w:p", "w:r", "w:t", "w:sym", "w:tbl", "w:tr", "w:tc"))
_R_PR, _R_STYLE, _VAL = map(qn, ("w:rPr", "w:rStyle", "w:val"))
_TOGGLES: Final = (("bold", "w:b"), ("italic", "w:i"), ("hidden", "w:vanish"))
_LINK_STYLES: Final = frozenset(("hyperlink", "internet link", "followedhyperlink"))
_MATH_TEXT: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"


def blocks_of(container: etree._Element, sources: Sources) -> tuple[Block, ...]:
    """The blocks within ``container`` (a ``w:tc``, ``w:body``, ``w:sdtContent``...), in normal form."""
    return blocks_and_notes(container, sources)[0]


def blocks_and_notes(
    container: etree._Element, sources: Sources
) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """The same blocks, and the words that are no part of them: hidden text and reading aids."""
    notes: list[Note] = []
    return _blocks(container, sources, notes), tuple(notes)


def _blocks(container: etree._Element, sources: Sources, notes: list[Note]) -> tuple[Block, ...]:
    reader = _Reader(sources, notes)
    reader.inside(container)
    reader.note_hidden()
    return normal((*reader.blocks, *reader.left_over()))


class _Field(Struct):
    """A complex field that is open: its code so far, and the link that it turns out to be."""

    code: str = ""
    link: str = ""


class _Reader(Struct):
    """What has been read: whole blocks, and the runs of a paragraph whose mark is not yet behind us."""

    sources: Sources
    notes: list[Note]
    hidden: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    first: tuple[BlockKind, int] | None = None
    beside: list[Block] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)
    look: Run = field(default=Run(""))

    def inside(self, parent: etree._Element) -> None:
        """Read every child; those of no meaning of their own are only wrappers."""
        for child in parent.iterchildren("*"):
            if child.tag in _DROPPED:
                continue
            if act := _ACTS.get(str(child.tag)):
                act(self, child)
            else:
                self.inside(child)

    def left_over(self) -> tuple[Block, ...]:
        """The paragraph whose mark was deleted and after which nothing came."""
        return (Block(tuple(self.runs), *(self.first or (BlockKind.PARAGRAPH, 0))),)

    def paragraph(self, element: etree._Element) -> None:
        """A paragraph; one whose mark is deleted runs on into the next (17.13.5.15)."""
        properties = element.find(qn("w:pPr"))
        self.first = self.first or self._list_item(properties)
        self.inside(element)
        self.note_hidden()
        if properties is None or properties.find(f"{qn('w:rPr')}/{qn('w:del')}") is None:
            self.blocks += (*self.left_over(), *self.beside)
            self.runs, self.first, self.beside = [], None, []

    def text_box(self, element: etree._Element) -> None:
        """A text box: its blocks follow the paragraph that holds it."""
        self.beside += _blocks(element, self.sources, self.notes)

    def _list_item(self, properties: etree._Element | None) -> tuple[BlockKind, int]:
        if properties is None:
            return BlockKind.PARAGRAPH, 0
        style, number, level = (
            value_at(properties, path) for path in ("w:pStyle", "w:numPr/w:numId", "w:numPr/w:ilvl")
        )
        return self.sources.list_item(style or "", number, parse_whole_number(level))

    def run(self, element: etree._Element) -> None:
        """A run with its own look, unless it is hidden; a control of a field has no look."""
        before, properties = self.look, element.find(_R_PR)
        named = None if properties is None else properties.find(_R_STYLE)
        style = "" if named is None else named.get(_VAL, "")
        bold, italic, hidden = self._toggles(properties, style)
        link = before.link or (self._going_on(style) if style else "")
        self.look = Run(before.text, bold, italic, link)
        if not hidden:
            self.inside(element)
        else:
            self._only_fields(element)
            self.hidden += (block.text for block in _blocks(element, self.sources, self.notes))
        self.look = before

    def _toggles(self, properties: etree._Element | None, style: str) -> list[bool]:
        """Whether a run is bold, italic and hidden; most runs say nothing of it."""
        if properties is None:
            return [False, False, False]
        return [
            self.sources.toggle(style, name) if (own := switch(properties, tag)) is None else own
            for name, tag in _TOGGLES
        ]

    def _going_on(self, style: str) -> str:
        """The link before a run that looks like one: LibreOffice 7.4 closes a link with a change of look."""
        linked = any(facts.name.lower() in _LINK_STYLES for facts in self.sources.chain(style))
        return self.runs[-1].link if linked and self.runs else ""

    def note_hidden(self) -> None:
        """Note the words of the paragraph that nobody sees."""
        words, self.hidden = "".join(self.hidden).strip(), []
        if words:
            self.notes.append(Note("hidden", words))

    def reading_aid(self, element: etree._Element) -> None:
        """The small letters above a word in East Asian text (17.3.3.24), which are no part of it."""
        words = "\n".join(block.text for block in _blocks(element, self.sources, self.notes)).strip()
        if words:
            self.notes.append(Note("ruby", words))

    def _only_fields(self, element: etree._Element) -> None:
        for child in element.iterchildren(qn("w:fldChar")):
            self.field_character(child)

    def say(self, text: str) -> None:
        """Add ``text`` in the present look."""
        link = next((each.link for each in reversed(self.fields) if each.link), self.look.link)
        self.runs.append(Run(text, self.look.bold, self.look.italic, link))

    def text(self, element: etree._Element) -> None:
        """Words; blanks at their edges count only where that is said. Picture fonts become real signs."""
        words = element.text or ""
        if element.get(qn("xml:space")) != "preserve" and element.tag == _T:
            words = words.strip(" \t\r\n")
        self.say(decode_font(words.replace("\n", " "), _font(element)))

    def sign(self, element: etree._Element) -> None:
        """A break, a tab or a hyphen."""
        self.say(_SIGNS[str(element.tag)])

    def symbol(self, element: etree._Element) -> None:
        """A sign of a picture font, such as the tick of Wingdings."""
        self.say(decode_symbol(element.get(qn("w:font"), ""), element.get(qn("w:char"), "")))

    def field_character(self, element: etree._Element) -> None:
        """Begin, result and end of a complex field; only links mean something, results are read as words."""
        kind = element.get(qn("w:fldCharType"))
        if kind == "begin":
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].link = link_of(self.fields[-1].code)
        elif kind == "end" and self.fields:
            self.fields.pop()

    def instruction(self, element: etree._Element) -> None:
        """A piece of a field's code."""
        if self.fields:
            self.fields[-1].code += element.text or ""

    def hyperlink(self, element: etree._Element) -> None:
        """A link by relationship, by place in the document, or by both."""
        address = self.sources.addresses.get(element.get(qn("r:id"), ""), "")
        anchor = element.get(qn("w:anchor"), "")
        self._linked(element, address + (f"#{anchor}" if anchor else ""))

    def simple_field(self, element: etree._Element) -> None:
        """A field in one element; its result is read."""
        self._linked(element, link_of(element.get(qn("w:instr"), "")))

    def _linked(self, element: etree._Element, link: str) -> None:
        before, self.look = self.look, replace(self.look, link=link or self.look.link)
        self.inside(element)
        self.look = before

    def table(self, element: etree._Element) -> None:
        """A table inside: one block per row, cells parted by tabs, so that no word is lost."""
        for row in _rows(element):
            cells = (_blocks(cell, self.sources, self.notes) for cell in row.iterchildren(_TC))
            words = "\t".join("\n".join(block.text for block in blocks) for blocks in cells)
            self.blocks.append(Block((Run(words),)))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table through every wrapper, without those of tables in its cells."""
    for child in table.iterchildren("*"):
        if child.tag == _TR:
            yield child
        elif child.tag != _TBL:
            yield from _rows(child)


_ACTS: Final = MappingProxyType(
    {
        _P: _Reader.paragraph,
        _R: _Reader.run,
        _T: _Reader.text,
        _MATH_TEXT: _Reader.text,
        _SYM: _Reader.symbol,
        _TBL: _Reader.table,
        qn("w:txbxContent"): _Reader.text_box,
        qn("w:rt"): _Reader.reading_aid,
        qn("w:fldChar"): _Reader.field_character,
        qn("w:instrText"): _Reader.instruction,
        qn("w:hyperlink"): _Reader.hyperlink,
        qn("w:fldSimple"): _Reader.simple_field,
        **dict.fromkeys(_SIGNS, _Reader.sign),
    }
)


def _font(text: etree._Element) -> str:
    """The font that the run of ``text`` names for it; empty where its style decides."""
    run = text.getparent()
    fonts = None if run is None else run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    return "" if fonts is None else fonts.get(qn("w:ascii"), "") or fonts.get(qn("w:hAnsi"), "")


def link_of(code: str) -> str:
    r"""The address that a field code links to; empty for any other field.

    >>> link_of(' HYPERLINK "https://e.org/" \\o "tip" '), link_of('HYPERLINK \\l "top"'), link_of("PAGE")
    ('https://e.org/', '#top', '')
    """
    if not (found := re.match(r"\s*HYPERLINK\b(.*)", code, re.IGNORECASE | re.DOTALL)):
        return ""
    parts = re.findall(r'\\([a-z])|"((?:\\.|[^"\\])*)"|([^\s"]+)', found[1], re.IGNORECASE)
    address, anchor, after = "", "", ""
    for switch_, quoted, bare in parts:
        words = re.sub(r"\\(.)", r"\1", quoted) or bare
        if switch_:
            after = switch_.lower()
        elif after == "l":
            anchor, after = words, ""
        elif after in ("o", "t"):
            after = ""
        else:
            address, after = words, ""
    return address + (f"#{anchor}" if anchor else "")

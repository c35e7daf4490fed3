"""The text of a cell (or of any element with paragraphs) as blocks, whatever program wrote it.

Insertions are accepted and deletions dropped; a line break becomes a newline. Hidden text and reading aids
(ruby) are not part of the text and are returned separately. Controls, smart tags and hyperlinks are only
wrappers, and all text inside them is read. Each row of a nested table becomes one block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from lxml import etree

from assembler.model.types.rich_text import Block, BlockKind, Run, normalise
from assembler.structs import Struct, field, replace
from assembler.word.content.symbol_fonts import decode_font, decode_symbol
from assembler.word.package.whole_numbers import parse_whole_number
from assembler.word.package.xml import qn
from assembler.word.returned.content import Note
from assembler.word.returned.text_sources import Sources, read_switch, read_value

_MARKUP: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DROPPED: Final = frozenset(
    qn(f"w:{name}")
    for name in (
        "del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "delText",
        "delInstrText", "fldData", "smartTagPr", "customXmlPr", "rubyPr",
    )
) | {f"{_MARKUP}Fallback"}  # fmt: skip
"""Elements whose text is not part of the answer: deletions, properties, field codes, fallback content."""
_CHARACTERS: Final = MappingProxyType({
    qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:ptab"): "\t",
    qn("w:noBreakHyphen"): "\u2011", qn("w:softHyphen"): "\u00ad",
})  # fmt: skip
_P, _R, _T, _SYM, _TBL, _TR, _TC = map(qn, ("w:p", "w:r", "w:t", "w:sym", "w:tbl", "w:tr", "w:tc"))
_R_PR, _R_STYLE, _VAL = map(qn, ("w:rPr", "w:rStyle", "w:val"))
_TOGGLES: Final = (("bold", "w:b"), ("italic", "w:i"), ("hidden", "w:vanish"))
_LINK_STYLES: Final = frozenset(("hyperlink", "internet link", "followedhyperlink"))
_MATH_TEXT: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"


def read_blocks(container: etree._Element, sources: Sources) -> tuple[Block, ...]:
    """Return the normalised blocks in ``container`` (a ``w:tc``, ``w:body``, ``w:sdtContent``...)."""
    return read_blocks_and_notes(container, sources)[0]


def read_blocks_and_notes(
    container: etree._Element, sources: Sources
) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """Return the blocks in ``container``, and the notes on text that is not part of them.

    The notes contain hidden text and reading aids.
    """
    notes: list[Note] = []
    return _read_blocks(container, sources, notes), tuple(notes)


def _read_blocks(container: etree._Element, sources: Sources, notes: list[Note]) -> tuple[Block, ...]:
    reader = _Reader(sources, notes)
    reader.read_children(container)
    reader.note_hidden()
    return normalise((*reader.blocks, *reader.build_open_block()))


class _Field(Struct):
    """An open complex field: its code, as far as it has been read, and its link, if any."""

    code: str = ""
    link: str = ""


class _Reader(Struct):
    """Reader of a container; collects its blocks, and the runs of the current paragraph."""

    sources: Sources
    notes: list[Note]
    hidden: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    first: tuple[BlockKind, int] | None = None
    beside: list[Block] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)
    look: Run = field(default=Run(""))

    def read_children(self, parent: etree._Element) -> None:
        """Read every child; elements that have no handler are treated as wrappers."""
        for child in parent.iterchildren("*"):
            if child.tag in _DROPPED:
                continue
            if act := _ACTS.get(str(child.tag)):
                act(self, child)
            else:
                self.read_children(child)

    def build_open_block(self) -> tuple[Block, ...]:
        """Return a block with the runs of the unfinished paragraph."""
        return (Block(tuple(self.runs), *(self.first or (BlockKind.PARAGRAPH, 0))),)

    def read_paragraph(self, element: etree._Element) -> None:
        """Read a paragraph; if its mark is deleted, it continues in the next paragraph (17.13.5.15)."""
        properties = element.find(qn("w:pPr"))
        self.first = self.first or self._list_item(properties)
        self.read_children(element)
        self.note_hidden()
        if properties is None or properties.find(f"{qn('w:rPr')}/{qn('w:del')}") is None:
            self.blocks += (*self.build_open_block(), *self.beside)
            self.runs, self.first, self.beside = [], None, []

    def read_text_box(self, element: etree._Element) -> None:
        """Read a text box; its blocks follow the paragraph that contains it."""
        self.beside += _read_blocks(element, self.sources, self.notes)

    def _list_item(self, properties: etree._Element | None) -> tuple[BlockKind, int]:
        if properties is None:
            return BlockKind.PARAGRAPH, 0
        style, number, level = (
            read_value(properties, path) for path in ("w:pStyle", "w:numPr/w:numId", "w:numPr/w:ilvl")
        )
        return self.sources.list_item(style or "", number, parse_whole_number(level))

    def read_run(self, element: etree._Element) -> None:
        """Read a run in its own format; hidden text becomes a note."""
        before, properties = self.look, element.find(_R_PR)
        named = None if properties is None else properties.find(_R_STYLE)
        style = "" if named is None else named.get(_VAL, "")
        bold, italic, hidden = self._read_toggles(properties, style)
        link = before.link or (self._find_previous_link(style) if style else "")
        self.look = Run(before.text, bold, italic, link)
        if not hidden:
            self.read_children(element)
        else:
            self._read_field_characters(element)
            self.hidden += (block.text for block in _read_blocks(element, self.sources, self.notes))
        self.look = before

    def _read_toggles(self, properties: etree._Element | None, style: str) -> list[bool]:
        """Return whether a run is bold, italic and hidden."""
        if properties is None:
            return [False, False, False]
        return [
            self.sources.toggle(style, name) if (own := read_switch(properties, tag)) is None else own
            for name, tag in _TOGGLES
        ]

    def _find_previous_link(self, style: str) -> str:
        """Return the link before a run that is styled as a link; empty for other styles.

        LibreOffice 7.4 ends a link where the format changes.
        """
        linked = any(facts.name.lower() in _LINK_STYLES for facts in self.sources.chain(style))
        return self.runs[-1].link if linked and self.runs else ""

    def note_hidden(self) -> None:
        """Add a note with the hidden text of the paragraph."""
        text, self.hidden = "".join(self.hidden).strip(), []
        if text:
            self.notes.append(Note("hidden", text))

    def read_ruby(self, element: etree._Element) -> None:
        """Read a reading aid above East Asian text (17.3.3.24) as a note; it is not part of the answer."""
        text = "\n".join(block.text for block in _read_blocks(element, self.sources, self.notes)).strip()
        if text:
            self.notes.append(Note("ruby", text))

    def _read_field_characters(self, element: etree._Element) -> None:
        for child in element.iterchildren(qn("w:fldChar")):
            self.read_field_character(child)

    def add_text(self, text: str) -> None:
        """Add ``text`` in the current format."""
        link = next((each.link for each in reversed(self.fields) if each.link), self.look.link)
        self.runs.append(Run(text, self.look.bold, self.look.italic, link))

    def read_run_text(self, element: etree._Element) -> None:
        """Read a text, without the spaces at its ends unless they are preserved.

        Characters of symbol fonts become Unicode.
        """
        text = element.text or ""
        if element.get(qn("xml:space")) != "preserve" and element.tag == _T:
            text = text.strip(" \t\r\n")
        self.add_text(decode_font(text.replace("\n", " "), _read_font(element)))

    def read_character(self, element: etree._Element) -> None:
        """Read a break, a tab or a hyphen."""
        self.add_text(_CHARACTERS[str(element.tag)])

    def read_symbol(self, element: etree._Element) -> None:
        """Read a character of a symbol font, such as the tick in Wingdings."""
        self.add_text(decode_symbol(element.get(qn("w:font"), ""), element.get(qn("w:char"), "")))

    def read_field_character(self, element: etree._Element) -> None:
        """Read the start, separator or end of a complex field, whose result is kept as text with its link."""
        kind = element.get(qn("w:fldCharType"))
        if kind == "begin":
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].link = parse_link(self.fields[-1].code)
        elif kind == "end" and self.fields:
            self.fields.pop()

    def read_instruction(self, element: etree._Element) -> None:
        """Read a piece of a field code."""
        if self.fields:
            self.fields[-1].code += element.text or ""

    def read_hyperlink(self, element: etree._Element) -> None:
        """Read a link to an address (in a relationship), to a bookmark, or to a bookmark at an address."""
        address = self.sources.addresses.get(element.get(qn("r:id"), ""), "")
        anchor = element.get(qn("w:anchor"), "")
        self._read_linked(element, address + (f"#{anchor}" if anchor else ""))

    def read_simple_field(self, element: etree._Element) -> None:
        """Read the result of a simple field."""
        self._read_linked(element, parse_link(element.get(qn("w:instr"), "")))

    def _read_linked(self, element: etree._Element, link: str) -> None:
        before, self.look = self.look, replace(self.look, link=link or self.look.link)
        self.read_children(element)
        self.look = before

    def read_table(self, element: etree._Element) -> None:
        """Read a nested table as one block per row, in which tabs separate the cells."""
        for row in _iter_rows(element):
            cells = (_read_blocks(cell, self.sources, self.notes) for cell in row.iterchildren(_TC))
            line = "\t".join("\n".join(block.text for block in blocks) for blocks in cells)
            self.blocks.append(Block((Run(line),)))


def _iter_rows(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows of a table, including those in wrappers, but not the rows of nested tables."""
    for child in table.iterchildren("*"):
        if child.tag == _TR:
            yield child
        elif child.tag != _TBL:
            yield from _iter_rows(child)


_ACTS: Final = MappingProxyType(
    {
        _P: _Reader.read_paragraph,
        _R: _Reader.read_run,
        _T: _Reader.read_run_text,
        _MATH_TEXT: _Reader.read_run_text,
        _SYM: _Reader.read_symbol,
        _TBL: _Reader.read_table,
        qn("w:txbxContent"): _Reader.read_text_box,
        qn("w:rt"): _Reader.read_ruby,
        qn("w:fldChar"): _Reader.read_field_character,
        qn("w:instrText"): _Reader.read_instruction,
        qn("w:hyperlink"): _Reader.read_hyperlink,
        qn("w:fldSimple"): _Reader.read_simple_field,
        **dict.fromkeys(_CHARACTERS, _Reader.read_character),
    }
)


def _read_font(text: etree._Element) -> str:
    """Return the font in the run properties of ``text``; empty if the style determines it."""
    run = text.getparent()
    fonts = None if run is None else run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    return "" if fonts is None else fonts.get(qn("w:ascii"), "") or fonts.get(qn("w:hAnsi"), "")


def parse_link(code: str) -> str:
    r"""Return the address that a field code links to; empty for any other field.

    >>> parse_link(' HYPERLINK "https://e.org/" \\o "tip" '), parse_link('HYPERLINK \\l "top"')
    ('https://e.org/', '#top')
    >>> parse_link("PAGE")
    ''
    """
    if not (match := re.match(r"\s*HYPERLINK\b(.*)", code, re.IGNORECASE | re.DOTALL)):
        return ""
    parts = re.findall(r'\\([a-z])|"((?:\\.|[^"\\])*)"|([^\s"]+)', match[1], re.IGNORECASE)
    address, anchor, after = "", "", ""
    for switch_, quoted, bare in parts:
        value = re.sub(r"\\(.)", r"\1", quoted) or bare
        if switch_:
            after = switch_.lower()
        elif after == "l":
            anchor, after = value, ""
        elif after in ("o", "t"):
            after = ""
        else:
            address, after = value, ""
    return address + (f"#{anchor}" if anchor else "")

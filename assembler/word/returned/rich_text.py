"""The text of a cell (or of any element with paragraphs) as blocks, whichever program wrote it.

Insertions are accepted and deletions are left out. A line break becomes a newline. Hidden text and phonetic
guides (ruby text) are not part of the text and are returned separately. Controls, smart tags and hyperlinks
are only wrappers, and all text inside them is read. Each row of a nested table becomes one block.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from types import MappingProxyType
from typing import Any, Final

from lxml import etree

from assembler.model.types.rich_text import Block, BlockKind, Run, normalise
from assembler.structs import Struct, field, replace
from assembler.word.content.symbol_fonts import decode_font, decode_symbol
from assembler.word.package.whole_numbers import parse_whole_number
from assembler.word.package.xml import find_child, qn
from assembler.word.returned.docx_styles import OFF, Sources, is_in_contents, parse_link, read_value
from assembler.word.returned.embedded_parts import HOLDERS
from assembler.word.returned.form_content import Note

_MARKUP: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
BLIP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
VML_IMAGE: Final = "{urn:schemas-microsoft-com:vml}imagedata"
WORD_ART: Final = "{urn:schemas-microsoft-com:vml}textpath"
DRAWING: Final = qn("wp:docPr")
BOOKMARK, SDT, TABLE = map(qn, ("w:bookmarkStart", "w:sdt", "w:tbl"))
CHANGES: Final = MappingProxyType({
    qn("w:ins"): "insertion", qn("w:moveTo"): "insertion",
    qn("w:del"): "deletion", qn("w:moveFrom"): "deletion",
})  # fmt: skip
REFERENCES: Final = MappingProxyType(
    {qn(f"w:{kind}Reference"): kind for kind in ("comment", "footnote", "endnote")}
)
NOTED: Final = (BOOKMARK, SDT, TABLE, BLIP, VML_IMAGE, WORD_ART, DRAWING, *HOLDERS, *CHANGES, *REFERENCES)
"""Tags of the elements that are recorded in addition to the text."""
CHARACTERS: Final = MappingProxyType({
    qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:ptab"): "\t",
    qn("w:noBreakHyphen"): "\u2011", qn("w:softHyphen"): "\u00ad",
})  # fmt: skip
_P, _R, _T, _SYM, _TR, _TC = map(qn, ("w:p", "w:r", "w:t", "w:sym", "w:tr", "w:tc"))
_P_PR, _P_STYLE, _NUMBERING, _R_PR, _R_STYLE = map(qn, ("w:pPr", "w:pStyle", "w:numPr", "w:rPr", "w:rStyle"))
_FONTS, _ASCII, _HIGH_ANSI = map(qn, ("w:rFonts", "w:ascii", "w:hAnsi"))
_BOLD, _ITALIC, _HIDDEN, _VAL, _SPACE = map(qn, ("w:b", "w:i", "w:vanish", "w:val", "xml:space"))
_FIELD_CHARACTER, _DEL = map(qn, ("w:fldChar", "w:del"))
_MATH_TEXT: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"

Noted = dict[str, list[etree._Element]]
"""Maps the tags in ``NOTED`` to elements, in document order."""


class Content(Struct, frozen=True, gc=False):
    """The content of an element.

    ``notes`` contains its hidden text and phonetic guides (ruby text). ``noted`` contains the elements with
    tags in ``NOTED``.
    """

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    noted: Noted


def read_blocks(container: etree._Element, sources: Sources) -> tuple[Block, ...]:
    """Return the normalised blocks in ``container``, such as a ``w:tc``, ``w:body`` or ``w:sdtContent``."""
    return read_content(container, sources).blocks


def read_content(container: etree._Element, sources: Sources) -> Content:
    """Return the content of ``container``, in one walk over its elements."""
    reader = _Reader(sources)
    reader.read_children(container)
    return reader.finish_content()


def read_content_outside_tables(body: etree._Element, sources: Sources) -> tuple[Content, Content]:
    """Return the content outside the tables and, separately, the lines of tables of contents."""
    contents = _Reader(sources)
    reader = _Reader(sources, contents=contents)
    reader.read_children(body)
    return reader.finish_content(), contents.finish_content()


def _read_blocks(container: etree._Element, sources: Sources, notes: list[Note]) -> tuple[Block, ...]:
    reader = _Reader(sources, notes)
    reader.read_children(container)
    return reader.finish()


class _Field(Struct):
    """A complex field whose end has not been read yet.

    ``code`` is its code, as far as it has been read, and ``link`` its link, if any.
    """

    code: str = ""
    link: str = ""


class _Reader(Struct):
    """Reader that collects the blocks of a container, and the runs of the current paragraph."""

    sources: Sources
    notes: list[Note] = field(default_factory=list)
    noted: Noted = field(default_factory=dict)
    hidden: str = ""
    blocks: list[Block] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    item: tuple[BlockKind, int] | None = None
    continues: bool = False
    """True if the mark of the current paragraph is deleted, so that the next paragraph continues it.

    This is defined in ECMA-376 part 1, 17.13.5.15.
    """
    beside: tuple[Block, ...] = ()
    fields: list[_Field] = field(default_factory=list)
    look: Run = field(default=Run(""))
    font: str = ""
    contents: _Reader | None = None
    """Reader for the lines of tables of contents, or None if tables are not skipped."""

    def read_children(self, children: Iterable[etree._Element]) -> None:
        """Read each of ``children``, which may also be given as the element that contains them.

        Elements that have no handler are treated as wrappers.
        """
        for child in children:
            act = _ACTS.get(child.tag, _Reader.read_children)
            if act is not None:
                act(self, child)

    def finish(self) -> tuple[Block, ...]:
        """Return the normalised blocks, including the unfinished paragraph."""
        self.note_hidden()
        if self.runs:
            self.blocks.append(self._build_block())
        return normalise(self.blocks)

    def finish_content(self) -> Content:
        """Return the blocks, the notes, and the elements recorded in ``noted``."""
        return Content(self.finish(), tuple(self.notes), self.noted)

    def _build_block(self) -> Block:
        kind, level = self.item or (BlockKind.PARAGRAPH, 0)
        return Block(tuple(self.runs), kind, level)

    def note(self, element: etree._Element) -> None:
        """Record an element in ``noted``, and read its content."""
        self.noted.setdefault(str(element.tag), []).append(element)
        self.read_children(element)

    def drop(self, element: etree._Element) -> None:
        """Record the elements in ``element`` that are listed in ``NOTED``, but do not read its text."""
        for each in element.iter(*NOTED):
            if self.contents is None or next(each.iterancestors(TABLE), None) is None:
                self.noted.setdefault(str(each.tag), []).append(each)

    def read_paragraph(self, element: etree._Element) -> None:
        """Read a paragraph.

        If its mark is deleted, the paragraph continues in the next one.
        """
        if self.contents is not None and self._is_in_contents(element):
            self.contents.read_paragraph(element)
            return
        self.continues = False
        self.read_children(element)
        self.note_hidden()
        if not self.continues:
            self.blocks += (self._build_block(), *self.beside)
            self.runs, self.item, self.beside = [], None, ()

    def _is_in_contents(self, paragraph: etree._Element) -> bool:
        return is_in_contents(paragraph, self.sources) and next(paragraph.iter(TABLE), None) is None

    def read_paragraph_properties(self, element: etree._Element) -> None:
        """Read which list a paragraph belongs to, and whether its paragraph mark is marked as deleted."""
        style, number, level = "", None, None
        for each in element:
            if each.tag == _P_STYLE:
                style = each.get(_VAL, "")
            elif each.tag == _NUMBERING:
                self.drop(each)
                number = read_value(each, "w:numId")
                level = parse_whole_number(read_value(each, "w:ilvl"))
            elif each.tag == _R_PR:
                self.drop(each)
                self.continues = find_child(each, _DEL) is not None
        self.item = self.item or self.sources.list_item(style, number, level)

    def _read_inside(self, element: etree._Element) -> tuple[Block, ...]:
        """Return the blocks of an element's content, read without adding them to the current paragraph.

        If the element is a run, its text keeps the font of the run.
        """
        font = self.font if element.tag == _R else ""
        reader = _Reader(self.sources, self.notes, self.noted, font=font, contents=self.contents)
        reader.read_children(element)
        return reader.finish()

    def read_text_box(self, element: etree._Element) -> None:
        """Read a text box.

        Its blocks follow the paragraph that contains it.
        """
        self.beside += self._read_inside(element)

    def read_run(self, element: etree._Element) -> None:
        """Read a run in its own format.

        Hidden text becomes a note.
        """
        before, font = self.look, self.font
        children = list(element)
        if self._set_look(children):
            for each in element.iterchildren(_FIELD_CHARACTER):
                self.read_field_character(each)
            self.hidden += "".join(block.text for block in self._read_inside(element))
        else:
            self.read_children(children)
        self.look, self.font = before, font

    def _set_look(self, children: Iterable[etree._Element]) -> bool:
        """Set the format and font to those of a run with these children. Return whether the run is hidden."""
        looks = [each for child in children if child.tag == _R_PR for each in child if each.tag in _LOOKS]
        self.font = ""
        if not looks:
            self.look = Run("", link=self.look.link)
            return False
        style, switches = "", {}
        for each in looks:
            if each.tag == _R_STYLE:
                style = each.get(_VAL, "")
            elif each.tag == _FONTS:
                self.font = each.get(_ASCII, "") or each.get(_HIGH_ANSI, "")
            else:
                switches[each.tag] = each.get(_VAL, "1") not in OFF
        facts = self.sources.style(style)
        bold, italic = switches.get(_BOLD, facts.bold), switches.get(_ITALIC, facts.italic)
        link = self.look.link or (self.runs[-1].link if facts.is_link and self.runs else "")
        self.look = Run("", bool(bold), bool(italic), link)
        return bool(switches.get(_HIDDEN, facts.hidden))

    def note_hidden(self) -> None:
        """Add a note with the hidden text of the paragraph."""
        if text := self.hidden.strip():
            self.notes.append(Note("hidden", text))
        self.hidden = ""

    def read_ruby(self, element: etree._Element) -> None:
        """Read a phonetic guide above East Asian text as a note (ECMA-376 part 1, 17.3.3.24).

        It is not part of the answer.
        """
        text = "\n".join(block.text for block in self._read_inside(element)).strip()
        if text:
            self.notes.append(Note("ruby", text))

    def add_text(self, text: str) -> None:
        """Add ``text`` in the current format."""
        link = self.look.link
        for each in self.fields:
            link = each.link or link
        self.runs.append(Run(text, self.look.bold, self.look.italic, link))

    def read_run_text(self, element: etree._Element) -> None:
        """Read the text of a ``w:t``."""
        self.add_text(decode_text(element, self.font))

    def read_math_text(self, element: etree._Element) -> None:
        """Read text in a formula, whose runs are not Word's ordinary runs."""
        self.add_text(decode_font((element.text or "").replace("\n", " "), ""))

    def read_character(self, element: etree._Element) -> None:
        """Read a break, a tab or a hyphen."""
        self.add_text(CHARACTERS[str(element.tag)])

    def read_symbol(self, element: etree._Element) -> None:
        """Read a character of a symbol font, such as the tick in Wingdings."""
        self.add_text(decode_symbol(element.get(qn("w:font"), ""), element.get(qn("w:char"), "")))

    def read_field_character(self, element: etree._Element) -> None:
        """Read the start, separator or end of a complex field.

        The result of the field is read as text, with the link of the field.
        """
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
        """Read a nested table as one block per row, in which tabs separate the cells.

        If only the content outside tables is wanted, the table is skipped.
        """
        if self.contents is not None:
            return
        self.drop(element)
        for row in _iter_rows(element):
            cells = (_read_blocks(cell, self.sources, self.notes) for cell in row.iterchildren(_TC))
            line = "\t".join("\n".join(block.text for block in blocks) for blocks in cells)
            self.blocks.append(Block((Run(line),)))


def _iter_rows(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows of a table, including those in wrappers, but not the rows of nested tables."""
    for child in table.iterchildren("*"):
        if child.tag == _TR:
            yield child
        elif child.tag != TABLE:
            yield from _iter_rows(child)


_LOOKS: Final = frozenset((_R_STYLE, _FONTS, _BOLD, _ITALIC, _HIDDEN))
_IGNORED: Final = frozenset(
    qn(f"w:{name}")
    for name in (
        "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "delText", "delInstrText", "fldData",
        "smartTagPr", "customXmlPr", "rubyPr", "bookmarkEnd", "proofErr", "lastRenderedPageBreak",
    )
)  # fmt: skip
"""Properties, field codes and marks, which contain no text."""
_ACTS: Final[dict[Any, Callable[[_Reader, etree._Element], None] | None]] = {
    **dict.fromkeys(NOTED, _Reader.note),
    **dict.fromkeys(_IGNORED),
    **dict.fromkeys((_DEL, qn("w:moveFrom"), f"{_MARKUP}Fallback"), _Reader.drop),
    _P: _Reader.read_paragraph,
    _P_PR: _Reader.read_paragraph_properties,
    _R: _Reader.read_run,
    _T: _Reader.read_run_text,
    _MATH_TEXT: _Reader.read_math_text,
    _SYM: _Reader.read_symbol,
    TABLE: _Reader.read_table,
    qn("w:txbxContent"): _Reader.read_text_box,
    qn("w:rt"): _Reader.read_ruby,
    _FIELD_CHARACTER: _Reader.read_field_character,
    qn("w:instrText"): _Reader.read_instruction,
    qn("w:hyperlink"): _Reader.read_hyperlink,
    qn("w:fldSimple"): _Reader.read_simple_field,
    **dict.fromkeys(CHARACTERS, _Reader.read_character),
}
"""Maps each tag to the method that reads its elements, or to None if they are ignored."""


HANDLED: Final = frozenset(tag for tag, act in _ACTS.items() if act is not None)
"""Tags of the elements that are not only wrappers."""


def decode_text(element: etree._Element, font: str) -> str:
    """Return the text of a ``w:t`` in a run with ``font``.

    Leading and trailing spaces are removed unless the element preserves them. Characters of symbol fonts
    become Unicode.
    """
    text = element.text or ""
    if element.get(_SPACE) != "preserve":
        text = text.strip(" \t\r\n")
    if font or not text.isascii():
        text = decode_font(text, font)
    return text.replace("\n", " ")

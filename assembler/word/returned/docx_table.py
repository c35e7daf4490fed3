"""Tables in a .docx file.

Editors wrap rows and cells in controls of their own, so the reader looks inside every wrapper. A table of
plain text is read in one pass over the elements that matter; any other is read cell by cell, which takes
twice as long.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from assembler.model.types.rich_text import Block, Run, normalise
from assembler.structs import Struct, field, replace
from assembler.word.package.whole_numbers import parse_column_span
from assembler.word.package.xml import find_ancestor, find_child, qn
from assembler.word.returned.docx_cell import Part, iter_within, read_cell, read_control
from assembler.word.returned.docx_styles import OFF, Sources, read_value
from assembler.word.returned.form_content import Cell, Table
from assembler.word.returned.rich_text import BOOKMARK, CHARACTERS, HANDLED, SDT, TABLE, decode_text

_TR, _TC, _P, _R, _T, _VAL, _NAME = map(qn, ("w:tr", "w:tc", "w:p", "w:r", "w:t", "w:val", "w:name"))
_P_STYLE, _R_STYLE, _FONTS, _BOLD, _ITALIC = map(qn, ("w:pStyle", "w:rStyle", "w:rFonts", "w:b", "w:i"))
_TC_PR, _V_MERGE, _GRID_SPAN = map(qn, ("w:tcPr", "w:vMerge", "w:gridSpan"))
_CONTINUES: Final = ("", "continue")
_COVERED: Final = Cell(covered=True)
_AROUND_CELLS: Final = (TABLE, _TR)
_MARKS: Final = frozenset((_V_MERGE, _GRID_SPAN, BOOKMARK, SDT))
_PLAIN: Final = frozenset((
    _TR, _TC, _P, _P_STYLE, _R, _R_STYLE, _FONTS, _BOLD, _ITALIC, _T, *CHARACTERS, *_MARKS,
))  # fmt: skip
"""Elements that are read in a table of plain text."""
_SPECIAL: Final = (
    *(HANDLED - _PLAIN - {qn("w:pPr")}),
    *(qn(f"w:{name}") for name in
      ("numPr", "vanish", "pPrChange", "rPrChange", "tcPrChange", "trPrChange", "customXml")),
)  # fmt: skip
"""Elements that a table of plain text does not contain: those are read cell by cell."""


def read_tables(body: etree._Element, part: Part) -> Iterator[Table]:
    """Yield the tables in the body of a document, without their deleted rows."""
    special = {find_ancestor(each, TABLE) for each in body.iter(*_SPECIAL, TABLE)}
    for table in iter_within(body, TABLE):
        rows = None if table in special else _read_plain_rows(table, part)
        if rows is None:
            present = (row for row in iter_within(table, _TR) if read_value(row, "w:trPr/w:del") is None)
            rows = tuple(tuple(_iter_cells(row, part)) for row in present)
        yield Table(rows)


def _iter_cells(row: etree._Element, part: Part) -> Iterator[Cell]:
    """Yield the cells of a row.

    A cell that spans several columns is followed by covered cells. A cell that continues a vertical merge is
    itself covered.
    """
    for cell in iter_within(row, _TC):
        content, merge, width = read_cell(cell, part), None, 1
        properties = find_child(cell, _TC_PR)
        for each in () if properties is None else properties:
            if each.tag == _V_MERGE:
                merge = each.get(_VAL, "")
            elif each.tag == _GRID_SPAN:
                width = parse_column_span(each.get(_VAL, "1"))
        yield replace(content, covered=True) if merge in _CONTINUES else content
        yield from [_COVERED] * (width - 1)


class _Paragraph(Struct):
    style: str = ""
    runs: list[Run] = field(default_factory=list)


class _Cell(Struct):
    """A cell that is being read: its paragraphs, bookmarks and controls, and how it is merged with others."""

    paragraphs: list[_Paragraph] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)
    controls: list[etree._Element] = field(default_factory=list)
    covered: bool = False
    width: int = 1

    def add_paragraph(self) -> _Paragraph:
        """Begin a paragraph and return it."""
        self.paragraphs.append(_Paragraph())
        return self.paragraphs[-1]

    def add_mark(self, mark: etree._Element) -> bool:
        """Record a bookmark, a control, a vertical merge or the number of columns spanned.

        Returns False for a control around rows or cells. A bookmark between rows or cells is ignored.
        """
        if mark.tag == _V_MERGE:
            self.covered = mark.get(_VAL, "") in _CONTINUES
        elif mark.tag == _GRID_SPAN:
            self.width = parse_column_span(mark.get(_VAL, "1"))
        elif _find_parent_tag(mark) in _AROUND_CELLS:
            return bool(mark.tag == BOOKMARK)
        elif mark.tag == BOOKMARK:
            self.bookmarks.append(mark.get(_NAME, ""))
        else:
            self.controls.append(mark)
        return True

    def finish(self, sources: Sources) -> Iterator[Cell]:
        """Yield the cell, and those that it covers."""
        blocks = [Block(tuple(each.runs), *sources.list_item(each.style, None, None))
                  for each in self.paragraphs if each.runs]  # fmt: skip
        controls = tuple(map(read_control, self.controls))
        yield Cell(normalise(blocks), tuple(dict.fromkeys(self.bookmarks)), controls, covered=self.covered)
        if self.width > 1:
            yield from [_COVERED] * (self.width - 1)


def _read_plain_rows(table: etree._Element, part: Part) -> tuple[tuple[Cell, ...], ...] | None:
    """Read a table without special elements in one pass.

    The result is None if a style hides any of its text, or if there are controls around rows or cells.
    """
    rows, cell, paragraph = [list[_Cell]()], _Cell(), _Paragraph()
    bold, italic, font = False, False, ""
    for element in table.iter(*_PLAIN):
        tag = element.tag
        if tag == _T:
            paragraph.runs.append(Run(decode_text(element, font), bold, italic))
        elif tag == _R:
            bold, italic, font = False, False, ""
        elif tag == _P:
            paragraph = cell.add_paragraph()
        elif tag == _P_STYLE:
            paragraph.style = element.get(_VAL, "")
        elif tag == _TC:
            cell = _Cell()
            paragraph = cell.add_paragraph()
            rows[-1].append(cell)
        elif tag == _TR:
            rows.append([])
        elif tag in _MARKS:
            if not cell.add_mark(element):
                return None
        elif tag == _R_STYLE:
            facts = part.sources.style(element.get(_VAL, ""))
            if facts.hidden:
                return None
            bold, italic = bool(facts.bold), bool(facts.italic)
        elif tag == _BOLD:
            bold = element.get(_VAL, "1") not in OFF
        elif tag == _ITALIC:
            italic = element.get(_VAL, "1") not in OFF
        elif tag == _FONTS:
            font = element.get(qn("w:ascii"), "") or element.get(qn("w:hAnsi"), "")
        elif _find_parent_tag(element) == _R:  # a tab is also the definition of a tab stop
            paragraph.runs.append(Run(CHARACTERS[str(tag)], bold, italic))
    return tuple(tuple(each for cell in row for each in cell.finish(part.sources)) for row in rows[1:])


def _find_parent_tag(element: etree._Element) -> str:
    parent = element.getparent()
    return "" if parent is None else str(parent.tag)

"""Heights of paragraphs and tables, calculated from the widths of the characters in their fonts.

No word is hyphenated. The result is therefore within a line of the height in LibreOffice without hyphenation,
and a little more than the height in Word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

from assembler.structs import Struct, replace
from assembler.word.package.package import Package
from assembler.word.package.whole_numbers import parse_whole_number
from assembler.word.package.xml import find_ancestor, find_child, qn
from assembler.word.style.font_metrics import find_line_height, find_space_width
from assembler.word.style.house_style import measure_text_width
from assembler.word.style.overflowing_words import UPRIGHT_MARGINS, CellWidths
from assembler.word.style.text_format import BODY_LEVEL, ParagraphFormat, Spacing, TextFormat, TextFormats

TWENTIETHS: Final = 20
SINGLE: Final = 240
"""Line spacing of single-spaced text, in 240ths of the height of a line."""
_EMU: Final = 12_700
"""Number of EMU, the unit of length in drawings, in a point."""
_ROUNDED: Final = 0.98
"""Mean width of a word as a share of its width in the tables, which are rounded up."""
_BORDER: Final = 0.5
"""Height of the border below a row, in points."""
_TOKENS: Final = re.compile(r"[ \n]|[-–—]|[^ \n–—-]+")
_INLINE: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline"


class ParagraphHeight(Struct, frozen=True):
    """Height of a paragraph.

    ``lines`` is the number of its lines, and ``text`` is their total height in points when single-spaced.

    ``is_ruled`` is true if it has borders, such as a line on which people write. ``begins`` is true if the
    paragraph before it has another style.
    """

    paragraph: etree._Element
    lines: int
    text: float
    spacing: Spacing
    is_ruled: bool
    begins: bool

    def measure(self, spacing: Spacing) -> float:
        """Return the height, in points, that the paragraph would have with this spacing."""
        around = (spacing.before + spacing.after) / TWENTIETHS
        if spacing.rule == "auto":
            return self.text * spacing.line / SINGLE + around
        exact = self.lines * spacing.line / TWENTIETHS
        return (exact if spacing.rule == "exact" else max(exact, self.text)) + around


class RowHeight(Struct, frozen=True):
    """Height of a table row: the heights of the paragraphs in each cell, and the height of the margins.

    ``margins`` is the height of the upper and lower margins and the border, in points.
    """

    cells: tuple[tuple[ParagraphHeight, ...], ...]
    margins: float


class BlockHeights:
    """Heights of the paragraphs and tables in a package, measured on request.

    The styles of the package must not change while this object is in use. ``section`` determines the width
    available for text.
    """

    def __init__(self, package: Package, section: etree._Element) -> None:
        self.formats = TextFormats(package)
        self._widths = CellWidths(package)
        self._page = (measure_text_width(section) or 0) / TWENTIETHS

    def is_heading(self, block: etree._Element) -> bool:
        """Return whether ``block`` is a paragraph with an outline level."""
        return block.tag == qn("w:p") and self._find_format(block).level < BODY_LEVEL

    def measure_all(self, blocks: Iterable[etree._Element]) -> list[ParagraphHeight | RowHeight]:
        """Return the heights of the paragraphs among ``blocks``, and of the rows of the tables among them.

        Paragraphs in frames are omitted.
        """
        return [each for block in blocks for each in self._measure_block(block)]

    def _measure_block(self, block: etree._Element) -> Iterator[ParagraphHeight | RowHeight]:
        if block.tag == qn("w:p") and find_child(block, qn("w:pPr"), qn("w:framePr")) is None:
            yield self._measure_paragraph(block)
        for row in block.iterchildren(qn("w:tr")):
            cells = list(row.iterchildren(qn("w:tc")))
            contents = (tuple(map(self._measure_paragraph, cell.iter(qn("w:p")))) for cell in cells)
            margins = (self._widths.sum_margins(cell, block, UPRIGHT_MARGINS) for cell in cells)
            yield RowHeight(tuple(contents), max(margins, default=0) / TWENTIETHS + _BORDER)

    def _measure_paragraph(self, paragraph: etree._Element) -> ParagraphHeight:
        formats = self.formats
        pieces = [
            (_read_text(run), formats.find_format(paragraph, find_child(run, qn("w:rPr"))))
            for run in paragraph.iter(qn("w:r"))
            if find_ancestor(run, qn("w:p")) is paragraph
        ]
        used = [format_ for text, format_ in pieces if text] or [formats.find_format(paragraph, None)]
        indents = formats.find_indents(paragraph)
        room = self._widths.find_width(paragraph, formats)
        room = room or self._page - (indents.start + indents.end) / TWENTIETHS
        lines = _count_lines(pieces, room)
        height = max(each.size * find_line_height(each.family) for each in used)
        drawn = max((_read_height(each) for each in paragraph.iter(_INLINE)), default=0.0)
        text = lines * height + max(drawn - height, 0)
        before, format_ = paragraph.getprevious(), self._find_format(paragraph)
        begins = before is not None and self._find_format(before).style != format_.style
        spacing = formats.find_spacing(paragraph)
        if format_.has_contextual_spacing and before is not None and not begins:
            spacing = replace(spacing, before=0)
        return ParagraphHeight(paragraph, lines, text, spacing, format_.has_borders, begins)

    def _find_format(self, block: etree._Element) -> ParagraphFormat:
        return self.formats.find_paragraph_format(find_child(block, qn("w:pPr")))


def _read_text(run: etree._Element) -> str:
    characters = {qn("w:br"): "\n", qn("w:noBreakHyphen"): "\u2011", qn("w:tab"): " "}
    return "".join(characters.get(str(each.tag)) or each.text or "" for each in run)


def _read_height(drawing: etree._Element) -> float:
    extent = drawing.find("{*}extent")
    return (parse_whole_number(extent.get("cy")) or 0) / _EMU if extent is not None else 0.0


def _count_lines(pieces: Iterable[tuple[str, TextFormat]], room: float) -> int:
    """Return the number of lines that the text takes if a line is ``room`` points wide.

    Each of ``pieces`` is text with its format. A word may have several formats.
    """
    lines, used, word = 1, 0.0, 0.0
    for text, format_ in pieces:
        for token in _TOKENS.findall(text):
            if token == "\n":
                lines, used, word = lines + 1, 0.0, 0.0
                continue
            if token == " ":
                used, word = used + word + format_.size * find_space_width(format_.family), 0.0
                continue
            word += format_.measure_width(token) * _ROUNDED
            if used + word > room and used:
                lines, used = lines + 1, 0.0
            if token in "-–—":
                used, word = used + word, 0.0
    return lines

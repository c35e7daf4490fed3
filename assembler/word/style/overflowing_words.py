"""Find words that do not fit in their cells and would be broken in the middle.

Word and LibreOffice break such words without a hyphen, but only in tables with a fixed layout, such as ours.
Column headings are not hyphenated. The measurement assumes the worst case, that no word is hyphenated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from lxml import etree

from assembler.structs import Struct
from assembler.word.messages.translation_units import UnitsOfParts
from assembler.word.package.package import Package
from assembler.word.package.whole_numbers import MOST_STYLES, parse_column_span, parse_whole_number
from assembler.word.package.xml import parse, qn
from assembler.word.style.house_style import measure_text_width
from assembler.word.style.text_format import TextFormat, TextFormats

_TWENTIETHS: Final = 20
_FIFTIETHS: Final = 5000
_Side = tuple[tuple[str, ...], int]
"""The names of a margin of cells, and its width in twentieths of a point if it is not set."""
SIDE_MARGINS: Final[tuple[_Side, ...]] = ((("left", "start"), 108), (("right", "end"), 108))
UPRIGHT_MARGINS: Final[tuple[_Side, ...]] = ((("top",), 0), (("bottom",), 0))
_BREAK: Final = re.compile(r"[ \t\n\r\u2002-\u2006\u2008-\u200b\u00ad]+|(?<=[-–—])")
_CHARACTERS: Final = {
    qn("w:softHyphen"): "\u00ad", qn("w:noBreakHyphen"): "\u2011",
    qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n",
}  # fmt: skip
"""Elements of a run that represent one character of text."""
_ADDRESS: Final = re.compile(r"://|@")
"""Addresses, which are not measured because editors break them at their slashes."""
_IN_NO_WORD: Final = re.compile(r"\{[{%#].*?[}%#]\}")


class TooWide(Struct, frozen=True):
    """A word that is wider than its cell.

    ``needs`` is the width of the word, and ``room`` the width of the cell, in points.
    """

    word: str
    needs: float
    room: float


class CellText(Struct, frozen=True):
    """A message in a table cell, with the format and the width available for it.

    ``room`` is the width in points. ``where`` is the location of the message, as translators see it.
    """

    message: str
    where: str
    room: float
    format: TextFormat

    def find_broken_words(self, text: str) -> tuple[TooWide, ...]:
        """Return the words of the plain text ``text`` that are wider than the cell."""
        return tuple(_find_too_wide(text, self.format, self.room))


class CellMessage(Struct, frozen=True):
    """A message in a table cell.

    ``where`` is its location, as translators see it. ``paragraph`` is the number of its paragraph in
    ``part``, counted from 0. A house style never changes this number.
    """

    message: str
    where: str
    part: str
    paragraph: int


def find_cell_messages(found: UnitsOfParts) -> tuple[CellMessage, ...]:
    """Return the messages in table cells among the translation units of a package."""
    numbers = number_paragraphs(found.trees)
    return tuple(
        CellMessage(unit.content.message, unit.where, *numbers[unit.paragraph])
        for unit in found.units
        if unit.paragraph is not None and unit.is_message and _find_cell(unit.paragraph) is not None
    )


def number_paragraphs(trees: Mapping[str, etree._Element]) -> dict[etree._Element, tuple[str, int]]:
    """Map each paragraph to its part and its number in the part, counted from 0."""
    return {
        paragraph: (part, number)
        for part, root in trees.items()
        for number, paragraph in enumerate(root.iter(qn("w:p")))
    }


def measure_cells(package: Package, messages: Iterable[CellMessage]) -> Iterator[CellText]:
    """Yield each of ``messages`` with its format in ``package`` and the width available for it.

    Messages for which ``CellWidths.find_width`` returns no width are skipped.
    """
    formats, widths = TextFormats(package), CellWidths(package)
    paragraphs: dict[str, list[etree._Element]] = {}
    for each in messages:
        if each.part not in paragraphs:
            paragraphs[each.part] = list(package.tree(each.part).iter(qn("w:p")))
        paragraph = paragraphs[each.part][each.paragraph]
        if (room := widths.find_width(paragraph, formats)) is not None:
            yield CellText(each.message, each.where, room, _find_widest_format(formats, paragraph))


def _find_widest_format(formats: TextFormats, paragraph: etree._Element) -> TextFormat:
    """Return the format of the widest characters in ``paragraph``."""
    runs = [run for run in paragraph.iter(qn("w:r")) if run.find(qn("w:t")) is not None]
    candidates = [formats.find_format(paragraph, run.find(qn("w:rPr"))) for run in runs]
    candidates = candidates or [formats.find_format(paragraph, None)]
    return max(candidates, key=lambda format_: format_.measure_width("nm"))


def find_broken_words(package: Package, language_tag: str) -> tuple[TooWide, ...]:
    """Return the distinct words of a finished document that are wider than their cells.

    ``language_tag`` is the language of the document, such as ``fi-FI``. Only text in this language is
    checked. Text in other languages is the responsibility of its authors.
    """
    formats, widths = TextFormats(package), CellWidths(package)
    too_wide: dict[TooWide, None] = {}
    for name in package.text_parts():
        for paragraph in parse(package.parts[name]).iter(qn("w:p")):
            if (room := widths.find_width(paragraph, formats)) is not None:
                for run in paragraph.iter(qn("w:r")):
                    properties = run.find(qn("w:rPr"))
                    if _read_language(properties) == language_tag:
                        pieces = run.iter(qn("w:t"), *_CHARACTERS)
                        text = "".join(_CHARACTERS.get(str(each.tag)) or each.text or "" for each in pieces)
                        too_wide |= dict.fromkeys(
                            _find_too_wide(text, formats.find_format(paragraph, properties), room)
                        )
    return tuple(too_wide)


def _read_language(properties: etree._Element | None) -> str:
    language = None if properties is None else properties.find(qn("w:lang"))
    return "" if language is None else language.get(qn("w:val"), "")


def _find_too_wide(text: str, format_: TextFormat, room: float) -> Iterator[TooWide]:
    for word in dict.fromkeys(_BREAK.split(_IN_NO_WORD.sub(" ", text))):
        needs = format_.measure_width(word)
        if needs > room and not _ADDRESS.search(word):
            yield TooWide(word, round(needs, 1), round(room, 1))


class CellWidths:
    """Widths available for text in the table cells of one package.

    The margins of a cell are not available for text. They may be set by the style of the table.
    """

    def __init__(self, package: Package) -> None:
        self._styles: dict[str, etree._Element] = {}
        for name in package.related("styles")[:1]:
            styles = parse(package.parts[name]).iterfind(qn("w:style"))
            self._styles = {style.get(qn("w:styleId"), ""): style for style in styles}
        section = next(parse(package.parts[package.main]).iter(qn("w:sectPr")), None)
        self._page = measure_text_width(section)

    def find_width(self, paragraph: etree._Element, formats: TextFormats) -> float | None:
        """Return the line width of ``paragraph`` in points, or None if it is unknown or not fixed.

        It is not fixed outside cells, in cells that can grow, and in cells with rotated text. It is unknown
        in a cell that a loop repeats, because the table is divided into columns only when it is rendered.
        """
        if (cell := _find_cell(paragraph)) is None:
            return None
        table = next(cell.iterancestors(qn("w:tbl")))
        layout = table.find(f"{qn('w:tblPr')}/{qn('w:tblLayout')}")
        turned = cell.find(f"{qn('w:tcPr')}/{qn('w:textDirection')}") is not None
        if turned or layout is None or layout.get(qn("w:type")) != "fixed":
            return None
        width = self._find_column_width(cell, table)
        indents = formats.find_indents(paragraph)
        room = width - self.sum_margins(cell, table) - indents.start - indents.end
        return room / _TWENTIETHS if width else None

    def _find_column_width(self, cell: etree._Element, table: etree._Element) -> float:
        """Return the total width of the columns that ``cell`` spans, in twentieths of a point.

        If the table is as wide as the text of the page, its columns are scaled to that width. If the row does
        not match the columns of the table, the result is the width that is set on the cell.
        """
        grid = table.iterfind(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
        columns = [_read_number(column, "w:w") for column in grid]
        before = sum(_read_span(other) for other in cell.itersiblings(qn("w:tc"), preceding=True))
        total = before + _read_span(cell) + sum(_read_span(other) for other in cell.itersiblings(qn("w:tc")))
        own = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
        if total != len(columns) or not sum(columns):
            return self._convert_width(own)
        share = sum(columns[before : before + _read_span(cell)]) / sum(columns)
        return share * (self._page if _fills_page(table) and self._page else sum(columns))

    def _convert_width(self, width: etree._Element | None) -> float:
        """Return the width that is set on a cell, in twentieths of a point.

        If it is set as a share of the page, it is converted.
        """
        number = _read_number(width, "w:w")
        is_share = width is not None and width.get(qn("w:type")) == "pct"
        return number * (self._page or 0) / _FIFTIETHS if is_share else float(number)

    def sum_margins(
        self, cell: etree._Element, table: etree._Element, sides: Sequence[_Side] = SIDE_MARGINS
    ) -> int:
        """Return the sum of the margins of ``cell`` on two of its sides, in twentieths of a point."""
        own = cell.find(f"{qn('w:tcPr')}/{qn('w:tcMar')}")
        around = [own, *self._iter_table_margins(table)]
        return sum(_read_margin(around, side) for side in sides)

    def _iter_table_margins(self, table: etree._Element) -> Iterator[etree._Element | None]:
        yield table.find(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}")
        named = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
        id_ = "" if named is None else named.get(qn("w:val"), "")
        for _ in range(MOST_STYLES):
            if (style := self._styles.get(id_)) is None:
                return
            yield style.find(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}")
            based = style.find(qn("w:basedOn"))
            id_ = "" if based is None else based.get(qn("w:val"), "")


def _find_cell(paragraph: etree._Element) -> etree._Element | None:
    cell = paragraph.getparent()
    return cell if cell is not None and cell.tag == qn("w:tc") else None


def _fills_page(table: etree._Element) -> bool:
    width = table.find(f"{qn('w:tblPr')}/{qn('w:tblW')}")
    return width is not None and width.get(qn("w:type")) == "pct" and width.get(qn("w:w")) == "5000"


def _read_margin(margins: list[etree._Element | None], side: _Side) -> int:
    names, usual = side
    for margin in margins:
        for name in names:
            width = None if margin is None else margin.find(qn(f"w:{name}"))
            if width is not None:
                return _read_number(width, "w:w")
    return usual


def _read_span(cell: etree._Element) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return 1 if span is None else parse_column_span(span.get(qn("w:val")))


def _read_number(element: etree._Element | None, name: str) -> int:
    return max(parse_whole_number(element.get(qn(name))) or 0, 0) if element is not None else 0

"""Effective format of text and paragraphs, from the defaults, the styles and the markup itself.

Word applies these in this order (ECMA-376 part 1, 17.7.2): the defaults of the document, the style of the
table, the style of the paragraph, that of the characters, and the run itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from lxml import etree

from assembler.structs import Struct, replace
from assembler.word.package.package import Package
from assembler.word.package.whole_numbers import MOST_STYLES, parse_whole_number
from assembler.word.package.xml import qn
from assembler.word.style.colours import Colours, read_highlight
from assembler.word.style.font_metrics import measure_word
from assembler.word.style.table_formats import TableFormats

_LATIN: Final = ".//{http://schemas.openxmlformats.org/drawingml/2006/main}%sFont/*[@typeface]"
_SHAPE: Final = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}wsp"
_OFF: Final = ("0", "false", "off", "none")
_NONE: Final[tuple[object, ...]] = ()
BODY_LEVEL: Final = 9
"""Outline level of text that is not a heading."""


class TextFormat(Struct, frozen=True):
    """Format of text; ``size`` is in points.

    ``colour`` is empty if it is automatic, and ``fill``, the colour behind the text, if there is none.
    """

    family: str = "Times New Roman"
    size: float = 10.0
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    underlined: bool = False
    hidden: bool = False
    colour: str = ""
    fill: str = ""
    language: str = ""

    def measure_width(self, word: str) -> float:
        """Return the width of ``word`` in points."""
        text = word.upper() if self.capitals else word
        return measure_word(text, self.family, bold=self.bold) * self.size / 1000


class Indents(Struct, frozen=True):
    """Indents of a paragraph, in twentieths of a point."""

    start: int = 0
    end: int = 0


class ParagraphFormat(Struct, frozen=True):
    """Format of a paragraph; ``style`` is the name of its style, and ``level`` its outline level from 0."""

    style: str = ""
    level: int = BODY_LEVEL
    alignment: str = ""
    keeps_next: bool = False
    is_listed: bool = False
    has_borders: bool = False
    fill: str = ""


class TextFormats:
    """Finder of text formats, paragraph formats and indents in one package, which must not change."""

    def __init__(self, package: Package) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._style_formats: dict[tuple[object, ...], TextFormat] = {}
        self._paragraph_formats: dict[str, ParagraphFormat] = {}
        self._default = TextFormat()
        self._paragraph_style = ""
        self._fonts = _read_theme_fonts(package)
        self._colours = Colours(package)
        self._readers = _list_readers(self._colours, self._fonts)
        self._tables = TableFormats(self._styles)
        for name in package.related("styles")[:1]:
            self._read_styles(package.tree(name))

    def _read_styles(self, root: etree._Element) -> None:
        for style in root.iterfind(qn("w:style")):
            id_ = style.get(qn("w:styleId"), "")
            self._styles[id_] = style
            if style.get(qn("w:default")) == "1" and style.get(qn("w:type")) == "paragraph":
                self._paragraph_style = id_
        self._default = self._apply_properties(
            self._default, root.find(f"{qn('w:docDefaults')}//{qn('w:rPr')}")
        )

    def find_format(self, paragraph: etree._Element, properties: etree._Element | None) -> TextFormat:
        """Return the format of text with ``properties`` (a w:rPr or None) in ``paragraph``."""
        style = _read_style_id(paragraph.find(qn("w:pPr")), "pStyle") or self._paragraph_style
        cell = _find_cell(paragraph)
        parts = self._tables.find_parts(cell) if cell is not None else ()
        direct = _NONE if properties is None else tuple((each.tag, *each.values()) for each in properties)
        key = (style, parts, direct)
        if key not in self._style_formats:
            format_ = self._default
            character = self._list_style_chain(_read_style_id(properties, "rStyle"))
            for holder in (*parts, *self._list_style_chain(style), *character):
                format_ = self._apply_properties(format_, holder.find(qn("w:rPr")))
            self._style_formats[key] = self._apply_properties(format_, properties)
        return self._style_formats[key]

    def find_paragraph_format(self, paragraph: etree._Element) -> ParagraphFormat:
        """Return the format of ``paragraph``; its alignment in a right-to-left text is not considered."""
        properties = paragraph.find(qn("w:pPr"))
        id_ = _read_style_id(properties, "pStyle") or self._paragraph_style
        if id_ not in self._paragraph_formats:
            format_ = ParagraphFormat()
            for style in self._list_style_chain(id_):
                name = style.find(qn("w:name"))
                named = "" if name is None else name.get(qn("w:val"), "")
                format_ = self._apply_paragraph(replace(format_, style=named), style.find(qn("w:pPr")))
            self._paragraph_formats[id_] = format_
        return self._apply_paragraph(self._paragraph_formats[id_], properties)

    def find_background(self, paragraph: etree._Element) -> str:
        """Return the colour behind ``paragraph``: its own or that of the cell or shape around it, if any."""
        if fill := self.find_paragraph_format(paragraph).fill:
            return fill
        for around in paragraph.iterancestors(qn("w:tc"), _SHAPE):
            if around.tag == _SHAPE:
                shape = next(around.iterchildren("{*}spPr"), None)
                return "" if shape is None else self._colours.read_drawing_fill(shape)
            if fill := self._find_cell_fill(around):
                return fill
        return ""

    def _find_cell_fill(self, cell: etree._Element) -> str:
        shading = cell.find(f"{qn('w:tcPr')}/{qn('w:shd')}")
        if shading is not None:
            return self._colours.read_shading(shading)
        for part in reversed(self._tables.find_parts(cell)):
            for path in ("w:tcPr", "w:tblPr"):
                shading = part.find(f"{qn(path)}/{qn('w:shd')}")
                if shading is not None:
                    return self._colours.read_shading(shading)
        return ""

    def find_indents(self, paragraph: etree._Element) -> Indents:
        """Return the indents of ``paragraph``, except those from its list."""
        indents = Indents()
        own = _read_style_id(paragraph.find(qn("w:pPr")), "pStyle")
        for style in self._list_style_chain(own or self._paragraph_style):
            indents = _apply_indents(indents, style.find(qn("w:pPr")))
        return _apply_indents(indents, paragraph.find(qn("w:pPr")))

    def _list_style_chain(self, id_: str) -> Iterator[etree._Element]:
        """Return the style and all styles on which it is based, with the most basic style first."""
        chain: list[etree._Element] = []
        while (style := self._styles.get(id_)) is not None and len(chain) < MOST_STYLES:
            chain.append(style)
            id_ = _read_style_id(style, "basedOn")
        return reversed(chain)

    def _apply_properties(self, format_: TextFormat, properties: etree._Element | None) -> TextFormat:
        changes: dict[str, Any] = {}
        for child in () if properties is None else properties:
            if reader := self._readers.get(child.tag):
                name, read = reader
                value = read(child)
                if value is not None:
                    changes[name] = value
        return replace(format_, **changes) if changes else format_

    def _apply_paragraph(
        self, format_: ParagraphFormat, properties: etree._Element | None
    ) -> ParagraphFormat:
        changes: dict[str, Any] = {}
        for child in () if properties is None else properties:
            if child.tag == qn("w:keepNext"):
                changes["keeps_next"] = _is_on(child)
            elif child.tag == qn("w:jc"):
                changes["alignment"] = child.get(qn("w:val"), "")
            elif child.tag == qn("w:outlineLvl"):
                level = parse_whole_number(child.get(qn("w:val")))
                changes["level"] = BODY_LEVEL if level is None or level < 0 else min(level, BODY_LEVEL)
            elif child.tag == qn("w:numPr"):
                if (number := child.find(qn("w:numId"))) is not None:
                    changes["is_listed"] = number.get(qn("w:val")) != "0"
            elif child.tag == qn("w:pBdr"):
                changes["has_borders"] = any(each.get(qn("w:val")) not in ("nil", "none") for each in child)
            elif child.tag == qn("w:shd"):
                changes["fill"] = self._colours.read_shading(child)
        return replace(format_, **changes) if changes else format_


def _list_readers(
    colours: Colours, fonts: Mapping[str, str]
) -> dict[object, tuple[str, Callable[[etree._Element], Any]]]:
    """Map the tag of each run property to a value of ``TextFormat`` and its reader; None means no value."""

    def read_family(element: etree._Element) -> str | None:
        theme = element.get(qn("w:asciiTheme"), "")
        return fonts.get(theme[:5], "") or element.get(qn("w:ascii")) or None

    def read_size(element: etree._Element) -> float | None:
        half_points = parse_whole_number(element.get(qn("w:val")))
        return half_points / 2 if half_points else None

    return {
        qn("w:rFonts"): ("family", read_family),
        qn("w:sz"): ("size", read_size),
        qn("w:b"): ("bold", _is_on),
        qn("w:i"): ("italic", _is_on),
        qn("w:caps"): ("capitals", _is_on),
        qn("w:u"): ("underlined", _is_on),
        qn("w:vanish"): ("hidden", _is_on),
        qn("w:color"): ("colour", colours.read),
        qn("w:shd"): ("fill", colours.read_shading),
        qn("w:highlight"): ("fill", read_highlight),
        qn("w:lang"): ("language", lambda element: element.get(qn("w:val")) or None),
    }


def _find_cell(paragraph: etree._Element) -> etree._Element | None:
    return next(paragraph.iterancestors(qn("w:tc")), None)


def _is_on(switch: etree._Element) -> bool:
    return switch.get(qn("w:val"), "1") not in _OFF


def _read_theme_fonts(package: Package) -> dict[str, str]:
    """Return the Latin fonts of the theme: ``major`` for headings and ``minor`` for body text."""
    for name in package.related("theme")[:1]:
        root = package.tree(name)
        fonts = {kind: root.find(_LATIN % kind) for kind in ("major", "minor")}
        return {kind: font.get("typeface", "") for kind, font in fonts.items() if font is not None}
    return {}


def _read_style_id(properties: etree._Element | None, name: str) -> str:
    element = None if properties is None else properties.find(qn(f"w:{name}"))
    return "" if element is None else element.get(qn("w:val"), "")


def _apply_indents(before: Indents, properties: etree._Element | None) -> Indents:
    indents = None if properties is None else properties.find(qn("w:ind"))
    if indents is None:
        return before
    start = parse_whole_number(indents.get(qn("w:left"), indents.get(qn("w:start"))))
    end = parse_whole_number(indents.get(qn("w:right"), indents.get(qn("w:end"))))
    return Indents(before.start if start is None else start, before.end if end is None else end)

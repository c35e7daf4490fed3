"""Effective format of text and paragraphs, from the defaults, the styles and the markup itself.

Word applies these in the following order (ECMA-376 part 1, 17.7.2): the defaults of the document, the table
style, the paragraph style, the character style, and the run itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeVar

from lxml import etree

from assembler.structs import Struct, field, replace
from assembler.word.package.package import Package
from assembler.word.package.whole_numbers import MOST_STYLES, parse_whole_number
from assembler.word.package.xml import find_ancestor, find_child, qn
from assembler.word.style.colour_contrast import Colours, read_highlight
from assembler.word.style.font_metrics import measure_word
from assembler.word.style.table_formats import TableFormats

_LATIN: Final = ".//{http://schemas.openxmlformats.org/drawingml/2006/main}%sFont/*[@typeface]"
_OFF: Final = ("0", "false", "off", "none")
_CELL: Final = qn("w:tc")
AROUND: Final = (_CELL, "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}wsp")
"""Tags of a cell and of a shape, which may have a background."""
_CELL_SHADING: Final = (qn("w:tcPr"), qn("w:shd"))
_TABLE_SHADING: Final = (qn("w:tblPr"), qn("w:shd"))
_STYLE: Final = qn("w:pStyle")
_VALUE: Final = qn("w:val")
_PARAGRAPH_PROPERTIES: Final = qn("w:pPr")
_RUN_PROPERTIES: Final = qn("w:rPr")
BODY_LEVEL: Final = 9
"""Outline level of text that is not a heading."""


class TextFormat(Struct, frozen=True, gc=False):
    """Format of text.

    ``size`` is in points. ``colour`` is empty if the colour is automatic. ``fill`` is the colour behind the
    text, and is empty if there is none.
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


class Spacing(Struct, frozen=True):
    """Space above and below a paragraph, and its line spacing, in twentieths of a point.

    If ``rule`` is ``auto``, ``line`` is in 240ths of the height of a line.
    """

    before: int = 0
    after: int = 0
    line: int = 240
    rule: str = "auto"


class ParagraphFormat(Struct, frozen=True, gc=False):
    """Format of a paragraph.

    ``style`` is the name of its style. ``level`` is its outline level, counted from 0.
    """

    style: str = ""
    level: int = BODY_LEVEL
    alignment: str = ""
    keeps_next: bool = False
    begins_page: bool = False
    is_listed: bool = False
    has_borders: bool = False
    has_contextual_spacing: bool = False
    fill: str = ""


_Format = TypeVar("_Format", TextFormat, ParagraphFormat)
_Readers = Mapping[object, tuple[str, Callable[[etree._Element], Any]]]
"""For the tag of each property, the attribute of a format that it sets, and a function that reads the value.

The function returns None if the property sets no value.
"""
_StyleParts = tuple[etree._Element, ...]
"""Each ``w:style`` and ``w:tblStylePr`` of a table style that applies to a cell."""


class TextStyle(Struct, frozen=True, eq=False):
    """The combined styles of a paragraph and of the cell that contains it.

    ``plain`` is the format of text without direct formatting. ``formats`` caches the resulting format for
    each combination of direct formatting.
    """

    plain: TextFormat
    formats: dict[tuple[object, ...], TextFormat] = field(default_factory=dict)


class TextFormats:
    """Cache for the text formats, paragraph formats and indents in one package.

    The package must not change while this object is in use.
    """

    def __init__(self, package: Package) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._text_styles: dict[tuple[str, _StyleParts], TextStyle] = {}
        self._paragraph_formats: dict[str, ParagraphFormat] = {}
        self._backgrounds: dict[etree._Element, str] = {}
        self._style_fills: dict[_StyleParts, str] = {}
        self._default = TextFormat()
        self._paragraph_style = ""
        self._default_spacing = Spacing()
        self._colours = Colours(package)
        self._text_readers = _list_text_readers(self._colours, _read_theme_fonts(package))
        self._paragraph_readers = _list_paragraph_readers(self._colours)
        self._tables = TableFormats(self._styles)
        for name in package.related("styles")[:1]:
            self._read_styles(package.tree(name))

    def _read_styles(self, root: etree._Element) -> None:
        for style in root.iterfind(qn("w:style")):
            id_ = style.get(qn("w:styleId"), "")
            self._styles[id_] = style
            if style.get(qn("w:default")) == "1" and style.get(qn("w:type")) == "paragraph":
                self._paragraph_style = id_
        defaults = root.find(f"{qn('w:docDefaults')}//{qn('w:rPr')}")
        self._default = _apply_properties(self._default, defaults, self._text_readers)
        spaced = root.find(f"{qn('w:docDefaults')}//{qn('w:pPr')}")
        self._default_spacing = _apply_spacing(self._default_spacing, spaced)

    def find_format(self, paragraph: etree._Element, properties: etree._Element | None) -> TextFormat:
        """Return the format of text in ``paragraph``.

        ``properties`` is the ``w:rPr`` of the text, or None if it has none.
        """
        cell = find_ancestor(paragraph, _CELL)
        style = self.find_text_style(find_child(paragraph, qn("w:pPr")), cell)
        return self.find_run_format(style, properties)

    def find_text_style(self, properties: etree._Element | None, cell: etree._Element | None) -> TextStyle:
        """Return the styles that apply to all text of a paragraph.

        ``properties`` is the ``w:pPr`` of the paragraph, or None if it has none. ``cell`` is the cell that
        contains the paragraph, if any.
        """
        id_ = _read_style_id(properties, _STYLE) or self._paragraph_style
        parts = self._tables.find_parts(cell) if cell is not None else ()
        if (id_, parts) not in self._text_styles:
            format_ = self._default
            for holder in (*parts, *self._list_style_chain(id_)):
                format_ = _apply_properties(format_, holder.find(_RUN_PROPERTIES), self._text_readers)
            self._text_styles[id_, parts] = TextStyle(format_)
        return self._text_styles[id_, parts]

    def find_run_format(self, style: TextStyle, properties: etree._Element | None) -> TextFormat:
        """Return the format of text in a paragraph with ``style``.

        ``properties`` is the ``w:rPr`` of the text, or None if it has none.
        """
        if properties is None:
            return style.plain
        direct = tuple([(each.tag, *each.values()) for each in properties])
        if direct not in style.formats:
            format_ = style.plain
            for holder in self._list_style_chain(_read_style_id(properties, qn("w:rStyle"))):
                format_ = _apply_properties(format_, holder.find(_RUN_PROPERTIES), self._text_readers)
            style.formats[direct] = _apply_properties(format_, properties, self._text_readers)
        return style.formats[direct]

    def find_paragraph_format(self, properties: etree._Element | None) -> ParagraphFormat:
        """Return the format of a paragraph according to its style and its own properties.

        ``properties`` is the ``w:pPr`` of the paragraph, or None if it has none.
        """
        id_ = _read_style_id(properties, _STYLE) or self._paragraph_style
        if id_ not in self._paragraph_formats:
            format_ = ParagraphFormat()
            for style in self._list_style_chain(id_):
                name = style.find(qn("w:name"))
                named = "" if name is None else name.get(qn("w:val"), "")
                own = style.find(qn("w:pPr"))
                format_ = _apply_properties(replace(format_, style=named), own, self._paragraph_readers)
            self._paragraph_formats[id_] = format_
        return _apply_properties(self._paragraph_formats[id_], properties, self._paragraph_readers)

    def find_background(self, around: etree._Element | None) -> str:
        """Return the background colour of a cell or shape, or "" if there is none.

        The background of a cell without a colour of its own is that of the cell or shape around it.
        """
        if around is None:
            return ""
        if around not in self._backgrounds:
            if around.tag == _CELL:
                fill = self._find_cell_fill(around) or self.find_background(find_ancestor(around, *AROUND))
            else:
                shape = next(around.iterchildren("{*}spPr"), None)
                fill = "" if shape is None else self._colours.read_drawing_fill(shape)
            self._backgrounds[around] = fill
        return self._backgrounds[around]

    def _find_cell_fill(self, cell: etree._Element) -> str:
        shading = find_child(cell, *_CELL_SHADING)
        if shading is not None:
            return self._colours.read_shading(shading)
        parts = self._tables.find_parts(cell)
        if parts not in self._style_fills:
            paths = ((part, path) for part in reversed(parts) for path in (_CELL_SHADING, _TABLE_SHADING))
            found = (find_child(part, *path) for part, path in paths)
            shading = next((each for each in found if each is not None), None)
            self._style_fills[parts] = "" if shading is None else self._colours.read_shading(shading)
        return self._style_fills[parts]

    def find_indents(self, paragraph: etree._Element) -> Indents:
        """Return the indents of ``paragraph``, except those from its list."""
        indents = Indents()
        own = _read_style_id(paragraph.find(qn("w:pPr")), _STYLE)
        for style in self._list_style_chain(own or self._paragraph_style):
            indents = _apply_indents(indents, style.find(qn("w:pPr")))
        return _apply_indents(indents, paragraph.find(qn("w:pPr")))

    def find_spacing(self, paragraph: etree._Element) -> Spacing:
        """Return the spacing of ``paragraph``."""
        cell, properties = find_ancestor(paragraph, _CELL), find_child(paragraph, _PARAGRAPH_PROPERTIES)
        parts = self._tables.find_parts(cell) if cell is not None else ()
        own = _read_style_id(properties, _STYLE) or self._paragraph_style
        spacing = self._default_spacing
        for holder in (*parts, *self._list_style_chain(own)):
            spacing = _apply_spacing(spacing, find_child(holder, _PARAGRAPH_PROPERTIES))
        return _apply_spacing(spacing, properties)

    def has_style(self, id_: str) -> bool:
        """Return whether the package has a style with this id."""
        return id_ in self._styles

    def _list_style_chain(self, id_: str) -> Iterator[etree._Element]:
        """Return the style ``id_`` and all styles on which it is based, starting with the base style."""
        chain: list[etree._Element] = []
        while (style := self._styles.get(id_)) is not None and len(chain) < MOST_STYLES:
            chain.append(style)
            id_ = _read_style_id(style, qn("w:basedOn"))
        return reversed(chain)


def _apply_properties(format_: _Format, properties: etree._Element | None, readers: _Readers) -> _Format:
    """Return ``format_`` with the values that ``properties`` (a ``w:rPr`` or ``w:pPr``) sets."""
    changes: dict[str, Any] = {}
    for child in () if properties is None else properties:
        if reader := readers.get(child.tag):
            name, read = reader
            value = read(child)
            if value is not None:
                changes[name] = value
    return replace(format_, **changes) if changes else format_


def _list_text_readers(colours: Colours, fonts: Mapping[str, str]) -> _Readers:
    """Map the tag of each run property to an attribute of ``TextFormat`` and its reader.

    ``fonts`` is the result of ``_read_theme_fonts``.
    """

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


def _list_paragraph_readers(colours: Colours) -> _Readers:
    """Map the tag of each paragraph property to an attribute of ``ParagraphFormat`` and its reader."""

    def read_level(element: etree._Element) -> int:
        level = parse_whole_number(element.get(qn("w:val")))
        return BODY_LEVEL if level is None or level < 0 else min(level, BODY_LEVEL)

    def read_listed(element: etree._Element) -> bool | None:
        number = find_child(element, qn("w:numId"))
        return None if number is None else number.get(qn("w:val")) != "0"

    return {
        qn("w:keepNext"): ("keeps_next", _is_on),
        qn("w:pageBreakBefore"): ("begins_page", _is_on),
        qn("w:jc"): ("alignment", lambda element: element.get(qn("w:val"), "")),
        qn("w:outlineLvl"): ("level", read_level),
        qn("w:numPr"): ("is_listed", read_listed),
        qn("w:pBdr"): ("has_borders", lambda borders: any(
            each.get(qn("w:val")) not in ("nil", "none") for each in borders)),
        qn("w:contextualSpacing"): ("has_contextual_spacing", _is_on),
        qn("w:shd"): ("fill", colours.read_shading),
    }  # fmt: skip


def _is_on(switch: etree._Element) -> bool:
    return switch.get(qn("w:val"), "1") not in _OFF


def _read_theme_fonts(package: Package) -> dict[str, str]:
    """Return the Latin fonts of the theme: ``major`` for headings and ``minor`` for body text."""
    for name in package.related("theme")[:1]:
        root = package.tree(name)
        fonts = {kind: root.find(_LATIN % kind) for kind in ("major", "minor")}
        return {kind: font.get("typeface", "") for kind, font in fonts.items() if font is not None}
    return {}


def _read_style_id(properties: etree._Element | None, tag: str) -> str:
    element = None if properties is None else find_child(properties, tag)
    return "" if element is None else element.get(_VALUE, "")


def _apply_indents(before: Indents, properties: etree._Element | None) -> Indents:
    indents = None if properties is None else properties.find(qn("w:ind"))
    if indents is None:
        return before
    start = parse_whole_number(indents.get(qn("w:left"), indents.get(qn("w:start"))))
    end = parse_whole_number(indents.get(qn("w:right"), indents.get(qn("w:end"))))
    return Indents(before.start if start is None else start, before.end if end is None else end)


def _apply_spacing(before: Spacing, properties: etree._Element | None) -> Spacing:
    spacing = None if properties is None else find_child(properties, qn("w:spacing"))
    if spacing is None:
        return before
    numbers = {name: parse_whole_number(spacing.get(qn(f"w:{name}"))) for name in ("before", "after", "line")}
    given = {name: number for name, number in numbers.items() if number is not None}
    return replace(before, **given, rule=spacing.get(qn("w:lineRule"), before.rule))

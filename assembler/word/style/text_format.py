"""Effective font, size and weight of text, from the defaults, the styles and the run itself.

Word applies these in this order (ECMA-376 part 1, 17.7.2). The format of the first row in a table style is
ignored, because our header rows have a separate paragraph style with the same format.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from assembler.structs import Struct, replace
from assembler.word.package.package import Package
from assembler.word.package.whole_numbers import MOST_STYLES, parse_whole_number
from assembler.word.package.xml import parse, qn
from assembler.word.style.font_metrics import measure_word

_LATIN: Final = ".//{http://schemas.openxmlformats.org/drawingml/2006/main}%sFont/*[@typeface]"
_OFF: Final = ("0", "false", "off", "none")


class TextFormat(Struct, frozen=True):
    """Format of text; ``size`` is in points."""

    family: str = "Times New Roman"
    size: float = 10.0
    bold: bool = False
    capitals: bool = False

    def measure_width(self, word: str) -> float:
        """Return the width of ``word`` in points."""
        text = word.upper() if self.capitals else word
        return measure_word(text, self.family, bold=self.bold) * self.size / 1000


class Indents(Struct, frozen=True):
    """Indents of a paragraph, in twentieths of a point."""

    start: int = 0
    end: int = 0


class TextFormats:
    """Finder of text formats and indents in one package."""

    def __init__(self, package: Package) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._style_formats: dict[str, TextFormat] = {}
        self._default = TextFormat()
        self._paragraph_style = ""
        self._fonts = _read_theme_fonts(package)
        for name in package.related("styles")[:1]:
            self._read_styles(parse(package.parts[name]))

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
        format_ = self._find_style_format(
            _read_style_id(paragraph.find(qn("w:pPr")), "pStyle") or self._paragraph_style
        )
        for style in self._list_style_chain(_read_style_id(properties, "rStyle")):
            format_ = self._apply_properties(format_, style.find(qn("w:rPr")))
        return self._apply_properties(format_, properties)

    def _find_style_format(self, id_: str) -> TextFormat:
        """Return the format of a paragraph style, cached."""
        if id_ not in self._style_formats:
            format_ = self._default
            for style in self._list_style_chain(id_):
                format_ = self._apply_properties(format_, style.find(qn("w:rPr")))
            self._style_formats[id_] = format_
        return self._style_formats[id_]

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
        if properties is None:
            return format_
        if (fonts := properties.find(qn("w:rFonts"))) is not None:
            theme = fonts.get(qn("w:asciiTheme"), "")
            named = self._fonts.get(theme[:5], "") or fonts.get(qn("w:ascii"), "")
            format_ = replace(format_, family=named or format_.family)
        size = properties.find(qn("w:sz"))
        if size is not None and (half_points := parse_whole_number(size.get(qn("w:val")))):
            format_ = replace(format_, size=half_points / 2)
        bold, capitals = (_read_switch(properties, name) for name in ("b", "caps"))
        return replace(
            format_,
            bold=format_.bold if bold is None else bold,
            capitals=format_.capitals if capitals is None else capitals,
        )


def _read_theme_fonts(package: Package) -> dict[str, str]:
    """Return the Latin fonts of the theme: ``major`` for headings and ``minor`` for body text."""
    for name in package.related("theme")[:1]:
        root = parse(package.parts[name])
        fonts = {kind: root.find(_LATIN % kind) for kind in ("major", "minor")}
        return {kind: font.get("typeface", "") for kind, font in fonts.items() if font is not None}
    return {}


def _read_style_id(properties: etree._Element | None, name: str) -> str:
    element = None if properties is None else properties.find(qn(f"w:{name}"))
    return "" if element is None else element.get(qn("w:val"), "")


def _read_switch(properties: etree._Element, name: str) -> bool | None:
    """Return whether a switch is on; None if it is missing."""
    switch = properties.find(qn(f"w:{name}"))
    return None if switch is None else switch.get(qn("w:val"), "1") not in _OFF


def _apply_indents(before: Indents, properties: etree._Element | None) -> Indents:
    indents = None if properties is None else properties.find(qn("w:ind"))
    if indents is None:
        return before
    start = parse_whole_number(indents.get(qn("w:left"), indents.get(qn("w:start"))))
    end = parse_whole_number(indents.get(qn("w:right"), indents.get(qn("w:end"))))
    return Indents(before.start if start is None else start, before.end if end is None else end)

"""Stored values of theme colours, updated to match the theme of the house style.

An element that names a theme colour also stores its value. Word shows the colour in the theme, but
LibreOffice 7.4 shows the stored value, which comes from the template.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from assembler.word.package.package import Package
from assembler.word.package.xml import parse, qn, serialise
from assembler.word.style.colour_contrast import Colours

_STORED: Final = {"themeFill": "fill", "themeColor": "color"}
"""The attribute that stores the value of each kind of theme colour; that of text is ``val``."""


def update_theme_colours(package: Package, part: str) -> Package:
    """Return ``package`` with the stored values of theme colours in ``part`` taken from its theme part."""
    root, colours, changed = parse(package.parts[part]), Colours(package), False
    for element, theme, stored in _iter_theme_colours(root):
        value = colours.read(element, stored, theme)
        if value and value != element.get(qn(f"w:{stored}")):
            element.set(qn(f"w:{stored}"), value)
            changed = True
    return package.with_parts({part: serialise(root)}) if changed else package


def _iter_theme_colours(root: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    """Yield each element with a theme colour, and the names of its two attributes."""
    for element in root.iter(etree.Element):
        for theme, stored in _STORED.items():
            if element.get(qn(f"w:{theme}")):
                yield element, theme, "val" if element.tag == qn("w:color") else stored

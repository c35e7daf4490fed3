"""What the text of a cell depends on elsewhere in the file: styles, numbering and link addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from lxml import etree

from assembler.model.types.rich_text import BlockKind
from assembler.structs import Struct, field
from assembler.word.package.package import Package
from assembler.word.package.whole_numbers import MOST_STYLES, parse_whole_number
from assembler.word.package.xml import W, parse, qn

OFF: Final = frozenset(("0", "false", "off"))
_LIST_STYLE: Final = re.compile(r"(?i)(?:list|response)\s*(bullet|number)\s*(\d?)$")
"""Names of list styles: Word's ("List Bullet 2") and ours ("Response Number")."""


class StyleFacts(Struct, frozen=True):
    """Properties that a style sets itself; None for a property that it does not set."""

    name: str = ""
    based_on: str = ""
    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    number: str | None = None
    level: int | None = None


class Sources(Struct, frozen=True):
    """Styles by id, and what list numbers and relationships stand for.

    ``levels`` maps a numId and a level to a kind of list; ``addresses`` maps relationship ids to link
    addresses.
    """

    styles: Mapping[str, StyleFacts] = field(default_factory=dict)
    levels: Mapping[tuple[str, int], BlockKind] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)

    def chain(self, style: str) -> tuple[StyleFacts, ...]:
        """Return the style and all styles on which it is based, nearest first; a cycle ends the chain."""
        seen: dict[str, StyleFacts] = {}
        while style in self.styles and style not in seen and len(seen) < MOST_STYLES:
            seen[style] = self.styles[style]
            style = self.styles[style].based_on
        return tuple(seen.values())

    def toggle(self, style: str, name: str) -> bool:
        """Return whether a style turns on ``bold``, ``italic`` or ``hidden``, even through a base style."""
        if style not in self.styles:
            return False
        values = (getattr(facts, name) for facts in self.chain(style))
        return next((value for value in values if value is not None), False)

    def list_item(self, style: str, number: str | None, level: int | None) -> tuple[BlockKind, int]:
        """Return the kind and level of a paragraph in this style.

        ``number`` and ``level`` are from its own ``w:numPr``, or None. A ``w:numId`` of 0 removes a paragraph
        from its list (17.9.18).
        """
        chain = self.chain(style)
        numbers = (number, *(style.number for style in chain))
        levels = (level, *(style.level for style in chain), 0)
        number = next((each for each in numbers if each is not None), None)
        level = next(each for each in levels if each is not None)
        if number == "0":
            return BlockKind.PARAGRAPH, 0
        if number is not None and (kind := self.levels.get((number, level))):
            return kind, level
        named = next((match for s in chain if (match := _LIST_STYLE.search(s.name))), None)
        if named is None:
            return BlockKind.PARAGRAPH, 0
        kind = BlockKind.BULLET if named[1].lower() == "bullet" else BlockKind.NUMBER
        return kind, max(int(named[2] or 1) - 1, level)


def read_sources(package: Package, part: str | None = None) -> Sources:
    """Return what the text in ``part`` (default: the main part) depends on elsewhere in the file."""
    part = part or package.main
    return Sources(
        styles=_read_styles(_parse_related(package, "styles")),
        levels=_read_levels(_parse_related(package, "numbering")),
        addresses={line.id: line.target for line in package.relationships(part) if line.external},
    )


def _parse_related(package: Package, kind: str) -> etree._Element | None:
    names = package.related(kind)
    return parse(package.parts[names[0]]) if names else None


def read_value(element: etree._Element | None, path: str) -> str | None:
    """Return the ``w:val`` of the element at ``path``; None if there is no such element."""
    child = None if element is None else element.find(path, {"w": W})
    return None if child is None else child.get(qn("w:val"), "")


def read_switch(properties: etree._Element | None, name: str) -> bool | None:
    """Return whether an on/off property of a ``w:rPr`` is on; None if it is not set (17.17.4)."""
    switch = None if properties is None else properties.find(qn(name))
    return None if switch is None else switch.get(qn("w:val"), "1") not in OFF


def _read_styles(root: etree._Element | None) -> dict[str, StyleFacts]:
    styles = () if root is None else root.iterfind(qn("w:style"))
    return {style.get(qn("w:styleId"), ""): _read_facts(style) for style in styles}


def _read_facts(style: etree._Element) -> StyleFacts:
    look = style.find(qn("w:rPr"))
    level = read_value(style, "w:pPr/w:numPr/w:ilvl")
    return StyleFacts(
        name=read_value(style, "w:name") or "",
        based_on=read_value(style, "w:basedOn") or "",
        bold=read_switch(look, "w:b"),
        italic=read_switch(look, "w:i"),
        hidden=read_switch(look, "w:vanish"),
        number=read_value(style, "w:pPr/w:numPr/w:numId"),
        level=parse_whole_number(level),
    )


def _read_levels(root: etree._Element | None) -> dict[tuple[str, int], BlockKind]:
    """Read the kind of each list level; levels without a bullet or number are omitted."""
    if root is None:
        return {}
    looks = {look.get(qn("w:abstractNumId"), ""): look for look in root.iterfind(qn("w:abstractNum"))}
    kinds: dict[tuple[str, int], BlockKind] = {}
    for number in root.iterfind(qn("w:num")):
        look = looks.get(read_value(number, "w:abstractNumId") or "")
        overrides = [change.find(qn("w:lvl")) for change in number.iterfind(qn("w:lvlOverride"))]
        for level in (*(() if look is None else look.iterfind(qn("w:lvl"))), *overrides):
            if level is not None and (kind := _list_kind(read_value(level, "w:numFmt"))):
                kinds[number.get(qn("w:numId"), ""), parse_whole_number(level.get(qn("w:ilvl"))) or 0] = kind
    return kinds


def _list_kind(number_format: str | None) -> BlockKind | None:
    """Return the kind of list for a ``w:numFmt``; None if it shows no number.

    Word uses decimal numbers for a level without a ``w:numFmt`` (17.9.17).

    >>> _list_kind("lowerRoman")
    <BlockKind.NUMBER: 'number'>
    """
    if number_format == "none":
        return None
    return BlockKind.BULLET if number_format == "bullet" else BlockKind.NUMBER

"""Styles, numbering and link addresses of a .docx, which are needed to read the text of a cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from lxml import etree

from assembler.model.types.rich_text import BlockKind
from assembler.structs import Struct, field
from assembler.word.package.package import Package
from assembler.word.package.whole_numbers import MOST_STYLES, parse_whole_number
from assembler.word.package.xml import find_child, qn

OFF: Final = frozenset(("0", "false", "off"))
_LIST_STYLE: Final = re.compile(r"(?i)(?:list|response)\s*(bullet|number)\s*(\d?)$")
"""Names of list styles: Word's ("List Bullet 2") and ours ("Response Number")."""
_LINK_STYLES: Final = frozenset(("hyperlink", "internet link", "followedhyperlink"))


class StyleFacts(Struct, frozen=True):
    """Properties that a style sets.

    A property that it does not set is None. ``is_link`` and ``item`` (the kind and level of a list) are
    derived from the names of the style and of its base styles. Only ``Sources.style`` sets them.
    """

    name: str = ""
    based_on: str = ""
    is_link: bool = False
    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    number: str | None = None
    level: int | None = None
    item: tuple[BlockKind, int] | None = None


class Sources(Struct, frozen=True):
    """The styles, lists and links that are needed to read the text of a part.

    ``styles`` maps ids to styles. ``levels`` maps the number and level of a list to its kind. ``addresses``
    maps relationship ids to the addresses of links.
    """

    styles: Mapping[str, StyleFacts] = field(default_factory=dict)
    levels: Mapping[tuple[str, int], BlockKind] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)

    resolved: dict[str, StyleFacts] = field(default_factory=dict)
    """Caches the properties of each style that was looked up, including inherited ones, by style id."""

    def style(self, id_: str) -> StyleFacts:
        """Return the properties of the style with the id ``id_``, including those that it inherits."""
        facts = self.resolved.get(id_)
        if facts is None:
            facts = self.resolved[id_] = self._resolve(id_)
        return facts

    def _resolve(self, id_: str) -> StyleFacts:
        """Return the properties of a style, each from the first style in its chain that sets it.

        The chain consists of the style and the styles on which it is based. A cycle is followed only once.
        """
        chain: dict[str, StyleFacts] = {}
        while id_ in self.styles and id_ not in chain and len(chain) < MOST_STYLES:
            chain[id_] = self.styles[id_]
            id_ = chain[id_].based_on
        every = tuple(chain.values())

        def nearest(name: str) -> Any:
            return next((value for each in every if (value := getattr(each, name)) is not None), None)

        return StyleFacts(
            name=every[0].name if every else "",
            is_link=any(each.name.lower() in _LINK_STYLES for each in every),
            item=next(filter(None, (_parse_list_name(each.name) for each in every)), None),
            **{name: nearest(name) for name in ("bold", "italic", "hidden", "number", "level")},
        )

    def list_item(self, style: str, number: str | None, level: int | None) -> tuple[BlockKind, int]:
        """Return the kind of block (paragraph, bullet or number) and the list level of a paragraph.

        ``style`` is the id of its style. ``number`` and ``level`` are from the paragraph's own ``w:numPr``,
        and are None if it has none. A ``w:numId`` of 0 removes a paragraph from its list (ECMA-376 part 1,
        17.9.18).
        """
        facts = self.style(style)
        number = facts.number if number is None else number
        level = (facts.level if level is None else level) or 0
        if number == "0":
            return BlockKind.PARAGRAPH, 0
        if number is not None and (kind := self.levels.get((number, level))):
            return kind, level
        if facts.item is None:
            return BlockKind.PARAGRAPH, 0
        kind, least = facts.item
        return kind, max(least, level)


def read_sources(package: Package, part: str | None = None) -> Sources:
    """Return the styles, lists and link addresses that are needed to read ``part``.

    ``part`` defaults to the main part.
    """
    part = part or package.main
    return Sources(
        styles=_read_styles(_parse_related(package, "styles")),
        levels=_read_levels(_parse_related(package, "numbering")),
        addresses={line.id: line.target for line in package.relationships(part) if line.external},
    )


def _parse_related(package: Package, kind: str) -> etree._Element | None:
    names = package.related(kind)
    return package.tree(names[0]) if names else None


def is_in_contents(paragraph: etree._Element, sources: Sources) -> bool:
    """Return whether a paragraph is styled as a line of a table of contents.

    The names of these built-in styles are not translated.
    """
    facts = sources.styles.get(read_value(paragraph, "w:pPr/w:pStyle") or "")
    return facts is not None and facts.name.lower().startswith("toc ")


def is_heading(paragraph: etree._Element, sources: Sources) -> bool:
    """Return whether a paragraph is in one of Word's heading styles or in our style "Item Heading"."""
    facts = sources.styles.get(read_value(paragraph, "w:pPr/w:pStyle") or "")
    return facts is not None and facts.name.lower().startswith(("heading ", "item heading"))


def read_value(element: etree._Element | None, path: str) -> str | None:
    """Return the ``w:val`` of the element at ``path``, or None if there is no such element."""
    child = None if element is None else find_child(element, *map(qn, path.split("/")))
    return None if child is None else child.get(qn("w:val"), "")


def read_switch(properties: etree._Element | None, name: str) -> bool | None:
    """Return whether an on/off property of a ``w:rPr`` is on, or None if it is not set.

    A property without a value is on (ECMA-376 part 1, 17.17.4).
    """
    switch = None if properties is None else properties.find(qn(name))
    return None if switch is None else switch.get(qn("w:val"), "1") not in OFF


def _read_styles(root: etree._Element | None) -> dict[str, StyleFacts]:
    """Return the styles by id.

    A style without an id is skipped, because no text can use it (ECMA-376 part 1, 17.7.4.17).
    """
    styles = () if root is None else root.iterfind(qn("w:style"))
    return {id_: _read_facts(style) for style in styles if (id_ := style.get(qn("w:styleId")))}


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


def _parse_list_name(name: str) -> tuple[BlockKind, int] | None:
    """Return the kind and level in the name of a list style, or None for any other name.

    >>> _parse_list_name("List Bullet 2"), _parse_list_name("Normal")
    ((<BlockKind.BULLET: 'bullet'>, 1), None)
    """
    match = _LIST_STYLE.search(name)
    if match is None:
        return None
    kind = BlockKind.BULLET if match[1].lower() == "bullet" else BlockKind.NUMBER
    return kind, int(match[2] or 1) - 1


def _read_levels(root: etree._Element | None) -> dict[tuple[str, int], BlockKind]:
    """Map the number and level of each list to its kind.

    Levels without a bullet or number are omitted.
    """
    if root is None:
        return {}
    looks = {look.get(qn("w:abstractNumId"), ""): look for look in root.iterfind(qn("w:abstractNum"))}
    kinds: dict[tuple[str, int], BlockKind] = {}
    for number in root.iterfind(qn("w:num")):
        look = looks.get(read_value(number, "w:abstractNumId") or "")
        overrides = [change.find(qn("w:lvl")) for change in number.iterfind(qn("w:lvlOverride"))]
        for level in (*(() if look is None else look.iterfind(qn("w:lvl"))), *overrides):
            if level is not None and (kind := _find_list_kind(read_value(level, "w:numFmt"))):
                kinds[number.get(qn("w:numId"), ""), parse_whole_number(level.get(qn("w:ilvl"))) or 0] = kind
    return kinds


def _find_list_kind(number_format: str | None) -> BlockKind | None:
    """Return the kind of list for a ``w:numFmt``, or None if the format is ``none``.

    Word uses decimal numbers for a level without a ``w:numFmt`` (ECMA-376 part 1, 17.9.17).

    >>> _find_list_kind("lowerRoman")
    <BlockKind.NUMBER: 'number'>
    """
    if number_format == "none":
        return None
    return BlockKind.BULLET if number_format == "bullet" else BlockKind.NUMBER


def parse_link(code: str) -> str:
    r"""Return the address to which a field code links, or "" for any other field.

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

"""Transfer a template's own lists (numbering) to a house style.

Headings, bullets and answers are numbered by the lists that are linked to the paragraph styles of the house
style. A template may also have its own lists, set directly on paragraphs (``w:numId``). These are transferred
with ids that the house style does not use. If such a list belongs to a style ("restart at 1" in a numbered
list), it uses the list definition of the house style.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from copy import deepcopy
from itertools import count
from typing import Final

from lxml import etree

from assembler.word.package.xml import W, qn

NO_LIST: Final = "0"
"""The value of ``w:numId`` that removes a paragraph from the list of its style (ECMA-376 part 1, 17.9.18)."""
EMPTY: Final = f'<w:numbering xmlns:w="{W}"/>'.encode()
NUMBERING_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"


def find_used_lists(root: etree._Element) -> set[str]:
    """Return the ids of the lists that are set directly on paragraphs below ``root``.

    >>> from assembler.word.package.xml import parse
    >>> find_used_lists(parse(f'<w:p xmlns:w="{W}"><w:numId w:val="7"/><w:numId w:val="0"/></w:p>'.encode()))
    {'7'}
    """
    numbers = (element.get(qn("w:val"), NO_LIST) for element in root.iter(qn("w:numId")))
    return {number for number in numbers if number != NO_LIST}


def map_style_lists(styles: etree._Element) -> dict[str, str]:
    """Map the ids of styles to the ids of the lists that are linked to them.

    >>> from assembler.word.package.xml import parse
    >>> inside = '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'
    >>> style = f'<w:style w:styleId="ListBullet">{inside}</w:style>'
    >>> map_style_lists(parse(f'<w:styles xmlns:w="{W}">{style}</w:styles>'.encode()))
    {'ListBullet': '2'}
    """
    linked = {}
    for style in styles.iter(qn("w:style")):
        number = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if number is not None and number.get(qn("w:val")) != NO_LIST:
            linked[style.get(qn("w:styleId"), "")] = number.get(qn("w:val"), "")
    return linked


def transfer_lists(
    own: etree._Element, house: etree._Element, *, linked: Mapping[str, str], used: Collection[str]
) -> dict[str, str]:
    """Copy the ``used`` lists from ``own`` to ``house``, and return a mapping from old list ids to new ones.

    ``own`` is the template's numbering. ``linked`` maps the paragraph styles of the house style to their
    lists. An id without a definition in ``own`` is skipped, because Word shows such a paragraph without a
    number.
    """
    renamed: dict[str, str] = {}
    definitions: dict[str, str] = {}
    for number in [element for element in own.findall(qn("w:num")) if element.get(qn("w:numId")) in used]:
        copy = deepcopy(number)
        link = copy.find(qn("w:abstractNumId"))
        definition = _find_definition(own, link.get(qn("w:val"), "") if link is not None else "")
        if link is None or definition is None:
            continue
        link.set(qn("w:val"), _transfer_definition(definition, house, linked, definitions))
        copy.set(qn("w:numId"), _find_free_id(house, "w:num", "w:numId"))
        _insert(house, copy)
        renamed[number.get(qn("w:numId"), "")] = copy.get(qn("w:numId"), "")
    return renamed


def _find_definition(numbering: etree._Element, id_: str) -> etree._Element | None:
    definitions = numbering.findall(qn("w:abstractNum"))
    return next((element for element in definitions if element.get(qn("w:abstractNumId")) == id_), None)


def _transfer_definition(
    definition: etree._Element, house: etree._Element, linked: Mapping[str, str], new_ids: dict[str, str]
) -> str:
    """Return the id of the list definition in ``house`` that replaces ``definition``.

    This is the definition for the same style if there is one. Otherwise, ``definition`` is copied, but only
    once: ``new_ids`` maps the ids of replaced definitions to their new ids, and the result is added to it.
    """
    old = definition.get(qn("w:abstractNumId"), "")
    if old not in new_ids:
        style_definition = _find_definition_of_style(definition, house, linked)
        new_ids[old] = style_definition or _copy_definition(definition, house)
    return new_ids[old]


def _find_definition_of_style(
    definition: etree._Element, house: etree._Element, linked: Mapping[str, str]
) -> str:
    for style in definition.iter(qn("w:pStyle")):
        wanted = linked.get(style.get(qn("w:val"), ""))
        for number in house.findall(qn("w:num")):
            link = number.find(qn("w:abstractNumId"))
            if number.get(qn("w:numId")) == wanted and link is not None:
                return link.get(qn("w:val"), "")
    return ""


def _copy_definition(definition: etree._Element, house: etree._Element) -> str:
    copy = deepcopy(definition)
    for level in copy.findall(qn("w:lvl")):
        for style in level.findall(qn("w:pStyle")):
            level.remove(style)
    copy.set(qn("w:abstractNumId"), _find_free_id(house, "w:abstractNum", "w:abstractNumId"))
    _insert(house, copy)
    return copy.get(qn("w:abstractNumId"), "")


def _find_free_id(house: etree._Element, tag: str, attribute: str) -> str:
    taken = {element.get(qn(attribute)) for element in house.findall(qn(tag))}
    return next(str(number) for number in count(1) if str(number) not in taken)


def _insert(house: etree._Element, element: etree._Element) -> None:
    """Insert ``element`` in ``house`` after the last one of its kind.

    List definitions come before lists (``CT_Numbering``).
    """
    kinds = ("w:numPicBullet", "w:abstractNum", "w:num")
    before = {qn(kind) for kind in kinds[: 2 if element.tag == qn("w:abstractNum") else 3]}
    index = sum(child.tag in before for child in house)
    house.insert(index, element)


def renumber_lists(root: etree._Element, renamed: Mapping[str, str]) -> None:
    """Replace the list ids in the paragraphs below ``root`` according to ``renamed``."""
    for element in root.iter(qn("w:numId")):
        old = element.get(qn("w:val"), "")
        element.set(qn("w:val"), renamed.get(old, old))

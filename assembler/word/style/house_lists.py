"""The lists (numbering) of a template carried over to a house style.

Headings, bullets and answers take their numbers from the lists that the house style's paragraph styles are
linked to. A template may hold lists of its own, set on a paragraph with the toolbar (``w:numId`` directly in
the paragraph); they must survive under numbers that the house style has not given out, and where such a list
is the one of a style ("start again at 1" of a numbered list) it follows the house style's shape.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from copy import deepcopy
from itertools import count
from typing import Final

from lxml import etree

from assembler.word.package.xml import W, qn

NO_LIST: Final = "0"
"""``w:numId`` 0 takes a paragraph out of its style's list (ECMA-376 part 1, 17.9.18)."""
EMPTY: Final = f'<w:numbering xmlns:w="{W}"/>'.encode()
NUMBERING_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"


def used_lists(root: etree._Element) -> set[str]:
    """Ids of the lists that the paragraphs below ``root`` name themselves.

    >>> from assembler.word.package.xml import parse
    >>> used_lists(parse(f'<w:p xmlns:w="{W}"><w:numId w:val="7"/><w:numId w:val="0"/></w:p>'.encode()))
    {'7'}
    """
    found = (element.get(qn("w:val"), NO_LIST) for element in root.iter(qn("w:numId")))
    return {number for number in found if number != NO_LIST}


def lists_of_styles(styles: etree._Element) -> dict[str, str]:
    """Style id -> id of the list that the style is linked to.

    >>> from assembler.word.package.xml import parse
    >>> inside = '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'
    >>> style = f'<w:style w:styleId="ListBullet">{inside}</w:style>'
    >>> lists_of_styles(parse(f'<w:styles xmlns:w="{W}">{style}</w:styles>'.encode()))
    {'ListBullet': '2'}
    """
    linked = {}
    for style in styles.iter(qn("w:style")):
        number = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if number is not None and number.get(qn("w:val")) != NO_LIST:
            linked[style.get(qn("w:styleId"), "")] = number.get(qn("w:val"), "")
    return linked


def carry_over(
    own: etree._Element, house: etree._Element, *, linked: Mapping[str, str], used: Collection[str]
) -> dict[str, str]:
    """Add the ``used`` lists of the template's numbering ``own`` to ``house``; old id -> new id.

    ``linked`` tells which list each paragraph style of the house style has. An id that the template's
    numbering does not define is left out: Word shows such a paragraph without a number.
    """
    renamed: dict[str, str] = {}
    shapes: dict[str, str] = {}
    for number in [each for each in own.findall(qn("w:num")) if each.get(qn("w:numId")) in used]:
        copy = deepcopy(number)
        link = copy.find(qn("w:abstractNumId"))
        shape = _shape(own, link.get(qn("w:val"), "") if link is not None else "")
        if link is None or shape is None:
            continue
        link.set(qn("w:val"), _shape_here(shape, house, linked, shapes))
        copy.set(qn("w:numId"), _free(house, "w:num", "w:numId"))
        _place(house, copy)
        renamed[number.get(qn("w:numId"), "")] = copy.get(qn("w:numId"), "")
    return renamed


def _shape(numbering: etree._Element, id_: str) -> etree._Element | None:
    shapes = numbering.findall(qn("w:abstractNum"))
    return next((each for each in shapes if each.get(qn("w:abstractNumId")) == id_), None)


def _shape_here(
    shape: etree._Element, house: etree._Element, linked: Mapping[str, str], shapes: dict[str, str]
) -> str:
    """Id in ``house`` of the list shape: that of the style it is linked to, or a copy made once."""
    old = shape.get(qn("w:abstractNumId"), "")
    if old not in shapes:
        shapes[old] = _shape_of_style(shape, house, linked) or _copied(shape, house)
    return shapes[old]


def _shape_of_style(shape: etree._Element, house: etree._Element, linked: Mapping[str, str]) -> str:
    for style in shape.iter(qn("w:pStyle")):
        wanted = linked.get(style.get(qn("w:val"), ""))
        for number in house.findall(qn("w:num")):
            link = number.find(qn("w:abstractNumId"))
            if number.get(qn("w:numId")) == wanted and link is not None:
                return link.get(qn("w:val"), "")
    return ""


def _copied(shape: etree._Element, house: etree._Element) -> str:
    copy = deepcopy(shape)
    for level in copy.findall(qn("w:lvl")):
        for style in level.findall(qn("w:pStyle")):
            level.remove(style)
    copy.set(qn("w:abstractNumId"), _free(house, "w:abstractNum", "w:abstractNumId"))
    _place(house, copy)
    return copy.get(qn("w:abstractNumId"), "")


def _free(house: etree._Element, tag: str, attribute: str) -> str:
    taken = {each.get(qn(attribute)) for each in house.findall(qn(tag))}
    return next(str(number) for number in count(1) if str(number) not in taken)


def _place(house: etree._Element, element: etree._Element) -> None:
    """Behind the last of its kind; shapes stand before lists (order of ``CT_Numbering``)."""
    kinds = ("w:numPicBullet", "w:abstractNum", "w:num")
    before = {qn(kind) for kind in kinds[: 2 if element.tag == qn("w:abstractNum") else 3]}
    at = sum(each.tag in before for each in house)
    house.insert(at, element)


def renumbered(root: etree._Element, renamed: Mapping[str, str]) -> None:
    """Change the list ids in the paragraphs below ``root``."""
    for element in root.iter(qn("w:numId")):
        old = element.get(qn("w:val"), "")
        element.set(qn("w:val"), renamed.get(old, old))

"""Heading styles: their levels, the patterns of their numbers, and the indents of their contents entries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from assembler.structs import Struct
from assembler.word.package.whole_numbers import MAX_LEVEL, parse_whole_number

if TYPE_CHECKING:
    from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class HeadingStyle(Struct, frozen=True, order=True):
    """A heading style: its level (1 to 9), and the pattern of its number.

    A pattern such as ``%1.%2`` is in Word's notation, and is empty for headings without numbers. ``formats``
    contains Word's number format for each level, starting with level 1. A missing format is ``decimal``.
    ``indent`` is the indent of its entries in the table of contents, in twentieths of a point.
    """

    id: str
    level: int
    pattern: str = ""
    formats: tuple[str, ...] = ()
    indent: int = 0


def read_heading_styles(styles: bytes, numbering: bytes | None) -> tuple[HeadingStyle, ...]:
    """Return the heading styles in a styles part (built-in names "heading 1" to "heading 9").

    ``numbering`` is the numbering part, which contains the patterns of their numbers, or None if there is
    none.
    """
    from lxml import etree  # only needed to prepare a template, not to build a document

    root = etree.fromstring(styles)
    lists = _read_list_levels(numbering) if numbering else {}
    named = {_read_value(style, "name").lower(): style for style in root.iter(f"{W}style")}
    headings = []
    for level in range(1, 10):
        if (style := named.get(f"heading {level}")) is not None:
            id_, pattern = style.get(f"{W}styleId") or "", _read_pattern(style, level, lists)
            headings.append(HeadingStyle(id_, level, *pattern, _read_indent(named.get(f"toc {level}"))))
    return tuple(headings)


def _read_indent(style: etree._Element | None) -> int:
    indent = None if style is None else style.find(f"{W}pPr/{W}ind")
    if indent is None:
        return 0
    left, hanging = (parse_whole_number(indent.get(f"{W}{side}")) or 0 for side in ("left", "hanging"))
    return max(left - hanging, 0)


_Levels = Mapping[tuple[str, int], tuple[str, str]]


def _read_pattern(style: etree._Element, level: int, lists: _Levels) -> tuple[str, tuple[str, ...]]:
    setting = style.find(f"{W}pPr/{W}numPr")
    if setting is None:
        return "", ()
    number, depth = _read_value(setting, "numId"), parse_whole_number(_read_value(setting, "ilvl"))
    index = depth if depth is not None and 0 <= depth <= MAX_LEVEL else level - 1
    formats = tuple(lists.get((number, outer), ("", "decimal"))[1] for outer in range(index + 1))
    return lists.get((number, index), ("", ""))[0], formats


def _read_list_levels(numbering: bytes) -> _Levels:
    """Map each pair of numId and level to its text pattern and its number format."""
    from lxml import etree

    root = etree.fromstring(numbering)
    elements = root.iter(f"{W}abstractNum")
    definitions = {element.get(f"{W}abstractNumId"): element for element in elements}
    levels: dict[tuple[str, int], tuple[str, str]] = {}
    for number in root.iter(f"{W}num"):
        link = number.find(f"{W}abstractNumId")
        definition = definitions.get(link.get(f"{W}val")) if link is not None else None
        for level in definition.iter(f"{W}lvl") if definition is not None else ():
            key = (number.get(f"{W}numId") or "", parse_whole_number(level.get(f"{W}ilvl")) or 0)
            levels[key] = (_read_value(level, "lvlText"), _read_value(level, "numFmt"))
    return levels


def _read_value(element: etree._Element, name: str) -> str:
    child = element.find(f"{W}{name}")
    return (child.get(f"{W}val") or "") if child is not None else ""

"""Locations of messages in a part, for translators: "heading 'Budgets', table 1, header row, cell 2".

Tables and paragraphs are numbered within their section, so a new table changes few locations.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from lxml import etree

from assembler.model.messages import markup
from assembler.word.package.xml import parse, qn

_LONGEST: Final = 50
_WHOLE_TITLE: Final = frozenset({"title", "subtitle", "caption"})


def read_style_names(styles: bytes | None) -> dict[str, str]:
    """Map style ids to style names in lower case; built-in names such as ``heading 1`` are always English."""
    if styles is None:
        return {}
    elements = parse(styles).iterfind(qn("w:style"))
    return {
        style.get(qn("w:styleId"), ""): _read_value(style.find(qn("w:name"))).lower() for style in elements
    }


def _read_value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(qn("w:val"), "")


class LocationTracker:
    """Tracker of the current location in a part; ``part`` is its label ("header 1"; empty for the body)."""

    def __init__(self, part: str, styles: Mapping[str, str]) -> None:
        self._part = part
        self._styles = styles
        self._section = part
        self.section = ""
        """Preceding heading, shortened; empty before the first heading."""
        self._paragraphs = 0
        self._tables: dict[etree._Element, int] = {}
        self._tables_before = 0

    def style_name(self, paragraph: etree._Element) -> str:
        """Return the style name of ``paragraph`` in lower case; empty for the default style."""
        style = _read_value(paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}"))
        return self._styles.get(style, style.lower())

    def locate_paragraph(self, paragraph: etree._Element, message: str) -> tuple[str, str]:
        """Return the location and kind of ``paragraph``; it is not counted if ``message`` is empty."""
        style = self.style_name(paragraph)
        if re.fullmatch(r"heading [1-9]", style) and not self._part and message:
            self._start_section(message)
            return self._section, "heading"
        inside = self._locate_in_table(paragraph)
        if _find_ancestor(paragraph, "txbxContent") is not None:
            return self._join_location("text box"), "text box"
        if inside:
            return self._join_location(inside), "header row" if "header row" in inside else "cell"
        self._paragraphs += bool(message)
        kind = style if style in _WHOLE_TITLE else "paragraph"
        return self._join_location(f"paragraph {self._paragraphs}"), kind

    def locate_element(self, element: etree._Element, kind: str) -> str:
        """Return the location of an element that is not a paragraph; ``kind`` describes it."""
        return self._join_location(", ".join(filter(None, (self._locate_in_table(element), kind))))

    def _start_section(self, heading: str) -> None:
        self.section = shorten_message(heading)
        self._section = f"heading '{self.section}'"
        self._paragraphs = 0
        self._tables_before = len(self._tables)

    def _join_location(self, location: str) -> str:
        return f"{self._section}, {location}" if self._section else location

    def _locate_in_table(self, element: etree._Element) -> str:
        table = _find_ancestor(element, "tbl")
        if table is None:
            return ""
        number = self._tables.setdefault(table, len(self._tables) + 1) - self._tables_before
        row, cell = _find_ancestor(element, "tr"), _find_ancestor(element, "tc")
        steps = [f"table {max(number, 1)}"]
        if row is not None:
            is_header = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
            steps.append("header row" if is_header else f"row {_count_position(row)}")
        if cell is not None:
            steps.append(f"cell {_count_position(cell)}")
        return ", ".join(steps)


def _find_ancestor(element: etree._Element, name: str) -> etree._Element | None:
    return next(element.iterancestors(qn(f"w:{name}")), None)


def _count_position(element: etree._Element) -> int:
    """Return the position of an element among siblings with the same tag, counted from 1."""
    return len(list(element.itersiblings(str(element.tag), preceding=True))) + 1


def shorten_message(message: str) -> str:
    """Return ``message`` without inline tags, truncated to 50 characters.

    >>> shorten_message("Report <1>{city_of}</1>")
    'Report {city_of}'
    """
    tokens = (
        token for token in markup.parse(message) if isinstance(token, markup.LiteralText | markup.Field)
    )
    text = markup.compose(tokens)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"

"""Where a paragraph stands, in words: "heading 'Budgets', table 1, header row, cell 2".

Tables and paragraphs are counted within their section, so that one more table changes few places.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from lxml import etree

from assembler.model.messages import markup as marks
from assembler.word.package.xml import parse, qn

_LONGEST: Final = 50
_WHOLE_TITLE: Final = frozenset({"title", "subtitle", "caption"})


def style_names(styles: bytes | None) -> dict[str, str]:
    """The name of each style by its id, in small letters; Word in any language writes ``heading 1``."""
    if styles is None:
        return {}
    found = parse(styles).iterfind(qn("w:style"))
    return {style.get(qn("w:styleId"), ""): _value(style.find(qn("w:name"))).lower() for style in found}


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(qn("w:val"), "")


class Surroundings:
    """Follows a walk through one part: ``part`` in words ("header 1"; empty for the body)."""

    def __init__(self, part: str, styles: Mapping[str, str]) -> None:
        self._part = part
        self._styles = styles
        self._section = part
        self.section = ""
        """The heading above, in short; empty before the first."""
        self._paragraphs = 0
        self._tables: dict[etree._Element, int] = {}
        self._tables_before = 0

    def style(self, paragraph: etree._Element) -> str:
        """Name of the style of ``paragraph`` in small letters; empty for the default."""
        style = _value(paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}"))
        return self._styles.get(style, style.lower())

    def of_paragraph(self, paragraph: etree._Element, message: str) -> tuple[str, str]:
        """Where ``paragraph`` with ``message`` stands, and what kind of place; empty ones do not count."""
        style = self.style(paragraph)
        if re.fullmatch(r"heading [1-9]", style) and not self._part and message:
            self._begin(message)
            return self._section, "heading"
        inside = self._in_table(paragraph)
        if _ancestor(paragraph, "txbxContent") is not None:
            return self._said("text box"), "text box"
        if inside:
            return self._said(inside), "header row" if "header row" in inside else "cell"
        self._paragraphs += bool(message)
        kind = style if style in _WHOLE_TITLE else "paragraph"
        return self._said(f"paragraph {self._paragraphs}"), kind

    def of_element(self, element: etree._Element, kind: str) -> str:
        """Where something of a ``kind`` stands that is no paragraph."""
        return self._said(", ".join(filter(None, (self._in_table(element), kind))))

    def _begin(self, heading: str) -> None:
        self.section = in_short(heading)
        self._section = f"heading '{self.section}'"
        self._paragraphs = 0
        self._tables_before = len(self._tables)

    def _said(self, spot: str) -> str:
        return f"{self._section}, {spot}" if self._section else spot

    def _in_table(self, element: etree._Element) -> str:
        table = _ancestor(element, "tbl")
        if table is None:
            return ""
        number = self._tables.setdefault(table, len(self._tables) + 1) - self._tables_before
        row, cell = _ancestor(element, "tr"), _ancestor(element, "tc")
        spots = [f"table {max(number, 1)}"]
        if row is not None:
            is_header = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
            spots.append("header row" if is_header else f"row {_position(row)}")
        if cell is not None:
            spots.append(f"cell {_position(cell)}")
        return ", ".join(spots)


def _ancestor(element: etree._Element, name: str) -> etree._Element | None:
    return next(element.iterancestors(qn(f"w:{name}")), None)


def _position(element: etree._Element) -> int:
    """Counted from 1 among its like."""
    return len(list(element.itersiblings(str(element.tag), preceding=True))) + 1


def in_short(message: str) -> str:
    """A message as one names it in passing: without marks, cut where it is long.

    >>> in_short("Report <1>{city_of}</1>")
    'Report {city_of}'
    """
    kept = (token for token in marks.parse(message) if isinstance(token, marks.Words | marks.Field))
    text = marks.compose(kept)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"

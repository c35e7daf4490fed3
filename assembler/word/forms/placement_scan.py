"""Where in a template the places and the lists stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Final

from lxml import etree

from assembler.structs import Struct
from assembler.word.package.locations import (
    describe_part,
    find_heading_styles,
    iter_paragraphs,
    paragraph_text,
)
from assembler.word.package.package import Package
from assembler.word.package.xml import qn

_PLACE: Final = re.compile(r"\{\{\s*([A-Za-z_][\w.]*)\s*\}\}")
_LOOP: Final = re.compile(r"\{%\s*tr\s+for\s+(\w+)\s+in\s+([\w.]+)\.rows\s*%\}")
_TABLE, _ROW, _CELL = (qn(name) for name in ("w:tbl", "w:tr", "w:tc"))


class Spot(Struct, frozen=True):
    """One place: its paragraph, its cell and row if it stands in a table, and where that is in words."""

    name: str
    paragraph: etree._Element
    where: str

    @property
    def cell(self) -> etree._Element:
        """The cell, or the paragraph itself outside of tables."""
        return next(self.paragraph.iterancestors(_CELL), self.paragraph)

    @property
    def row(self) -> etree._Element | None:
        """The table row; None outside of tables."""
        return next(self.paragraph.iterancestors(_ROW), None)

    @property
    def header_rows(self) -> tuple[etree._Element, ...]:
        """The rows at the top of its table that Word repeats on each page; none outside of tables."""
        table = next(self.paragraph.iterancestors(_TABLE), None)
        rows = () if table is None else table.iterchildren(_ROW)
        return tuple(takewhile(is_header, rows))

    @property
    def alone(self) -> bool:
        """Whether the cell holds this place and no other word, picture or table."""
        words = "".join(paragraph_text(paragraph) for paragraph in self.cell.iter(qn("w:p")))
        others = self.cell.iter(qn("w:drawing"), qn("w:pict"), qn("w:object"), _TABLE)
        return bool(_PLACE.fullmatch(words.strip())) and next(others, None) is None and self.row is not None


class ListTable(Struct, frozen=True):
    """The table of a list: its loop variable, the places in the repeated rows, and the rows before these."""

    variable: str
    where: str
    spots: Mapping[str, Sequence[Spot]]
    headed: bool
    """Whether the table begins with a header row that Word repeats on each page."""


class Scan(Struct, frozen=True):
    """All places of the main part by name, and the tables of lists by the list's name."""

    spots: Mapping[str, Sequence[Spot]]
    lists: Mapping[str, Sequence[ListTable]]


def scan(package: Package, root: etree._Element) -> Scan:
    """What ``root``, the main part of ``package``, shows; a place without a match is an empty sequence."""
    part = describe_part(package, package.main)
    spots: dict[str, list[Spot]] = defaultdict(list)
    loops: list[tuple[str, str, Spot]] = []
    for where, paragraph in iter_paragraphs(root, find_heading_styles(package)):
        text = paragraph_text(paragraph)
        for found in _PLACE.finditer(text):
            spots[found[1]].append(Spot(found[1], paragraph, f"{part}, {where}"))
        for found in _LOOP.finditer(text):
            loops.append((found[1], found[2], Spot(found[0], paragraph, f"{part}, {where}")))
    lists: dict[str, list[ListTable]] = defaultdict(list)
    for variable, name, spot in loops:
        lists[name].append(_table(variable, spot, spots))
    return Scan(spots, lists)


def _table(variable: str, loop: Spot, spots: Mapping[str, Sequence[Spot]]) -> ListTable:
    """The rows from the loop's tag to its end, and whether a header row stands before them."""
    start = loop.row
    repeated = set() if start is None else set(_repeated(start))
    own = {name: [spot for spot in found if spot.row in repeated] for name, found in spots.items()}
    inside = {name: found for name, found in own.items() if found}
    table = None if start is None else next(start.iterancestors(_TABLE), None)
    first = None if table is None else next(table.iter(_ROW), None)
    headed = first is not None and first is not start and is_header(first)
    return ListTable(variable, loop.where, inside, headed)


def _repeated(start: etree._Element) -> list[etree._Element]:
    """The rows after the one with the loop's tag, up to the one with its end."""
    rows: list[etree._Element] = []
    for row in start.itersiblings(_ROW):
        if re.search(r"\{%\s*tr\s+endfor", "".join(text.text or "" for text in row.iter(qn("w:t")))):
            break
        rows.append(row)
    return rows


def is_header(row: etree._Element) -> bool:
    """Whether Word repeats the row on each page (17.4.49)."""
    mark = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}")
    return mark is not None and mark.get(qn("w:val"), "1") not in ("0", "false", "off")

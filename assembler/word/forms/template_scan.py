"""Find the placeholders of a template, and the tables in which a loop repeats rows for a list."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
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

_PLACEHOLDER: Final = re.compile(r"\{\{\s*([A-Za-z_][\w.]*)\s*\}\}")
_LOOP: Final = re.compile(r"\{%\s*tr\s+for\s+(\w+)\s+in\s+([\w.]+)\.rows\s*%\}")
_TABLE, _ROW, _CELL = (qn(name) for name in ("w:tbl", "w:tr", "w:tc"))


class Placeholder(Struct, frozen=True):
    """A placeholder in a template.

    ``where`` describes the location of its paragraph.
    """

    name: str
    paragraph: etree._Element
    where: str

    @property
    def cell(self) -> etree._Element:
        """The cell around the placeholder, or its paragraph outside tables."""
        return next(self.paragraph.iterancestors(_CELL), self.paragraph)

    @property
    def row(self) -> etree._Element | None:
        """The table row around the placeholder, or None outside tables."""
        return next(self.paragraph.iterancestors(_ROW), None)

    @property
    def header_rows(self) -> tuple[etree._Element, ...]:
        """The header rows of the table around the placeholder, which Word repeats on each page.

        The result is empty outside tables.
        """
        table = next(self.paragraph.iterancestors(_TABLE), None)
        rows = () if table is None else table.iterchildren(_ROW)
        return tuple(takewhile(is_header, rows))

    def is_among(self, names: Collection[str]) -> bool:
        """Return whether the cell consists of one paragraph for each placeholder in ``names``.

        There must be at least two placeholders, each alone in its paragraph.
        """
        texts = [paragraph_text(each).strip() for each in self.cell.iter(qn("w:p"))]
        found = [match[1] for text in texts if (match := _PLACEHOLDER.fullmatch(text))]
        return len(texts) > 1 and sorted(found) == sorted(names) and len(texts) == len(found)

    @property
    def is_alone(self) -> bool:
        """True if the placeholder is in a table cell that contains no other text, picture or table.

        A code may be repeated in the branches of a condition, because a document keeps only one branch.
        """
        texts = [text for each in self.cell.iter(qn("w:p")) if (text := paragraph_text(each).strip())]
        if self.name.endswith(".code"):
            texts = list({text for text in texts if not text.startswith("{%p")})
        others = self.cell.iter(qn("w:drawing"), qn("w:pict"), qn("w:object"), _TABLE)
        is_only = len(texts) == 1 and bool(_PLACEHOLDER.fullmatch(texts[0]))
        return is_only and next(others, None) is None and self.row is not None


class ListTable(Struct, frozen=True):
    """The table of a list: its loop variable, and the placeholders in the rows that the loop repeats."""

    variable: str
    where: str
    placeholders: Mapping[str, Sequence[Placeholder]]
    has_header: bool
    """True if the table begins with a header row that Word repeats on each page."""


class Scan(Struct, frozen=True):
    """The placeholders and list tables of a template.

    ``placeholders`` maps each name to the placeholders in the main part. ``lists`` maps the name of each list
    to its tables.
    """

    placeholders: Mapping[str, Sequence[Placeholder]]
    lists: Mapping[str, Sequence[ListTable]]


def scan_template(package: Package, root: etree._Element) -> Scan:
    """Return the placeholders and list tables in ``root``, the main part of ``package``."""
    part = describe_part(package, package.main)
    placeholders: dict[str, list[Placeholder]] = defaultdict(list)
    loops: list[tuple[str, str, Placeholder]] = []
    for where, paragraph in iter_paragraphs(root, find_heading_styles(package)):
        text = paragraph_text(paragraph)
        for match in _PLACEHOLDER.finditer(text):
            placeholders[match[1]].append(Placeholder(match[1], paragraph, f"{part}, {where}"))
        for match in _LOOP.finditer(text):
            loops.append((match[1], match[2], Placeholder(match[0], paragraph, f"{part}, {where}")))
    lists: dict[str, list[ListTable]] = defaultdict(list)
    for variable, name, placeholder in loops:
        lists[name].append(_read_table(variable, placeholder, placeholders))
    return Scan(placeholders, lists)


def _read_table(
    variable: str, loop: Placeholder, placeholders: Mapping[str, Sequence[Placeholder]]
) -> ListTable:
    """Return the table around a loop, with the placeholders in the rows that the loop repeats.

    ``variable`` is the variable of the loop.
    """
    start = loop.row
    repeated = set() if start is None else set(_find_repeated_rows(start))
    inside = {
        name: in_rows
        for name, named in placeholders.items()
        if (in_rows := [placeholder for placeholder in named if placeholder.row in repeated])
    }
    table = None if start is None else next(start.iterancestors(_TABLE), None)
    first = None if table is None else next(table.iter(_ROW), None)
    headed = first is not None and first is not start and is_header(first)
    return ListTable(variable, loop.where, inside, headed)


def _find_repeated_rows(start: etree._Element) -> list[etree._Element]:
    """Return the rows between the row with the loop's tag and the row with its end tag."""
    rows: list[etree._Element] = []
    for row in start.itersiblings(_ROW):
        if re.search(r"\{%\s*tr\s+endfor", "".join(text.text or "" for text in row.iter(qn("w:t")))):
            break
        rows.append(row)
    return rows


def is_header(row: etree._Element) -> bool:
    """Return whether Word repeats the row on each page (ECMA-376 part 1, 17.4.49)."""
    switch = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}")
    return switch is not None and switch.get(qn("w:val"), "1") not in ("0", "false", "off")

"""What the tables of a form must keep so that a returned form can be read without its controls.

A program that drops content controls leaves tables: a row is found by the code in its first cell, the header
row says which column is which, and a question stands between code and answer. Readers with disabilities need
the header row and the title of the table, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from assembler.diagnostics import Finding, Level, Place
from assembler.model.documents.document_type import GridDeclaration, ListDeclaration
from assembler.word.forms.placement_scan import Scan, Spot, is_header
from assembler.word.package.locations import (
    describe_part,
    find_heading_styles,
    iter_paragraphs,
    paragraph_text,
)
from assembler.word.package.package import Package
from assembler.word.package.whole_numbers import parse_column_span
from assembler.word.package.xml import qn

_TABLE, _ROW, _CELL = (qn(name) for name in ("w:tbl", "w:tr", "w:tc"))
_TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_LOOP: Final = re.compile(r"\{%\s*(?:p|tr|tc)\s")
_LEADING: Final = re.compile(r"^\{% (?:colspan|cellbg) [^%]+ %\}")
_CODE: Final = "Code"


def row_faults(file: str, names: tuple[str, ...], found: Scan) -> Iterator[Finding]:
    """Rows of fields: the code stands first, then a question in words."""
    for name in names:
        for spot in found.spots.get(name, ()):
            if spot.row is None:
                continue
            cells = [_words(cell) for cell in spot.row.iterchildren(_CELL)]
            if cells[0] != f"{{{{ {name}.code }}}}" and f"{{{{ {name}.code }}}}" in cells:
                what = f"the code of {name} does not stand in the first cell of its row"
                remedy = f"move {{{{ {name}.code }}}} there: a form that lost its controls is read by it"
                yield _fault(file, "code-not-first", what, remedy, spot)
            if not any(re.search(r"[A-Za-z]{3}", _TAG.sub("", cell)) for cell in cells):
                what = f"the row of {name} asks no question"
                yield _fault(
                    file, "row-without-question", what, "write the question between code and answer", spot
                )


def heading_faults(
    file: str, lists: Mapping[str, ListDeclaration], grids: Mapping[str, GridDeclaration], found: Scan
) -> Iterator[Finding]:
    """Header rows of lists and grids: the headings that the declaration gives, each above its column."""
    for name, declared in lists.items():
        for table in found.lists.get(name, ()):
            wanted = [_CODE, *(column.heading for column in declared.columns.values())]
            codes = table.spots.get(f"{table.variable}.code", ())
            if codes and table.headed and wanted not in [_columns(row) for row in codes[0].header_rows]:
                yield _headings(file, name, wanted, codes[0])
    for name, grid in grids.items():
        for code in found.spots.get(f"{name}.code", ()):
            wanted = [cell.heading for cell in grid.cells.values()]
            if code.row is not None and not any(_heads(code, row, name, grid) for row in _rows_above(code)):
                yield _headings(file, name, wanted, code)


def table_faults(package: Package, root: etree._Element) -> Iterator[Finding]:
    """Every table has a header row that repeats, with words in each cell, and a title."""
    headings, told = find_heading_styles(package), set[etree._Element]()
    for where, paragraph in iter_paragraphs(root, headings):
        table = next(paragraph.iterancestors(_TABLE), None)
        if table is None or table in told:
            continue
        told.add(table)
        place = Place(
            package.name, f"{describe_part(package, package.main)}, {where}", near=paragraph_text(paragraph)
        )
        first = next(table.iterchildren(_ROW))
        if not is_header(first):
            remedy = "put headings into the first row, and in Word choose Layout, Repeat Header Rows"
            yield Finding("table-without-header", Level.WARNING, place, "the table has no header row", remedy)
        caption = table.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}")
        if caption is None or not caption.get(qn("w:val"), "").strip():
            remedy = "in Word, open the properties of the table, and write one under Alt Text, Title"
            yield Finding("table-without-title", Level.WARNING, place, "the table has no title", remedy)


def loop_faults(package: Package, root: etree._Element) -> Iterator[Finding]:
    """Loops and conditions of whole paragraphs and rows stand alone in their paragraph."""
    for where, paragraph in iter_paragraphs(root, find_heading_styles(package)):
        text = _LEADING.sub("", paragraph_text(paragraph)).strip()
        if _LOOP.search(text) and not re.fullmatch(r"\{%[^%]+%\}", text):
            what = (
                "a tag for whole paragraphs or rows shares its paragraph, and what stands beside it is lost"
            )
            place = Place(package.name, f"{describe_part(package, package.main)}, {where}", near=text[:80])
            yield Finding("tag-not-alone", Level.WARNING, place, what, "give the tag a paragraph of its own")


def _words(cell: etree._Element) -> str:
    return "".join(text.text or "" for text in cell.iter(qn("w:t"))).strip()


def _columns(row: etree._Element) -> list[str]:
    """The words of a row, column by column of the table: a merged cell, then nothing for the rest of it."""
    told: list[str] = []
    for cell in row.iterchildren(_CELL):
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        told += [
            _words(cell),
            *[""] * (parse_column_span(span.get(qn("w:val"))) - 1 if span is not None else 0),
        ]
    return told


def _rows_above(code: Spot) -> list[etree._Element]:
    return [] if code.row is None else list(code.row.itersiblings(_ROW, preceding=True))


def _heads(code: Spot, row: etree._Element, name: str, grid: GridDeclaration) -> bool:
    """Whether ``row`` has each heading of the grid above its cell, and no heading twice."""
    header, own = _columns(row), [] if code.row is None else _columns(code.row)
    tags = {f"{{{{ {name}.{key} }}}}": cell.heading for key, cell in grid.cells.items()}
    at = {tag: own.index(tag) for tag in tags if tag in own}
    return len(at) == len(tags) and all(
        column < len(header) and header[column] == tags[tag] and header.count(tags[tag]) == 1
        for tag, column in at.items()
    )


def _headings(file: str, name: str, wanted: list[str], spot: Spot) -> Finding:
    what = f"the header row above {name} does not say what the declaration says"
    return _fault(file, "headings-differ", what, f"write there: {', '.join(wanted)}", spot)


def _fault(file: str, rule: str, what: str, remedy: str, spot: Spot) -> Finding:
    return Finding(rule, Level.WARNING, Place(file, spot.where), what, remedy)

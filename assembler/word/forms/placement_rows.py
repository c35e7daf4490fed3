"""Checks of tables: a returned form must be readable from its tables without its controls.

A program that drops content controls keeps the tables. The code in the first cell identifies a row, and the
header row identifies the columns. The question is between the code and the answer. People who use screen
readers also need the header row and the title of the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics import template_forms as rules
from assembler.model.documents.document_type import GridDeclaration, ListDeclaration
from assembler.word.forms.placement_scan import Placeholder, Scan, is_header
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


def check_rows(file: str, names: tuple[str, ...], scan: Scan) -> Iterator[Diagnostic]:
    """Check that each row with a field has a question, and has its code in the first cell."""
    for name in names:
        for placeholder in scan.placeholders.get(name, ()):
            if placeholder.row is None:
                continue
            cells = [_read_text(cell) for cell in placeholder.row.iterchildren(_CELL)]
            if cells[0] != f"{{{{ {name}.code }}}}" and f"{{{{ {name}.code }}}}" in cells:
                yield rules.CODE_NOT_FIRST.at(Location(file, placeholder.where), field=name)
            if not any(re.search(r"[A-Za-z]{3}", _TAG.sub("", cell)) for cell in cells):
                yield rules.ROW_WITHOUT_QUESTION.at(Location(file, placeholder.where), field=name)


def check_headings(
    file: str, lists: Mapping[str, ListDeclaration], grids: Mapping[str, GridDeclaration], scan: Scan
) -> Iterator[Diagnostic]:
    """Check that the header rows of lists and grids have the declared headings, each above its column."""
    for name, declared in lists.items():
        for table in scan.lists.get(name, ()):
            wanted = [_CODE, *(column.heading for column in declared.columns.values())]
            codes = table.placeholders.get(f"{table.variable}.code", ())
            if (
                codes
                and table.has_header
                and wanted not in [_read_columns(row) for row in codes[0].header_rows]
            ):
                yield _report_headings(file, name, wanted, codes[0])
    for name, grid in grids.items():
        for code in scan.placeholders.get(f"{name}.code", ()):
            wanted = [cell.heading for cell in grid.cells.values()]
            if code.row is not None and not any(
                _has_headings(code, row, name, grid) for row in _find_rows_above(code)
            ):
                yield _report_headings(file, name, wanted, code)


def check_tables(package: Package, root: etree._Element) -> Iterator[Diagnostic]:
    """Check that every table has a title and a repeating header row."""
    headings, checked = find_heading_styles(package), set[etree._Element]()
    for where, paragraph in iter_paragraphs(root, headings):
        table = next(paragraph.iterancestors(_TABLE), None)
        if table is None or table in checked:
            continue
        checked.add(table)
        place = Location(
            package.name,
            f"{describe_part(package, package.main)}, {where}",
            context=paragraph_text(paragraph),
        )
        first = next(table.iterchildren(_ROW))
        if not is_header(first):
            yield rules.TABLE_WITHOUT_HEADER.at(place)
        caption = table.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}")
        if caption is None or not caption.get(qn("w:val"), "").strip():
            yield rules.TABLE_WITHOUT_TITLE.at(place)


def check_loops(package: Package, root: etree._Element) -> Iterator[Diagnostic]:
    """Check that each tag for complete paragraphs or rows is alone in its paragraph."""
    for where, paragraph in iter_paragraphs(root, find_heading_styles(package)):
        text = _LEADING.sub("", paragraph_text(paragraph)).strip()
        if _LOOP.search(text) and not re.fullmatch(r"\{%[^%]+%\}", text):
            position = f"{describe_part(package, package.main)}, {where}"
            yield rules.TAG_NOT_ALONE.at(Location(package.name, position, context=text[:80]))


def _read_text(cell: etree._Element) -> str:
    return "".join(text.text or "" for text in cell.iter(qn("w:t"))).strip()


def _read_columns(row: etree._Element) -> list[str]:
    """Return the texts of a row by table column; a merged cell gives its text, then empty texts."""
    texts: list[str] = []
    for cell in row.iterchildren(_CELL):
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        texts += [
            _read_text(cell),
            *[""] * (parse_column_span(span.get(qn("w:val"))) - 1 if span is not None else 0),
        ]
    return texts


def _find_rows_above(code: Placeholder) -> list[etree._Element]:
    return [] if code.row is None else list(code.row.itersiblings(_ROW, preceding=True))


def _has_headings(code: Placeholder, row: etree._Element, name: str, grid: GridDeclaration) -> bool:
    """Return whether ``row`` contains each heading of the grid once, above the right cell."""
    header, own = _read_columns(row), [] if code.row is None else _read_columns(code.row)
    tags = {f"{{{{ {name}.{key} }}}}": cell.heading for key, cell in grid.cells.items()}
    positions = {tag: own.index(tag) for tag in tags if tag in own}
    return len(positions) == len(tags) and all(
        column < len(header) and header[column] == tags[tag] and header.count(tags[tag]) == 1
        for tag, column in positions.items()
    )


def _report_headings(file: str, name: str, wanted: list[str], placeholder: Placeholder) -> Diagnostic:
    place = Location(file, placeholder.where)
    return rules.HEADINGS_DIFFER.at(place, name=name, headings=", ".join(wanted))

"""Checks that the fields of a form's template can be placed, and can be read when the form is returned.

Even a program that drops content controls preserves tables. An answer can therefore be found by the code in
the first cell of its row and by the heading of its column. The question is between the code and the answer.
People who use screen readers also need the header row and the title of the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Final

from lxml import etree

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics import template_forms as rules
from assembler.model.documents.document_type import GridDeclaration, ListDeclaration
from assembler.word.forms.template_scan import ListTable, Placeholder, Scan, is_header
from assembler.word.package.locations import (
    describe_part,
    find_heading_styles,
    iter_paragraphs,
    paragraph_text,
)
from assembler.word.package.package import Package
from assembler.word.package.whole_numbers import parse_column_span
from assembler.word.package.xml import qn


def check_fields(file: str, names: Iterable[str], scan: Scan) -> Iterator[Diagnostic]:
    """Check that each field appears once, alone in its cell, with a code in its row."""
    wanted = tuple(names)
    for name in wanted:
        placeholders = scan.placeholders.get(name, ())
        if not placeholders:
            yield _report_missing(file, name, set(scan.placeholders) - set(wanted))
        for placeholder in placeholders[1:]:
            yield _report_duplicate(file, name, placeholders[0], placeholder)
        for placeholder in placeholders:
            yield from _check_cell(file, placeholder)
            yield from _check_code(file, placeholder, scan)


def check_grids(file: str, grids: Mapping[str, GridDeclaration], scan: Scan) -> Iterator[Diagnostic]:
    """Check that each cell of a grid appears once, in the row with the grid's code, below a header row."""
    for name, declared in grids.items():
        codes = scan.placeholders.get(f"{name}.code", ())
        if len({code.cell for code in codes}) != 1:
            location = Location(file, codes[1].where if codes else "")
            yield rules.CODE_COUNT.at(location, "grid", name=name, count=len(codes))
            continue
        yield from _check_cell(file, codes[0])
        yield from _check_header(file, name, codes[0])
        for cell in declared.cells:
            yield from _check_grid_cell(file, f"{name}.{cell}", codes[0], scan)
        yield from _check_unknown_cells(file, name, declared, scan)


def _check_header(file: str, name: str, code: Placeholder) -> Iterator[Diagnostic]:
    if not code.header_rows:
        yield rules.GRID_WITHOUT_HEADER.at(Location(file, code.where), grid=name)


def _check_grid_cell(file: str, name: str, code: Placeholder, scan: Scan) -> Iterator[Diagnostic]:
    placeholders = scan.placeholders.get(name, ())
    if len(placeholders) != 1:
        yield rules.CELL_COUNT.at(Location(file, code.where), name=name, count=len(placeholders))
    for placeholder in placeholders:
        yield from _check_cell(file, placeholder)
        if placeholder.row is not None and placeholder.row is not code.row:
            yield rules.CELL_OUTSIDE_ROW.at(Location(file, placeholder.where), name=name)


def _check_unknown_cells(file: str, name: str, declared: GridDeclaration, scan: Scan) -> Iterator[Diagnostic]:
    known = ("code", *declared.cells)
    for shown, placeholders in scan.placeholders.items():
        grid, _, cell = shown.rpartition(".")
        if grid == name and cell not in known:
            location = Location(file, placeholders[0].where, context=f"{{{{ {shown} }}}}")
            if close := get_close_matches(cell, known, 1):
                yield rules.UNDECLARED_CELL.at(
                    location, "misspelt", grid=name, cell=cell, suggestion=close[0]
                )
            else:
                yield rules.UNDECLARED_CELL.at(location, grid=name, cell=cell, known=", ".join(known))


def check_lists(file: str, lists: Mapping[str, ListDeclaration], scan: Scan) -> Iterator[Diagnostic]:
    """Check that each list has one table, with a header row, a cell for the code, and the list's columns."""
    for name, declared in lists.items():
        tables = scan.lists.get(name, ())
        if not tables:
            yield rules.LIST_NOT_SHOWN.at(Location(file), list=name)
        for table in tables[1:]:
            yield rules.LIST_SHOWN_TWICE.at(Location(file, table.where), list=name, first=tables[0].where)
        for table in tables:
            yield from _check_table(file, name, declared, table)


def _check_table(file: str, name: str, declared: ListDeclaration, table: ListTable) -> Iterator[Diagnostic]:
    if not table.has_header:
        yield rules.LIST_WITHOUT_HEADER.at(Location(file, table.where), list=name)
    for column in ("code", *declared.columns):
        shown = f"{table.variable}.{column}"
        placeholders = table.placeholders.get(shown, ())
        if len(placeholders) != 1:
            location = Location(file, table.where)
            yield rules.COLUMN_COUNT.at(location, list=name, column=shown, count=len(placeholders))
        sharing = _find_sharing_columns(declared, column)
        for placeholder in placeholders:
            if not placeholder.is_among({f"{table.variable}.{each}" for each in sharing}):
                yield from _check_cell(file, placeholder)
    yield from _check_unknown_columns(file, name, declared, table)


def _find_sharing_columns(declared: ListDeclaration, column: str) -> tuple[str, ...]:
    """Return ``column`` and the columns that share a cell with it."""
    host = declared.columns[column].under or column if column in declared.columns else column
    return (host, *(name for name, each in declared.columns.items() if each.under == host))


def _check_unknown_columns(
    file: str, name: str, declared: ListDeclaration, table: ListTable
) -> Iterator[Diagnostic]:
    known = ("code", *declared.columns)
    for shown, placeholders in table.placeholders.items():
        variable, _, column = shown.partition(".")
        if variable == table.variable and column not in known:
            location = Location(file, placeholders[0].where, context=f"{{{{ {shown} }}}}")
            fields = {"list": name, "column": column}
            if close := get_close_matches(column, known, 1):
                yield rules.UNDECLARED_COLUMN.at(location, "misspelt", **fields, suggestion=close[0])
            else:
                yield rules.UNDECLARED_COLUMN.at(location, **fields, known=", ".join(known))


def _report_missing(file: str, name: str, others: set[str]) -> Diagnostic:
    if close := get_close_matches(name, sorted(others), 1, 0.8):
        return rules.FIELD_NOT_SHOWN.at(Location(file), "misspelt", field=name, suggestion=close[0])
    return rules.FIELD_NOT_SHOWN.at(Location(file), field=name)


def _report_duplicate(file: str, name: str, first: Placeholder, again: Placeholder) -> Diagnostic:
    location = Location(file, again.where, context=f"{{{{ {name} }}}}")
    return rules.FIELD_SHOWN_TWICE.at(location, field=name, first=first.where)


def _check_cell(file: str, placeholder: Placeholder) -> Iterator[Diagnostic]:
    if not placeholder.is_alone:
        location = Location(file, placeholder.where, context=f"{{{{ {placeholder.name} }}}}")
        yield rules.FIELD_NOT_ALONE.at(location, name=placeholder.name)


def _check_code(file: str, placeholder: Placeholder, scan: Scan) -> Iterator[Diagnostic]:
    codes = [
        code for code in scan.placeholders.get(f"{placeholder.name}.code", ()) if code.row is placeholder.row
    ]
    if placeholder.row is not None and len({code.cell for code in codes}) != 1:
        location = Location(file, placeholder.where)
        yield rules.CODE_COUNT.at(location, name=placeholder.name, count=len(codes))
    for code in codes:
        yield from _check_cell(file, code)


_TABLE, _ROW, _CELL = (qn(name) for name in ("w:tbl", "w:tr", "w:tc"))
_TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_SHOWN: Final = re.compile(r"\{\{[pr]? *([\w.]+) *\}\}")
_LOOP: Final = re.compile(r"\{%\s*(?:p|tr|tc)\s")
_LEADING: Final = re.compile(r"^\{% (?:colspan|cellbg) [^%]+ %\}")
_CODE: Final = "Code"


def check_rows(file: str, names: tuple[str, ...], scan: Scan) -> Iterator[Diagnostic]:
    """Check that each field has a question, in its row or the row above, and its code in the first cell.

    A question is printed text, or a placeholder that does not refer to a field of the form.
    """
    fields = {each for name in names for each in (name, f"{name}.code")}
    for name in names:
        for placeholder in scan.placeholders.get(name, ()):
            if placeholder.row is None:
                continue
            cells = [_read_text(cell) for cell in placeholder.row.iterchildren(_CELL)]
            if cells[0] != f"{{{{ {name}.code }}}}" and f"{{{{ {name}.code }}}}" in cells:
                yield rules.CODE_NOT_FIRST.at(Location(file, placeholder.where), field=name)
            rows = (placeholder.row, _find_question_row(placeholder.row, fields))
            if not any(_has_question(row, fields) for row in rows if row is not None):
                yield rules.ROW_WITHOUT_QUESTION.at(Location(file, placeholder.where), field=name)


def _find_question_row(row: etree._Element, fields: set[str]) -> etree._Element | None:
    """Return the row above, or None if there is none, or if it is a header row or contains a field."""
    above = next(row.itersiblings(_ROW, preceding=True), None)
    if above is None or is_header(above):
        return None
    shown = _SHOWN.findall(_read_text(above))
    return None if any(each in fields or each.endswith(".code") for each in shown) else above


def _has_question(row: etree._Element, fields: set[str]) -> bool:
    text = _read_text(row)
    shown = set(_SHOWN.findall(text)) - fields
    return bool(shown) or bool(re.search(r"[A-Za-z]{3}", _TAG.sub("", text)))


def check_headings(
    file: str, lists: Mapping[str, ListDeclaration], grids: Mapping[str, GridDeclaration], scan: Scan
) -> Iterator[Diagnostic]:
    """Check that lists and grids have the declared headings, each above its column.

    The headings of a list are in one of its header rows, and those of a grid in any row above the grid.
    """
    for name, declared in lists.items():
        for table in scan.lists.get(name, ()):
            wanted = [_CODE, *(each.heading for each in declared.columns.values() if not each.under)]
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
    """Check that a tag that repeats or omits complete paragraphs, rows or cells is alone in its paragraph."""
    for where, paragraph in iter_paragraphs(root, find_heading_styles(package)):
        text = _LEADING.sub("", paragraph_text(paragraph)).strip()
        if _LOOP.search(text) and not re.fullmatch(r"\{%[^%]+%\}", text):
            position = f"{describe_part(package, package.main)}, {where}"
            yield rules.TAG_NOT_ALONE.at(Location(package.name, position, context=text[:80]))


def _read_text(cell: etree._Element) -> str:
    return "".join(text.text or "" for text in cell.iter(qn("w:t"))).strip()


def _read_columns(row: etree._Element) -> list[str]:
    """Return the text of each column in a row.

    A merged cell has its text in its first column, and empty texts in the others.
    """
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
    """Return whether ``row`` contains each heading of the grid once, above the corresponding cell.

    The cells are in the row of ``code``, the code of the grid.
    """
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

"""Checks for anything that prevents declared fields, grids and lists from being placed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics import template_forms as rules
from assembler.model.documents.document_type import GridDeclaration, ListDeclaration
from assembler.word.forms.placement_scan import ListTable, Placeholder, Scan


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
        if len(codes) != 1:
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
    """Check that each list has exactly one table, which has a header row, a code and the list's columns."""
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
        for placeholder in placeholders:
            yield from _check_cell(file, placeholder)
    yield from _check_unknown_columns(file, name, declared, table)


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
    if placeholder.row is not None and len(codes) != 1:
        location = Location(file, placeholder.where)
        yield rules.CODE_COUNT.at(location, name=placeholder.name, count=len(codes))
    for code in codes:
        yield from _check_cell(file, code)

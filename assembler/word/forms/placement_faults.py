"""Checks of the declared fields, grids and lists: everything that prevents them from being placed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from assembler.diagnostics import Finding, Level, Place
from assembler.model.documents.document_type import GridDeclaration, ListDeclaration
from assembler.word.forms.placement_scan import ListTable, Placeholder, Scan


def check_fields(file: str, names: Iterable[str], found: Scan) -> Iterator[Finding]:
    """Check that each field appears once, alone in its cell and with a code."""
    wanted = tuple(names)
    for name in wanted:
        spots = found.spots.get(name, ())
        if not spots:
            yield _report_missing(file, name, set(found.spots) - set(wanted))
        for spot in spots[1:]:
            yield _report_duplicate(file, name, spots[0], spot)
        for spot in spots:
            yield from _check_cell(file, spot)
            yield from _check_code(file, spot, found)


def check_grids(file: str, grids: Mapping[str, GridDeclaration], found: Scan) -> Iterator[Finding]:
    """Check that the cells of each grid appear once, in the row of its code, below a header row."""
    for name, declared in grids.items():
        codes = found.spots.get(f"{name}.code", ())
        if len(codes) != 1:
            remedy = f"put {{{{ {name}.code }}}} alone into one cell of its row"
            what = f"the code of the grid {name} is shown {len(codes)} times, not once"
            yield _finding(file, "code-once", what, codes[1].where if codes else "", remedy)
            continue
        yield from _check_cell(file, codes[0])
        yield from _check_header(file, name, codes[0])
        for cell in declared.cells:
            yield from _check_grid_cell(file, f"{name}.{cell}", codes[0], found)
        yield from _check_unknown_cells(file, name, declared, found)


def _check_header(file: str, name: str, code: Placeholder) -> Iterator[Finding]:
    if not code.header_rows:
        what = f"the table of the grid {name} has no header row"
        remedy = "put its headings into the first row and mark that row as repeated on each page"
        yield _finding(file, "grid-without-header", what, code.where, remedy)


def _check_grid_cell(file: str, name: str, code: Placeholder, found: Scan) -> Iterator[Finding]:
    spots = found.spots.get(name, ())
    if len(spots) != 1:
        what = f"the cell {name} of a grid is shown {len(spots)} times, not once"
        yield _finding(file, "cell-once", what, code.where, f"put {{{{ {name} }}}} into one cell of the row")
    for spot in spots:
        yield from _check_cell(file, spot)
        if spot.row is not None and spot.row is not code.row:
            what = f"the cell {name} does not stand in the row of its code"
            yield _finding(file, "cell-beside-code", what, spot.where, "move it into the row with its code")


def _check_unknown_cells(file: str, name: str, declared: GridDeclaration, found: Scan) -> Iterator[Finding]:
    known = ("code", *declared.cells)
    for shown, spots in found.spots.items():
        grid, _, cell = shown.rpartition(".")
        if grid == name and cell not in known:
            close = get_close_matches(cell, known, 1)
            remedy = f"did you mean {close[0]}?" if close else f"it has {', '.join(known)}"
            what = f"the grid {name} has no cell {cell}"
            yield _finding(file, "cell-unknown", what, spots[0].where, remedy, near=f"{{{{ {shown} }}}}")


def check_lists(file: str, lists: Mapping[str, ListDeclaration], found: Scan) -> Iterator[Finding]:
    """Check that each list has one table, with a header row, a code and its columns."""
    for name, declared in lists.items():
        tables = found.lists.get(name, ())
        if not tables:
            remedy = f"repeat a row of a table: {{%tr for row in {name}.rows %}} ... {{%tr endfor %}}"
            yield _finding(file, "list-not-shown", f"the template never shows the list {name}", remedy=remedy)
        for table in tables[1:]:
            what = f"the list {name} is shown twice; the first time in {tables[0].where}"
            yield _finding(file, "list-twice", what, table.where, "remove one of the two tables")
        for table in tables:
            yield from _check_table(file, name, declared, table)


def _check_table(file: str, name: str, declared: ListDeclaration, table: ListTable) -> Iterator[Finding]:
    if not table.has_header:
        what = f"the table of the list {name} has no header row"
        remedy = "put its headings into the first row and mark that row as repeated on each page"
        yield _finding(file, "list-without-header", what, table.where, remedy)
    for column in ("code", *declared.columns):
        spots = table.spots.get(f"{table.variable}.{column}", ())
        if len(spots) != 1:
            what = f"the list {name} shows {{{{ {table.variable}.{column} }}}} {len(spots)} times, not once"
            yield _finding(file, "column-once", what, table.where, "show each column in one cell of the row")
        for spot in spots:
            yield from _check_cell(file, spot)
    yield from _check_unknown_columns(file, name, declared, table)


def _check_unknown_columns(
    file: str, name: str, declared: ListDeclaration, table: ListTable
) -> Iterator[Finding]:
    known = ("code", *declared.columns)
    for shown, spots in table.spots.items():
        variable, _, column = shown.partition(".")
        if variable == table.variable and column not in known:
            close = get_close_matches(column, known, 1)
            remedy = f"did you mean {close[0]}?" if close else f"it has {', '.join(known)}"
            what = f"the list {name} has no column {column}"
            yield _finding(file, "column-unknown", what, spots[0].where, remedy, near=f"{{{{ {shown} }}}}")


def _report_missing(file: str, name: str, others: set[str]) -> Finding:
    close = get_close_matches(name, sorted(others), 1, 0.8)
    remedy = f"put {{{{ {name} }}}} into a cell, and {{{{ {name}.code }}}} into another cell of its row"
    if close:
        remedy = f"the template has {{{{ {close[0]} }}}}: should that be {{{{ {name} }}}}?"
    return _finding(file, "field-not-shown", f"the template never shows the field {name}", remedy=remedy)


def _report_duplicate(file: str, name: str, first: Placeholder, again: Placeholder) -> Finding:
    what = f"the field {name} is shown twice; the first time in {first.where}"
    remedy = "an answer has one place; remove the other"
    return _finding(file, "field-twice", what, again.where, remedy, near=f"{{{{ {name} }}}}")


def _check_cell(file: str, spot: Placeholder) -> Iterator[Finding]:
    if not spot.is_alone:
        what = f"the place of {spot.name} is not alone in a cell of a table"
        remedy = f"give it a cell of its own that holds only {{{{ {spot.name} }}}}"
        yield _finding(file, "field-not-alone", what, spot.where, remedy, near=f"{{{{ {spot.name} }}}}")


def _check_code(file: str, spot: Placeholder, found: Scan) -> Iterator[Finding]:
    codes = [code for code in found.spots.get(f"{spot.name}.code", ()) if code.row is spot.row]
    if spot.row is not None and len(codes) != 1:
        what = f"the row of {spot.name} shows its code {len(codes)} times, not once"
        remedy = f"put {{{{ {spot.name}.code }}}} alone into one cell of the row"
        yield _finding(file, "code-once", what, spot.where, remedy)
    for code in codes:
        yield from _check_cell(file, code)


def _finding(
    file: str, rule: str, what: str, where: str = "", remedy: str = "", *, near: str = ""
) -> Finding:
    return Finding(rule, Level.ERROR, Place(file, where, near=near), what, remedy)

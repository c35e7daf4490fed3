"""Checks of the declared fields, grids and lists: everything that prevents them from being placed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from assembler.diagnostics import Diagnostic, Level, Location
from assembler.model.documents.document_type import GridDeclaration, ListDeclaration
from assembler.word.forms.placement_scan import ListTable, Placeholder, Scan


def check_fields(file: str, names: Iterable[str], scan: Scan) -> Iterator[Diagnostic]:
    """Check that each field appears once, alone in its cell and with a code."""
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
    """Check that the cells of each grid appear once, in the row of its code, below a header row."""
    for name, declared in grids.items():
        codes = scan.placeholders.get(f"{name}.code", ())
        if len(codes) != 1:
            hint = f"put {{{{ {name}.code }}}} alone into one cell of its row"
            what = f"the code of the grid {name} is shown {len(codes)} times, not once"
            yield _diagnostic(file, "code-once", what, codes[1].where if codes else "", hint)
            continue
        yield from _check_cell(file, codes[0])
        yield from _check_header(file, name, codes[0])
        for cell in declared.cells:
            yield from _check_grid_cell(file, f"{name}.{cell}", codes[0], scan)
        yield from _check_unknown_cells(file, name, declared, scan)


def _check_header(file: str, name: str, code: Placeholder) -> Iterator[Diagnostic]:
    if not code.header_rows:
        what = f"the table of the grid {name} has no header row"
        hint = "put its headings into the first row and mark that row as repeated on each page"
        yield _diagnostic(file, "grid-without-header", what, code.where, hint)


def _check_grid_cell(file: str, name: str, code: Placeholder, scan: Scan) -> Iterator[Diagnostic]:
    placeholders = scan.placeholders.get(name, ())
    if len(placeholders) != 1:
        what = f"the cell {name} of a grid is shown {len(placeholders)} times, not once"
        yield _diagnostic(
            file, "cell-once", what, code.where, f"put {{{{ {name} }}}} into one cell of the row"
        )
    for placeholder in placeholders:
        yield from _check_cell(file, placeholder)
        if placeholder.row is not None and placeholder.row is not code.row:
            what = f"the cell {name} does not stand in the row of its code"
            yield _diagnostic(
                file, "cell-beside-code", what, placeholder.where, "move it into the row with its code"
            )


def _check_unknown_cells(file: str, name: str, declared: GridDeclaration, scan: Scan) -> Iterator[Diagnostic]:
    known = ("code", *declared.cells)
    for shown, placeholders in scan.placeholders.items():
        grid, _, cell = shown.rpartition(".")
        if grid == name and cell not in known:
            close = get_close_matches(cell, known, 1)
            hint = f"did you mean {close[0]}?" if close else f"it has {', '.join(known)}"
            what = f"the grid {name} has no cell {cell}"
            yield _diagnostic(
                file, "cell-unknown", what, placeholders[0].where, hint, near=f"{{{{ {shown} }}}}"
            )


def check_lists(file: str, lists: Mapping[str, ListDeclaration], scan: Scan) -> Iterator[Diagnostic]:
    """Check that each list has one table, with a header row, a code and its columns."""
    for name, declared in lists.items():
        tables = scan.lists.get(name, ())
        if not tables:
            hint = f"repeat a row of a table: {{%tr for row in {name}.rows %}} ... {{%tr endfor %}}"
            yield _diagnostic(file, "list-not-shown", f"the template never shows the list {name}", hint=hint)
        for table in tables[1:]:
            what = f"the list {name} is shown twice; the first time in {tables[0].where}"
            yield _diagnostic(file, "list-twice", what, table.where, "remove one of the two tables")
        for table in tables:
            yield from _check_table(file, name, declared, table)


def _check_table(file: str, name: str, declared: ListDeclaration, table: ListTable) -> Iterator[Diagnostic]:
    if not table.has_header:
        what = f"the table of the list {name} has no header row"
        hint = "put its headings into the first row and mark that row as repeated on each page"
        yield _diagnostic(file, "list-without-header", what, table.where, hint)
    for column in ("code", *declared.columns):
        placeholders = table.placeholders.get(f"{table.variable}.{column}", ())
        if len(placeholders) != 1:
            times = len(placeholders)
            what = f"the list {name} shows {{{{ {table.variable}.{column} }}}} {times} times, not once"
            yield _diagnostic(
                file, "column-once", what, table.where, "show each column in one cell of the row"
            )
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
            close = get_close_matches(column, known, 1)
            hint = f"did you mean {close[0]}?" if close else f"it has {', '.join(known)}"
            what = f"the list {name} has no column {column}"
            yield _diagnostic(
                file, "column-unknown", what, placeholders[0].where, hint, near=f"{{{{ {shown} }}}}"
            )


def _report_missing(file: str, name: str, others: set[str]) -> Diagnostic:
    close = get_close_matches(name, sorted(others), 1, 0.8)
    hint = f"put {{{{ {name} }}}} into a cell, and {{{{ {name}.code }}}} into another cell of its row"
    if close:
        hint = f"the template has {{{{ {close[0]} }}}}: should that be {{{{ {name} }}}}?"
    return _diagnostic(file, "field-not-shown", f"the template never shows the field {name}", hint=hint)


def _report_duplicate(file: str, name: str, first: Placeholder, again: Placeholder) -> Diagnostic:
    what = f"the field {name} is shown twice; the first time in {first.where}"
    hint = "an answer has one place; remove the other"
    return _diagnostic(file, "field-twice", what, again.where, hint, near=f"{{{{ {name} }}}}")


def _check_cell(file: str, placeholder: Placeholder) -> Iterator[Diagnostic]:
    if not placeholder.is_alone:
        what = f"the place of {placeholder.name} is not alone in a cell of a table"
        hint = f"give it a cell of its own that holds only {{{{ {placeholder.name} }}}}"
        yield _diagnostic(
            file, "field-not-alone", what, placeholder.where, hint, near=f"{{{{ {placeholder.name} }}}}"
        )


def _check_code(file: str, placeholder: Placeholder, scan: Scan) -> Iterator[Diagnostic]:
    codes = [
        code for code in scan.placeholders.get(f"{placeholder.name}.code", ()) if code.row is placeholder.row
    ]
    if placeholder.row is not None and len(codes) != 1:
        what = f"the row of {placeholder.name} shows its code {len(codes)} times, not once"
        hint = f"put {{{{ {placeholder.name}.code }}}} alone into one cell of the row"
        yield _diagnostic(file, "code-once", what, placeholder.where, hint)
    for code in codes:
        yield from _check_cell(file, code)


def _diagnostic(
    file: str, rule: str, what: str, where: str = "", hint: str = "", *, near: str = ""
) -> Diagnostic:
    return Diagnostic(rule, Level.ERROR, Location(file, where, context=near), what, hint)

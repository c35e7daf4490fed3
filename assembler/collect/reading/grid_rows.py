"""Cells of a grid in a returned form, located by the row's code and the table's columns.

Columns are identified by the header row, and by the tags and titles of the controls below it. People move
columns, and editors drop tags or header rows, so the features that remain must agree. A single control that
was copied into another column does not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from assembler.collect.reading.row_matching import LocatedRow, RowMatch, find_columns, parse_title_code
from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.returned_forms import AMBIGUOUS_COLUMNS
from assembler.model.documents.form_manifest import FormField
from assembler.structs import Struct, field
from assembler.word.returned.form_content import Cell, ReturnedForm

_Columns = Mapping[str, int]
"""Maps the name of each grid cell to its column in the table."""


class GridCells(Struct, frozen=True):
    """The cells that were found in grids.

    ``places`` maps the code of each field to the index of the cell within its row.
    """

    places: Mapping[str, int] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


class _GridRow(Struct, frozen=True):
    """A matched row and its fields."""

    located: LocatedRow
    fields: tuple[FormField, ...]

    def name(self, each: FormField) -> str:
        """Return the name of a field's cell, which is the field's code without the code of the row."""
        return each.code.removeprefix(f"{self.located.code}.")

    @property
    def shape(self) -> tuple[int, object]:
        """Key shared by all rows of a grid: the table, and the number, names and headings of the cells."""
        names = tuple((self.name(each), each.title) for each in self.fields)
        return self.located.position[0], (len(self.located.cells), names)


def find_grid_cells(fields: Iterable[FormField], form: ReturnedForm, match: RowMatch) -> GridCells:
    """Find the cells of all ``fields`` that are in grids."""
    places: dict[str, int] = {}
    diagnostics: list[Diagnostic] = []
    claimed = {located.position for located in match.rows.values()}
    for (at, _), rows in _group_by_shape(fields, match).items():
        free = [cells for number, cells in enumerate(form.tables[at].rows) if (at, number) not in claimed]
        columns, problems = _find_columns(rows, free, form.name)
        diagnostics += problems
        for row in rows:
            found = ((each.code, columns.get(row.name(each))) for each in row.fields)
            places.update({code: place for code, place in found if place is not None})
    return GridCells(places, tuple(diagnostics))


def _group_by_shape(fields: Iterable[FormField], match: RowMatch) -> dict[tuple[int, object], list[_GridRow]]:
    """Group the matched rows by grid and table."""
    together: dict[str, list[FormField]] = {}
    for each in fields:
        if each.row and each.row in match.rows:
            together.setdefault(each.row, []).append(each)
    shapes: dict[tuple[int, object], list[_GridRow]] = {}
    for code, inside in together.items():
        row = _GridRow(match.rows[code], tuple(inside))
        shapes.setdefault(row.shape, []).append(row)
    return shapes


def _find_columns(
    rows: Sequence[_GridRow], others: Iterable[Sequence[Cell]], file: str
) -> tuple[_Columns, list[Diagnostic]]:
    """Find each column by its header and its controls.

    The header is one of ``others``, the rows of the table that were not matched. Columns that are not found,
    and columns on which header and controls disagree, are reported.
    """
    headed = _read_header(rows[0], others)
    marked = _count_controls(rows)
    columns = {**marked, **headed}
    torn = [name for name, place in marked.items() if columns[name] != place]
    agreed = {name: place for name, place in columns.items() if name not in torn}
    names = {rows[0].name(each): each for each in rows[0].fields}
    lost = [each.title for name, each in names.items() if name not in agreed]
    location = Location(file, rows[0].located.code)
    return agreed, [AMBIGUOUS_COLUMNS.at(location, titles=", ".join(lost))] if lost else []


def _read_header(row: _GridRow, others: Iterable[Sequence[Cell]]) -> _Columns:
    """Find the columns in the first row that contains each heading exactly once.

    Only rows with as many cells as ``row`` are searched. In any other row, a cell was split or removed.
    """
    headings = {row.name(each): each.title for each in row.fields}
    alike = (cells for cells in others if len(cells) == len(row.located.cells))
    return next((found for cells in alike if (found := find_columns(headings, cells))), {})


def _count_controls(rows: Iterable[_GridRow]) -> _Columns:
    """Map the name of each grid cell to the column that contains most of its controls.

    Controls are identified by their tags and titles. If two columns contain equally many, the name is
    omitted.
    """
    votes: dict[str, Counter[int]] = {}
    for row in rows:
        for name, place in _iter_controls(row):
            votes.setdefault(name, Counter())[place] += 1
    counted = {name: vote.most_common(2) for name, vote in votes.items()}
    return {name: most[0][0] for name, most in counted.items() if len(most) == 1 or most[0][1] > most[1][1]}


def _iter_controls(row: _GridRow) -> Iterator[tuple[str, int]]:
    """Yield the name of the grid cell and the column of each control that belongs to a field of the row."""
    names = {each.code: row.name(each) for each in row.fields}
    for place, cell in enumerate(row.located.cells):
        for control in cell.controls:
            code = control.tag or parse_title_code(control)
            if code in names:
                yield names[code], place

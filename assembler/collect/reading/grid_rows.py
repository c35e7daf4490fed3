"""Which cell of a returned form holds which field of a grid: its row by the code, its column by the table.

The header row says where a column stands, and so do the tags and titles of the controls below it, row for
row. People move columns, and editors drop tags or header rows; what is left must agree. A single control that
was copied into another column decides nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from assembler.collect.reading.row_matching import Located, Match, code_of_title, columns_of
from assembler.diagnostics import Diagnostic, Level, Location
from assembler.model.documents.form import FormField
from assembler.structs import Struct, field
from assembler.word.returned.content import Cell, ReturnedForm

_LOOK = "ask for the form with its table, or write the answers into the record"
_Columns = Mapping[str, int]
"""Where the columns of a grid stand in a table, by the names of its cells."""


class GridCells(Struct, frozen=True):
    """The number of the cell (from 0, in its row) of each field that was found, and what was odd."""

    places: Mapping[str, int] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


class _GridRow(Struct, frozen=True):
    """A row that was found, and the fields that it holds."""

    located: Located
    fields: tuple[FormField, ...]

    def name(self, each: FormField) -> str:
        """The name of a field's cell: what its code says after that of the row."""
        return each.code.removeprefix(f"{self.located.code}.")

    @property
    def shape(self) -> tuple[int, object]:
        """The table, how many cells, their names and headings: the same for all rows of a grid there."""
        names = tuple((self.name(each), each.title) for each in self.fields)
        return self.located.spot[0], (len(self.located.cells), names)


def find_cells(fields: Iterable[FormField], form: ReturnedForm, match: Match) -> GridCells:
    """The cells of all ``fields`` that stand in grids; a field that is in none has no place."""
    places: dict[str, int] = {}
    diagnostics: list[Diagnostic] = []
    claimed = {located.spot for located in match.rows.values()}
    for (at, _), rows in _by_shape(fields, match).items():
        free = [cells for number, cells in enumerate(form.tables[at].rows) if (at, number) not in claimed]
        columns, told = _columns(rows, free, form.name)
        diagnostics += told
        for row in rows:
            found = ((each.code, columns.get(row.name(each))) for each in row.fields)
            places.update({code: place for code, place in found if place is not None})
    return GridCells(places, tuple(diagnostics))


def _by_shape(fields: Iterable[FormField], match: Match) -> dict[tuple[int, object], list[_GridRow]]:
    """The rows that were found, those of one grid in one table together."""
    together: dict[str, list[FormField]] = {}
    for each in fields:
        if each.row and each.row in match.rows:
            together.setdefault(each.row, []).append(each)
    shapes: dict[tuple[int, object], list[_GridRow]] = {}
    for code, inside in together.items():
        row = _GridRow(match.rows[code], tuple(inside))
        shapes.setdefault(row.shape, []).append(row)
    return shapes


def _columns(
    rows: Sequence[_GridRow], others: Iterable[Sequence[Cell]], file: str
) -> tuple[_Columns, list[Diagnostic]]:
    """Where each column stands, as header row and controls say; one on which they disagree has no place."""
    headed = _from_header(rows[0], others)
    marked = _from_controls(rows)
    columns = {**marked, **headed}
    torn = [name for name, place in marked.items() if columns[name] != place]
    agreed = {name: place for name, place in columns.items() if name not in torn}
    names = {rows[0].name(each): each for each in rows[0].fields}
    lost = [each.title for name, each in names.items() if name not in agreed]
    return agreed, [_lost(rows[0].located.code, lost, file)] if lost else []


def _from_header(row: _GridRow, others: Iterable[Sequence[Cell]]) -> _Columns:
    """The places of the headings in the first row that shows each of them once.

    One of more or fewer cells says nothing of this row, in which a cell was split or taken out.
    """
    headings = {row.name(each): each.title for each in row.fields}
    alike = (cells for cells in others if len(cells) == len(row.located.cells))
    return next((found for cells in alike if (found := columns_of(headings, cells))), {})


def _from_controls(rows: Iterable[_GridRow]) -> _Columns:
    """The place of each column in most of the rows, by the tags and titles of their controls."""
    votes: dict[str, Counter[int]] = {}
    for row in rows:
        for name, place in _marks(row):
            votes.setdefault(name, Counter())[place] += 1
    counted = {name: vote.most_common(2) for name, vote in votes.items()}
    return {name: most[0][0] for name, most in counted.items() if len(most) == 1 or most[0][1] > most[1][1]}


def _marks(row: _GridRow) -> Iterator[tuple[str, int]]:
    """The names of cells with the places where the row has their controls."""
    names = {each.code: row.name(each) for each in row.fields}
    for place, cell in enumerate(row.located.cells):
        for control in cell.controls:
            code = control.tag or code_of_title(control)
            if code in names:
                yield names[code], place


def _lost(code: str, titles: Sequence[str], file: str) -> Diagnostic:
    what = f"nobody can tell which column holds {', '.join(titles)}; nothing was read there"
    return Diagnostic("columns-lost", Level.ERROR, Location(file, code), what, _LOOK)

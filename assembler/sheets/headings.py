"""Which row of a sheet is its heading, in which language it speaks, and which column holds what.

A heading is known in the language of the sheet, in English, in any other language that has a catalogue, and
by the name that the record's own file gives it; so are headings of earlier
versions. Columns may stand in any order, with others beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from assembler.diagnostics import Diagnostic, Level, Location
from assembler.i18n.catalogue.catalogue import load
from assembler.i18n.languages.languages import SOURCE, language
from assembler.model.documents.sheets import SheetColumn, SheetKind
from assembler.sheets.cells import Tongue, plain
from assembler.store.project.project import Project
from assembler.store.tables.sheet import CellValue, RowData, SheetData, column_letters
from assembler.structs import Struct

Says = Callable[[str], str]
_FIRST_ROWS = 30
"""A heading stands no deeper: what people write above it is a title."""
_ALIKE = 0.84


class Heading(Struct, frozen=True):
    """A column that is known: where it stands (from 0), and the words above it."""

    column: SheetColumn
    index: int
    words: str


class SheetRow(Struct, frozen=True):
    """One row below a heading, in the language of its sheet; every cell knows its place."""

    file: str
    page: str
    line: RowData
    headings: Mapping[str, Heading]
    tongue: Tongue

    def said(self, column: SheetColumn) -> Any:
        """The plain data that the row says in ``column``, None for an empty cell, or UnreadableError."""
        return plain(column, self.cell(column.path), self.tongue)

    def cell(self, path: str) -> CellValue:
        """What stands in the column of ``path``; None where it is empty or there is no such column."""
        heading = self.headings.get(path)
        known = heading is not None and heading.index < len(self.line.cells)
        return self.line.cells[heading.index] if heading is not None and known else None

    def place(self, path: str = "") -> Location:
        """Where the cell of ``path`` stands, by sheet, row and column; the row alone where there is none."""
        heading = self.headings.get(path)
        cell = self.cell(path)
        near = "" if cell is None else " ".join(str(cell).split())[:60]
        return place(self.file, self.page, self.line.number, heading, near)

    def fault(self, rule: str, path: str, what: str, hint: str) -> Diagnostic:
        """A fault of the cell of ``path``."""
        return Diagnostic(rule, Level.ERROR, self.place(path), what, hint)


def place(file: str, page: str, row: int, heading: Heading | None = None, near: str = "") -> Location:
    """A place in a sheet, in words.

    >>> str(place("x.xlsx", "Bewijs", 7))
    'x.xlsx, sheet Bewijs, row 7'
    """
    column = f"column {column_letters(heading.index)} ({heading.words})" if heading else ""
    where = ", ".join(part for part in (f"sheet {page}" if page else "", f"row {row}", column) if part)
    return Location(file, where, context=near)


class HeadedPage(Struct, frozen=True):
    """A sheet whose heading was found: the paths of its columns, its rows, what is wrong with its columns."""

    columns: frozenset[str]
    rows: tuple[SheetRow, ...]
    diagnostics: tuple[Diagnostic, ...]


def tongues(project: Project) -> dict[str, Says]:
    """By code: what translates an English message into each language that has a catalogue, English first."""
    codes = (SOURCE, *(code for code in project.languages() if code != SOURCE))
    return {code: load(project, language(code), project.cache).gettext for code in codes}


def headed(kind: SheetKind, page: SheetData, file: str, says: Mapping[str, Says]) -> HeadedPage | None:
    """``page`` as a sheet of this ``kind``; None where no row in it has two of the headings."""
    maps = {code: _by_words(kind, each) for code, each in says.items()}
    maps[SOURCE] = {**_earlier(kind), **maps[SOURCE]}
    names = {column.path: column for column in kind.columns}
    best: tuple[int, RowData, str] | None = None
    for line in page.lines[:_FIRST_ROWS]:
        for code, known in {**maps, "": names}.items():
            count = sum(_folded(cell) in known for cell in line.cells)
            if count > (best[0] if best else 1):
                best = (count, line, code)
    if best is None:
        return None
    _, head, code = best
    order = [maps[code]] if code else []
    finder = _Finder(kind, [*order, maps[SOURCE], names, _in_any(maps)], file, page.name, head)
    below = [line for line in page.lines if line.number > head.number]
    headings, diagnostics = finder.find(below)
    tongue = _tongue(code, says)
    rows = tuple(SheetRow(file, page.name, line, headings, tongue) for line in below)
    return HeadedPage(frozenset(headings), rows, diagnostics)


def _tongue(code: str, says: Mapping[str, Says]) -> Tongue:
    """The sheet's own language first; "" is that of the record's file, which has English labels."""
    own = code or SOURCE
    others = (each for other, each in says.items() if other != own)
    return Tongue(code, (says[own], *others))


def _folded(cell: CellValue) -> str:
    return " ".join(str(cell or "").casefold().split()).strip("*:. ")


def _by_words(kind: SheetKind, says: Says) -> dict[str, SheetColumn]:
    return {_folded(says(column.heading)): column for column in reversed(kind.columns)}


def _earlier(kind: SheetKind) -> dict[str, SheetColumn]:
    """By the headings, in English, that earlier versions gave the columns."""
    return {_folded(words): column for column in kind.columns for words in column.earlier}


def _in_any(maps: Mapping[str, Mapping[str, SheetColumn]]) -> dict[str, SheetColumn]:
    """Headings that mean the same column in every language that has them."""
    found: dict[str, set[SheetColumn]] = {}
    for known in maps.values():
        for words, column in known.items():
            found.setdefault(words, set()).add(column)
    return {words: columns.pop() for words, columns in found.items() if len(columns) == 1}


class _Finder(Struct, frozen=True):
    """Finds the columns of one heading; what is known is asked in the order of ``known``."""

    kind: SheetKind
    known: Sequence[Mapping[str, SheetColumn]]
    file: str
    page: str
    head: RowData

    def find(self, below: Sequence[RowData]) -> tuple[dict[str, Heading], tuple[Diagnostic, ...]]:
        """Headings by path, and what is wrong with them; ``below`` are the rows under the heading."""
        headings: dict[str, Heading] = {}
        diagnostics: list[Diagnostic] = []
        for index in range(max((len(line.cells) for line in (self.head, *below)), default=0)):
            words = self.head.cells[index] if index < len(self.head.cells) else None
            column = next((each[_folded(words)] for each in self.known if _folded(words) in each), None)
            heading = Heading(column or self.kind.columns[0], index, str(words or "no heading"))
            if column is None:
                diagnostics += self._stranger(heading, words, below)
            elif column.path in headings:
                what = f"this column stands twice: see column {column_letters(headings[column.path].index)}"
                diagnostics.append(self._fault("repeated-column", heading, what, "rename one of the two"))
            else:
                headings[column.path] = heading
        return headings, (*diagnostics, *self._lacking(headings))

    def _stranger(self, heading: Heading, words: CellValue, below: Sequence[RowData]) -> Iterator[Diagnostic]:
        """A column that nobody knows: left out and told where it says something; a slip is a fault."""
        if not any(heading.index < len(line.cells) and line.cells[heading.index] for line in below):
            return
        near = get_close_matches(_folded(words), [each for known in self.known for each in known], 1, _ALIKE)
        if near:
            shown = next(known[near[0]] for known in self.known if near[0] in known).heading
            what = f"nobody knows the column “{heading.words}”"
            yield self._fault("unknown-column", heading, what, f"did you mean “{near[0]}” ({shown})?")
        else:
            what = f"the column “{heading.words}” is none that a record keeps; it is left out"
            yield Diagnostic("column-left-out", Level.WARNING, self._place(heading), what)

    def _lacking(self, headings: Mapping[str, Heading]) -> Iterator[Diagnostic]:
        for path in self.kind.needed:
            if path not in headings:
                words = next(column.heading for column in self.kind.columns if column.path == path)
                what = f"the column “{words}” is missing"
                where = place(self.file, self.page, self.head.number)
                yield Diagnostic("missing-column", Level.ERROR, where, what, "add it, in any language")

    def _fault(self, rule: str, heading: Heading, what: str, hint: str) -> Diagnostic:
        return Diagnostic(rule, Level.ERROR, self._place(heading), what, hint)

    def _place(self, heading: Heading) -> Location:
        return place(self.file, self.page, self.head.number, heading)

"""The heading row of a sheet: its language, and the column that each heading names.

A heading may be in the language of the sheet, in English, or in any other language that has a catalogue. It
may also be the key in the record's file, or a heading that earlier versions of the program wrote.
Columns may be in any order, with other columns between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.data_files import REPEATED_COLUMN, UNKNOWN_COLUMN
from assembler.diagnostics.sheets import IGNORED_COLUMN, MISSING_COLUMN
from assembler.errors import DataError
from assembler.i18n.catalogue.catalogue import load_catalogue
from assembler.i18n.languages.languages import SOURCE, get_language
from assembler.model.documents.sheet_kind import SheetColumn, SheetKind
from assembler.model.documents.sheet_registry import SHEETS_FOLDER
from assembler.sheets.cells import SheetLanguage, read_cell
from assembler.store.project.project import Project
from assembler.store.tables.sheet import CellValue, RowData, SheetData, column_letters
from assembler.store.tables.workbook import read_workbook
from assembler.structs import Struct

Translate = Callable[[str], str]
_FIRST_ROWS = 30
"""Number of rows searched for the headings, because titles may be above them."""
_SIMILARITY = 0.84
"""Minimum similarity at which an unknown heading counts as a misspelt one."""


class Heading(Struct, frozen=True):
    """A known column of a sheet, with its index (from 0) and the text of its heading."""

    column: SheetColumn
    index: int
    text: str


class SheetRow(Struct, frozen=True):
    """A row below the heading row, with the language of its sheet."""

    file: str
    page: str
    line: RowData
    headings: Mapping[str, Heading]
    language: SheetLanguage

    def read(self, column: SheetColumn) -> Any:
        """Return the value in ``column`` as plain data, or None if the cell is empty.

        Raises UnreadableError if the cell cannot be read.
        """
        return read_cell(column, self.cell(column.path), self.language)

    def cell(self, path: str) -> CellValue:
        """Return the cell in the column for ``path``, or None if it is empty or there is no such column."""
        heading = self.headings.get(path)
        if heading is None or heading.index >= len(self.line.cells):
            return None
        return self.line.cells[heading.index]

    def locate(self, path: str = "") -> Location:
        """Return the location of the cell for ``path``, or of the row if there is no such column."""
        heading = self.headings.get(path)
        cell = self.cell(path)
        near = "" if cell is None else " ".join(str(cell).split())[:60]
        return locate_cell(self.file, self.page, self.line.number, heading, near)


def locate_cell(file: str, page: str, row: int, heading: Heading | None = None, near: str = "") -> Location:
    """Return the location of a cell: the sheet, the row and the column as text.

    >>> str(locate_cell("x.xlsx", "Bewijs", 7))
    'x.xlsx, sheet Bewijs, row 7'
    """
    column = f"column {column_letters(heading.index)} ({heading.text})" if heading else ""
    where = ", ".join(part for part in (f"sheet {page}" if page else "", f"row {row}", column) if part)
    return Location(file, where, context=near)


class HeadedSheet(Struct, frozen=True):
    """A sheet with a heading row: the paths of its columns, its rows, and diagnostics about the headings."""

    columns: frozenset[str]
    rows: tuple[SheetRow, ...]
    diagnostics: tuple[Diagnostic, ...]


def load_translators(project: Project) -> dict[str, Translate]:
    """Map the code of each language to a function that translates English messages into it.

    English is the first of these languages.
    """
    codes = (SOURCE, *(code for code in project.languages() if code != SOURCE))
    return {code: load_catalogue(project, get_language(code), project.cache).gettext for code in codes}


def find_sheet_file(project: Project, path: Path) -> Path:
    """Return ``path``, or the exported sheet with this name.

    An exported sheet is returned only if ``path`` is a bare file name that does not exist.
    """
    exported = project.root / SHEETS_FOLDER / path.name
    return exported if path.parent == Path() and not path.exists() and exported.is_file() else path


def read_headed_sheets(
    project: Project, kind: SheetKind, data: bytes, file: str, *, hint: str
) -> list[HeadedSheet]:
    """Return the sheets of a workbook that have the headings of ``kind``.

    Raises FileError if ``data`` is not a workbook, and DataError with ``hint`` if no sheet has the headings.
    """
    translators = load_translators(project)
    pages = [find_heading(kind, page, file, translators) for page in read_workbook(data, file)]
    if headed := [page for page in pages if page is not None]:
        return headed
    message = f"no row has the headings of the sheet “{kind.title.lower()}”"
    raise DataError(message, location=file, hint=hint)


def find_heading(
    kind: SheetKind, page: SheetData, file: str, translators: Mapping[str, Translate]
) -> HeadedSheet | None:
    """Return ``page`` as a sheet of this ``kind``, or None if no row contains two of its headings."""
    maps = {
        code: {_fold(translate(column.heading)): column for column in reversed(kind.columns)}
        for code, translate in translators.items()
    }
    earlier = {_fold(heading): column for column in kind.columns for heading in column.earlier}
    maps[SOURCE] = earlier | maps[SOURCE]
    names = {column.path: column for column in kind.columns}
    best: tuple[int, RowData, str] | None = None
    for line in page.lines[:_FIRST_ROWS]:
        for code, columns in {**maps, "": names}.items():
            count = sum(_fold(cell) in columns for cell in line.cells)
            if count > (best[0] if best else 1):
                best = (count, line, code)
    if best is None:
        return None
    _, head, code = best
    order = [maps[code]] if code else []
    finder = _HeadingFinder(
        kind, [*order, maps[SOURCE], names, _index_unambiguous(maps)], file, page.name, head
    )
    below = [line for line in page.lines if line.number > head.number]
    headings, diagnostics = finder.find(below)
    sheet_language = _build_sheet_language(code, translators)
    rows = tuple(SheetRow(file, page.name, line, headings, sheet_language) for line in below)
    return HeadedSheet(frozenset(headings), rows, diagnostics)


def _build_sheet_language(code: str, translators: Mapping[str, Translate]) -> SheetLanguage:
    """Return the languages of a sheet, its own first.

    ``code`` is "" if the headings are the keys of the record.
    """
    own = code or SOURCE
    others = (each for other, each in translators.items() if other != own)
    return SheetLanguage(code, (translators[own], *others))


def _fold(cell: CellValue) -> str:
    return " ".join(str(cell or "").casefold().split()).strip("*:. ")


def _index_unambiguous(maps: Mapping[str, Mapping[str, SheetColumn]]) -> dict[str, SheetColumn]:
    """Map each heading that has the same meaning in every language that uses it to its column."""
    candidates: dict[str, set[SheetColumn]] = {}
    for columns in maps.values():
        for text, column in columns.items():
            candidates.setdefault(text, set()).add(column)
    return {text: columns.pop() for text, columns in candidates.items() if len(columns) == 1}


class _HeadingFinder(Struct, frozen=True):
    """Lookup of the columns in the heading row ``head``.

    The mappings in ``known`` are searched in order.
    """

    kind: SheetKind
    known: Sequence[Mapping[str, SheetColumn]]
    file: str
    page: str
    head: RowData

    def find(self, below: Sequence[RowData]) -> tuple[dict[str, Heading], tuple[Diagnostic, ...]]:
        """Return the headings by path, and diagnostics about them.

        ``below`` are the rows under the heading row.
        """
        headings: dict[str, Heading] = {}
        diagnostics: list[Diagnostic] = []
        for index in range(max((len(line.cells) for line in (self.head, *below)), default=0)):
            text = self.head.cells[index] if index < len(self.head.cells) else None
            column = next((each[_fold(text)] for each in self.known if _fold(text) in each), None)
            heading = Heading(column or self.kind.columns[0], index, str(text or "no heading"))
            if column is None:
                diagnostics += self._report_unknown(heading, text, below)
            elif column.path in headings:
                letters = column_letters(headings[column.path].index)
                diagnostics.append(REPEATED_COLUMN.at(self._locate(heading), "sheet", letters=letters))
            else:
                headings[column.path] = heading
        return headings, (*diagnostics, *self._report_missing(headings))

    def _report_unknown(
        self, heading: Heading, text: CellValue, below: Sequence[RowData]
    ) -> Iterator[Diagnostic]:
        """Report an unknown column, unless it is empty.

        It is an error if the heading looks misspelt, otherwise a warning.
        """
        if not any(heading.index < len(line.cells) and line.cells[heading.index] for line in below):
            return
        near = get_close_matches(
            _fold(text), [each for index in self.known for each in index], 1, _SIMILARITY
        )
        if near:
            shown = next(index[near[0]] for index in self.known if near[0] in index).heading
            fields = {"column": heading.text, "near": near[0], "heading": shown}
            yield UNKNOWN_COLUMN.at(self._locate(heading), "sheet", **fields)
        else:
            yield IGNORED_COLUMN.at(self._locate(heading), column=heading.text)

    def _report_missing(self, headings: Mapping[str, Heading]) -> Iterator[Diagnostic]:
        for path in self.kind.needed:
            if path not in headings:
                name = next(column.heading for column in self.kind.columns if column.path == path)
                where = locate_cell(self.file, self.page, self.head.number)
                yield MISSING_COLUMN.at(where, column=name)

    def _locate(self, heading: Heading) -> Location:
        return locate_cell(self.file, self.page, self.head.number, heading)

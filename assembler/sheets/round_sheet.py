"""The rounds of a project as a sheet, with one row for each city in a round.

The first row of a round contains its own values (its title, its benchmark). In the rows below, the cell with
the name of the round may be empty. Other empty cells change nothing, and a city that is missing from the
sheet stays in its round.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.data_value_rules import INVALID_FORMAT, MISSING_KEY
from assembler.diagnostics.references import UNKNOWN_BENCHMARK
from assembler.diagnostics.sheets import UNREADABLE_CELL
from assembler.errors import DataError
from assembler.i18n.languages.languages import SOURCE
from assembler.merging.collect_result import ValueChange
from assembler.model.documents.round_spreadsheets import ROUND_SHEET
from assembler.model.documents.sheet_kind import SheetColumn
from assembler.model.documents.sheet_registry import SHEETS_FOLDER
from assembler.model.paths import value_at
from assembler.model.review.review_round import ReviewRound, RoundDeadlines
from assembler.sheets.cells import SheetLanguage, format_cell
from assembler.sheets.export_sheet import ExportResult, check_sheet_name, load_sheet_language
from assembler.sheets.headings import HeadedSheet, SheetRow, find_sheet_file, read_headed_sheets
from assembler.sheets.import_sheet import ImportResult
from assembler.store.files.files import read_file
from assembler.store.files.transaction import lock_and_write
from assembler.store.project.build_log import write_outputs
from assembler.store.project.project import Project, check_new_name
from assembler.store.project.resources import ROUNDS
from assembler.store.project.round_validation import check_round_names, check_round_references
from assembler.store.records.record_data import data_at, with_data
from assembler.store.records.record_writer import Change, edit_yaml
from assembler.store.tables.sheet import CellValue, RowData, SheetData
from assembler.store.tables.workbook import write_csv, write_xlsx
from assembler.store.yaml.declarations import read_round
from assembler.store.yaml.yaml_file import YamlFile, parse_yaml
from assembler.structs import replace
from assembler.values import UnreadableError

_CITY = tuple(map(ROUND_SHEET.column, ("city", "review", "languages")))
_OWN = tuple(each for each in ROUND_SHEET.columns if each not in (ROUND_SHEET.column("round"), *_CITY))
_DEFAULTS = {"deadlines": RoundDeadlines()}


def export_rounds(project: Project, output: Path | None = None, code: str = SOURCE) -> ExportResult:
    """Write all rounds to a sheet.

    ``output`` defaults to an .xlsx file in ``data/sheets``. ``code`` is the language of the headings. Raises
    ProjectError for an unknown format or language, DataError for an invalid round, and OutputError if the
    sheet cannot be written.
    """
    path = output or project.root / SHEETS_FOLDER / "rounds.xlsx"
    check_sheet_name(path)
    language = load_sheet_language(project, code)
    rows: list[list[CellValue]] = [[language.translate(column.heading) for column in ROUND_SHEET.columns]]
    for name in project.rounds():
        rows += _build_rows(name, project.round(name), language)
    lines = [RowData(number, cells) for number, cells in enumerate(rows, 1)]
    page = SheetData(
        language.translate(ROUND_SHEET.title), lines, [column.width for column in ROUND_SHEET.columns]
    )
    data = write_csv(page) if path.suffix.lower() == ".csv" else write_xlsx([page], title=page.name)
    return ExportResult(path, write_outputs(project, {path: data}))


def _build_rows(name: str, each: ReviewRound, language: SheetLanguage) -> Iterator[list[CellValue]]:
    own = [format_cell(column, value_at(each, column.path), language) for column in _OWN]
    for number, host in enumerate(each.cities or (None,)):
        cells = [format_cell(column, value_at(host, column.path), language) for column in _CITY]
        yield [name, *([None] * len(own) if number else own), *cells]


def import_rounds(project: Project, path: Path, *, dry_run: bool = False) -> ImportResult:
    """Import rounds from the sheet at ``path`` into ``data/rounds``.

    A ``dry_run`` writes nothing. Raises FileError if the file is not a sheet, ProjectError for an invalid
    name, DataError with all diagnostics if the sheet has errors, and OutputError if a file cannot be written.
    In each case, nothing is written.
    """
    path = find_sheet_file(project, path)
    hint = "use the headings Round, Title and City, as in an exported sheet"
    headed = read_headed_sheets(project, ROUND_SHEET, read_file(path), path.name, hint=hint)
    merge = _RoundMerge({name: dict(project.round_file(name).data or {}) for name in project.rounds()})
    merge.merge(headed)
    files = {name: _edit_file(project, name, data) for name, data in merge.list_changed()}
    located: dict[Location, Diagnostic] = {each.location: each for each in reversed(merge.errors)}
    for name, file in files.items():
        for each in _check(project, name, file):
            diagnostic = merge.locate(name, each)
            located.setdefault(diagnostic.location, diagnostic)
    found = tuple(located.values())
    if errors := [each for each in found if each.is_error]:
        number = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
        raise DataError(f"{number} in the sheet; nothing was written", location=path.name,
                        hint="fix the errors listed below", diagnostics=errors)  # fmt: skip
    warnings = (*(each for page in headed for each in page.diagnostics), *found)
    kept = len(merge.before.keys() - merge.names)
    result = ImportResult(ROUNDS, merge.count, kept, tuple(merge.changed), warnings)
    if dry_run or not files:
        return result
    folder = project.root / ROUNDS
    written = lock_and_write(folder, {folder / f"{name}.yaml": data for name, data in files.items()})
    return replace(result, written=tuple(map(project.display_path, written)))


def _edit_file(project: Project, name: str, data: Mapping[str, Any]) -> bytes:
    """Return the new content of a round's file with ``data``.

    Comments and the order of the keys are preserved.
    """
    path = project.layers.find_first(f"{ROUNDS}/{name}.yaml")
    old = project.files.read(path).decode("utf-8") if path else ""
    return edit_yaml(old, [Change(key, value) for key, value in data.items()]).encode()


def _check(project: Project, name: str, content: bytes) -> Iterator[Diagnostic]:
    """Yield the diagnostics of a round's file before it is written."""
    file: YamlFile = parse_yaml(content, f"{ROUNDS}/{name}.yaml")
    try:
        each = read_round(file)
    except DataError as error:
        data = dict(file.data or {})
        yield from (_explain(project, each, data) for each in error.diagnostics)
        yield from check_round_names(project, name, data, file)
    else:
        yield from check_round_references(project, name, each, file)


def _explain(project: Project, diagnostic: Diagnostic, data: Mapping[str, Any]) -> Diagnostic:
    """Return a diagnostic of a round's file, reworded for people who see only the sheet."""
    location, key = diagnostic.location, diagnostic.location.position.rpartition(".")[2]
    if diagnostic.rule == MISSING_KEY.id and key in {column.path for column in _OWN}:
        return MISSING_KEY.at(location, "cell", column=ROUND_SHEET.column(key).heading)
    if diagnostic.rule == INVALID_FORMAT.id and key == "benchmark":
        name, known = str(data[key]), project.benchmarks()
        near = get_close_matches(name.lower(), known, 1) or known
        tags = ", ".join(project.benchmark(each).tag for each in near)
        return UNKNOWN_BENCHMARK.at(location, "similar", name=name, near=tags)
    return diagnostic


class _RoundMerge:
    """The merge of a sheet into the plain data of rounds."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.before, self.data = data, dict(data)
        self.changed: list[ValueChange] = []
        self.errors: list[Diagnostic] = []
        self.count = 0
        self._rows: dict[tuple[str, str], SheetRow] = {}

    @property
    def names(self) -> set[str]:
        """The names of the rounds in the sheet."""
        return {name for name, _ in self._rows}

    def merge(self, pages: list[HeadedSheet]) -> None:
        """Merge the rows of all pages.

        A row without a round belongs to the last round above it.
        """
        for page in pages:
            self.errors += [each for each in page.diagnostics if each.is_error]
            name = ""
            for row in page.rows:
                name = str(self._read(row, ROUND_SHEET.columns[0]) or name)
                if name:
                    self._merge_row(name, row)

    def list_changed(self) -> list[tuple[str, Any]]:
        """Return the name and data of each round whose data differs from its file."""
        return [(name, data) for name, data in self.data.items() if data != self.before.get(name)]

    def locate(self, name: str, diagnostic: Diagnostic) -> Diagnostic:
        """Return the diagnostic with its location in the sheet."""
        head, _, rest = diagnostic.location.position.partition("[")
        index, _, path = rest.partition("].")
        cities = self.data[name].get("cities", [])
        is_city = head == "cities" and index.isdecimal() and int(index) < len(cities)
        row = self._rows.get((name, cities[int(index)].get("city", "") if is_city else ""))
        if row is None:
            return diagnostic
        return replace(diagnostic, location=row.locate((path if is_city else head).partition("[")[0]))

    def _merge_row(self, name: str, row: SheetRow) -> None:
        self.count += 1
        if name not in self.data:
            check_new_name(name, "round")
        self._rows.setdefault((name, ""), row)
        for column in _OWN:
            self._set(name, column, self._read(row, column))
        if not (city := self._read(row, _CITY[0])):
            return
        self._rows.setdefault((name, city), row)
        cities = list(self.data.get(name, {}).get("cities", ()))
        index = next((n for n, each in enumerate(cities) if each.get("city") == city), len(cities))
        host = dict(cities[index]) if index < len(cities) else {"city": city}
        for column in _CITY[1:]:
            if (value := self._read(row, column)) is not None:
                host[column.path] = value
        new = [*cities[:index], host, *cities[index + 1 :]]
        if new != cities:
            old = cities[index] if index < len(cities) else None
            self.data[name] = with_data(self.data.get(name), ("cities",), new)
            self.changed.append(ValueChange(f"{name}.cities[{index}]", old, host))

    def _set(self, name: str, column: SheetColumn, value: Any) -> None:
        """Enter a value, unless the round has it already.

        An empty cell changes nothing. A value that applies by default is not written.
        """
        old = data_at(self.data.get(name), column.parts)
        present = value_at(_DEFAULTS, column.path) if old is None else old
        text = present.get("text") if isinstance(present, dict) else present
        if value is not None and str(value) != str(text):
            self.data[name] = with_data(self.data.get(name), column.parts, value)
            self.changed.append(ValueChange(f"{name}.{column.path}", old, value))

    def _read(self, row: SheetRow, column: SheetColumn) -> Any:
        try:
            return row.read(column)
        except UnreadableError as error:
            self.errors.append(UNREADABLE_CELL.at(row.locate(column.path), error.problem, **error.fields))
            return None

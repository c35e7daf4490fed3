"""The cities of a project as a sheet, with one row for each city and language.

The first row of a city contains the values that do not depend on the language, such as its country. In the
rows below, the cell with the city's id may be empty. A city that comes with the program needs rows only for
the names that it lacks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.sheets import UNREADABLE_CELL
from assembler.errors import DataError
from assembler.i18n.languages.languages import SOURCE
from assembler.merging.collect_result import ValueChange
from assembler.model.documents.round_spreadsheets import CITIES
from assembler.model.documents.sheet_registry import SHEETS_FOLDER
from assembler.model.reference.city import PARTNER_LANGUAGES, City
from assembler.sheets.export_sheet import ExportResult, check_sheet_name, load_sheet_language
from assembler.sheets.headings import HeadedSheet, SheetRow, find_sheet_file, read_headed_sheets
from assembler.sheets.import_sheet import ImportResult
from assembler.store.files.files import read_file
from assembler.store.files.transaction import lock_and_write
from assembler.store.project.build_log import write_outputs
from assembler.store.project.project import Project
from assembler.store.records.record_data import data_at, with_data
from assembler.store.records.record_writer import Change, edit_yaml
from assembler.store.tables.sheet import CellValue, RowData, SheetData
from assembler.store.tables.workbook import write_csv, write_xlsx
from assembler.store.yaml.declarations import read_cities
from assembler.store.yaml.yaml_file import parse_yaml
from assembler.structs import replace
from assembler.values import UnreadableError

CITIES_FILE = "data/cities.yaml"
_OWN = ("country", "languages", "working_language", "currency", "arms.file", "arms.alt")
_NAMES = ("name", "of", "in", "to")


def export_cities(project: Project, output: Path | None = None, code: str = SOURCE) -> ExportResult:
    """Write the project's own cities to a sheet.

    If there are none, the sheet contains rows for one new city: one for each of ``PARTNER_LANGUAGES``, with
    only the language filled in. ``output`` defaults to an .xlsx file in ``data/sheets``. ``code`` is the
    language of the headings. Raises ProjectError for an unknown format or language, and OutputError if the
    sheet cannot be written.
    """
    path = output or project.root / SHEETS_FOLDER / "cities.xlsx"
    check_sheet_name(path)
    language = load_sheet_language(project, code)
    rows: list[list[CellValue]] = [[language.translate(column.heading) for column in CITIES.columns]]
    rows += _build_rows(_read_own_cities(project))
    lines = [RowData(number, cells) for number, cells in enumerate(rows, 1)]
    page = SheetData(language.translate(CITIES.title), lines, [column.width for column in CITIES.columns])
    is_csv = path.suffix.lower() == ".csv"
    data = write_csv(page) if is_csv else write_xlsx([page], title=page.name)
    return ExportResult(path, write_outputs(project, {path: data}))


def _read_own_cities(project: Project) -> dict[str, Any]:
    """Return the plain data of the project's own cities, or an empty dictionary if it has none."""
    path = project.root / CITIES_FILE
    return dict(project.yaml(path).data or {}) if project.files.exists(path) else {}


def _build_rows(cities: Mapping[str, Any]) -> Iterator[list[CellValue]]:
    for id_, city in (cities or {"": {}}).items():
        own = {name: data_at(city, name.split(".")) for name in _OWN}
        own["languages"] = ", ".join(city.get("languages", ()))
        names = city.get("names", {})
        codes = dict.fromkeys((*city.get("languages", ()), *PARTNER_LANGUAGES, *names))
        for number, code in enumerate(code for code in codes if code in names or "-" not in code):
            cells = {**({} if number else {**own, "city": id_}), "language": code, **names.get(code, {})}
            yield [cells.get(column.path) or None for column in CITIES.columns]


def import_cities(project: Project, path: Path, *, dry_run: bool = False) -> ImportResult:
    """Import cities from the sheet at ``path`` into the project's file.

    A ``dry_run`` writes nothing. Raises FileError if the file is not a sheet, DataError with all diagnostics
    if it has errors, and OutputError if the file cannot be written. In each case, nothing is written.
    """
    path = find_sheet_file(project, path)
    hint = "use the headings City, Language and Name, as in an exported sheet"
    headed = read_headed_sheets(project, CITIES, read_file(path), path.name, hint=hint)
    merge = _CityMerge(_read_own_cities(project), project.cities())
    merge.merge(headed)
    file = project.root / CITIES_FILE
    old = project.files.read(file).decode("utf-8") if project.files.exists(file) else ""
    changes = [Change(id_, merge.data[id_]) for id_ in merge.changed_cities()]
    content = edit_yaml(old, changes).encode() if changes else old.encode()
    errors = merge.errors or merge.locate(_validate(project, content))
    if errors:
        number = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
        raise DataError(f"{number} in the sheet; nothing was written", location=path.name,
                        hint="fix the errors listed below", diagnostics=errors)  # fmt: skip
    warnings = tuple(each for page in headed for each in page.diagnostics)
    kept = len(merge.data.keys() - merge.locations.keys())
    result = ImportResult(CITIES_FILE, len(merge.locations), kept, tuple(merge.changed), warnings)
    if dry_run or not changes:
        return result
    written = lock_and_write(file.parent, {file: content})
    return replace(result, written=tuple(map(project.display_path, written)))


def _validate(project: Project, content: bytes) -> tuple[Diagnostic, ...]:
    """Return the errors that the project's file of cities would have with this ``content``."""
    known: dict[str, City] = {}
    for path in project.city_files():
        if path != project.root / CITIES_FILE:
            known |= project.cities_in(path, known)
    try:
        read_cities(parse_yaml(content, CITIES_FILE), known)
    except DataError as error:
        return error.diagnostics
    return ()


class _CityMerge:
    """The merge of a sheet into the plain data of cities.

    ``locations`` maps each city to its first row.
    """

    def __init__(self, data: Mapping[str, Any], known: Mapping[str, Any]) -> None:
        self.before, self.data, self.known = data, dict(data), known
        self.changed: list[ValueChange] = []
        self.errors: list[Diagnostic] = []
        self.locations: dict[str, SheetRow] = {}

    def merge(self, pages: list[HeadedSheet]) -> None:
        """Merge the rows of all pages.

        A row without a city belongs to the last city above it.
        """
        for page in pages:
            self.errors += [each for each in page.diagnostics if each.is_error]
            city = ""
            for row in page.rows:
                city = self._read(row, "city") or city
                if city:
                    self.locations.setdefault(city, row)
                    self._merge_row(city, row)
        for city in self.changed_cities():
            self._add_own_names(city)

    def changed_cities(self) -> list[str]:
        """Return the ids of the cities whose data differs from the project's file."""
        return [id_ for id_, city in self.data.items() if city != self.before.get(id_)]

    def locate(self, diagnostics: tuple[Diagnostic, ...]) -> list[Diagnostic]:
        """Return the diagnostics with their locations in the sheet."""
        return [replace(each, location=self._find_location(each.location)) for each in diagnostics]

    def _find_location(self, location: Location) -> Location:
        city, _, path = location.position.partition(".")
        row = self.locations.get(city)
        return location if row is None else row.locate(path.partition("[")[0])

    def _merge_row(self, city: str, row: SheetRow) -> None:
        for name in _OWN:
            self._set(city, tuple(name.split(".")), self._read(row, name))
        code = self._read(row, "language")
        for name in _NAMES if code else ():
            self._set(city, ("names", code, name), self._read(row, name))

    def _set(self, city: str, path: tuple[str, ...], value: Any) -> None:
        """Enter a value, unless the cell is empty or the city has the value already."""
        old = data_at(self.data.get(city), path)
        if value is None or value == old:
            return
        self.data[city] = with_data(self.data.get(city), path, value)
        self.changed.append(ValueChange(".".join((city, *path)), old, value))

    def _add_own_names(self, city: str) -> None:
        """Copy the city's name in each of its own languages to ``own``.

        A name that ``own`` already contains is not replaced.
        """
        data = self.data[city]
        for code in data.get("languages", ()):
            names = data.get("names", {})
            forms = names.get(code) or names.get(code.partition("-")[0]) or {}
            if "name" in forms and data_at(data, ("own", code)) is None:
                self._set(city, ("own", code), forms["name"])

    def _read(self, row: SheetRow, path: str) -> Any:
        column = CITIES.column(path)
        try:
            value = row.read(column)
        except UnreadableError as error:
            self.errors.append(UNREADABLE_CELL.at(row.locate(path), error.problem, **error.fields))
            return None
        return value.casefold().replace(" ", "-") if path == "city" and isinstance(value, str) else value

"""CSV files as plain data with line numbers, for kinds of records with thousands of rows.

All variants that spreadsheet programs write are accepted: a byte order mark, semicolons or tabs instead of
commas, line breaks in quoted cells. The first row contains the names of the columns, which are fields of the
row's model. The name of a nested field contains a dot (``statement.language``). An empty cell is a missing
value. All errors are reported together, each with its line.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.data_files import (
    MALFORMED_CSV,
    NAMELESS_ROW,
    REPEATED_COLUMN,
    REPEATED_ROW,
    TOO_MANY_CELLS,
    UNKNOWN_COLUMN,
    WRONG_ENCODING,
)
from assembler.model.paths import Table
from assembler.model.types.content import Text
from assembler.model.types.introspection import Entity, keys_at, type_at
from assembler.store.yaml.suggestions import suggest_name
from assembler.store.yaml.yaml_file import YamlFile
from assembler.store.yaml.yaml_path import YamlPath
from assembler.structs import Struct, field

DELIMITERS = ",;\t"
MAX_CELL_BYTES = 1024 * 1024


class Row(Struct, frozen=True):
    """A row with its cells; ``line`` is its first line (from 1), and ``last`` its last line."""

    cells: Sequence[str]
    line: int
    last: int


class Sheet(Struct, frozen=True):
    """The rows of a CSV text; ``diagnostics`` is not empty if the text could not be read completely."""

    delimiter: str
    header: Sequence[str] = ()
    rows: Sequence[Row] = ()
    diagnostics: Sequence[Diagnostic] = field(default=())


def parse_csv(content: bytes, name: str, model: type[Entity], table: Table) -> YamlFile:
    """Parse ``content`` into plain data (a mapping from names to rows) with the line of each row.

    ``model`` is the model of the file. Errors are in the diagnostics of the result; nothing is raised.

    >>> from assembler.model.paths import ROOTS, TABLES
    >>> text = b"session,sequence,indicator,statement\\nI17,2,GG/I/3,Asked in time.\\n"
    >>> file = parse_csv(text, "evidence.csv", ROOTS["evidence"], TABLES["evidence"])
    >>> file.data["records"]["I17-2"]["statement"], file.line(("records", "I17-2", "statement"))
    ('Asked in time.', 2)
    """
    try:
        sheet = read_sheet(content.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return YamlFile(name, diagnostics=(WRONG_ENCODING.at(Location(name, line=line), "CSV"),))
    if not sheet.header:
        return YamlFile(name, {table.rows: {}}, diagnostics=tuple(sheet.diagnostics))
    item = type_at(model, (table.rows, "any"))
    columns, column_errors = _read_columns(sheet.header, item, name)
    rows, lines, row_errors = _read_named_rows(sheet, columns, table, name)
    diagnostics = (*sheet.diagnostics, *column_errors, *row_errors)
    return YamlFile(name, {table.rows: rows}, {(): 1, (table.rows,): 1, **lines}, diagnostics)


def read_sheet(text: str, name: str) -> Sheet:
    """Split a CSV text into a header and rows; blank rows are skipped."""
    first = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    diagnostics: tuple[Diagnostic, ...] = ()
    line = 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                rows.append(Row(cells, line, reader.line_num))
            line = reader.line_num + 1
    except csv.Error as error:
        diagnostics = (MALFORMED_CSV.at(Location(name, line=line), error=str(error)),)
    header = tuple(cell.strip() for cell in rows[0].cells) if rows else ()
    return Sheet(delimiter, header, rows[1:], diagnostics)


class Column(Struct, frozen=True):
    """A known column: its index in the row, and the path of its values in the row's data."""

    index: int
    path: tuple[str, ...]


def column_paths(header: Sequence[str], item: type[Entity]) -> list[tuple[str, ...]]:
    """Return the path of each column; a text that has a language column is stored under ``text``.

    >>> from assembler.model.review.evidence import EvidenceRecord
    >>> column_paths(["session", "original", "original.language"], EvidenceRecord)
    [('session',), ('original', 'text'), ('original', 'language')]
    """
    paths = [tuple(name.split(".")) for name in header]
    return [
        (*path, "text") if is_text(item, path) and (*path, "language") in paths else path for path in paths
    ]


def is_text(item: type[Entity], path: YamlPath) -> bool:
    """Return whether the model has a text with a language at ``path``."""
    wanted = type_at(item, path)
    return isinstance(wanted, type) and issubclass(wanted, Text)


def _read_columns(
    header: Sequence[str], item: type[Entity], name: str
) -> tuple[list[Column], list[Diagnostic]]:
    columns: list[Column] = []
    diagnostics: list[Diagnostic] = []
    for index, path in enumerate(column_paths(header, item)):
        title = header[index]
        if title in header[:index]:
            diagnostics.append(REPEATED_COLUMN.at(Location(name, line=1), column=title))
        elif type_at(item, path) is None:
            location, advice = Location(name, line=1), suggest_name(title, keys_at(item, ()))
            diagnostics.append(
                UNKNOWN_COLUMN.at(location, column=title, advice=advice)
                if title
                else UNKNOWN_COLUMN.at(location, "nameless", number=index + 1, advice=advice)
            )
        else:
            columns.append(Column(index, path))
    return columns, diagnostics


_Rows = dict[str, dict[str, Any]]


def _read_named_rows(
    sheet: Sheet, columns: Sequence[Column], table: Table, name: str
) -> tuple[_Rows, dict[YamlPath, int], list[Diagnostic]]:
    rows: _Rows = {}
    lines: dict[YamlPath, int] = {}
    diagnostics: list[Diagnostic] = []
    for row in sheet.rows:
        data = _build_row(row.cells, columns)
        key = table.name(str(data.get(part, "")) for part in table.key)
        location, repeated = Location(name, line=row.line), lines.get((table.rows, key))
        if error := _find_row_error(row, data, sheet, table, location):
            diagnostics.append(error)
            continue
        if repeated is not None:
            diagnostics.append(REPEATED_ROW.at(location, row=key, line=repeated))
            continue
        rows[key] = data
        lines[table.rows, key] = row.line
    return rows, lines, diagnostics


def _find_row_error(
    row: Row, data: dict[str, Any], sheet: Sheet, table: Table, location: Location
) -> Diagnostic | None:
    """Return an error if a row has too many cells or no name."""
    if any(cell.strip() for cell in row.cells[len(sheet.header) :]):
        return TOO_MANY_CELLS.at(location, cells=len(row.cells), columns=len(sheet.header))
    if missing := [part for part in table.key if not data.get(part)]:
        return NAMELESS_ROW.at(location, column=missing[0], columns=" and ".join(table.key))
    return None


def _build_row(cells: Sequence[str], columns: Sequence[Column]) -> dict[str, Any]:
    """Return the data of a row; empty cells, and languages of missing texts, are omitted."""
    data: dict[str, Any] = {}
    for column in columns:
        value = cells[column.index].strip() if column.index < len(cells) else ""
        if value:
            _set_value(data, column.path, value)
    return {key: each for key, each in data.items() if not isinstance(each, dict) or set(each) - {"language"}}


def _set_value(data: dict[str, Any], path: tuple[str, ...], value: str) -> None:
    for part in path[:-1]:
        data = data.setdefault(part, {})
    data[path[-1]] = value


def iter_raw_rows(text: str, sheet: Sheet) -> Iterator[tuple[Row, str]]:
    """Yield each row of ``sheet`` with its original text, including the line break."""
    lines = list(io.StringIO(text, newline=""))
    for row in sheet.rows:
        yield row, "".join(lines[row.line - 1 : row.last])

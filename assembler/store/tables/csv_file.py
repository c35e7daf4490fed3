"""CSV files as plain data with line numbers.

They are used for files of a record that have thousands of rows. All variants that spreadsheet programs write
are accepted: a byte order mark, semicolons or tabs instead of commas, line breaks in quoted cells. The first
row contains the names of the columns, which are fields of the row's model. The name of a nested field
contains a dot (``statement.language``). An empty cell is a missing value. All errors are reported together,
each with its line. An edit writes only the rows that change and preserves the text of every other row.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
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
from assembler.errors import DataError
from assembler.model.paths import Table
from assembler.model.types.introspection import Entity, keys_at, type_at
from assembler.model.types.values import Text
from assembler.store.yaml.suggestions import suggest_name
from assembler.store.yaml.yaml_file import YamlFile
from assembler.store.yaml.yaml_path import YamlPath
from assembler.structs import Struct, field

DELIMITERS = ",;\t"
MAX_CELL_BYTES = 1024 * 1024


class Row(Struct, frozen=True):
    """A row with its cells.

    ``line`` is its first line in the file (from 1), and ``last`` its last line.
    """

    cells: Sequence[str]
    line: int
    last: int


class Sheet(Struct, frozen=True):
    """The rows of a CSV text.

    If the text could not be read completely, ``diagnostics`` is not empty.
    """

    delimiter: str
    header: Sequence[str] = ()
    rows: Sequence[Row] = ()
    diagnostics: Sequence[Diagnostic] = field(default=())


def parse_csv(content: bytes, name: str, model: type[Entity], table: Table) -> YamlFile:
    """Parse ``content`` into plain data with the line of each row.

    The data contains the rows by name, under the key ``table.rows``. ``model`` is the model of the file, and
    ``name`` its name in messages. Errors are in the diagnostics of the result; nothing is raised.

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
    """Split a CSV text into a header and rows, skipping empty rows.

    ``name`` is the name of the file in messages. Nothing is raised; an error is in the result's diagnostics.
    """
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
    """Return the path of each column of ``header`` in the data of a row, whose model is ``item``.

    A text that has a language column is stored under ``text``.

    >>> from assembler.model.review.evidence import EvidenceRecord
    >>> column_paths(["session", "original", "original.language"], EvidenceRecord)
    [('session',), ('original', 'text'), ('original', 'language')]
    """
    paths = [tuple(name.split(".")) for name in header]
    return [
        (*path, "text") if is_text(item, path) and (*path, "language") in paths else path for path in paths
    ]


def is_text(item: type[Entity], path: YamlPath) -> bool:
    """Return whether the model ``item`` has a text with a language at ``path``."""
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
    """Return an error if a row has too many cells or no name, otherwise None."""
    if any(cell.strip() for cell in row.cells[len(sheet.header) :]):
        return TOO_MANY_CELLS.at(location, cells=len(row.cells), columns=len(sheet.header))
    if missing := [part for part in table.key if not data.get(part)]:
        return NAMELESS_ROW.at(location, column=missing[0], columns=" and ".join(table.key))
    return None


def _build_row(cells: Sequence[str], columns: Sequence[Column]) -> dict[str, Any]:
    """Return the data of a row, omitting empty cells and the languages of missing texts."""
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


Rows = Mapping[str, Mapping[str, Any]]


def edit_csv(text: str, rows: Rows, model: type[Entity], table: Table) -> str:
    """Return ``text`` with its rows replaced by ``rows``, which maps names to plain data.

    A new row follows the last one whose name begins with the same session. Missing columns are added at the
    end of the header, and rows that do not use them stay shorter. Raises DataError if ``text`` is not valid
    CSV or cannot represent a value in ``rows``.

    >>> from assembler.model.paths import ROOTS, TABLES
    >>> old = "session;sequence;indicator;statement\\nI1;1;GG/I/3;Asked.\\nI2;1;GG/I/3;Told.\\n"
    >>> new = {"session": "I1", "sequence": 2, "indicator": "GG/A/1", "statement": "Seen; read."}
    >>> model, table = ROOTS["evidence"], TABLES["evidence"]
    >>> rows = {**parse_csv(old.encode(), "", model, table).data["records"], "I1-2": new}
    >>> print(edit_csv(old, rows, model, table), end="")
    session;sequence;indicator;statement
    I1;1;GG/I/3;Asked.
    I1;2;GG/A/1;"Seen; read."
    I2;1;GG/I/3;Told.
    """
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix(bom)
    item = type_at(model, (table.rows, "any"))
    wanted = {key: _add_key_columns(key, row, table) for key, row in rows.items()}
    before = parse_csv(body.encode(), "", model, table)
    if before.diagnostics:
        raise DataError(
            "the file is not valid CSV", hint="correct the rows listed below", diagnostics=before.diagnostics
        )
    if _are_equal(before.data[table.rows], wanted):
        return text
    result = _format_rows(body, before.data[table.rows], wanted, item=item, table=table)
    after = parse_csv(result.encode(), "", model, table)
    if after.diagnostics or not _are_equal(after.data[table.rows], wanted):
        raise DataError(
            "the new values cannot be saved correctly in this CSV file", hint="edit the file by hand"
        )
    return bom + result


def _format_rows(text: str, old: Rows, wanted: Rows, *, item: type[Entity], table: Table) -> str:
    sheet = read_sheet(text, "")
    header = list(sheet.header) or [name for name in keys_at(item, ()) if name != "remarks"]
    added = _find_missing_columns(wanted, header, item)
    writer = _Writer(sheet.delimiter if sheet.header else ",", "\r\n" if "\r\n" in text else "\n")
    paths = column_paths([*header, *added], item)
    raw = _read_raw_rows(text, sheet, table) if sheet.header else {}
    lines = [_read_header_text(text, sheet) if raw and not added else writer.line([*header, *added])]
    for key in _iter_keys(old, wanted):
        same = key in raw and _normalise_row(old[key]) == _normalise_row(wanted[key])
        lines.append(raw[key] if same else writer.line([_format_cell(wanted[key], path) for path in paths]))
    complete = [line if line.endswith(("\n", "\r")) else line + writer.end for line in lines]
    return "".join(complete)


class _Writer:
    def __init__(self, delimiter: str, end: str) -> None:
        self._delimiter = delimiter
        self.end = end

    def line(self, cells: Sequence[str]) -> str:
        buffer = io.StringIO()
        csv.writer(buffer, delimiter=self._delimiter, lineterminator=self.end).writerow(cells)
        return buffer.getvalue()


def _read_header_text(text: str, sheet: Sheet) -> str:
    """Return the header and any empty lines above the first row."""
    lines = list(io.StringIO(text, newline=""))
    return "".join(lines[: sheet.rows[0].line - 1] if sheet.rows else lines)


def _read_raw_rows(text: str, sheet: Sheet, table: Table) -> dict[str, str]:
    indices = [list(sheet.header).index(name) for name in table.key]
    return {
        table.name(row.cells[index].strip() for index in indices): raw
        for row, raw in iter_raw_rows(text, sheet)
    }


def _iter_keys(old: Rows, wanted: Rows) -> Iterator[str]:
    """Yield the names in ``wanted``, existing names in their old order.

    Each new name follows the last name of its group.
    """
    order = [key for key in old if key in wanted]
    for key in (key for key in wanted if key not in old):
        group = [index for index, other in enumerate(order) if _key_prefix(other) == _key_prefix(key)]
        order.insert(group[-1] + 1 if group else len(order), key)
    return iter(order)


def _key_prefix(key: str) -> str:
    return key.rpartition("-")[0]


def _add_key_columns(key: str, row: Mapping[str, Any], table: Table) -> dict[str, Any]:
    """Return ``row`` with its key columns, whose values are the parts of its name ``key``."""
    parts = dict(zip(table.key, key.split("-", len(table.key) - 1), strict=False))
    return {**parts, **row}


def _find_missing_columns(rows: Rows, header: Sequence[str], item: type[Entity]) -> list[str]:
    """Return the columns that ``rows`` need but ``header`` lacks, in order of first use."""
    columns: dict[str, None] = {}
    for row in rows.values():
        for path, _ in _iter_values(_normalise_row(row), ()):
            column = path[:-1] if path[-1] == "text" and is_text(item, path[:-1]) else path
            columns[".".join(column)] = None
    return [name for name in columns if name not in header]


def _iter_values(data: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from _iter_values(value, (*path, str(key)))
    else:
        yield path, str(data)


def _format_cell(row: Mapping[str, Any], path: tuple[str, ...]) -> str:
    """Return the text of the cell for the value at ``path`` in ``row``.

    For a text with a language, this is the text alone.
    """
    data: Any = _normalise_row(row)
    for part in path:
        if not isinstance(data, Mapping):
            return str(data) if part == "text" and data is not None else ""
        data = data.get(part)
    if isinstance(data, Mapping):
        return str(data.get("text", ""))
    return "" if data is None else str(data)


def _are_equal(one: Rows, other: Rows) -> bool:
    first, second = ({key: _normalise_row(row) for key, row in rows.items()} for rows in (one, other))
    return first == second


def _normalise_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """Convert all values of ``row`` to text for comparison, omitting empty ones.

    The language of a text is omitted if it is that of the row. The original wording keeps its language,
    because it need not be that of the row.
    """
    language = row.get("language")
    values = {
        key: _normalise_value(value, None if key == "original" else language) for key, value in row.items()
    }
    return {key: value for key, value in values.items() if value not in (None, "", {})}


def _normalise_value(value: Any, language: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, Mapping):
        return None if value is None else str(value).strip()
    if set(value) == {"text"} or ("text" in value and value.get("language") in ("", None, language)):
        return str(value["text"]).strip()
    return {key: _normalise_value(each, language) for key, each in value.items() if each not in (None, "")}

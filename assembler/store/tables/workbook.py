"""Workbooks: .xlsx and .csv files as rows of values.

The value of a formula is its stored value. A cell merged over several rows has the same value in each of
them. A cell without a usable value (a formula that was never computed, ``#REF!``) is an ``UnreadableCell``,
which is reported by the code that needs it. Writing the same rows always produces the same bytes, and never
anything that a spreadsheet program would execute: text that begins with ``=`` remains text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

from assembler.errors import FileError
from assembler.store.tables.csv_file import DELIMITERS
from assembler.store.tables.sheet import XLS_SIGNATURE, CellValue, RowData, SheetData, UnreadableCell
from assembler.store.tables.xlsx_file import unescape_text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

CSV_RISK = re.compile(r"'*[=+\-@\t\r]")
"""Start of a text that a spreadsheet program would execute, possibly after apostrophes."""
_SAMPLE = 5
"""Number of CSV rows, or lines, that are examined to find the delimiter."""
_SAVE_AS = "open it in a spreadsheet program and save it as .xlsx or as CSV UTF-8"


def read_workbook(data: bytes, name: str) -> tuple[SheetData, ...]:
    """Read the sheets in ``data``, an .xlsx or CSV file.

    ``name`` is the name of the file in messages. Raises FileError if the file is in a different format, is
    damaged or encrypted, or has too many rows.

    >>> page = read_workbook("Sessie;Dag\\nI1;1-3-2026\\n\\nI2;\\n".encode(), "x.csv")[0]
    >>> [(line.number, line.cells) for line in page.lines]
    [(1, ('Sessie', 'Dag')), (2, ('I1', '1-3-2026')), (4, ('I2', None))]
    """
    if is_workbook(data):
        return _read_xlsx(data, name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError("the file is not in UTF-8", location=name, hint=_SAVE_AS) from error
    if "\x00" in text:
        raise FileError("the file is neither a workbook nor a text file", location=name, hint=_SAVE_AS)
    return (SheetData("", tuple(_read_csv_rows(text, name))),)


def read_author(data: bytes) -> str:
    """Return the person who last saved or, if unknown, created the .xlsx, or "" if neither is known.

    The result is also "" for a CSV file.
    """
    if not is_workbook(data):
        return ""
    from assembler.store.tables.xlsx_file import read_last_author

    return read_last_author(data)


def is_workbook(data: bytes) -> bool:
    """Return whether ``data`` begins like an .xlsx file or an old .xls file, which is rejected later."""
    return data.startswith((b"PK", XLS_SIGNATURE))


def _read_csv_rows(text: str, name: str) -> Iterator[RowData]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_find_delimiter(text), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            line = RowData(number, tuple(_normalise_text(_unprotect(cell)) for cell in cells))
            if not line.is_empty:
                yield line
    except csv.Error as error:
        hint = "enclose the cell in quotation marks, and double each quotation mark inside it"
        raise FileError(f"row {number + 1} cannot be read: {error}", location=name, hint=hint) from error


def _find_delimiter(text: str) -> str:
    """Return the delimiter that occurs equally often in each of the first rows, or else the most frequent."""
    start = "".join(text.splitlines(keepends=True)[:_SAMPLE])
    return max(DELIMITERS, key=lambda delimiter: (_is_regular(text, delimiter), start.count(delimiter)))


def _is_regular(text: str, delimiter: str) -> bool:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        counts = {len(cells) for cells in islice(reader, _SAMPLE)}
    except csv.Error:
        return False
    return len(counts) == 1 and counts != {1}


def _unprotect(cell: str) -> str:
    """Remove the apostrophe that stops a spreadsheet program from executing a CSV cell, if there is one."""
    return cell[1:] if cell.startswith("'") and CSV_RISK.match(cell[1:]) else cell


def _normalise_text(cell: str) -> str | None:
    return cell.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").strip() or None


def _read_xlsx(data: bytes, name: str) -> tuple[SheetData, ...]:
    from assembler.store.tables.xlsx_file import check_xlsx, open_workbook  # openpyxl is slow to import

    check_xlsx(data, name, _SAVE_AS)
    values = open_workbook(data, name, _SAVE_AS, computed=True)
    formulas = open_workbook(data, name, _SAVE_AS)
    return tuple(_build_sheet(sheet, formulas[sheet.title]) for sheet in values.worksheets)


def _build_sheet(values: Worksheet, formulas: Worksheet) -> SheetData:
    merged = dict(_find_merged_cells(values))
    lines = []
    pairs = zip(values.iter_rows(), formulas.iter_rows(), strict=False)
    for number, (cell, formula) in enumerate(pairs, 1):
        cells = tuple(_read_cell(a, b, merged) for a, b in zip(cell, formula, strict=False))
        lines.append(RowData(number, cells))
    return SheetData(values.title, tuple(line for line in lines if not line.is_empty))


def _find_merged_cells(sheet: Worksheet) -> Iterator[tuple[tuple[int, int], Any]]:
    """Yield the position (row and column) of each merged cell that takes its value from a cell above it.

    Each position is followed by that cell, the first in the merged range. Only the cells in the first column
    of a range take its value.
    """
    for merged in sheet.merged_cells.ranges:
        first = sheet.cell(merged.min_row, merged.min_col)
        for row in range(merged.min_row + 1, merged.max_row + 1):
            yield (row, merged.min_col), first


def _read_cell(cell: Any, formula: Any, merged: Mapping[tuple[int, int], Any]) -> CellValue:
    cell = merged.get((cell.row, cell.column), cell)
    value = cell.value
    if value is None and isinstance(formula.value, str) and formula.data_type == "f":
        return UnreadableCell("no stored result")
    if cell.data_type == "e":
        return UnreadableCell("formula error", str(value))
    return _normalise_value(value)


def _normalise_value(value: Any) -> CellValue:
    if isinstance(value, str):
        return _normalise_text(unescape_text(value))
    if isinstance(value, float):
        return int(value) if value.is_integer() else Decimal(repr(value))
    if isinstance(value, timedelta):
        return (datetime.min + value).time() if timedelta() <= value < timedelta(days=1) else str(value)
    return value if value is None or isinstance(value, int | date | time) else str(value)


def write_csv(page: SheetData) -> bytes:
    """Return ``page`` as CSV in UTF-8 with a byte order mark, which spreadsheet programs need.

    >>> write_csv(SheetData("", [RowData(1, ["I1", "=1+1", date(2026, 3, 1)])])).decode("utf-8-sig")
    "I1,'=1+1,2026-03-01\\r\\n"
    """
    buffer = io.StringIO()
    csv.writer(buffer).writerows([_protect(cell) for cell in line.cells] for line in page.lines)
    return buffer.getvalue().encode("utf-8-sig")


def _protect(cell: CellValue) -> str:
    match cell:
        case None | UnreadableCell():
            return ""
        case datetime():
            return cell.isoformat(" ", "minutes")
        case time():
            return cell.isoformat("minutes")
        case str():
            text = cell.replace("\0", "")  # programs treat a file with a NUL as binary data
            return f"'{text}" if CSV_RISK.match(text) else text
    return str(cell)


def write_xlsx(pages: Iterable[SheetData], *, title: str) -> bytes:
    """Return ``pages`` as .xlsx data.

    ``title`` is the title in the properties of the workbook. The first row of each page is its header.
    Columns with ``choices`` have drop-down lists. Raises OutputError if a text is too long for a cell.
    """
    from assembler.store.tables.workbook_style import build_workbook

    return build_workbook(tuple(pages), title=title)

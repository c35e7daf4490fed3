"""Sheets as people keep them: .xlsx and .csv into rows of values, each cell known by its letters; and back.

A formula counts for the value that was kept with it; a cell merged over several rows says the same in each.
What cannot be read as a value (a formula that was never computed, ``#REF!``) stands there as ``Unsound`` and
is told by whoever wants that cell. Writing gives the same bytes for the same rows, and nothing that a sheet
program would run: a text that begins with ``=`` stays a text.
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
from assembler.store.tables.sheet import OLD, Line, Page, Unsound, Value
from assembler.store.tables.xlsx_escapes import unescaped

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

CSV_RISK = re.compile(r"'*[=+\-@\t\r]")
"""Texts that a sheet program would run (or that only look so for their apostrophes) begin like this."""
_FIRST = 5
"""Rows of a CSV text, or lines, by which it is seen what stands between its cells."""
_SAVE_AS = "open it in a sheet program and save it as .xlsx or as CSV UTF-8"


def read_workbook(data: bytes, name: str) -> tuple[Page, ...]:
    """The sheets in ``data``, an .xlsx or a CSV text by what it holds; ``name`` is what people call the file.

    >>> page = read_workbook("Sessie;Dag\\nI1;1-3-2026\\n\\nI2;\\n".encode(), "x.csv")[0]
    >>> [(line.number, line.cells) for line in page.lines]
    [(1, ('Sessie', 'Dag')), (2, ('I1', '1-3-2026')), (4, ('I2', None))]

    Raises FileError where it is neither, is damaged or encrypted, or has too many rows.
    """
    if is_workbook(data):
        return _read_xlsx(data, name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError("its letters are not in UTF-8", location=name, hint=_SAVE_AS) from error
    if "\x00" in text:
        raise FileError("this is neither a sheet nor a text", location=name, hint=_SAVE_AS)
    return (Page("", tuple(_csv_lines(text, name))),)


def author_of(data: bytes) -> str:
    """Who saved the sheet last, as its file says; "" where it does not."""
    if not is_workbook(data):
        return ""
    from assembler.store.tables.workbook_bytes import saved_by

    return saved_by(data)


def is_workbook(data: bytes) -> bool:
    """Whether ``data`` begins as an .xlsx does, or as an old .xls, which nobody here reads."""
    return data.startswith((b"PK", OLD))


def _csv_lines(text: str, name: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            line = Line(number, tuple(_text(_unprotected(cell)) for cell in cells))
            if not line.is_empty:
                yield line
    except csv.Error as error:
        hint = "put quotation marks around the cell, and write those inside it twice"
        raise FileError(f"row {number + 1} cannot be read: {error}", location=name, hint=hint) from error


def _delimiter(text: str) -> str:
    """What stands between cells: by what the first rows have equally many, else what is there most."""
    start = "".join(text.splitlines(keepends=True)[:_FIRST])
    return max(DELIMITERS, key=lambda sign: (_is_even(text, sign), start.count(sign)))


def _is_even(text: str, delimiter: str) -> bool:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        counts = {len(cells) for cells in islice(reader, _FIRST)}
    except csv.Error:
        return False
    return len(counts) == 1 and counts != {1}


def _unprotected(cell: str) -> str:
    """A CSV cell without the apostrophe that keeps a sheet program from running it."""
    return cell[1:] if cell.startswith("'") and CSV_RISK.match(cell[1:]) else cell


def _text(cell: str) -> str | None:
    return cell.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").strip() or None


def _read_xlsx(data: bytes, name: str) -> tuple[Page, ...]:
    from assembler.store.tables.workbook_bytes import loaded, must_be_xlsx  # openpyxl takes long to come

    must_be_xlsx(data, name, _SAVE_AS)
    values = loaded(data, name, _SAVE_AS, computed=True)
    formulas = loaded(data, name, _SAVE_AS)
    return tuple(_page(sheet, formulas[sheet.title]) for sheet in values.worksheets)


def _page(values: Worksheet, formulas: Worksheet) -> Page:
    spread = dict(_merged(values))
    lines = []
    pairs = zip(values.iter_rows(), formulas.iter_rows(), strict=False)
    for number, (shown, written) in enumerate(pairs, 1):
        cells = tuple(_cell(a, b, spread) for a, b in zip(shown, written, strict=False))
        lines.append(Line(number, cells))
    return Page(values.title, tuple(line for line in lines if not line.is_empty))


def _merged(sheet: Worksheet) -> Iterator[tuple[tuple[int, int], Any]]:
    """What the cells below the first one of a merged range say: the same as that one."""
    for each in sheet.merged_cells.ranges:
        first = sheet.cell(each.min_row, each.min_col)
        for row in range(each.min_row + 1, each.max_row + 1):
            yield (row, each.min_col), first


def _cell(shown: Any, written: Any, spread: Mapping[tuple[int, int], Any]) -> Value:
    shown = spread.get((shown.row, shown.column), shown)
    value = shown.value
    if value is None and isinstance(written.value, str) and written.data_type == "f":
        return Unsound("the formula was never computed", "open the sheet, save it, or write the value")
    if shown.data_type == "e":
        return Unsound(f"the formula gives {value}", "mend the formula, or write the value")
    return _value(value)


def _value(value: Any) -> Value:
    if isinstance(value, str):
        return _text(unescaped(value))
    if isinstance(value, float):
        return int(value) if value.is_integer() else Decimal(repr(value))
    if isinstance(value, timedelta):
        return (datetime.min + value).time() if timedelta() <= value < timedelta(days=1) else str(value)
    return value if value is None or isinstance(value, int | date | time) else str(value)


def write_csv(page: Page) -> bytes:
    """``page`` as CSV in UTF-8 with a byte order mark, by which sheet programs know it.

    >>> write_csv(Page("", [Line(1, ["I1", "=1+1", date(2026, 3, 1)])])).decode("utf-8-sig")
    "I1,'=1+1,2026-03-01\\r\\n"
    """
    buffer = io.StringIO()
    csv.writer(buffer).writerows([_protected(cell) for cell in line.cells] for line in page.lines)
    return buffer.getvalue().encode("utf-8-sig")


def _protected(cell: Value) -> str:
    match cell:
        case None | Unsound():
            return ""
        case datetime():
            return cell.isoformat(" ", "minutes")
        case time():
            return cell.isoformat("minutes")
        case str():
            text = cell.replace("\0", "")  # by which programs tell what is no text
            return f"'{text}" if CSV_RISK.match(text) else text
    return str(cell)


def write_xlsx(pages: Iterable[Page], *, title: str) -> bytes:
    """``pages`` as a workbook: the first row of each is its heading; columns with choices offer them."""
    from assembler.store.tables.workbook_style import workbook

    return workbook(tuple(pages), title=title)

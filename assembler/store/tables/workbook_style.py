"""Style of the workbooks that we write: frozen headers, column widths and drop-down lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.child import INVALID_TITLE_REGEX
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from assembler.errors import OutputError
from assembler.store.tables.sheet import CellValue, SheetData, UnreadableCell, column_letters
from assembler.store.tables.xlsx_file import escape_text, save_workbook

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_HEADER_FILL = PatternFill("solid", fgColor="FF1F3A5F")
_HEADER_FONT = Font(bold=True, color="FFFFFFFF")
_BORDER = Border(bottom=Side(style="hair", color="FF9AA5B1"))
_ALIGNMENT = Alignment(vertical="top", wrap_text=True)
_FORMATS = ((datetime, "yyyy-mm-dd hh:mm"), (date, "yyyy-mm-dd"), (time, "hh:mm"))
_MAX_LIST = 255
"""Maximum length, in characters, of a list of choices that Excel stores in the rule itself."""
_MAX_TEXT = 32_767
"""Maximum length of a cell in characters; spreadsheet programs silently truncate longer texts."""
_SPARE_ROWS = 200
"""Number of empty rows, below the last row of data, in which the choices are also offered."""


def build_workbook(pages: Sequence[SheetData], *, title: str) -> bytes:
    """Return ``pages`` as a workbook in .xlsx format, with ``title`` in its properties.

    Equal pages produce equal data.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for page in pages:
        _fill_sheet(book.create_sheet(INVALID_TITLE_REGEX.sub("-", page.name) or None), page)
    return save_workbook(book, title=title)


def _fill_sheet(sheet: Worksheet, page: SheetData) -> None:
    for line in page.lines:
        for column, value in enumerate(line.cells, 1):
            cell = sheet.cell(line.number, column)
            if isinstance(cell, Cell):  # a cell inside a merged range has another type
                _set_value(cell, value)
                _style_cell(cell, is_header=line.number == 1)
    for column, width in enumerate(page.widths):
        sheet.column_dimensions[column_letters(column)].width = width
    last = max((line.number for line in page.lines), default=1)
    for column in page.texts:
        for number in range(2, last + _SPARE_ROWS + 1):
            sheet.cell(number, column + 1).number_format = "@"
    for column, choices in page.choices.items():
        _offer_choices(
            sheet, f"{column_letters(column)}2:{column_letters(column)}{last + _SPARE_ROWS}", choices
        )
    sheet.freeze_panes = "B2"
    if page.lines:
        sheet.auto_filter.ref = f"A1:{column_letters(len(page.lines[0].cells) - 1)}{last}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _set_value(cell: Cell, value: CellValue) -> None:
    """Set the value of ``cell``.

    Text remains text even if it looks like a formula.
    """
    if isinstance(value, str):
        cell.value = _check_length(escape_text(value))
        cell.data_type = "s"
        cell.quotePrefix = bool(re.match(r"[=+\-@]", value))
    elif not isinstance(value, UnreadableCell):
        cell.value = float(value) if isinstance(value, Decimal) else value
    for kind, number_format in _FORMATS:
        if isinstance(value, kind):
            cell.number_format = number_format
            break


def _check_length(text: str) -> str:
    if len(text) > _MAX_TEXT:
        message = f"the text has {len(text):,} characters; a cell can contain at most {_MAX_TEXT:,}"
        hint = "export the rows as .csv, or a catalogue as XLIFF, which have no such limit"
        raise OutputError(message, location=f"“{text[:40]}…”", hint=hint)
    return text


def _style_cell(cell: Cell, *, is_header: bool) -> None:
    cell.alignment, cell.border = _ALIGNMENT, _BORDER
    if is_header:
        cell.font, cell.fill = _HEADER_FONT, _HEADER_FILL


def _offer_choices(sheet: Worksheet, cells: str, choices: Sequence[str]) -> None:
    choice_list = ",".join(choices)
    if len(choice_list) + 2 > _MAX_LIST or any("," in choice or '"' in choice for choice in choices):
        return
    rule = DataValidation("list", formula1=f'"{choice_list}"', allow_blank=True)
    rule.errorStyle, rule.showErrorMessage = "warning", True
    sheet.add_data_validation(rule)
    rule.add(cells)

"""How the sheets that we write look: a heading that stays, columns of a good width, choices to pick from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from assembler.errors import OutputError
from assembler.store.tables.sheet import Page, Unsound, Value, letters
from assembler.store.tables.workbook_bytes import saved
from assembler.store.tables.xlsx_escapes import escaped

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_HEAD = PatternFill("solid", fgColor="FF1F3A5F")
_WHITE = Font(bold=True, color="FFFFFFFF")
_RULE = Border(bottom=Side(style="hair", color="FF9AA5B1"))
_TOP = Alignment(vertical="top", wrap_text=True)
_FORMATS = ((datetime, "yyyy-mm-dd hh:mm"), (date, "yyyy-mm-dd"), (time, "hh:mm"))
_LONGEST_LIST = 255
"""Excel holds no longer list of choices in the rule itself."""
_LONGEST_TEXT = 32_767
"""Signs in a cell; a sheet program would cut off the rest in silence."""
_ROOM = 200
"""Rows below the last one in which choices are offered too."""


def workbook(pages: Sequence[Page], *, title: str) -> bytes:
    """``pages`` as the bytes of an .xlsx, the same for the same pages."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for page in pages:
        _fill(book.create_sheet(page.name or None), page)
    return saved(book, title=title)


def _fill(sheet: Worksheet, page: Page) -> None:
    for line in page.lines:
        for column, value in enumerate(line.cells, 1):
            cell = sheet.cell(line.number, column)
            if isinstance(cell, Cell):  # and no part of a merged one
                _put(cell, value)
                _dress(cell, head=line.number == 1)
    for column, width in enumerate(page.widths):
        sheet.column_dimensions[letters(column)].width = width
    last = max((line.number for line in page.lines), default=1)
    for column, choices in page.choices.items():
        _offer(sheet, f"{letters(column)}2:{letters(column)}{last + _ROOM}", choices)
    sheet.freeze_panes = "B2"
    if page.lines:
        sheet.auto_filter.ref = f"A1:{letters(len(page.lines[0].cells) - 1)}{last}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _put(cell: Cell, value: Value) -> None:
    """The value in its cell; a text stays a text, whatever it begins with."""
    if isinstance(value, str):
        cell.value = _fitting(escaped(value))
        cell.data_type = "s"
        cell.quotePrefix = bool(re.match(r"[=+\-@]", value))
    elif not isinstance(value, Unsound):
        cell.value = float(value) if isinstance(value, Decimal) else value
    for kind, shown in _FORMATS:
        if isinstance(value, kind):
            cell.number_format = shown
            break


def _fitting(text: str) -> str:
    if len(text) > _LONGEST_TEXT:
        what = f"a text has {len(text):,} signs, and a cell of a sheet holds {_LONGEST_TEXT:,}"
        hint = "export it as .csv, which has no such limit"
        raise OutputError(what, location=f"“{text[:40]}…”", hint=hint)
    return text


def _dress(cell: Cell, *, head: bool) -> None:
    cell.alignment, cell.border = _TOP, _RULE
    if head:
        cell.font, cell.fill = _WHITE, _HEAD


def _offer(sheet: Worksheet, cells: str, choices: Sequence[str]) -> None:
    told = ",".join(choices)
    if len(told) + 2 > _LONGEST_LIST or any("," in each or '"' in each for each in choices):
        return
    rule = DataValidation("list", formula1=f'"{told}"', allow_blank=True)
    rule.errorStyle, rule.showErrorMessage = "warning", True
    sheet.add_data_validation(rule)
    rule.add(cells)

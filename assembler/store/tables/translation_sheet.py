"""Workbooks for translators who use Excel or Calc: one row per message, with locked columns.

Spreadsheet programs interpret ``=``, ``+``, ``-`` and ``@`` as formulas, "3-5" as a date and 1.10 as a
number. Every cell here therefore has both the type and the format Text, so that it keeps the translator's
input unchanged. A second sheet contains instructions. A hidden sheet contains digests of the exported
translations, with which an import detects changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.styles.fonts import DEFAULT_FONT
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from assembler.model.messages.exchange import Bundle, State, TranslationUnit
from assembler.store.tables.xlsx_file import escape_text, save_workbook

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SHEET, HELP, HIDDEN = "Translations", "How to use this workbook", "assembler"
FORMAT = "assembler translations 1"
ID, CONTEXT, PLACE, ENGLISH, PLURAL, TRANSLATION, STATE, COMMENT, LIMIT = (
    "Id", "Context", "Place", "English", "English, plural", "Translation", "State", "Comment", "Limit",
)  # fmt: skip
_WIDTHS = {ID: 12, CONTEXT: 10, PLACE: 34, ENGLISH: 48, PLURAL: 24, STATE: 14, COMMENT: 26, LIMIT: 7}
_TRANSLATION_WIDTH, _FORM_WIDTH = 48, 28
_EDITABLE = (TRANSLATION, STATE, COMMENT)
_INSTRUCTIONS = (
    "Write the translation next to the English, in column 'Translation'. Only white cells can be changed.",
    "Keep every field in braces, such as {city_of}, exactly as it is: a value replaces it in the document.",
    "Keep every tag, such as <1>...</1> and <2/>: it stands for bold type, a link or a page number. "
    "Put it where your language needs it.",
    "A message with a number has a translation for each plural form of your language; "
    "the heading says for which numbers.",
    "State: untranslated, fuzzy (a guess that must be checked), translated, or reviewed "
    "(a second person has read it). A row that you fill in counts as translated.",
    "'Limit' is the maximum number of characters. 'Comment' is for you; it is stored with the translation.",
    "You may sort and filter rows, hide and move columns, and remove rows. Do not rename the headings, "
    "do not change the English, and do not remove any sheet.",
    "A line break inside a cell is Alt+Enter in Excel and Ctrl+Enter in LibreOffice.",
)
_HEADER_FILL = PatternFill("solid", fgColor="FF1F3A5F")
_HEADER_FONT = Font(name="Calibri", size=11, bold=True, color="FFFFFFFF")
_LOCKED_FILL = PatternFill("solid", fgColor="FFF1F3F5")
_BORDER = Border(bottom=Side(style="hair", color="FF9AA5B1"))
_ALIGNMENT = Alignment(vertical="top", wrap_text=True)
_EDITABLE_CELL, _LOCKED_CELL = "Editable text", "Locked text"
"""Names of cell styles: a style that is named once costs a tenth of one that is set for each cell."""
_MAX_LOCATIONS = 2
_LINE_HEIGHT = 15.0
_MAX_HEIGHT = 400.0


def sheet_headings(bundle: Bundle) -> tuple[str, ...]:
    """Return the headings of the sheet.

    If any message has plural forms, each form has its own column.

    >>> sheet_headings(Bundle("nl", "nl.po", (), ("1", "0, 2, 3, …")))
    ('Id', 'Context', 'Place', 'English', 'Translation', 'State', 'Comment', 'Limit')
    """
    if not any(unit.plural is not None for unit in bundle.units):
        return (ID, CONTEXT, PLACE, ENGLISH, TRANSLATION, STATE, COMMENT, LIMIT)
    forms = [form_heading(numbers) for numbers in bundle.forms]
    return (ID, CONTEXT, PLACE, ENGLISH, PLURAL, TRANSLATION, *forms, STATE, COMMENT, LIMIT)


def form_heading(numbers: str) -> str:
    """Return the heading of the column for the plural form that is used for ``numbers``.

    >>> form_heading("1")
    'Translation for 1'
    """
    return f"{TRANSLATION} for {numbers}"


def write_translation_sheet(bundle: Bundle) -> bytes:
    """Return ``bundle`` as .xlsx data.

    Equal bundles produce equal data.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    names = sheet_headings(bundle)
    _add_styles(book)
    _write_header(sheet, names)
    for number, unit in enumerate(bundle.units, 2):
        _write_row(sheet, number, _iter_cells(unit, names, bundle))
    _set_up(sheet, names, len(bundle.units) + 1)
    _write_instructions(book.create_sheet(HELP))
    _write_exported_state(book.create_sheet(HIDDEN), bundle)
    return save_workbook(book, title=f"Translations, {bundle.language}")


def _add_styles(book: Workbook) -> None:
    for name, fill, locked in (
        (_EDITABLE_CELL, PatternFill(), False), (_LOCKED_CELL, _LOCKED_FILL, True)
    ):  # fmt: skip
        book.add_named_style(
            NamedStyle(
                name, font=DEFAULT_FONT, fill=fill, border=_BORDER, alignment=_ALIGNMENT, number_format="@",
                protection=Protection(locked=locked),
            )
        )  # fmt: skip


def _iter_cells(
    unit: TranslationUnit, names: Sequence[str], bundle: Bundle
) -> Iterator[tuple[str, str, bool]]:
    """Yield the heading and text of each cell in a row, and whether the translator may edit it."""
    forms = dict(zip(map(form_heading, bundle.forms), unit.strings, strict=False))
    texts = {
        ID: unit.id, CONTEXT: unit.context, PLACE: "\n".join(_iter_locations(unit)),
        ENGLISH: unit.source, PLURAL: unit.plural or "", STATE: unit.state.value,
        COMMENT: unit.note, LIMIT: str(unit.limit or ""),
        **(forms if unit.plural is not None else {TRANSLATION: unit.strings[0]}),
    }  # fmt: skip
    for name in names:
        is_editable = name in texts and name.startswith(_EDITABLE)
        yield name, texts.get(name, ""), is_editable


def _iter_locations(unit: TranslationUnit) -> Iterator[str]:
    """Yield the first locations of a message, the number of further locations, and its comments."""
    more = len(unit.places) - _MAX_LOCATIONS
    yield from unit.places[:_MAX_LOCATIONS]
    if more > 0:
        yield f"and {more} more"
    yield from unit.comments


def _write_header(sheet: Worksheet, names: Sequence[str]) -> None:
    for column, name in enumerate(names, 1):
        cell = sheet.cell(1, column, name)
        cell.font, cell.fill, cell.alignment = _HEADER_FONT, _HEADER_FILL, _ALIGNMENT
        width = _WIDTHS.get(name, _TRANSLATION_WIDTH if name == TRANSLATION else _FORM_WIDTH)
        sheet.column_dimensions[get_column_letter(column)].width = width


def _write_row(sheet: Worksheet, number: int, cells: Iterator[tuple[str, str, bool]]) -> None:
    line_count = 1
    for column, (name, text, is_editable) in enumerate(cells, 1):
        cell = sheet.cell(number, column)
        assert isinstance(cell, Cell)
        cell.style = _EDITABLE_CELL if is_editable else _LOCKED_CELL
        _set_text(cell, text)
        width = _WIDTHS.get(name, _TRANSLATION_WIDTH if name == TRANSLATION else _FORM_WIDTH)
        line_count = max(line_count, sum(1 + len(line) // width for line in text.split("\n")))
    sheet.row_dimensions[number].height = min(_MAX_HEIGHT, _LINE_HEIGHT * line_count + 3)


def _set_text(cell: Cell, text: str) -> None:
    """Write ``text`` to ``cell`` as text, even if it looks like a formula."""
    if text:
        cell.value = escape_text(text)
        cell.data_type = "s"
        if text[0] in "=+-@'":
            cell.quotePrefix = True


def _set_up(sheet: Worksheet, names: Sequence[str], last: int) -> None:
    """Set up frozen headings, the filter, the list of states, protection and printing.

    ``names`` are the headings, and ``last`` is the number of the last row.
    """
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(names))}{last}"
    column = get_column_letter(names.index(STATE) + 1)
    rule = DataValidation("list", formula1=f'"{",".join(State)}"', allow_blank=True)
    rule.error, rule.showErrorMessage = f"Choose {', '.join(State)}.", True
    sheet.add_data_validation(rule)
    rule.add(f"{column}2:{column}{max(last, 2)}")
    sheet.protection.sheet = True
    for permission in ("formatColumns", "formatRows", "autoFilter", "sort"):
        setattr(sheet.protection, permission, False)  # False allows it: the attribute means "locked"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _write_instructions(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width = 100
    for number, line in enumerate(_INSTRUCTIONS, 1):
        cell = sheet.cell(number, 1, line)
        cell.alignment = _ALIGNMENT


def _write_exported_state(sheet: Worksheet, bundle: Bundle) -> None:
    """Fill the hidden sheet with the language, the plural forms, and the id and digest of each unit."""
    for row in ((FORMAT,), ("language", bundle.language), ("forms", *bundle.forms)):
        sheet.append(row)
    for unit in bundle.units:
        sheet.append((unit.id, unit.base))
    for line in sheet.iter_rows():
        for cell in line:
            cell.number_format = "@"
            if isinstance(cell, Cell) and cell.value is not None:
                cell.data_type = "s"
    sheet.sheet_state = "hidden"

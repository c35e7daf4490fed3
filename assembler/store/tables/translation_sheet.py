"""Messages as a sheet for translators who work in Excel or Calc: a row each, only what is theirs unlocked.

What sheet programs do: they take ``=``, ``+``, ``-`` and ``@`` for formulas, "3-5" for a date and 1.10 for a
number. Every cell here is text by its type and by its format, so that they take it as it is typed. A second
sheet says how to work; a hidden one says what was exported, by which an import knows what was changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from assembler.model.messages.exchange import Bundle, State, TranslationUnit
from assembler.store.tables.workbook_bytes import saved
from assembler.store.tables.xlsx_escapes import escaped

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SHEET, HELP, HIDDEN = "Translations", "How to work", "assembler"
FORMAT = "assembler translations 1"
ID, CONTEXT, PLACE, ENGLISH, PLURAL, TRANSLATION, STATE, COMMENT, LIMIT = (
    "Id", "Context", "Place", "English", "English, plural", "Translation", "State", "Comment", "Limit",
)  # fmt: skip
_WIDTHS = {ID: 12, CONTEXT: 10, PLACE: 34, ENGLISH: 48, PLURAL: 24, STATE: 14, COMMENT: 26, LIMIT: 7}
_TRANSLATION_WIDTH, _FORM_WIDTH = 48, 28
_OPEN = (TRANSLATION, STATE, COMMENT)
_HOW = (
    "Write the translation beside the English, in the column 'Translation'. Only white cells can be changed.",
    "Keep every field in braces, such as {city_of}, exactly as it is: the document puts a value there.",
    "Keep every mark, such as <1>...</1> and <2/>: it carries bold type, a link or a page number. "
    "Put it where your language wants it.",
    "A message with a number has a translation for each plural form of your language; "
    "the heading says for which numbers.",
    "State: untranslated, fuzzy (a guess that wants a look), translated, or reviewed "
    "(a second person has read it). A row that you fill in is taken as translated.",
    "'Limit' is how many characters there is room for. 'Comment' is yours; it is kept with the translation.",
    "You may sort, filter, hide and move columns and leave rows out. Do not rename the headings, "
    "do not change the English, and do not remove any sheet.",
    "A line break inside a cell is Alt+Enter in Excel and Ctrl+Enter in LibreOffice.",
)
_HEAD = PatternFill("solid", fgColor="FF1F3A5F")
_WHITE = Font(name="Calibri", size=11, bold=True, color="FFFFFFFF")
_GREY = PatternFill("solid", fgColor="FFF1F3F5")
_RULE = Border(bottom=Side(style="hair", color="FF9AA5B1"))
_TOP = Alignment(vertical="top", wrap_text=True)
_PLACES_NAMED = 2
_LINE_HEIGHT = 15.0
_TALLEST = 400.0


def headings(bundle: Bundle) -> tuple[str, ...]:
    """The headings of the sheet: a column of translation for each plural form, where any message has them.

    >>> headings(Bundle("nl", "nl.po", (), ("1", "0, 2, 3, …")))
    ('Id', 'Context', 'Place', 'English', 'Translation', 'State', 'Comment', 'Limit')
    """
    if not any(unit.plural is not None for unit in bundle.units):
        return (ID, CONTEXT, PLACE, ENGLISH, TRANSLATION, STATE, COMMENT, LIMIT)
    forms = [form_heading(numbers) for numbers in bundle.forms]
    return (ID, CONTEXT, PLACE, ENGLISH, PLURAL, TRANSLATION, *forms, STATE, COMMENT, LIMIT)


def form_heading(numbers: str) -> str:
    """The heading of the translation for ``numbers``.

    >>> form_heading("1")
    'Translation for 1'
    """
    return f"{TRANSLATION} for {numbers}"


def write_sheet(bundle: Bundle) -> bytes:
    """``bundle`` as the bytes of an .xlsx, the same for the same bundle."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    named = headings(bundle)
    _head(sheet, named)
    for number, unit in enumerate(bundle.units, 2):
        _row(sheet, number, _cells(unit, named, bundle))
    _behave(sheet, named, len(bundle.units) + 1)
    _explain(book.create_sheet(HELP))
    _remember(book.create_sheet(HIDDEN), bundle)
    return saved(book, title=f"Translations, {bundle.language}")


def _cells(unit: TranslationUnit, named: Sequence[str], bundle: Bundle) -> Iterator[tuple[str, str, bool]]:
    """Heading, text and whether a person may change it, for each cell of a row."""
    forms = dict(zip(map(form_heading, bundle.forms), unit.strings, strict=False))
    texts = {
        ID: unit.id, CONTEXT: unit.context, PLACE: "\n".join(_places(unit)),
        ENGLISH: unit.source, PLURAL: unit.plural or "", STATE: unit.state.value,
        COMMENT: unit.note, LIMIT: str(unit.limit or ""),
        **(forms if unit.plural is not None else {TRANSLATION: unit.strings[0]}),
    }  # fmt: skip
    for name in named:
        is_theirs = name in texts and name.startswith(_OPEN)
        yield name, texts.get(name, ""), is_theirs


def _places(unit: TranslationUnit) -> Iterator[str]:
    """Where a message stands, the first of many places, and what to know of it."""
    more = len(unit.places) - _PLACES_NAMED
    yield from unit.places[:_PLACES_NAMED]
    if more > 0:
        yield f"and {more} more"
    yield from unit.comments


def _head(sheet: Worksheet, named: Sequence[str]) -> None:
    for column, name in enumerate(named, 1):
        cell = sheet.cell(1, column, name)
        cell.font, cell.fill, cell.alignment = _WHITE, _HEAD, _TOP
        width = _WIDTHS.get(name, _TRANSLATION_WIDTH if name == TRANSLATION else _FORM_WIDTH)
        sheet.column_dimensions[get_column_letter(column)].width = width


def _row(sheet: Worksheet, number: int, cells: Iterator[tuple[str, str, bool]]) -> None:
    tallest = 1
    for column, (name, text, is_theirs) in enumerate(cells, 1):
        cell = sheet.cell(number, column)
        assert isinstance(cell, Cell)
        _put(cell, text)
        cell.alignment, cell.border = _TOP, _RULE
        cell.protection = Protection(locked=not is_theirs)
        if not is_theirs:
            cell.fill = _GREY
        width = _WIDTHS.get(name, _TRANSLATION_WIDTH if name == TRANSLATION else _FORM_WIDTH)
        tallest = max(tallest, sum(1 + len(line) // width for line in text.split("\n")))
    sheet.row_dimensions[number].height = min(_TALLEST, _LINE_HEIGHT * tallest + 3)


def _put(cell: Cell, text: str) -> None:
    """``text`` as text, whatever it begins with, and in a cell that takes what is typed into it for text."""
    cell.number_format = "@"
    if text:
        cell.value = escaped(text)
        cell.data_type = "s"
        cell.quotePrefix = text[0] in "=+-@'"


def _behave(sheet: Worksheet, named: Sequence[str], last: int) -> None:
    """What a person can do in the sheet: scroll below the headings, filter, choose a state, print."""
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(named))}{last}"
    column = get_column_letter(named.index(STATE) + 1)
    rule = DataValidation("list", formula1=f'"{",".join(State)}"', allow_blank=True)
    rule.error, rule.showErrorMessage = f"Choose {', '.join(State)}.", True
    sheet.add_data_validation(rule)
    rule.add(f"{column}2:{column}{max(last, 2)}")
    sheet.protection.sheet = True
    for allowed in ("formatColumns", "formatRows", "autoFilter", "sort"):
        setattr(sheet.protection, allowed, False)  # what the format says is "forbidden: no"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _explain(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width = 100
    for number, line in enumerate(_HOW, 1):
        cell = sheet.cell(number, 1, line)
        cell.alignment = _TOP


def _remember(sheet: Worksheet, bundle: Bundle) -> None:
    """The hidden sheet: language, plural forms, and by id what each unit was exported as."""
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

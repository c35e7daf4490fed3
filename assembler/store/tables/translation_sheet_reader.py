"""Read returned workbooks of translations: the columns are found by their headings.

All errors are reported together, each with its sheet and cell: renamed headings, cells that became a number,
a date or a formula, repeated rows, unknown states.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from difflib import get_close_matches
from typing import Any

from assembler.diagnostics import Diagnostic, Level, Location
from assembler.errors import FileError
from assembler.model.messages.exchange import ReturnedUnit, State
from assembler.store.tables.sheet import column_letters
from assembler.store.tables.translation_sheet import (
    COMMENT,
    CONTEXT,
    ENGLISH,
    FORMAT,
    HIDDEN,
    ID,
    LIMIT,
    PLACE,
    PLURAL,
    SHEET,
    STATE,
    TRANSLATION,
    form_heading,
)
from assembler.store.tables.workbook_bytes import check_xlsx, open_workbook
from assembler.store.tables.xlsx_escapes import unescape_text
from assembler.structs import Struct, field

_SAVE_AGAIN = "save it as .xlsx, or ask for the exported workbook with the translations in it"
_OPTIONAL = (CONTEXT, PLACE, LIMIT, COMMENT)


class TranslationSheet(Struct):
    """A returned sheet: its language, its rows as units, errors (``errors``), and ids without a row."""

    language: str
    units: list[ReturnedUnit] = field(default_factory=list)
    errors: list[Diagnostic] = field(default_factory=list)
    missing_ids: tuple[str, ...] = ()


class _ExportedState(Struct, frozen=True):
    language: str
    forms: tuple[str, ...]
    bases: Mapping[str, str]


def read_translation_sheet(data: bytes, name: str) -> TranslationSheet:
    """Read the units of the .xlsx in ``data``; ``name`` is the name of the file in messages.

    Errors in headings and cells are in ``errors`` of the result. Raise FileError if the workbook was not
    exported by this program.
    """
    check_xlsx(data, name, _SAVE_AGAIN)
    book = open_workbook(data, name, _SAVE_AGAIN)
    exported = _read_exported_state(book, name)
    read = TranslationSheet(exported.language)
    sheet = next((each for each in book.worksheets if _is_ours(each)), None)
    if sheet is None:
        what = f"no sheet has the headings '{ID}' and '{ENGLISH}' in its first row"
        hint = f"restore the row of headings above the translations: {ID}, {ENGLISH}, {TRANSLATION}, …"
        raise FileError(what, location=name, hint=hint)
    reader = _Reader(name, sheet, exported)
    read.units, read.errors = list(reader.units()), reader.errors
    seen = {unit.id for unit in read.units}
    read.missing_ids = tuple(id_ for id_ in exported.bases if id_ not in seen)
    return read


def _read_exported_state(book: Any, name: str) -> _ExportedState:
    """Read the exported state from the hidden sheet."""
    found = next((each for each in book.worksheets if each.cell(1, 1).value == FORMAT), None)
    if found is None:
        what = f"the workbook was not made by `assembler catalogue export`: it has no sheet '{HIDDEN}'"
        hint = "export the language again and paste the translations into the new workbook"
        raise FileError(what, location=name, hint=hint)
    rows = [[str(cell) for cell in row if cell is not None] for row in found.iter_rows(values_only=True)]
    values = {row[0]: row[1:] for row in rows if row}
    language, forms = "".join(values.pop("language", [])), values.pop("forms", [])
    bases = {id_: "".join(rest) for id_, rest in values.items() if id_ != FORMAT}
    return _ExportedState(language, tuple(forms), bases)


def _is_ours(sheet: Any) -> bool:
    first = {str(cell.value).strip() for cell in sheet[1]}
    return sheet.title == SHEET or {ID, ENGLISH} <= first


class _Reader:
    """Reads the rows of the sheet and collects the errors."""

    def __init__(self, file: str, sheet: Any, exported: _ExportedState) -> None:
        self.errors: list[Diagnostic] = []
        self._file, self._sheet, self._exported = file, sheet, exported
        self._forms = tuple(map(form_heading, exported.forms))
        self._columns = self._find_columns()
        self._rows: dict[str, int] = {}

    def _find_columns(self) -> dict[str, int]:
        """Return the column of each heading, from 0; report missing headings with a similar one."""
        named = [str(cell.value or "").strip() for cell in self._sheet[1]]
        columns: dict[str, int] = {}
        for column, name in enumerate(named):
            if name in columns:
                what = f"the heading {name!r} stands there twice"
                self._report(1, column, what, "remove the column that is not ours")
            elif name:
                columns[name] = column
        self._report_missing(columns)
        return columns

    def _report_missing(self, columns: Mapping[str, int]) -> None:
        known = (ID, ENGLISH, TRANSLATION, STATE, *self._needed_forms(columns))
        unknown = [name for name in columns if name not in (*known, *_OPTIONAL, PLURAL)]
        for name in known:
            if name not in columns:
                near = get_close_matches(name, unknown, n=1, cutoff=0.4)
                now = f"; is it {near[0]!r} now?" if near else ""
                what, hint = f"there is no column {name!r}{now}", f"name its heading {name!r} again"
                self._report(1, columns[near[0]] if near else None, what, hint)

    def _needed_forms(self, columns: Mapping[str, int]) -> Sequence[str]:
        """Return the headings of the plural forms if the sheet has messages with plurals."""
        return self._forms if PLURAL in columns or any(form in columns for form in self._forms) else ()

    def units(self) -> Iterator[ReturnedUnit]:
        """Yield a unit for each row with an id; empty rows are skipped."""
        if self.errors:
            return
        for number, cells in enumerate(self._sheet.iter_rows(min_row=2), 2):
            known = len(self.errors)
            texts = {name: self._read_text(number, cells, column) for name, column in self._columns.items()}
            if not any(texts.values()):
                continue
            if not texts[ID]:
                hint = "put the id back, or empty the row"
                self._report(number, self._columns[ID], "the row has no id", hint)
            elif texts[ID] in self._rows:
                what = f"its id {texts[ID]} stands in row {self._rows[texts[ID]]} already"
                self._report(number, self._columns[ID], what, "keep the row that counts")
            else:
                self._rows[texts[ID]] = number
                if len(self.errors) == known:
                    yield self._build_unit(number, texts)

    def _build_unit(self, number: int, texts: Mapping[str, str]) -> ReturnedUnit:
        plural = texts.get(PLURAL) or None
        named = (TRANSLATION,) if plural is None else self._forms
        if plural is not None and texts.get(TRANSLATION):
            hint = f"write it into the columns {' and '.join(map(repr, self._forms))}"
            self._report(number, self._columns[TRANSLATION], "this message has plural forms", hint)
        return ReturnedUnit(
            id=texts[ID], source=texts[ENGLISH], plural=plural,
            strings=tuple(texts.get(name, "") for name in named),
            state=self._parse_state(number, texts[STATE]),
            context=texts.get(CONTEXT, ""), note=texts.get(COMMENT, ""),
            base=self._exported.bases.get(texts[ID], ""), where=self._location(number),
            spots=tuple(self._location(number, self._columns.get(name)) for name in named),
        )  # fmt: skip

    def _parse_state(self, number: int, text: str) -> State:
        name = text.strip().casefold()
        if name and name not in set(State):
            near = get_close_matches(name, list(State), n=1)
            meant = f"did you mean {near[0]}? " if near else ""
            hint = f"{meant}write {', '.join(State)}"
            self._report(number, self._columns[STATE], f"{text!r} is no state", hint)
        return State(name) if name in set(State) else State.UNTRANSLATED

    def _read_text(self, number: int, cells: Sequence[Any], column: int) -> str:
        """Return the text of a cell, for an integer its digits; report other values that are not text."""
        cell = cells[column] if column < len(cells) else None
        if cell is None or cell.value is None:
            return ""
        value = cell.value
        if isinstance(value, str) and cell.data_type not in ("f", "e"):
            return unescape_text(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        self._report(number, column, f"the cell holds {_describe_value(cell)}, and no text", _AS_TEXT)
        return ""

    def _location(self, row: int, column: int | None = None) -> str:
        cell = f"row {row}" if column is None else f"cell {column_letters(column)}{row}"
        return f"sheet {self._sheet.title!r}, {cell}"

    def _report(self, row: int, column: int | None, what: str, hint: str) -> None:
        place = Location(self._file, self._location(row, column))
        self.errors.append(Diagnostic("unreadable-sheet", Level.ERROR, place, what, hint))


_AS_TEXT = "give the cell the format Text and type the translation again"


def _describe_value(cell: Any) -> str:
    if cell.data_type == "f":
        return "a formula"
    if cell.data_type == "e":
        return f"the error {cell.value}"
    return "a date" if isinstance(cell.value, date | time) else f"the number or value {cell.value}"

"""Reader for returned workbooks of translations, which identifies columns by their headings.

All errors are reported together, each with its sheet and cell: renamed headings, repeated rows, unknown
states, and cells that became a number, a date or a formula.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from difflib import get_close_matches
from typing import Any

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.translation_files import UNREADABLE_SHEET
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
from assembler.store.tables.xlsx_file import check_xlsx, open_workbook, unescape_text
from assembler.structs import Struct, field

_SAVE_AGAIN = "save it as .xlsx, or ask for the exported workbook with the translations"
_OPTIONAL = (CONTEXT, PLACE, LIMIT, COMMENT)


class TranslationSheet(Struct):
    """A returned sheet: its language, its rows as units, and the ``errors`` in it.

    ``missing_ids`` are the ids of exported messages that have no row.
    """

    language: str
    units: list[ReturnedUnit] = field(default_factory=list)
    errors: list[Diagnostic] = field(default_factory=list)
    missing_ids: tuple[str, ...] = ()


class _ExportedState(Struct, frozen=True):
    language: str
    forms: tuple[str, ...]
    bases: Mapping[str, str]


def read_translation_sheet(data: bytes, name: str) -> TranslationSheet:
    """Read the units in ``data``, an .xlsx file.

    ``name`` is the name of the file in messages. Errors in headings and cells are in ``errors``. Raises
    FileError if the file is damaged or in a different format, has too many rows, was not exported by this
    program, or has lost its sheet of translations.
    """
    check_xlsx(data, name, _SAVE_AGAIN)
    book = open_workbook(data, name, _SAVE_AGAIN)
    exported = _read_exported_state(book, name)
    read = TranslationSheet(exported.language)
    sheet = next((each for each in book.worksheets if _is_ours(each)), None)
    if sheet is None:
        what = f"no sheet has the headings “{ID}” and “{ENGLISH}” in its first row"
        hint = f"restore the row of headings above the translations: {ID}, {ENGLISH}, {TRANSLATION}, …"
        raise FileError(what, location=name, hint=hint)
    reader = _Reader(name, sheet, exported)
    read.units, read.errors = list(reader.units()), reader.errors
    seen = {unit.id for unit in read.units}
    read.missing_ids = tuple(id_ for id_ in exported.bases if id_ not in seen)
    return read


def _read_exported_state(book: Any, name: str) -> _ExportedState:
    """Read the language, plural forms and digests from the hidden sheet; raise FileError if there is none."""
    found = next((each for each in book.worksheets if each.cell(1, 1).value == FORMAT), None)
    if found is None:
        what = f"the workbook was not made by `assembler catalogue export`: it has no sheet “{HIDDEN}”"
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
    """Reader that yields the rows of the sheet as units and collects the errors."""

    def __init__(self, file: str, sheet: Any, exported: _ExportedState) -> None:
        self.errors: list[Diagnostic] = []
        self._file, self._sheet, self._exported = file, sheet, exported
        self._forms = tuple(map(form_heading, exported.forms))
        self._columns = self._find_columns()
        self._rows: dict[str, int] = {}

    def _find_columns(self) -> dict[str, int]:
        """Return the index of each column (from 0), by heading.

        Missing headings are reported, and similar ones suggested.
        """
        named = [str(cell.value or "").strip() for cell in self._sheet[1]]
        columns: dict[str, int] = {}
        for column, name in enumerate(named):
            if name in columns:
                place = self._locate(1, column)
                self.errors.append(UNREADABLE_SHEET.at(place, "duplicate heading", heading=name))
            elif name:
                columns[name] = column
        self._report_missing(columns)
        return columns

    def _report_missing(self, columns: Mapping[str, int]) -> None:
        known = (ID, ENGLISH, TRANSLATION, STATE, *self._needed_forms(columns))
        unknown = [name for name in columns if name not in (*known, *_OPTIONAL, PLURAL)]
        for name in known:
            if name not in columns:
                self.errors.append(self._report_missing_column(name, columns, unknown))

    def _report_missing_column(
        self, name: str, columns: Mapping[str, int], unknown: Sequence[str]
    ) -> Diagnostic:
        near = get_close_matches(name, unknown, n=1, cutoff=0.4)
        if not near:
            return UNREADABLE_SHEET.at(self._locate(1), "missing column", heading=name)
        place = self._locate(1, columns[near[0]])
        return UNREADABLE_SHEET.at(place, "renamed column", heading=name, found=near[0])

    def _needed_forms(self, columns: Mapping[str, int]) -> Sequence[str]:
        """Return the headings of the plural forms, or () if the sheet contains no message with plurals."""
        return self._forms if PLURAL in columns or any(form in columns for form in self._forms) else ()

    def units(self) -> Iterator[ReturnedUnit]:
        """Yield a unit for each row that can be read, skipping empty rows.

        Nothing is yielded if the headings have errors.
        """
        if self.errors:
            return
        for number, cells in enumerate(self._sheet.iter_rows(min_row=2), 2):
            known = len(self.errors)
            texts = {name: self._read_text(number, cells, column) for name, column in self._columns.items()}
            if not any(texts.values()):
                continue
            place, id_ = self._locate(number, self._columns[ID]), texts[ID]
            if not id_:
                self.errors.append(UNREADABLE_SHEET.at(place, "no id"))
            elif id_ in self._rows:
                self.errors.append(UNREADABLE_SHEET.at(place, "duplicate id", id=id_, row=self._rows[id_]))
            else:
                self._rows[id_] = number
                if len(self.errors) == known:
                    yield self._build_unit(number, texts)

    def _build_unit(self, number: int, texts: Mapping[str, str]) -> ReturnedUnit:
        plural = texts.get(PLURAL) or None
        named = (TRANSLATION,) if plural is None else self._forms
        if plural is not None and texts.get(TRANSLATION):
            place = self._locate(number, self._columns[TRANSLATION])
            columns = ", ".join(f"“{form}”" for form in self._forms)
            self.errors.append(UNREADABLE_SHEET.at(place, "plural forms", columns=columns))
        return ReturnedUnit(
            id=texts[ID], source=texts[ENGLISH], plural=plural,
            strings=tuple(texts.get(name, "") for name in named),
            state=self._parse_state(number, texts[STATE]),
            context=texts.get(CONTEXT, ""), note=texts.get(COMMENT, ""),
            base=self._exported.bases.get(texts[ID], ""), where=self._locate(number).position,
            string_locations=tuple(self._locate(number, self._columns.get(name)).position for name in named),
        )  # fmt: skip

    def _parse_state(self, number: int, text: str) -> State:
        name = text.strip().casefold()
        if not name or name in set(State):
            return State(name or State.UNTRANSLATED)
        place = self._locate(number, self._columns[STATE])
        if near := get_close_matches(name, list(State), n=1):
            error = UNREADABLE_SHEET.at(place, "similar state", state=text, similar=str(near[0]))
        else:
            error = UNREADABLE_SHEET.at(place, "unknown state", state=text, states=", ".join(State))
        self.errors.append(error)
        return State.UNTRANSLATED

    def _read_text(self, number: int, cells: Sequence[Any], column: int) -> str:
        """Return the text of a cell, or an integer as text.

        The result is "" for an empty cell, and for any other value, which is reported as an error.
        """
        cell = cells[column] if column < len(cells) else None
        if cell is None or cell.value is None:
            return ""
        value = cell.value
        if isinstance(value, str) and cell.data_type not in ("f", "e"):
            return unescape_text(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        self.errors.append(_report_value(cell, self._locate(number, column)))
        return ""

    def _locate(self, row: int, column: int | None = None) -> Location:
        cell = f"row {row}" if column is None else f"cell {column_letters(column)}{row}"
        return Location(self._file, f"sheet “{self._sheet.title}”, {cell}")


def _report_value(cell: Any, place: Location) -> Diagnostic:
    if cell.data_type == "f":
        return UNREADABLE_SHEET.at(place, "formula")
    if cell.data_type == "e":
        return UNREADABLE_SHEET.at(place, "error", value=str(cell.value))
    if isinstance(cell.value, date | time):
        return UNREADABLE_SHEET.at(place, "date")
    return UNREADABLE_SHEET.at(place, value=str(cell.value))

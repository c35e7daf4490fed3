"""The sheet of translations as it comes back: found by its headings, wherever they were moved to.

Each fault is told with sheet and cell, all of them at once: renamed headings, cells that became a number, a
date or a formula, rows that stand twice, states that nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from difflib import get_close_matches
from typing import Any

from assembler.diagnostics import Diagnostic, Level, Location
from assembler.errors import FileError
from assembler.model.messages.exchange import ReturnedUnit, State
from assembler.store.tables.sheet import letters
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
from assembler.store.tables.workbook_bytes import loaded, must_be_xlsx
from assembler.store.tables.xlsx_escapes import unescaped
from assembler.structs import Struct, field

_AGAIN = "save it as .xlsx, or ask for the sheet that was exported, with the translations in it"
_OPTIONAL = (CONTEXT, PLACE, LIMIT, COMMENT)


class TranslationSheet(Struct):
    """A sheet that came back: its language, its rows as units, what is wrong, and ids that have no row."""

    language: str
    units: list[ReturnedUnit] = field(default_factory=list)
    faults: list[Diagnostic] = field(default_factory=list)
    left_out: tuple[str, ...] = ()


class _Exported(Struct, frozen=True):
    language: str
    forms: tuple[str, ...]
    bases: Mapping[str, str]


def read_sheet(data: bytes, name: str) -> TranslationSheet:
    """The units of the .xlsx in ``data``; ``name`` is what people call the file.

    FileError where it is no export of ours; what is wrong in headings and cells is in ``faults``.
    """
    must_be_xlsx(data, name, _AGAIN)
    book = loaded(data, name, _AGAIN)
    exported = _exported(book, name)
    read = TranslationSheet(exported.language)
    sheet = next((each for each in book.worksheets if _is_ours(each)), None)
    if sheet is None:
        what = f"no sheet has {ID!r} and {ENGLISH!r} among the headings in its first row"
        hint = f"put the row of headings back above the translations: {ID}, {ENGLISH}, {TRANSLATION}, …"
        raise FileError(what, location=name, hint=hint)
    reader = _Reader(name, sheet, exported)
    read.units, read.faults = list(reader.units()), reader.faults
    seen = {unit.id for unit in read.units}
    read.left_out = tuple(id_ for id_ in exported.bases if id_ not in seen)
    return read


def _exported(book: Any, name: str) -> _Exported:
    """What the hidden sheet says was exported."""
    found = next((each for each in book.worksheets if each.cell(1, 1).value == FORMAT), None)
    if found is None:
        what = f"it is no sheet that `assembler catalogue export` made: it has no sheet {HIDDEN!r}"
        hint = "export the language anew and paste the translations into it"
        raise FileError(what, location=name, hint=hint)
    rows = [[str(cell) for cell in row if cell is not None] for row in found.iter_rows(values_only=True)]
    told = {row[0]: row[1:] for row in rows if row}
    language, forms = "".join(told.pop("language", [])), told.pop("forms", [])
    bases = {id_: "".join(rest) for id_, rest in told.items() if id_ != FORMAT}
    return _Exported(language, tuple(forms), bases)


def _is_ours(sheet: Any) -> bool:
    first = {str(cell.value).strip() for cell in sheet[1]}
    return sheet.title == SHEET or {ID, ENGLISH} <= first


class _Reader:
    """Reads row by row and remembers what was wrong."""

    def __init__(self, file: str, sheet: Any, exported: _Exported) -> None:
        self.faults: list[Diagnostic] = []
        self._file, self._sheet, self._exported = file, sheet, exported
        self._forms = tuple(map(form_heading, exported.forms))
        self._columns = self._found_columns()
        self._rows: dict[str, int] = {}

    def _found_columns(self) -> dict[str, int]:
        """The column of each heading, from 0; what is missing is told with the heading that it may be now."""
        named = [str(cell.value or "").strip() for cell in self._sheet[1]]
        columns: dict[str, int] = {}
        for column, name in enumerate(named):
            if name in columns:
                what = f"the heading {name!r} stands there twice"
                self._tell(1, column, what, "remove the column that is not ours")
            elif name:
                columns[name] = column
        self._tell_lost(columns)
        return columns

    def _tell_lost(self, columns: Mapping[str, int]) -> None:
        known = (ID, ENGLISH, TRANSLATION, STATE, *self._needed_forms(columns))
        strange = [name for name in columns if name not in (*known, *_OPTIONAL, PLURAL)]
        for name in known:
            if name not in columns:
                near = get_close_matches(name, strange, n=1, cutoff=0.4)
                now = f"; is it {near[0]!r} now?" if near else ""
                what, hint = f"there is no column {name!r}{now}", f"name its heading {name!r} again"
                self._tell(1, columns[near[0]] if near else None, what, hint)

    def _needed_forms(self, columns: Mapping[str, int]) -> Sequence[str]:
        """The columns of plural forms, where the sheet has messages with plurals."""
        return self._forms if PLURAL in columns or any(form in columns for form in self._forms) else ()

    def units(self) -> Iterator[ReturnedUnit]:
        """Each row with an id; empty rows are nothing."""
        if self.faults:
            return
        for number, cells in enumerate(self._sheet.iter_rows(min_row=2), 2):
            known = len(self.faults)
            texts = {name: self._text(number, cells, column) for name, column in self._columns.items()}
            if not any(texts.values()):
                continue
            if not texts[ID]:
                hint = "put the id back, or empty the row"
                self._tell(number, self._columns[ID], "the row has no id", hint)
            elif texts[ID] in self._rows:
                what = f"its id {texts[ID]} stands in row {self._rows[texts[ID]]} already"
                self._tell(number, self._columns[ID], what, "keep the row that counts")
            else:
                self._rows[texts[ID]] = number
                if len(self.faults) == known:
                    yield self._unit(number, texts)

    def _unit(self, number: int, texts: Mapping[str, str]) -> ReturnedUnit:
        plural = texts.get(PLURAL) or None
        named = (TRANSLATION,) if plural is None else self._forms
        if plural is not None and texts.get(TRANSLATION):
            hint = f"write it into the columns {' and '.join(map(repr, self._forms))}"
            self._tell(number, self._columns[TRANSLATION], "this message has plural forms", hint)
        return ReturnedUnit(
            id=texts[ID], source=texts[ENGLISH], plural=plural,
            strings=tuple(texts.get(name, "") for name in named), state=self._state(number, texts[STATE]),
            context=texts.get(CONTEXT, ""), note=texts.get(COMMENT, ""),
            base=self._exported.bases.get(texts[ID], ""), where=self._where(number),
            spots=tuple(self._where(number, self._columns.get(name)) for name in named),
        )  # fmt: skip

    def _state(self, number: int, text: str) -> State:
        said = text.strip().casefold()
        if said and said not in set(State):
            near = get_close_matches(said, list(State), n=1)
            meant = f"did you mean {near[0]}? " if near else ""
            hint = f"{meant}write {', '.join(State)}"
            self._tell(number, self._columns[STATE], f"{text!r} is no state", hint)
        return State(said) if said in set(State) else State.UNTRANSLATED

    def _text(self, number: int, cells: Sequence[Any], column: int) -> str:
        """What a cell says; a whole number as its digits, whatever else is no text is told."""
        cell = cells[column] if column < len(cells) else None
        if cell is None or cell.value is None:
            return ""
        value = cell.value
        if isinstance(value, str) and cell.data_type not in ("f", "e"):
            return unescaped(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        self._tell(number, column, f"the cell holds {_kind(cell)}, and no text", _AS_TEXT)
        return ""

    def _where(self, row: int, column: int | None = None) -> str:
        spot = f"row {row}" if column is None else f"cell {letters(column)}{row}"
        return f"sheet {self._sheet.title!r}, {spot}"

    def _tell(self, row: int, column: int | None, what: str, hint: str) -> None:
        place = Location(self._file, self._where(row, column))
        self.faults.append(Diagnostic("unreadable-sheet", Level.ERROR, place, what, hint))


_AS_TEXT = "give the cell the format Text and type the translation again"


def _kind(cell: Any) -> str:
    if cell.data_type == "f":
        return "a formula"
    if cell.data_type == "e":
        return f"the error {cell.value}"
    return "a date" if isinstance(cell.value, date | time) else f"the number or value {cell.value}"

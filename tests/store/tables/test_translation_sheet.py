"""The sheet of translations: text stays text, headings are found wherever they are, faults say their cell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from assembler.errors import FileError
from assembler.model.messages.exchange import Bundle, State, TranslationUnit
from assembler.store.tables.translation_sheet import HIDDEN, SHEET, write_translation_sheet
from assembler.store.tables.translation_sheet_reader import read_translation_sheet

PLAIN = TranslationUnit("mabcdefgh", "Report <1>{city_of}</1>", None, ("Rapport <1>{city_of}</1>",),
             State.TRANSLATED, note="look\nagain", places=("report/title",), limit=40)  # fmt: skip
COUNTED = TranslationUnit(
    "mbcdefghi", "{n} visit", "{n} visits", ("{n} bezoek", "{n} bezoeken"), State.REVIEWED
)
ODD = tuple(
    TranslationUnit(f"modd{at}", f"odd {at}", None, (text,), State.FUZZY)
    for at, text in enumerate(
        ("=1+1", "+31 20", "-", "@home", "'s Avonds", "1.10", "3-5", "2026-03-01", "TRUE", " edge ", "a\nb",
         "l·l", "fin\u202f»", "_x0041_", "tab\tbed", "0012", "c\rd", "\x01")
    )
)  # fmt: skip
UNITS = (PLAIN, COUNTED, *ODD)


def sheet_of(*units: TranslationUnit) -> bytes:
    return write_translation_sheet(Bundle("nl", "nl.po", units, ("1", "0, 2, 3, …"), frozenset({0})))


def changed(data: bytes, change: Callable[[Any], None]) -> bytes:
    book = load_workbook(BytesIO(data))
    change(book)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def units_of(data: bytes) -> dict[str, tuple[object, ...]]:
    read = read_translation_sheet(data, "nl.xlsx")
    assert read.errors == []
    return {unit.id: (unit.source, unit.plural, unit.strings, unit.state, unit.note) for unit in read.units}


WANTED = {unit.id: (unit.source, unit.plural, unit.strings, unit.state, unit.note) for unit in UNITS}


def test_what_was_written_is_read_again() -> None:
    assert units_of(sheet_of(*UNITS)) == WANTED
    assert sheet_of(*UNITS) == sheet_of(*UNITS)


def test_nothing_is_a_formula_and_only_the_translators_cells_are_open() -> None:
    sheet = load_workbook(BytesIO(sheet_of(*UNITS)))[SHEET]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    opened = {sheet.cell(1, cell.column).value for cell in cells if not cell.protection.locked}
    assert opened == {"Translation", "Translation for 1", "Translation for 0, 2, 3, …", "State", "Comment"}
    assert (sheet.freeze_panes, sheet.protection.sheet) == ("B2", True)


@pytest.mark.office
def test_libreoffice_saves_it_without_a_change(office: Any, tmp_path: Path) -> None:
    before = tmp_path / "nl.xlsx"
    before.write_bytes(sheet_of(*UNITS))
    (after,) = office.convert([before], "xlsx")
    assert units_of(after.read_bytes()) == WANTED
    assert read_translation_sheet(after.read_bytes(), "nl.xlsx").units[0].base == PLAIN.base


def test_columns_may_move_and_rows_be_sorted_or_left_out() -> None:
    def shuffle(book: Any) -> None:
        sheet = book[SHEET]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        kept = [rows[0], *reversed(rows[2:])]
        sheet.delete_rows(1, sheet.max_row)
        for row in kept:
            sheet.append(list(reversed(row)))

    read = read_translation_sheet(changed(sheet_of(PLAIN, COUNTED, ODD[1]), shuffle), "nl.xlsx")
    assert [unit.id for unit in read.units] == ["modd1", "mbcdefghi"]
    assert (read.missing_ids, read.errors) == (("mabcdefgh",), [])


def test_every_fault_is_reported_with_its_cell() -> None:
    def spoil(book: Any) -> None:
        sheet = book[SHEET]
        by_name = {cell.value: cell.column for cell in sheet[1]}
        sheet.cell(4, by_name["Translation"]).value = date(2026, 5, 3)
        sheet.cell(5, by_name["Translation"]).value = 1.1
        sheet.cell(6, by_name["Translation"]).value = "=A1"
        sheet.cell(7, by_name["State"]).value = "reviwed"
        sheet.cell(8, by_name["Id"]).value = "modd1"
        sheet.cell(9, by_name["Id"]).value = None

    faults = read_translation_sheet(changed(sheet_of(*UNITS), spoil), "nl.xlsx").errors
    assert [(fault.location.position.rpartition(" ")[2], fault.message[:22]) for fault in faults] == [
        ("F4", "the cell contains a da"),
        ("F5", "the cell contains 1.1,"),
        ("F6", "the cell contains a fo"),
        ("I7", "“reviwed” is not a sta"),
        ("A8", "the id modd1 is alread"),
        ("A9", "the row has no id"),
    ]
    assert all(fault.hint for fault in faults)


def test_renamed_headings_are_reported_with_what_they_may_have_been() -> None:
    def rename(book: Any) -> None:
        book[SHEET]["D1"], book[SHEET]["F1"] = "Englisch", "Translation NL"

    faults = read_translation_sheet(changed(sheet_of(*UNITS), rename), "nl.xlsx").errors
    assert [(fault.location.position.rpartition(" ")[2], fault.message) for fault in faults] == [
        ("D1", "the column “English” is missing; was it renamed “Englisch”?"),
        ("F1", "the column “Translation” is missing; was it renamed “Translation NL”?"),
    ]


@pytest.mark.parametrize(
    ("cell", "value", "variant"),
    [
        ("F4", 1.1, ""),
        ("F4", "=A1", "formula"),
        ("F4", "#REF!", "error"),
        ("F4", date(2026, 5, 3), "date"),
        ("E1", "English", "duplicate heading"),
        ("D1", "", "missing column"),
        ("D1", "Englisch", "renamed column"),
        ("A4", None, "no id"),
        ("A4", "mabcdefgh", "duplicate id"),
        ("F3", "bezoek", "plural forms"),
        ("I4", "xyz", "unknown state"),
        ("I4", "reviwed", "similar state"),
    ],
)
def test_each_kind_of_fault_has_its_message(cell: str, value: object, variant: str) -> None:
    def spoil(book: Any) -> None:
        book[SHEET][cell] = value

    (fault,) = read_translation_sheet(changed(sheet_of(PLAIN, COUNTED, ODD[1]), spoil), "nl.xlsx").errors
    assert (fault.rule, fault.variant) == ("unreadable-sheet", variant)


def test_a_sheet_of_somebody_else_is_refused() -> None:
    def strip(book: Any) -> None:
        del book[HIDDEN]

    with pytest.raises(FileError, match="not made by `assembler catalogue export`"):
        read_translation_sheet(changed(sheet_of(PLAIN), strip), "other.xlsx")
    with pytest.raises(FileError, match="xlsx workbook"):
        read_translation_sheet(b"Id,English\n", "other.csv")

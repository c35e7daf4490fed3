"""Sheets are read as people keep them, and written so that nothing in them runs."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from assembler.errors import FileError, OutputError
from assembler.store.tables.sheet import CellValue, RowData, SheetData, UnreadableCell
from assembler.store.tables.workbook import read_workbook, write_csv, write_xlsx

AWKWARD: list[CellValue] = [
    "=1+1",
    "'=1+1",
    "+31 10",
    "-",
    "@home",
    "two\nlines",
    "“Ärger” & <b>",
    "Ελληνικά",
]


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def rows(data: bytes, name: str = "sheet.xlsx") -> dict[int, list[CellValue]]:
    return {line.number: list(line.cells) for line in read_workbook(data, name)[0].lines}


def page_of(*lines: list[CellValue]) -> SheetData:
    return SheetData("Evidence", [RowData(number, cells) for number, cells in enumerate(lines, 1)], [10, 40])


def test_texts_that_look_like_formulas_come_back_as_they_were_and_never_run() -> None:
    page = page_of(["Text"] * len(AWKWARD), AWKWARD)
    book = write_xlsx([page], title="Evidence")
    assert rows(book)[2] == AWKWARD
    assert {cell.data_type for cell in load_workbook(io.BytesIO(book)).active[2]} == {"s"}
    text = write_csv(page)
    assert rows(text, "sheet.csv")[2] == AWKWARD
    assert b",=" not in text and b"\n=" not in text and b",@" not in text


WORDS = st.lists(
    st.sampled_from(["_", "x", "_x0041_", "_x005F_", "_X0041_", "_x000d_", "\x07", "\x0b", "\ufffe", "a", "Ω",
                     " ", "'", "=", "+", ";", ",", "\t", '"', "\n", "\u2028", "&", "<b>"]),
    min_size=1, max_size=8,
).map("".join)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=3, max_size=3), st.lists(WORDS, min_size=3, max_size=3))
def test_awkward_texts_come_back_as_they_were(first: list[str], second: list[str]) -> None:
    """Blanks at their ends apart, and breaks of lines, which sheets write in other ways."""
    page = page_of(["One", "Two", "Three"], list(first), list(second))
    expected = [[text.replace("\u2028", "\n").strip() or None for text in line] for line in (first, second)]
    for data in (write_xlsx([page], title="t"), write_csv(page)):
        read = rows(data)
        assert [read.get(number, [None] * 3) for number in (2, 3)] == expected


def test_a_sheet_program_shows_what_looks_like_the_number_of_a_sign_as_it_was_written() -> None:
    book = load_workbook(io.BytesIO(write_xlsx([page_of(["_x0041_", "a\x07b", "_x005F_"])], title="t")))
    assert [cell.value for cell in book.active[1]] == ["_x005F_x0041_", "a_x0007_b", "_x005F_x005F_"]


def test_what_excel_writes_for_a_break_of_lines_is_one() -> None:
    book = Workbook()
    book.active.append(["a_x000D_\nb", "_x005F_x0041_", "_x0041_"])
    assert rows(saved(book))[1] == ["a\nb", "_x0041_", "_x0041_"]


def test_a_text_that_no_cell_holds_is_refused_and_not_cut_off() -> None:
    with pytest.raises(OutputError, match="40,000 characters") as raised:
        write_xlsx([page_of(["Text"], ["x" * 40_000])], title="t")
    assert ".csv" in raised.value.hint


def test_semicolons_in_texts_do_not_part_the_cells_of_a_sheet_with_commas() -> None:
    lines: list[CellValue] = ["I1", "; ; ;\n; ; ;\n; ; ;", "x"]
    assert rows(write_csv(page_of(["Session", "Statement", "Source"], lines)))[2] == lines
    dutch = "Sessie;Uitspraak;Bron\nI1;een, twee, drie, vier, vijf, zes, zeven;x\n"
    assert rows(dutch.encode())[2] == ["I1", "een, twee, drie, vier, vijf, zes, zeven", "x"]


def test_dates_hours_and_numbers_come_back_as_what_they_are() -> None:
    values: list[CellValue] = [datetime(2026, 10, 6, 10, 10), time(9, 0), 3, Decimal("1.5"), True, None, "x"]
    assert rows(write_xlsx([page_of(["a"] * 7, values)], title="t"))[2] == values
    [day] = rows(write_xlsx([page_of(["a"], [date(2026, 10, 6)])], title="t"))[2]
    assert day == datetime(2026, 10, 6)


def test_the_same_rows_give_the_same_bytes() -> None:
    page = page_of(["Session"], ["I1"])
    assert write_xlsx([page], title="t") == write_xlsx([page], title="t")


def test_a_merged_cell_says_the_same_in_each_of_its_rows_and_empty_rows_are_left_out() -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["Session", "Statement"])
    sheet.append(["I1", "One."])
    sheet.append([None, "Two."])
    sheet.append([])
    sheet.append(["I2", "Three."])
    sheet.merge_cells("A2:A3")
    assert rows(saved(book)) == {
        1: ["Session", "Statement"], 2: ["I1", "One."], 3: ["I1", "Two."], 5: ["I2", "Three."],
    }  # fmt: skip


def test_a_formula_that_was_never_computed_and_a_broken_one_are_reported_as_such() -> None:
    book = Workbook()
    book.active.append(["=A9&B9", "#REF!", "fine"])
    never, broken, fine = rows(saved(book))[1]
    assert isinstance(never, UnreadableCell) and "no stored result" in never.problem
    assert isinstance(broken, UnreadableCell) and "#REF!" in broken.value
    assert fine == "fine"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old .xls"),
        (b"PK\x03\x04 cut off", "damaged"),
        ("Zürich".encode("cp1252"), "UTF-8"),
        (b"a\x00b", "neither a workbook nor a text file"),
        (b'a,b\n"open', "row 2 cannot be read"),
    ],
)
def test_what_is_no_sheet_is_refused_in_words(data: bytes, what: str) -> None:
    with pytest.raises(FileError) as raised:
        read_workbook(data, "sheet.xlsx")
    assert what in str(raised.value) and "sheet.xlsx" in str(raised.value) and raised.value.hint

"""Sheets are read as people keep them, and written so that nothing in them runs."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook

from assembler.errors import FileError
from assembler.store.workbook import Line, Page, Unsound, Value, read_workbook, write_csv, write_xlsx

AWKWARD: list[Value] = ["=1+1", "'=1+1", "+31 10", "-", "@home", "two\nlines", "“Ärger” & <b>", "Ελληνικά"]


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def rows(data: bytes, name: str = "sheet.xlsx") -> dict[int, list[Value]]:
    return {line.number: list(line.cells) for line in read_workbook(data, name)[0].lines}


def page_of(*lines: list[Value]) -> Page:
    return Page("Evidence", [Line(number, cells) for number, cells in enumerate(lines, 1)], [10, 40])


def test_texts_that_look_like_formulas_come_back_as_they_were_and_never_run() -> None:
    page = page_of(["Text"] * len(AWKWARD), AWKWARD)
    book = write_xlsx([page], title="Evidence")
    assert rows(book)[2] == AWKWARD
    assert {cell.data_type for cell in load_workbook(io.BytesIO(book)).active[2]} == {"s"}
    text = write_csv(page)
    assert rows(text, "sheet.csv")[2] == AWKWARD
    assert b",=" not in text and b"\n=" not in text and b",@" not in text


def test_dates_hours_and_numbers_come_back_as_what_they_are() -> None:
    values: list[Value] = [datetime(2026, 10, 6, 10, 10), time(9, 0), 3, Decimal("1.5"), True, None, "x"]
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


def test_a_formula_that_was_never_computed_and_a_broken_one_are_told_as_such() -> None:
    book = Workbook()
    book.active.append(["=A9&B9", "#REF!", "fine"])
    never, broken, fine = rows(saved(book))[1]
    assert isinstance(never, Unsound) and "never computed" in never.what
    assert isinstance(broken, Unsound) and "#REF!" in broken.what
    assert fine == "fine"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old .xls"),
        (b"PK\x03\x04 cut off", "damaged"),
        ("Zürich".encode("cp1252"), "UTF-8"),
        (b"a\x00b", "neither a sheet nor a text"),
        (b'a,b\n"open', "row 2 cannot be read"),
    ],
)
def test_what_is_no_sheet_is_refused_in_words(data: bytes, what: str) -> None:
    with pytest.raises(FileError) as raised:
        read_workbook(data, "sheet.xlsx")
    assert what in str(raised.value) and "sheet.xlsx" in str(raised.value) and raised.value.remedy

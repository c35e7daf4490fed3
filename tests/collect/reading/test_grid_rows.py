"""Fields of a grid are found by the code of their row and the heading, tag or title of their column."""

from __future__ import annotations

import pytest

from assembler.collect.reading.grid_rows import GridCells, find_grid_cells
from assembler.collect.reading.row_matching import match_rows
from assembler.model.documents.form_manifest import ControlKind, FormField
from assembler.model.types.rich_text import split_paragraphs
from assembler.structs import replace
from assembler.word.returned.form_content import Cell, ReturnedControl, ReturnedForm, Table

ROWS = ("GG/1", "GG/2", "GG/3")
CELLS = {"known": "What we know", "asked": "To ask", "rating": "Rating"}
HEADER = ("Code", "The city says", *CELLS.values())


def field(row: str, name: str) -> FormField:
    title = CELLS[name]
    return FormField(f"{row}.{name}", f"x.{row}.{name}", "texts", ControlKind.RICH, title, "", row=row)


FIELDS = [field(row, name) for row in ROWS for name in CELLS]


def control(code: str, *, tag: bool = True) -> ReturnedControl:
    title = f"{code} – {CELLS[code.rpartition('.')[2]]}"
    return ReturnedControl(ControlKind.RICH, "", tag=code if tag else "", title=title)


def cell(text: str = "", *controls: ReturnedControl) -> Cell:
    return Cell(split_paragraphs(text), controls=controls)


def row(code: str, *cells: Cell) -> tuple[Cell, ...]:
    return (cell(code), cell("something long"), *cells)


def sent(code: str) -> tuple[Cell, ...]:
    return row(code, *(cell("…", control(f"{code}.{name}")) for name in CELLS))


def texts(*words: str) -> tuple[Cell, ...]:
    return tuple(map(cell, words))


def found(*rows: tuple[Cell, ...], fields: list[FormField] = FIELDS) -> GridCells:
    form = ReturnedForm("form.docx", "docx", tables=(Table(rows),))
    codes = list(dict.fromkeys(each.row for each in fields))
    return find_grid_cells(fields, form, match_rows(form, codes, lambda code: f"q_{code}"))


AS_SENT = {f"{code}.{name}": at for code in ROWS for at, name in enumerate(CELLS, 2)}


def test_header_row_and_controls_agree() -> None:
    assert found(texts(*HEADER), *map(sent, ROWS)) == GridCells(AS_SENT)


def test_a_header_row_is_enough() -> None:
    bare = (row(code, cell("a"), cell("b"), cell("c")) for code in ROWS)
    assert found(texts(*HEADER), *bare) == GridCells(AS_SENT)


@pytest.mark.parametrize("tag", [True, False], ids=["tags", "titles"])
def test_controls_are_enough(tag: bool) -> None:
    rows = (row(code, *(cell("x", control(f"{code}.{name}", tag=tag)) for name in CELLS)) for code in ROWS)
    assert found(texts("Code", "City", "Was wir wissen", "", ""), *rows) == GridCells(AS_SENT)


def test_columns_may_be_moved() -> None:
    def turned(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return (*cells[:2], cells[4], cells[2], cells[3])

    places = found(turned(texts(*HEADER)), *(turned(sent(code)) for code in ROWS)).places
    assert [places[f"GG/2.{name}"] for name in CELLS] == [3, 4, 2]


def test_a_row_in_which_a_cell_was_split_goes_by_its_controls() -> None:
    split = sent("GG/2")
    places = found(texts(*HEADER), sent("GG/1"), (*split[:3], cell("more"), *split[3:]), sent("GG/3")).places
    assert [places[f"GG/2.{name}"] for name in CELLS] == [2, 4, 5]
    assert [places[f"GG/3.{name}"] for name in CELLS] == [2, 3, 4]


def test_a_control_copied_into_another_column_decides_nothing() -> None:
    copied = row("GG/2", cell("…", control("GG/2.known")), cell("x", control("GG/2.known")), cell("…"))
    assert found(texts("", "", "", "", ""), sent("GG/1"), copied, sent("GG/3")).places == AS_SENT


def test_a_column_on_which_header_row_and_controls_disagree_is_not_read() -> None:
    header = texts("Code", "The city says", "To ask", "What we know", "Rating")
    now = found(header, *map(sent, ROWS))
    assert {code.rpartition(".")[2] for code in now.places} == {"rating"}
    [diagnostic] = now.diagnostics
    assert diagnostic.rule == "ambiguous-columns"
    assert "What we know, To ask" in diagnostic.message


def test_without_headings_and_controls_nothing_is_guessed() -> None:
    bare = (row(code, cell("a"), cell("b"), cell("c")) for code in ROWS)
    now = found(*bare)
    assert now.places == {}
    assert [each.rule for each in now.diagnostics] == ["ambiguous-columns"]


def test_two_grids_in_one_table_have_a_header_row_each() -> None:
    """An item in two storeys: what it holds stands in two rows with a code each."""
    below = {"who": "To meet", "why": "Hypothesis"}
    more = [
        replace(field("GG/1", "known"), code=f"GG/1.b.{name}", title=title, row="GG/1.b")
        for name, title in below.items()
    ]
    rows = (texts(*HEADER), texts("Code", "", "To meet", "Hypothesis", ""), sent("GG/1"))
    other = (cell("GG/1.b"), cell(""), cell("x"), cell("y"), cell(""))
    places = found(*rows, other, fields=[*FIELDS[:3], *more]).places
    assert (places["GG/1.known"], places["GG/1.b.who"], places["GG/1.b.why"]) == (2, 2, 3)


def test_fields_without_a_grid_and_rows_that_are_gone_have_no_place() -> None:
    alone = replace(field("GG/1", "known"), code="F.1", row="")
    now = found(texts(*HEADER), sent("GG/1"), fields=[*FIELDS, alone])
    assert set(now.places) == {f"GG/1.{name}" for name in CELLS}
    assert now.diagnostics == ()

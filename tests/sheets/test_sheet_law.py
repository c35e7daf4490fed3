"""A law of sheets: importing a sheet a second time changes nothing.

Checked on a small review and on generated sheets of each kind, also after Calc saved them.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from assembler.errors import DataError
from assembler.model.documents.sheets import SHEETS, SheetColumn, SheetKind
from assembler.sheets.export_sheet import export_sheet
from assembler.sheets.import_sheet import ImportResult, import_sheet
from assembler.store.project.project import Project

CELLS: dict[str, list[Any]] = {
    "words": ["City hall", " Two \n lines ", "-", "=", "1", 7, "a, b; c"],
    "bare": ["A. Person", 3],
    "language": ["nl", "EN", "en-GB"],
    "indicator": ["GG/A/1", "gg/i/3"],
    "member": ["HK", "LM"],
    "number": [1],
    "choice": [],
    "indicators": ["GG/A/1, gg/i/3", ";", ","],
    "members": ["HK & LM", "HK", ","],
    "languages": ["nl, en", "NL", ";"],
    "texts": ["Who?\nWhy?", "- Who?", "–", "•"],
    "flag": ["x", "no", True, False, "yes"],
    "date": [date(2026, 10, 6), datetime(2026, 10, 6), "6 October 2026"],
    "clock": [time(9, 30), datetime(2026, 10, 6, 14, 5), "9.30", "14:05:00"],
    "moment": [datetime(2026, 10, 6, 11, 5), "2026-10-06 11:05"],
}
ALWAYS = ("session", "sequence", "indicator", "statement", "interviewees.office", "interviewees.category")
EMPTIED = {
    "sessions": {"Recording", "People", "Place", "Who else to meet"},
    "evidence": {"Remarks", "Obstacle", "Recorded at"},
}


def imported(project: Project, kind: str, path: Path) -> ImportResult:
    return import_sheet(project, kind, path, record="kade")


def saved(path: Path, rows: list[list[Any]]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for cells in book.active.iter_rows():
        for cell in cells:
            cell.data_type = "s" if cell.data_type == "f" else cell.data_type
    book.save(path)
    return path


def emptied(path: Path, headings: set[str]) -> Path:
    """The sheet with the cells below these headings emptied."""
    book = load_workbook(path)
    for column in book.active.iter_cols():
        if column[0].value in headings:
            for cell in column[1:]:
                cell.value = None
    book.save(path)
    return path


def generated(kind: SheetKind, chance: Random) -> list[list[Any]]:
    """A sheet with some of the columns and whatever may stand in their cells."""
    columns = [each for each in kind.columns if each.path in ALWAYS or chance.random() < 0.6]
    rows: list[list[Any]] = [[column.heading for column in columns]]
    for number in range(3):
        rows.append([_cell(kind, column, number, chance) for column in columns])
    return rows


def _cell(kind: SheetKind, column: SheetColumn, number: int, chance: Random) -> Any:
    if column.path in kind.key:
        return 90 + number if column.path == "sequence" else f"I{number + 1}"
    labels = [each.label for each in column.choice or ()]
    if column.path == "minutes":
        return chance.choice([45, "60", 90.0, None])
    return chance.choice([*(CELLS[column.kind] or labels), *([] if column.path in ALWAYS else [None])])


@pytest.mark.parametrize("kind", SHEETS)
def test_a_sheet_with_empty_cells_changes_nothing_the_second_and_third_time(
    project: Project, kind: str
) -> None:
    path = export_sheet(project, kind, record="kade", code="en", output=project.root / "x.xlsx").path
    assert imported(project, kind, emptied(path, EMPTIED[kind])).changed
    for _ in range(2):
        again = imported(project, kind, path)
        assert (again.changed, again.written) == ((), ())


@pytest.mark.office
@pytest.mark.parametrize("kind", SHEETS)
def test_a_sheet_that_calc_saved_changes_nothing(project: Project, office: Any, kind: str) -> None:
    path = export_sheet(project, kind, record="kade", code="de", output=project.root / "x.xlsx").path
    (resaved,) = office.convert([path], "xlsx")
    assert imported(project, kind, resaved).changed == ()
    imported(project, kind, emptied(path, {"Ort", "Personen", "Aufzeichnung", "Bemerkungen"}))
    (resaved,) = office.convert([path], "xlsx")
    assert imported(project, kind, resaved).changed == ()


@pytest.mark.parametrize("kind", SHEETS)
def test_importing_any_sheet_again_changes_nothing(project: Project, kind: str) -> None:
    chance, taken = Random(2009), 0
    for _ in range(6):
        path = saved(project.root / "any.xlsx", generated(SHEETS[kind], chance))
        with suppress(DataError):
            taken += bool(imported(project, kind, path).changed)
            again = imported(project, kind, path)
            assert (again.changed, again.written) == ((), ())
    assert taken >= 3

"""Open decisions go out in a sheet and come back in it; all errors have sheet, row and column."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from assembler.assembly.orders.order import Order
from assembler.collect.decision_sheet import export_decisions, read_resolutions
from assembler.collect.open_decisions import list_open_decisions
from assembler.collect.take_decisions import DecideResult, decide
from assembler.errors import DataError
from assembler.store.project.project import Project
from returned_forms import collect_answers, send_form

RECORD, MOMENT = "pier-tiny", "2026-09-03T09:00:00+00:00"


@pytest.fixture
def sheet(project: Project) -> Path:
    """A sheet of two unreadable answers, in rows 2 and 3."""
    form = send_form(project, Order("baseline-report", benchmark="tiny", city="pier", language="en"))
    collect_answers(project, form, {"F.1": "Head", "F.3": "office at pier", "F.5": "one of these days"})
    return export_decisions(project, RECORD)[0]


def fill(path: Path, rows: dict[int, dict[str, object]]) -> None:
    """Type into the cells of a sheet, named by row and heading."""
    book = load_workbook(path)
    headings = {cell.value: cell.column for cell in book.active[1]}
    for number, cells in rows.items():
        for heading, value in cells.items():
            book.active.cell(number, headings[heading], value)
    book.save(path)


def bring_back(project: Project, path: Path, *, by: str = "") -> DecideResult:
    return decide(project, RECORD, read_resolutions(project, RECORD, path, by=by), moment=MOMENT)


def test_headings_may_be_in_any_language(project: Project, sheet: Path) -> None:
    headings = [cell.value for cell in load_workbook(sheet).active[1]]
    path = export_decisions(project, RECORD, project.root / "nl.xlsx", "nl")[0]
    translated = [cell.value for cell in load_workbook(path).active[1]]
    assert len(translated) == len(headings)
    decision, by = (translated[headings.index(each)] for each in ("Decision", "Decided by"))
    assert by != "Decided by"
    fill(path, {2: {decision: "leave-out", by: "Ann"}})
    assert [each.decided_by for each in bring_back(project, path).decided] == ["Ann"]


def test_a_sheet_says_what_is_open_and_takes_the_decisions(project: Project, sheet: Path) -> None:
    assert sheet == project.root / "data/sheets/decisions_pier-tiny.xlsx"
    page = load_workbook(sheet).active
    texts = [[cell.value for cell in row] for row in page.iter_rows()]
    by_code = {row[2]: number for number, row in enumerate(texts, 1)}
    assert texts[by_code["F.5"] - 1][3:6:2] == ["Date of submission", "one of these days"]
    rows = {
        by_code["F.5"]: {"Answer": date(2026, 9, 1), "Decided by": "Ben"},
        by_code["F.3"]: {"Decision": "Leave-out"},
    }
    fill(sheet, rows)
    done = bring_back(project, sheet, by="Ann")
    assert {each.code: each.decided_by for each in done.decided} == {"F.5": "Ben", "F.3": "Ann"}
    assert [each.new for each in done.changed] == ["2026-09-01"]
    assert list_open_decisions(project, project.record(RECORD)) == ()
    assert bring_back(project, sheet, by="Ann").decided == ()


def test_an_empty_decision_stays_open(project: Project, sheet: Path) -> None:
    assert bring_back(project, sheet, by="Ann").decided == ()
    assert len(list_open_decisions(project, project.record(RECORD))) == 2


def test_every_error_has_its_row_and_column_and_nothing_is_written(project: Project, sheet: Path) -> None:
    fill(sheet, {2: {"Decision": "perhaps"}, 3: {"Id": "ffff", "Decision": "leave-out"}})
    with pytest.raises(DataError) as caught:
        bring_back(project, sheet, by="Ann")
    assert [str(each.location) for each in caught.value.diagnostics] == [
        "decisions_pier-tiny.xlsx, sheet Open decisions, row 2, column J (Decision)",
        "decisions_pier-tiny.xlsx, sheet Open decisions, row 3, column J (Decision)",
    ]
    assert len(list_open_decisions(project, project.record(RECORD))) == 2


def test_a_sheet_without_the_headings_is_refused(project: Project, sheet: Path) -> None:
    sheet.with_suffix(".csv").write_text("Number,Choice\n1,form\n", "utf-8")
    with pytest.raises(DataError, match="no row has the headings of a sheet of decisions"):
        read_resolutions(project, RECORD, sheet.with_suffix(".csv"))


def test_a_csv_file_does_too(project: Project, sheet: Path) -> None:
    path, _ = export_decisions(project, RECORD, sheet.with_suffix(".csv"))
    text = path.read_text("utf-8-sig")
    id_ = text.splitlines()[1].split(",")[0]
    path.write_text(f"Id,Decision,Decided by\n{id_},leave-out,Ann\n", "utf-8")
    [taken] = bring_back(project, path).decided
    assert (taken.id, taken.decided_by) == (id_, "Ann")

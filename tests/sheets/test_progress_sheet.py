"""Progress reports in a sheet: a row for each city and commitment, those that are still empty too."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from assembler.errors import DataError
from assembler.model.reference.progress_reports import CommitmentRating, ProgressRound
from assembler.sheets.export_sheet import export_sheet
from assembler.sheets.import_sheet import ImportResult, import_sheet
from assembler.store.project.project import Project

HEADINGS = ["Stad", "Verplichting", "Oordeel", "Bewijs", "Uiterste datum"]


def read_cells(path: Path) -> list[list[object]]:
    return [[cell.value for cell in row] for row in load_workbook(path).active.iter_rows()]


def take(project: Project, *rows: list[object]) -> ImportResult:
    book = Workbook()
    for row in (HEADINGS, *rows):
        book.active.append(row)
    path = project.root / "own.xlsx"
    book.save(path)
    return import_sheet(project, "progress", path, record="round")


def test_an_export_lists_every_commitment_of_every_signatory(project: Project) -> None:
    rows = read_cells(export_sheet(project, "progress", record="round", code="en").path)
    assert [row[0] for row in rows[1:]] == ["kade"] * 11 + ["pier"] * 11
    assert [row for row in rows if row[2]] == [
        rows[0],
        ["kade", "PM/1", "partly", "Four policies of nine.", None, "No staff.", None, None, rows[1][8]],
        ["kade", "BU/3", "not at all", None, None, None, "Count the suppliers.", "Head of procurement", None],
    ]


def test_rows_of_several_cities_are_added_and_others_stay(project: Project) -> None:
    done = take(
        project,
        ["pier", "PM/1", "volledig", "Twaalf toespraken.", date(2030, 3, 1)],
        ["Kade", "pm/1", "volledig", "Acht van negen.", None],
    )
    assert {each.path for each in done.changed} == {
        "progress.reports.pier.commitments.PM/1.rating",
        "progress.reports.pier.commitments.PM/1.evidence",
        "progress.reports.pier.commitments.PM/1.deadline",
        "progress.reports.kade.commitments.PM/1.rating",
        "progress.reports.kade.commitments.PM/1.evidence",
        "progress.reports.kade.commitments.PM/1.deadline",
    }
    reports = project.record("round").require(ProgressRound).reports
    first = reports["kade"].commitments["PM/1"]
    assert (first.rating, first.deadline) == (CommitmentRating.FULLY, None)
    assert first.obstacle is not None and first.obstacle.text == "No staff."
    assert reports["kade"].commitments["BU/3"].rating is CommitmentRating.NOT_AT_ALL
    evidence = reports["pier"].commitments["PM/1"].evidence
    assert evidence is not None and (evidence.text, evidence.language) == ("Twaalf toespraken.", "nl")
    assert {each.rule for each in done.incomplete} == {"missing-rating"}


def test_a_round_without_reports_gets_its_file(project: Project) -> None:
    (project.root / "data/records/round/progress.yaml").unlink()
    take(project, ["pier", "SP/2", "helemaal niet", None, None])
    assert list(project.record("round").require(ProgressRound).reports) == ["pier"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (["pier", None, "volledig", "x", None], "commitment"),
        ([None, "PM/1", "volledig", "x", None], "city"),
        (["pier", "PM/9", "volledig", "x", None], "there is no commitment `PM/9`"),
        (["lyon", "PM/1", "volledig", "x", None], "the city `lyon` has not signed the charter"),
    ],
)
def test_a_row_that_is_about_nothing_is_an_error(project: Project, row: list[object], message: str) -> None:
    with pytest.raises(DataError) as caught:
        take(project, row)
    assert [message in each.message for each in caught.value.diagnostics] == [True]
    assert "pier" not in project.record("round").require(ProgressRound).reports

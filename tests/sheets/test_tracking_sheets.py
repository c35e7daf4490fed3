"""Promises, the reports on them and a self-assessment are kept in spreadsheets, without YAML."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assembler.errors import DataError
from assembler.model.review.self_assessment import FactorState, SelfAssessment
from assembler.model.tracking.promise_register import PromiseRegister, PromiseStatus
from assembler.sheets.export_sheet import export_sheet
from assembler.sheets.import_sheet import ImportResult, import_sheet
from assembler.store.project.project import Project

PAPER = "Code,Policy paper\nEU/12,eu-agenda-2011\n"


def read(project: Project, name: str, text: str) -> ImportResult:
    path = project.root / f"{name}.csv"
    path.write_text(text, "utf-8")
    return import_sheet(project, name, path, record="kade")


def register(project: Project) -> PromiseRegister:
    return project.record("kade").require(PromiseRegister)


def test_a_register_is_begun_in_a_sheet(project: Project) -> None:
    assert "promises" not in project.record("kade").entities
    sheet = "Code,What is promised,Position responsible,Deadline,Status,Policy paper\n"
    read(
        project,
        "promises",
        f"{sheet}eu/13,Ένα σύμφωνο για τη γλώσσα,Δήμαρχος,2027-10-01,planned,eu-agenda-2011\n",
    )
    kept = register(project)
    assert kept.paper == "eu-agenda-2011"
    promise = kept.promises["EU/13"]
    assert promise.action is not None and promise.action.text == "Ένα σύμφωνο για τη γλώσσα"
    assert (promise.deadline, promise.status) == (date(2027, 10, 1), PromiseStatus.PLANNED)
    path = export_sheet(project, "promises", record="kade", code="en", output=project.root / "out.csv").path
    rows = path.read_text("utf-8-sig").splitlines()
    assert len([row for row in rows if row.startswith("EU/")]) == 19
    assert import_sheet(project, "promises", path, record="kade").changed == ()


def test_reports_are_added_and_those_of_other_half_years_stay(project: Project) -> None:
    read(project, "promises", PAPER.replace("EU/12,", "EU/12,"))
    heading = "Half-year,Code,Status,What was done,New deadline,Reason\n"
    read(
        project, "promise-reports", f"{heading}2027-1,EU/12,under way,A draft.,2028-01-01,Too little time.\n"
    )
    read(
        project, "follow-ups", "Half-year,Date,Position of the person who reports\n2027-1,2027-07-02,Mayor\n"
    )
    read(project, "promise-reports", f"{heading}2027-2,EU/12,done,,,\n2027-2,EU/13,dropped,,,No partners.\n")
    follow_ups = register(project).follow_ups
    assert [*follow_ups] == ["2027-1", "2027-2"]
    first = follow_ups["2027-1"]
    assert (first.reported, first.office and first.office.text) == (date(2027, 7, 2), "Mayor")
    assert first.answers["EU/12"].deadline == date(2028, 1, 1)
    assert {code: each.status for code, each in follow_ups["2027-2"].answers.items()} == {
        "EU/12": PromiseStatus.DONE,
        "EU/13": PromiseStatus.DROPPED,
    }
    path = export_sheet(
        project, "promise-reports", record="kade", code="en", output=project.root / "out.xlsx"
    ).path
    assert import_sheet(project, "promise-reports", path, record="kade").changed == ()


@pytest.mark.parametrize("row", ["2027-1,EU/20,done", "2027,EU/12,done", ",EU/12,done", "2027-1,,done"])
def test_a_row_that_cannot_be_placed_is_reported_and_nothing_is_written(project: Project, row: str) -> None:
    read(project, "promises", PAPER)
    with pytest.raises(DataError) as caught:
        read(project, "promise-reports", f"Half-year,Code,Status\n{row}\n")
    assert {each.location.file for each in caught.value.diagnostics} == {"promise-reports.csv"}
    assert register(project).follow_ups == {}


def test_a_self_assessment_is_filled_in_as_a_sheet(project: Project) -> None:
    paths = {
        name: export_sheet(project, name, record="kade", code="en", output=project.root / f"{name}.csv").path
        for name in ("toolkit-context", "toolkit-answers", "toolkit-goals")
    }
    lengths = {name: len(path.read_text("utf-8").splitlines()) - 1 for name, path in paths.items()}
    assert lengths == {"toolkit-context": 10, "toolkit-answers": 31, "toolkit-goals": 5}
    type_after(paths["toolkit-context"], "C/9,", "hinders,Cuts.")
    type_after(paths["toolkit-answers"], "K3/5,", "Since 2024.")
    type_after(paths["toolkit-goals"], "K1,", "partly in place,A council.,Head of diversity,2027-05-01")
    for name, path in paths.items():
        import_sheet(project, name, path, record="kade")
    kept = project.record("kade").require(SelfAssessment)
    assert ([*kept.context], [*kept.answers], [*kept.factors]) == (["C/1", "C/9"], ["K1/1", "K3/5"], ["K1"])
    assert (kept.factors["K1"].state, kept.factors["K1"].deadline) == (FactorState.PARTLY, date(2027, 5, 1))


def type_after(path: Path, code: str, cells: str) -> None:
    lines = path.read_text("utf-8-sig").splitlines()
    typed = [f"{code}{cells}" if line.startswith(code) else line for line in lines]
    path.write_text("\n".join(typed), "utf-8")

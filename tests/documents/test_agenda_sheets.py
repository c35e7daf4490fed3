"""Visitors of meetings in a sheet: blank is not zero, and a meeting is found by its day and place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from assembler.errors import DataError
from assembler.model.reference.agenda_evaluations import Evaluation, Visitors
from assembler.sheets.export_sheet import export_sheet
from assembler.sheets.import_sheet import ImportResult, import_sheet
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder

HEADINGS = ["Region", "Date", "Place", "Visitors", "Aldermen", "The State", "List of visitors"]


@pytest.fixture
def own(tmp_path: Path) -> Project:
    """A project with the evaluation of 2010 as its own."""
    shutil.copytree(shipped_folder() / "data/records/gia-2010", tmp_path / "data/records/gia")
    return Project(tmp_path, share=shipped_folder())


def take(project: Project, *rows: list[object]) -> ImportResult:
    book = Workbook()
    for row in (HEADINGS, *rows):
        book.active.append(row)
    book.save(project.root / "own.xlsx")
    return import_sheet(project, "meetings", project.root / "own.xlsx", record="gia")


def evaluation(project: Project) -> Evaluation:
    return project.record("gia").require(Evaluation)


def test_an_exported_sheet_has_the_counts_of_all_meetings_and_changes_nothing(own: Project) -> None:
    path = export_sheet(own, "meetings", record="gia", code="nl").path
    rows = [row for row in load_workbook(path).active.iter_rows(values_only=True) if row[0]]
    assert len(rows) == 1 + 21
    assert [sum(row[column] or 0 for row in rows[1:]) for column in range(4, 14)] == [
        1413, 231, 81, 314, 144, 40, 32, 45, 375, 199,
    ]  # fmt: skip
    assert [sum(row[column] is None for row in rows[1:]) for column in range(5, 14)] == [
        2, 3, 2, 3, 2, 8, 2, 5, 3,
    ]  # fmt: skip
    assert import_sheet(own, "meetings", path, record="gia").changed == ()


def test_a_new_meeting_is_added_to_its_region(own: Project) -> None:
    done = take(own, ["Oost", "2 February 2010", "Zwolle", 40, 2, 0, "incomplete list"])
    meeting = evaluation(own).regions["Oost"][-1]
    assert done.rows == 1 and done.kept == 21
    assert (meeting.place, meeting.total, meeting.list) == ("Zwolle", 40, "incomplete")
    assert meeting.visitors == {Visitors.ALDERMEN: 2, Visitors.STATE: 0}


def test_a_meeting_is_found_by_its_day_and_place(own: Project) -> None:
    done = take(own, ["Noord", "29 September 2008", "Assen", 50, None, 4, None])
    assert {each.path: each.new for each in done.changed} == {
        "evaluation.meetings[15].visitors.state": 4,
        "evaluation.meetings[15].list": None,
    }
    assert len(evaluation(own).meetings) == 21


def test_a_meeting_without_a_number_of_visitors_is_an_error(own: Project) -> None:
    with pytest.raises(DataError, match="1 error in the sheet"):
        take(own, ["Oost", "2 February 2010", "Zwolle", None, 2, 0, None])

"""The choices of a municipality in a sheet: a row for each effort of the guide that municipalities make."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from assembler.model.reference.agenda_edition import LocalDecision
from assembler.model.reference.municipality_choices import AgendaChoices
from assembler.sheets.export_sheet import export_sheet
from assembler.sheets.import_sheet import import_sheet
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder

GUIDE = """
{project: P, language: en, agenda: gia, number: 2, title: T, subtitle: S, owners: [State, Cities],
entries: {GIA/05: {core_problem: P., joint_ambition: A., efforts: [
  {id: GIA/05.e1, side: state, nature: state-activity, text: Pays.},
  {id: GIA/05.e2, side: municipalities, nature: possible-extra, text: Meets people.},
  {id: GIA/06.e3, side: municipalities, nature: statutory-task, text: Asks residents.}]}}}
"""
CHOICES = """
project: P
language: en
guide: guide
city: leeds
efforts:
  GIA/05:
    e2: {decision: chosen, action: A street party., deadline: 2011-05-01}
"""


@pytest.fixture
def own(tmp_path: Path) -> Project:
    for name, file, text in (("guide", "agenda", GUIDE), ("leeds", "agenda_choices", CHOICES)):
        folder = tmp_path / "data/records" / name
        folder.mkdir(parents=True)
        (folder / f"{file}.yaml").write_text(text, "utf-8")
    return Project(tmp_path, share=shipped_folder())


def test_a_sheet_lists_the_efforts_of_municipalities_and_changes_nothing(own: Project) -> None:
    path = export_sheet(own, "choices", record="leeds", code="en").path
    rows = [row[:4] for row in load_workbook(path).active.iter_rows(values_only=True) if row[0]]
    assert rows == [
        ("Policy area", "Contribution", "Our decision", "What we will do"),
        ("GIA/05", "e2", "chosen", "A street party."),
        ("GIA/06", "e3", None, None),
    ]
    assert import_sheet(own, "choices", path, record="leeds").changed == ()


def test_choices_typed_in_a_sheet_are_kept_in_the_record(own: Project) -> None:
    path = export_sheet(own, "choices", record="leeds", code="nl").path
    copy = shutil.copy(path, own.root / "own.xlsx")
    book = load_workbook(copy)
    sheet = book.active
    sheet["C2"], sheet["D3"], sheet["E3"] = "niet gekozen", "Panel van bewoners", "Wijkteam"
    book.save(copy)
    import_sheet(own, "choices", own.root / "own.xlsx", record="leeds")
    kept = Project(own.root, share=shipped_folder()).record("leeds").require(AgendaChoices)
    choices = dict(kept.iter_choices())
    assert choices["GIA/05.e2"].decision is LocalDecision.NOT_CHOSEN
    assert str(choices["GIA/05.e2"].deadline) == "2011-05-01"
    asked = choices["GIA/06.e3"]
    assert asked.action is not None and asked.owner is not None
    assert (asked.action.text, asked.owner.text) == ("Panel van bewoners", "Wijkteam")

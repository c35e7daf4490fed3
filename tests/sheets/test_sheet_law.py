"""A law of sheets: importing a sheet a second time changes nothing.

Checked on a small review and on generated sheets of each kind, also after Calc saved them. Rows of what
was gathered for a publication are not typed; its tests are in ``tests/rounds/test_gathered_items.py``.
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
from assembler.model.documents.sheet_kind import SheetColumn, SheetKind
from assembler.model.documents.sheet_registry import SHEETS
from assembler.sheets.export_sheet import export_sheet
from assembler.sheets.import_sheet import ImportResult, import_sheet
from assembler.store.project.project import Project

CELLS: dict[str, list[Any]] = {
    "words": ["City hall", " Two \n lines ", "-", "=", "1", 7, "a, b; c"],
    "bare": ["A. Person", 3],
    "language": ["nl", "EN", "en-GB"],
    "code": ["GG/A/1", "gg/i/3"],
    "member": ["HK", "LM"],
    "number": [1],
    "choice": [],
    "codes": ["GG/A/1, gg/i/3", ";", ","],
    "members": ["HK & LM", "HK", ","],
    "name": ["kade", "PIER"],
    "names": ["Kade, PIER", "lyon"],
    "references": ["kade:F01; joint:R02", "kade:G01"],
    "languages": ["nl, en", "NL", ";"],
    "texts": ["Who?\nWhy?", "- Who?", "–", "•"],
    "flag": ["x", "no", True, False, "yes"],
    "date": [date(2026, 10, 6), datetime(2026, 10, 7), "8 October 2026"],
    "clock": [time(9, 30), datetime(2026, 10, 6, 14, 5), "9.30", "14:05:00"],
    "windows": ["2026-10-06", "6 October 2026 9:00-12:00\n2026-10-07 –14.30", date(2026, 10, 6)],
    "moment": [datetime(2026, 10, 6, 11, 5), "2026-10-06 11:05"],
}
OWN: dict[str, list[Any]] = {
    "agreed_by": ["HK", "HK & LM", "HK, LM; MS"],
    "city": ["kade", "PIER", "lyon"],
    "evidence": ["I4-1", "i4-2; WA-1"],
    "findings": ["F01", "f02, F01"],
    "indicators": ["GG/A/1, gg/i/3"],
    "interpreted_by": ["AH"],
    "languages": ["nl, en", "NL"],
    "limits.confirming_sessions": [2],
    "limits.interpreted_minutes": [90],
    "limits.interview_minutes": [60],
    "link": ["https://kade.example/x"],
    "person.email": ["office@kade.example"],
    "person.initials": ["HK", "LM"],
    "chapter": ["GG/1", "WP/1"],
    "charter": ["integrating-cities@2010"],
    "paper": ["eu-agenda-2011"],
    "pillar": ["GG", "ie"],
    "problems": ["P01", "p02, P01"],
    "version": ["integrating-cities@2010"],
    "year": [2026, "2025"],
}
"""Cells of columns whose values must exist or have a form of their own."""
NAMES: dict[str, list[Any]] = {
    "evidence": ["I1", "I2", "I3"],
    "sessions": ["I1", "I2", "I3"],
    "rooms": ["R1", "r2", "R3"],
    "availability": ["HK", "LM", "MS"],
    "interpreters": ["AH", "MT", "SK"],
    "dates": ["Deadline of the baseline report", "Baseline report received", "Date of the feedback report"],
    "findings": ["F01", "F02", None],
    "judgements": ["GG/A/1", "gg/i/3", "WP/A/1"],
    "recommendations": ["R01", "R07", None],
    "practices": ["G01", None, "G02"],
    "conclusions": [1, None, 2],
    "approvals": ["HK", "LM", "MS"],
    "promises": ["EU/12", "eu/13", "EU/14"],
    "follow-ups": ["2027-1", "2027-2", "2028-1"],
    "promise-reports": [("2027-1", "EU/12"), ("2027-1", "eu/13"), ("2027-2", "EU/14")],
    "toolkit-context": ["C/1", "c/2", "C/10"],
    "toolkit-answers": ["K1/1", "k1/2", "K3/5"],
    "toolkit-goals": ["K1", "k2", "K5"],
    "publication-problems": ["P01", None, "P07"],
    "publication-recommendations": ["R01", "R02", None],
    "publication-practices": ["G01", None, "G02"],
    "progress": [("kade", "PM/1"), ("Pier", "pm/2"), ("kade", "EM/1")],
    "choices": [("GIA/01", "e1"), ("GIA/02", "e1"), ("GIA/01", "e5")],
}
"""Names of the three rows of a generated sheet; those of nested rows are in two columns."""
ALWAYS = (
    "decision.decided", "decision.number", "indicators", "interviewees.category", "interviewees.office",
    "kind", "person.initials", "title",
)  # fmt: skip
"""Columns that a generated sheet has although the program does not need them; it has all that are needed."""


def _sample(*kinds: str) -> list[Any]:
    """All kinds of sheet; those that are not ``kinds`` only in the run of the product."""
    marks = {kind: [] if kind in kinds else [pytest.mark.product] for kind in SHEETS}
    return [pytest.param(kind, marks=marks[kind]) for kind in SHEETS if kind != "gathered"]


EMPTIED = {
    "progress": {"Obstacle", "Deadline"},
    "choices": {"Our decision", "Date"},
    "people": {"Email", "Languages"},
    "dates": {"Date"},
    "findings": {"Obstacles", "Confidence"},
    "judgements": {"Judgement", "Reason for a flexible reading"},
    "recommendations": {"Priority", "Deadline"},
    "practices": {"Evidence"},
    "conclusions": {"Agreed by"},
    "approvals": {"Date", "Version", "Decision"},
    "signatures": {"Signed copy received", "Date of the council’s decision", "Number of the decision"},
    "settings": {"Licence"},
    "sessions": {"Recording", "People", "Place", "Who else to meet"},
    "rooms": {"Seats", "Available"},
    "availability": {"Available"},
    "interpreters": {"Available"},
    "promises": {"Position responsible"},
    "follow-ups": {"Position of the person who reports"},
    "promise-reports": {"Reason"},
    "toolkit-context": {"Why?"},
    "toolkit-answers": {"Answer"},
    "toolkit-goals": {"Position responsible for the goal"},
    "publication-problems": {"Title", "Cities", "From reviews"},
    "publication-recommendations": {"Problems"},
    "publication-practices": {"Consent", "Year", "From reviews"},
    "evidence": {"Remarks", "Obstacle", "Recorded at"},
    "meetings": {"Theme", "The State"},
    "visitors": {"Category"},
    "questions": {"Reply"},
}


EVALUATION = """\
project: P
language: en
agenda: gia
title: T
subtitle: S
meetings:
  - {region: North, day: 2026-10-06, place: Kade, theme: Work, total: 12, visitors: {state: 0, others: 5}}
  - {region: South, day: 2026-10-07, place: Pier, total: 50, list: missing}
"""
MEETING = """\
project: P
language: en
agenda: gia
title: T
day: 2026-10-06
place: Kade
visitors: [{office: Mayor, organisation: Kade, category: aldermen}, {office: Teacher}]
questions: [{text: Why?, reply: Because., status: answered}, {text: When?}]
"""
CHOICES = """\
project: P
language: en
guide: guide
city: kade
efforts: {GIA/01: {e1: {decision: chosen, action: Ask., deadline: 2026-10-06}}}
"""
GUIDE = """\
{project: P, language: en, agenda: gia, number: 2, title: T, subtitle: S, owners: [State, Cities],
entries: {GIA/01: {efforts: [{side: municipalities, nature: possible-extra, text: Asks.}]}}}
"""


@pytest.fixture
def project(project: Project) -> Project:
    """The small review and the charter round, with the records of an agenda."""
    texts = {
        "agenda/evaluation.yaml": EVALUATION,
        "meeting/meeting.yaml": MEETING,
        "guide/agenda.yaml": GUIDE,
        "choices/agenda_choices.yaml": CHOICES,
    }
    for name, text in texts.items():
        path = project.root / "data/records" / name
        path.parent.mkdir()
        path.write_text(text, "utf-8")
    return project


def record_of(kind: str) -> str:
    if SHEETS[kind].record == "promises":
        return "register"
    others = {
        "signatures": "round",
        "progress": "round",
        "meetings": "agenda",
        "choices": "choices",
        "visitors": "meeting",
        "questions": "meeting",
    }
    return others.get(kind, "joint" if kind.startswith("publication-") else "kade")


def imported(project: Project, kind: str, path: Path) -> ImportResult:
    return import_sheet(project, kind, path, record=record_of(kind))


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
    columns = [each for each in kind.columns if _is_always_there(kind, each) or chance.random() < 0.6]
    rows: list[list[Any]] = [[column.heading for column in columns]]
    for number in range(3):
        rows.append([_cell(kind, column, number, chance) for column in columns])
    return rows


def _cell(kind: SheetKind, column: SheetColumn, number: int, chance: Random) -> Any:
    if column.path in kind.key:
        (name,) = (name for name, each in SHEETS.items() if each is kind)
        own = NAMES[name][number]
        own = own[kind.key.index(column.path)] if isinstance(own, tuple) else own
        return 90 + number if column.path == "sequence" else own
    if column.shared and number:
        return None
    if own := OWN.get(column.path.removeprefix("conclusions.")):
        return own[number % len(own)]
    labels = [each.label for each in column.choice or ()]
    if column.path == "minutes":
        return chance.choice([45, "60", 90.0, None])
    empty = [] if _is_always_there(kind, column) else [None]
    return chance.choice([*(CELLS[column.kind] or labels), *empty])


def _is_always_there(kind: SheetKind, column: SheetColumn) -> bool:
    return column.path in (*ALWAYS, *kind.key, *kind.needed)


@pytest.mark.sampled(4)
@pytest.mark.parametrize("kind", [kind for kind in SHEETS if kind != "gathered"])
def test_a_sheet_with_empty_cells_changes_nothing_the_second_and_third_time(
    project: Project, kind: str
) -> None:
    path = export_sheet(project, kind, record=record_of(kind), code="en", output=project.root / "x.xlsx").path
    assert imported(project, kind, emptied(path, EMPTIED[kind])).changed
    for _ in range(2):
        again = imported(project, kind, path)
        assert (again.changed, again.written) == ((), ())


@pytest.mark.office
@pytest.mark.parametrize("kind", _sample("sessions", "conclusions"))
def test_a_sheet_that_calc_saved_changes_nothing(project: Project, office: Any, kind: str) -> None:
    path = export_sheet(project, kind, record=record_of(kind), code="de", output=project.root / "x.xlsx").path
    (resaved,) = office.convert([path], "xlsx")
    assert imported(project, kind, resaved).changed == ()
    headings = {"Ort", "Personen", "Aufzeichnung", "Bemerkungen", "Datum", "Gewissheit", "Vereinbart am"}
    needed = {"rooms": {"Ort"}, "meetings": {"Ort", "Datum"}}.get(kind, set[str]())
    imported(project, kind, emptied(path, headings - needed))
    (resaved,) = office.convert([path], "xlsx")
    assert imported(project, kind, resaved).changed == ()


@pytest.mark.parametrize("kind", _sample("evidence", "findings", "conclusions"))
def test_importing_any_sheet_again_changes_nothing(project: Project, kind: str) -> None:
    chance, taken = Random(2009), 0
    for _ in range(6):
        path = saved(project.root / "any.xlsx", generated(SHEETS[kind], chance))
        with suppress(DataError):
            taken += bool(imported(project, kind, path).changed)
            again = imported(project, kind, path)
            assert (again.changed, again.written) == ((), ())
    assert taken >= 3

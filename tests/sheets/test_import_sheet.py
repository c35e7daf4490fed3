"""Sheets into records and back: unchanged values stay, errors name their cell."""

from __future__ import annotations

import io
import sys
from datetime import datetime, time
from pathlib import Path
from threading import Thread

import pytest
from openpyxl import Workbook, load_workbook

from assembler.errors import DataError
from assembler.merging.audit_entries import read_trail
from assembler.model.documents.sheet_registry import SHEETS
from assembler.model.review.evidence import EvidenceLog
from assembler.sheets.export_sheet import export_sheet
from assembler.sheets.headings import load_translators
from assembler.sheets.import_sheet import import_sheet
from assembler.store.files.transaction import lock_folder
from assembler.store.project.project import Project

ROWS = {
    "people": 4, "dates": 8, "sessions": 6, "evidence": 8, "findings": 2, "judgements": 5,
    "recommendations": 1, "practices": 1, "conclusions": 1, "approvals": 3, "signatures": 2,
    "promises": 19, "follow-ups": 1, "promise-reports": 1,
    "toolkit-context": 10, "toolkit-answers": 31, "toolkit-goals": 5,
    "rooms": 2, "availability": 3, "interpreters": 1, "settings": 1, "progress": 22,
    "publication-problems": 2, "publication-recommendations": 1, "publication-practices": 1,
}  # fmt: skip


RECORDS = {
    "signatures": "round", "progress": "round", "publication": "joint",
    "promises": "register", "promise": "register", "follow": "register",
}  # fmt: skip


def folder(project: Project, kind: str = "") -> Path:
    return project.root / "data/records" / record_of(kind)


def record_of(kind: str) -> str:
    return RECORDS.get(kind.partition("-")[0], "kade")


def lines(project: Project, kind: str) -> list[str]:
    record = SHEETS[kind].record
    name = f"{record}.csv" if kind == "evidence" else f"{record}.yaml"
    return (folder(project, kind) / name).read_text("utf-8").splitlines()


def sheet(project: Project, *rows: list[object], name: str = "sheet.xlsx") -> Path:
    """A workbook with these rows in its only sheet."""
    book = Workbook()
    book.active.title = "Blad"
    for row in rows:
        book.active.append(row)
    path = project.root / name
    book.save(path)
    return path


def exported(project: Project, kind: str, code: str, name: str = "x.xlsx") -> Path:
    return export_sheet(project, kind, record=record_of(kind), code=code, output=project.root / name).path


def error_texts(project: Project, kind: str, path: Path) -> list[str]:
    before = lines(project, kind)
    with pytest.raises(DataError) as raised:
        import_sheet(project, kind, path, record=record_of(kind))
    assert lines(project, kind) == before
    return [f"{each.location.position}: {each.message}" for each in raised.value.diagnostics]


def test_an_edited_sheet_is_kept_when_it_is_exported_again(project: Project) -> None:
    path = export_sheet(project, "sessions", record="kade", code="en").path
    assert path.parent == project.root / "data/sheets"
    path.write_bytes(b"thirty rows")
    again = export_sheet(project, "sessions", record="kade", code="en")
    assert [each.rule for each in again.diagnostics] == ["changed-document"]
    [copy] = path.parent.glob("*.changed-*.xlsx")
    assert copy.read_bytes() == b"thirty rows"


def test_a_sheet_is_found_by_its_name_where_it_was_exported(project: Project) -> None:
    path = export_sheet(project, "sessions", record="kade", code="en").path
    assert import_sheet(project, "sessions", Path(path.name), record="kade").rows


@pytest.mark.sampled(3)
@pytest.mark.parametrize("kind", ROWS)
@pytest.mark.parametrize(("code", "suffix"), [("nl", "xlsx"), ("el", "csv")])
def test_an_unchanged_export_changes_nothing(project: Project, kind: str, code: str, suffix: str) -> None:
    path = exported(project, kind, code, f"x.{suffix}")
    before = lines(project, kind)
    done = import_sheet(project, kind, path, record=record_of(kind))
    assert (done.changed, done.diagnostics, done.written) == ((), (), ())
    assert (done.rows, done.kept) == (ROWS[kind], 0)
    assert lines(project, kind) == before


@pytest.mark.parametrize("kind", SHEETS)
def test_no_two_columns_have_the_same_heading_in_any_language(project: Project, kind: str) -> None:
    for code, translate in load_translators(project).items():
        words = [translate(column.heading).casefold() for column in SHEETS[kind].columns]
        assert sorted(words) == sorted(set(words)), code


def test_one_changed_cell_changes_one_line(project: Project) -> None:
    path = exported(project, "evidence", "fi")
    book = load_workbook(path)
    book.active["E2"].value, book.active["R2"].value = "mielipide", "=SUM(1) is only a text here"
    book.active["R2"].data_type = "s"
    book.save(path)
    before = lines(project, "evidence")
    done = import_sheet(project, "evidence", path, record="kade")
    after = lines(project, "evidence")
    assert [each.path for each in done.changed] == [
        "evidence.records.I1-1.nature", "evidence.records.I1-1.remarks",
    ]  # fmt: skip
    assert [number for number, (old, new) in enumerate(zip(before, after, strict=True)) if old != new] == [1]
    assert "=SUM(1) is only a text here" in after[1]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no locks of folders")
def test_a_concurrent_change_is_not_lost(project: Project) -> None:
    path = sheet(project, ["Session", "No", "Indicator", "Statement", "Remarks"],
                 ["I1", 1, "GG/A/1", lines(project, "evidence")[1].split(",")[3], "ours"])  # fmt: skip
    importing = Thread(target=import_sheet, args=(project, "evidence", path), kwargs={"record": "kade"})
    with lock_folder(folder(project)):
        before = (folder(project) / "evidence.csv").read_bytes()
        importing.start()
        importing.join(0.5)
        (folder(project) / "evidence.csv").write_bytes(before.replace(b"I1,2,", b"I1,99,", 1))
    importing.join()
    records = project.record("kade").require(EvidenceLog).records
    assert "I1-99" in records and records["I1-1"].remarks.text == "ours"


def test_a_sheet_as_people_keep_it_is_read(project: Project) -> None:
    path = sheet(
        project,
        ["Notulen van dag 2", None, None],
        [],
        ["Uitspraak", "Indicator", "Gesprek", "Feit of mening", "Kleur", "Recorded at", "wie typte dit?"],
        ["De raad is gevraagd.", "gg/a/1", "Interview 1", "Feit", "M", datetime(2026, 10, 6, 11, 5), "HK"],
        ["Nog een keer gevraagd.", "GG/A/1", "I1", "opinion", "voldoet niet", "6-10-2026 11.20", "HK"],
    )
    done = import_sheet(project, "evidence", path, record="kade")
    records = project.record("kade").entities["evidence"].records  # type: ignore[attr-defined]
    first, second = records["I1-3"], records["I1-4"]
    assert (first.nature, first.colour, first.indicator) == ("fact", "meets", "GG/A/1")
    assert first.statement.text == "De raad is gevraagd."
    assert (second.nature, second.recorded_at) == ("opinion", datetime(2026, 10, 6, 11, 20))
    assert [each.rule for each in done.diagnostics] == ["ignored-column"]
    again = import_sheet(project, "evidence", path, record="kade")
    assert again.changed == ()


def test_every_error_has_sheet_row_and_column_and_nothing_is_written(project: Project) -> None:
    path = sheet(
        project,
        ["Session", "No", "Indicator", "Statement", "Colour", "Recorded by", "Recorded at", "Obstakle"],
        ["I1", 1, "GG/Z/9", "Said.", "blue", "XX", 46301, "x"],
        ["I99", 1, "GG/A/1", "Said.", "meets", "HK", None, None],
        [None, 2, "GG/A/1", "Said.", None, None, None, None],
        ["I1", 1, "GG/A/1", "Said.", None, None, None, None],
        ["I2", 9, "GG/A/1", None, None, None, None, None],
        ["I2", 8, "GG/A/1", "=A9&B9", None, None, None, None],
    )
    assert sorted(error_texts(project, "evidence", path)) == [
        "sheet Blad, row 1, column H (Obstakle): unknown column “Obstakle”",
        "sheet Blad, row 2, column C (Indicator): there is no indicator `GG/Z/9`",
        "sheet Blad, row 2, column E (Colour): “blue” is not one of: meets or exceeds, "
        "does not meet, inconclusive",
        "sheet Blad, row 2, column F (Recorded by): there is no team member `XX`",
        "sheet Blad, row 2, column G (Recorded at): “46301” is not a date and time",
        "sheet Blad, row 3, column A (Session): there is no session `I99`",
        "sheet Blad, row 4, column A (Session): this row has no session",
        "sheet Blad, row 5, column B (No): I1-1 is already in row 2",
        "sheet Blad, row 6, column D (Statement): “Statement” is missing",
        "sheet Blad, row 7, column D (Statement): the formula has no stored result",
    ]  # fmt: skip


def test_what_to_write_into_a_cell_is_in_the_hint(project: Project) -> None:
    path = sheet(project, ["Session", "Begins", "Track", "Category"], ["I1", "9:00", "A", "mayor"])
    with pytest.raises(DataError) as caught:
        import_sheet(project, "sessions", path, record="kade")
    assert [each.hint for each in caught.value.diagnostics] == [
        "write a whole number in digits, such as `2`",
        "write one of these choices",
    ]


def test_a_formula_in_a_column_of_choices_has_the_hint_of_a_formula(project: Project) -> None:
    row = ["I1", 1, "GG/A/1", "Said.", "=A9&B9"]
    path = sheet(project, ["Session", "No", "Indicator", "Statement", "Colour"], row)
    with pytest.raises(DataError) as caught:
        import_sheet(project, "evidence", path, record="kade")
    assert [each.hint for each in caught.value.diagnostics] == [
        "open and save the sheet in a spreadsheet program, or enter the value"
    ]


def test_a_language_may_be_given_by_its_name(project: Project) -> None:
    headings = ["Session", "No", "Indicator", "Statement", "Language"]
    path = sheet(project, headings, ["I1", 99, "GG/A/1", "Gesagt.", "German"])
    done = import_sheet(project, "evidence", path, record="kade")
    assert not done.diagnostics
    (line,) = (each for each in lines(project, "evidence") if each.startswith("I1,99,"))
    assert ",de" in line


def test_a_session_with_guests_in_merged_rows_is_one_session(project: Project) -> None:
    path = sheet(
        project,
        ["Session", "Day", "Start", "Minutes", "Interviewers", "Position or group", "Category", "Indicators"],
        ["I40", datetime(2026, 10, 8), time(9, 30), 60, "HK & LM", "Midwife", "staff", "GG/A/1, GG/L/1"],
        [None, None, None, None, None, "Mother", "service user", None],
    )
    book = load_workbook(path)
    book.active.merge_cells("A2:A3")
    book.save(path)
    before = lines(project, "sessions")
    import_sheet(project, "sessions", path, record="kade")
    session = project.record("kade").entities["visit"].sessions["I40"]  # type: ignore[attr-defined]
    assert (session.interviewers, session.start) == (("HK", "LM"), time(9, 30))
    assert [guest.office.text for guest in session.interviewees] == ["Midwife", "Mother"]
    assert lines(project, "sessions")[: len(before)] == before


def test_headings_of_earlier_versions_are_still_read(project: Project) -> None:
    earlier = ["Begins", "In the lead", "Takes notes", "Office or group"]
    path = sheet(
        project,
        ["Session", "Day", *earlier, "Minutes", "Interviewers", "Category", "Indicators"],
        ["I40", datetime(2026, 10, 8), time(9, 30), "HK", "LM", "Midwife", 60, "HK & LM", "staff", "GG/A/1"],
    )
    import_sheet(project, "sessions", path, record="kade")
    session = project.record("kade").entities["visit"].sessions["I40"]  # type: ignore[attr-defined]
    assert (session.start, session.lead, session.note_taker) == (time(9, 30), "HK", "LM")
    assert [guest.office.text for guest in session.interviewees] == ["Midwife"]


def test_headings_and_labels_of_earlier_translations_are_still_read(project: Project) -> None:
    headings = ["Συνάντηση", "Αρ.", "Δείκτης", "Δήλωση", "Γεγονός ή γνώμη", "Spunto di buona pratica"]
    path = sheet(project, headings, ["I1", 77, "GG/A/1", "Ναι.", "γεγονός", "Un ufficio"])
    import_sheet(project, "evidence", path, record="kade")
    found = project.record("kade").entities["evidence"].records["I1-77"]  # type: ignore[attr-defined]
    assert found.is_fact and found.good_practice.text == "Un ufficio"


def test_an_emptied_cell_removes_its_value_and_a_removed_guest_is_reported(project: Project) -> None:
    path = exported(project, "sessions", "en")
    book = load_workbook(io.BytesIO(path.read_bytes()))
    rows = {row[0].value: row for row in book.active.iter_rows(min_row=2)}
    rows["I1"][6].value = None
    for cell in rows["I2"][16:24]:
        cell.value = None
    book.save(path)
    done = import_sheet(project, "sessions", path, record="kade", dry_run=True)
    told = {each.path: each.new for each in done.changed}
    assert told == {"visit.sessions.I1.place": None, "visit.sessions.I2.interviewees": None}


def test_a_sheet_without_headings_is_an_error(project: Project) -> None:
    path = sheet(project, ["a", "b"], [1, 2])
    with pytest.raises(DataError, match="headings"):
        import_sheet(project, "evidence", path, record="kade")


def test_columns_may_be_named_as_in_the_file_of_the_record(project: Project) -> None:
    """The record's own evidence.csv, with its numbers as text."""
    path = project.root / "own.csv"
    path.write_bytes((folder(project) / "evidence.csv").read_bytes())
    assert import_sheet(project, "evidence", path, record="kade", dry_run=True).changed == ()


def test_an_import_is_in_the_audit_trail_and_so_is_a_change_by_hand(project: Project) -> None:
    output = project.root / "x.xlsx"
    path = export_sheet(project, "sessions", record="kade", code="en", output=output).path
    book = load_workbook(path)
    book.active["G2"].value = "Room 1"
    book.properties.lastModifiedBy = "Ann & Bo"
    book.save(path)
    import_sheet(project, "sessions", path, record="kade", moment="2026-10-01T09:00:00+00:00")
    [line] = read_trail(project, "kade")
    assert (line["who"], line["file"]) == ("Ann & Bo", "x.xlsx")
    assert line["collected"] == "2026-10-01T09:00:00+00:00"
    assert (line["path"], line["to"]) == ("visit.sessions.T1.place", "Room 1")
    assert line["place"] == "sheet Sessions, row 2, column G (Place)"
    visit = folder(project) / "visit.yaml"
    visit.write_text(visit.read_text("utf-8").replace("Room 1", "Room 2"), "utf-8")
    assert [each.get("by_hand") for each in read_trail(project, "kade")] == [None, "visit.yaml"]
    import_sheet(project, "sessions", path, record="kade", moment="2026-10-02T09:00:00+00:00")
    found = read_trail(project, "kade")
    assert [each.get("by_hand") or each["to"] for each in found] == ["Room 1", "visit.yaml", "Room 1"]

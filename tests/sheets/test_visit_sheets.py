"""Rooms, availability and the languages of guests in sheets: in and out, with errors at their cells."""

from __future__ import annotations

from datetime import date, time

import pytest

from assembler.errors import DataError
from assembler.model.review.availability import Window
from assembler.model.review.visit import Visit
from assembler.sheets.export_sheet import export_sheet
from assembler.sheets.import_sheet import import_sheet
from assembler.store.project.project import Project


def imported(project: Project, kind: str, text: str) -> Visit:
    path = project.root / "sheet.csv"
    path.write_text(text, encoding="utf-8")
    import_sheet(project, kind, path, record="kade")
    return Project(project.root).record("kade").require(Visit)


def exported(project: Project, kind: str, code: str = "en") -> list[str]:
    path = project.root / "out.csv"
    export_sheet(project, kind, record="kade", code=code, output=path)
    return path.read_text(encoding="utf-8-sig").splitlines()


def test_rooms_are_added_and_changed(project: Project) -> None:
    text = "Room,Place,Seats,Available\nR1,Council chamber,30,\nr3,School,,2026-10-07\n"
    rooms = imported(project, "rooms", text).rooms
    assert [(key, each.name.text, each.seats) for key, each in rooms.items()] == [
        ("R1", "Council chamber", 30), ("R2", "Office", None), ("R3", "School", None)
    ]  # fmt: skip
    assert rooms["R3"].available == (Window(day=date(2026, 10, 7)),)


def test_interpreters_are_added_and_named_in_sessions(project: Project) -> None:
    text = 'Initials,Name,Languages,Available\nAH,A. Haddad,"ar, ti",2026-10-07\n'
    people = imported(project, "interpreters", text).interpreter_people
    assert (people["AH"].name.text, people["AH"].languages) == ("A. Haddad", ("ar", "ti"))
    assert people["AH"].available == (Window(day=date(2026, 10, 7)),)
    visit = imported(project, "sessions", "Session,Interpreter,Interpreted by\nI1,x,AH\n")
    assert visit.sessions["I1"].interpreted_by == "AH"
    assert exported(project, "interpreters") == [
        "Initials,Name,Languages,Available", 'AH,A. Haddad,"ar, ti",2026-10-07'
    ]  # fmt: skip


def test_the_availability_of_every_member_has_a_row(project: Project) -> None:
    assert exported(project, "availability") == [
        "Initials,Available", 'LM,"2026-10-06', '2026-10-07 -12:00"', "HK,", "MS,",
    ]  # fmt: skip


def test_hours_are_read_as_people_write_them(project: Project) -> None:
    text = 'Initials,Beschikbaar,Available\nMS,,"6-10-2026 9.00–12.30\n7 oktober 2026 14:00-"\n'
    with pytest.raises(DataError):
        imported(project, "availability", text)
    text = 'Initials,Available\nMS,"6 October 2026, 9.00–12.30\n2026-10-07 14:00-"\n'
    assert imported(project, "availability", text).availability["MS"].available == (
        Window(day=date(2026, 10, 6), start=time(9), end=time(12, 30)),
        Window(day=date(2026, 10, 7), start=time(14)),
    )


@pytest.mark.parametrize(("cell", "message", "hint"), [
    ("Tuesday", "“Tuesday” does not begin with a date",
     "write one period on each line, such as 2026-10-06 9:00-12:00"),
    ("2026-10-06 25:00-26:00", "“25:00” is not a time of day", "write a time such as 9:00 or 14:30"),
    ("2026-10-06 12:00-09:00", "the end is not later than the start", "correct one of the two times"),
])  # fmt: skip
def test_what_is_wrong_with_hours_is_reported_at_the_cell(
    project: Project, cell: str, message: str, hint: str
) -> None:
    with pytest.raises(DataError) as caught:
        imported(project, "availability", f"Initials,Available\nHK,{cell}\n")
    (diagnostic,) = caught.value.diagnostics
    assert (diagnostic.message, diagnostic.hint) == (message, hint)
    assert "row 2, column B" in str(diagnostic.location)


def test_an_unknown_member_is_reported(project: Project) -> None:
    with pytest.raises(DataError) as caught:
        imported(project, "availability", "Initials,Available\nXX,2026-10-06\n")
    assert [each.rule for each in caught.value.diagnostics] == ["unknown-member"]


def test_people_to_meet_have_languages_and_times(project: Project) -> None:
    text = ("Session,Position or group,Category,Languages of the guest,Available\n"
            "I40,Parents,service user,\"ar, French\",2026-10-06 10:00-12:00\n")  # fmt: skip
    session = imported(project, "sessions", text).sessions["I40"]
    assert session.day is None
    assert session.interviewees[0].languages == ("ar", "fr")
    assert session.available == (Window(day=date(2026, 10, 6), start=time(10), end=time(12)),)


def test_a_guest_without_a_category_is_reported_in_the_words_of_the_sheet(project: Project) -> None:
    with pytest.raises(DataError) as caught:
        imported(project, "sessions", "Session,Position or group\nI9,Clerk\n")
    [error] = [each for each in caught.value.diagnostics if each.rule == "missing-key"]
    assert error.message == "“Category” is missing"
    assert "municipal staff, politician" in error.hint and "immigrant-group" not in error.hint

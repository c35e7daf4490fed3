"""Calendars of a visit, read back by the library that other programs use."""

from __future__ import annotations

import re
import sys
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from assembler.errors import DataError, ProjectError, ToolError
from assembler.planning.calendars import find_city_zone, write_calendars
from assembler.store.project.project import Project
from commands import run_command

icalendar = pytest.importorskip("icalendar")

VISIT = """\
sessions:
  D1: {kind: discussion, title: The team talks, day: 2026-10-05, start: "14:00", place: Town hall}
  I1:
    kind: interview
    day: 2026-10-06
    start: "09:00"
    minutes: 120
    interviewers: [HK, LM]
    interpreter: true
    languages: [ar, en]
    interviewees: [{office: Mayor, category: politician, unit: City}]
    indicators: [GG/I/3]
  I2: {kind: interview, day: 2026-10-06, start: "11:00", interviewers: [LM, MS], cancelled: true}
  I3: {kind: interview, interviewers: [HK, LM]}
"""


@pytest.fixture
def planned(project: Project) -> Project:
    (project.root / "data/records/kade/visit.yaml").write_text(VISIT, encoding="utf-8")
    return project


def events(project: Project, member: str, **more: Any) -> list[Any]:
    (path,) = write_calendars(project, "kade", members=(member,), **more).paths
    return list(icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT"))


def test_a_member_has_their_own_sessions_and_those_of_the_team(planned: Project) -> None:
    assert [str(each["SUMMARY"]).replace("\N{NO-BREAK SPACE}", " ") for each in events(planned, "HK")] == [
        "The team talks", "Interview 1"
    ]  # fmt: skip


def test_a_team_without_initials_is_told_where_they_are_missing(planned: Project) -> None:
    path = next((planned.root / "data/records/kade").glob("review.yaml"))
    path.write_text(re.sub(r"initials: \w+, ", "", path.read_text("utf-8")), "utf-8")
    with pytest.raises(ProjectError, match="no member with the initials HK") as caught:
        write_calendars(planned, "kade", members=("HK",))
    assert caught.value.hint == "add the initials of the members to the team"


def test_an_event_is_in_the_time_of_the_city_with_place_and_people(planned: Project) -> None:
    talk, interview = events(planned, "HK", language="en")
    zone = ZoneInfo("Europe/Amsterdam")
    assert interview["DTSTART"].dt == datetime(2026, 10, 6, 9, tzinfo=zone)
    assert interview["DTEND"].dt == datetime(2026, 10, 6, 11, tzinfo=zone)
    assert str(interview["DTSTART"].params["TZID"]) == "Europe/Amsterdam"
    assert talk["LOCATION"] == "Town hall"
    assert interview["DESCRIPTION"].splitlines() == [
        "Mayor, City", "HK & LM", "Interpreter: Arabic → English", "GG/I/3"
    ]  # fmt: skip


def test_a_cancelled_session_is_marked(planned: Project) -> None:
    assert [str(each["STATUS"]) for each in events(planned, "MS")] == ["CONFIRMED", "CANCELLED"]


def test_the_same_record_gives_the_same_bytes_and_each_event_its_own_id(planned: Project) -> None:
    first = [path.read_bytes() for path in write_calendars(planned, "kade").paths]
    again = [path.read_bytes() for path in write_calendars(Project(planned.root), "kade").paths]
    assert first == again and len(first) == 3
    ids = [str(each["UID"]) for who in ("HK", "LM", "MS") for each in events(planned, who)]
    assert len(set(ids)) == len(ids)


def test_an_unknown_member_is_reported_with_the_team(planned: Project) -> None:
    with pytest.raises(ProjectError) as caught:
        write_calendars(planned, "kade", members=("XX",))
    assert caught.value.hint == "choose one of: HK, LM, MS"


@pytest.mark.parametrize(("country", "given", "expected"), [
    ("NL", "", "Europe/Amsterdam"), ("ES", "", "Europe/Madrid"), ("ES", "Atlantic/Canary", "Atlantic/Canary"),
])  # fmt: skip
def test_a_city_has_the_time_of_its_country_or_its_own(
    planned: Project, country: str, given: str, expected: str
) -> None:
    city = planned.city("kade").model_copy(update={"country": country, "time_zone": given})
    assert find_city_zone(city) == expected


@pytest.mark.parametrize(("country", "given"), [("US", ""), ("NL", "Europe/Nowhere"), ("NL", "../etc")])
def test_a_time_zone_that_is_not_known_is_reported(planned: Project, country: str, given: str) -> None:
    city = planned.city("kade").model_copy(update={"country": country, "time_zone": given})
    with pytest.raises(DataError, match="kade: "):
        find_city_zone(city)


def test_the_command_writes_a_file_for_each_member(planned: Project) -> None:
    run = run_command(planned.root, "calendar", "kade", "--language", "en", code=0)
    assert [line.rpartition("/")[2] for line in run.output.splitlines()] == [
        "kade_HK_en.ics", "kade_LM_en.ics", "kade_MS_en.ics"
    ]  # fmt: skip


def test_without_sessions_the_error_names_the_sheet_to_fill_in(planned: Project) -> None:
    (planned.root / "data/records/kade/visit.yaml").unlink()
    with pytest.raises(DataError) as caught:
        write_calendars(Project(planned.root), "kade")
    assert "`assembler export sessions --record kade`" in caught.value.hint


def test_without_icalendar_the_command_says_what_to_install(
    planned: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(ToolError) as caught:
        write_calendars(planned, "kade")
    assert caught.value.hint == "run `pip install '.[calendar]'` in the program’s folder"

"""The rules for a visit: rooms, lunch, coverage, and two visits of one person."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.diagnostics import Diagnostic
from assembler.model.paths import ROOTS
from assembler.rules import VISIT_RULES, run_rules
from assembler.store.checks.overlapping_visits import report_overlapping_visits
from assembler.store.records.record import Record
from planned_visits import build_benchmark

CODES = ("GG/1", "GG/2")
BENCHMARK = build_benchmark(CODES)
REVIEW = {"project": "P", "city": "kade", "benchmark": "small@2020a", "language": "en"}
MAYOR, TRAINER = ({"office": "Mayor", "category": "politician"}, {"office": "Trainer", "category": "staff"})


def found(sessions: dict[str, object], **more: object) -> list[Diagnostic]:
    data = {"review": REVIEW, "visit": {"sessions": sessions}, **more}
    record = Record("x", Path("x"), {kind: ROOTS[kind].model_validate(each) for kind, each in data.items()})
    return list(run_rules(VISIT_RULES, record, BENCHMARK))


def messages(sessions: dict[str, object], rule: str, **more: object) -> list[str]:
    return [each.message for each in found(sessions, **more) if each.rule == rule]


def interview(start: str = "09:00", **more: object) -> dict[str, object]:
    return {"kind": "interview", "day": "2026-10-06", "start": start, **more}


def test_two_sessions_cannot_be_in_one_room_at_one_time() -> None:
    people = {"I1": interview(interpreted_by="AH"), "I2": interview("09:30", interpreted_by="AH")}
    assert len(messages(people, "two-places-at-once")) == 1
    rooms = {"I1": interview(place="Room 1"), "I2": interview("09:30", place="room  1")}
    assert messages(rooms, "two-places-at-once") == [
        "Interview 1 and Interview 2 are in Room 1 at the same time"
    ]
    for apart in (interview("10:00", place="Room 1"), interview(place="Room 2"), interview()):
        assert messages({**rooms, "I2": apart}, "two-places-at-once") == []


def test_an_interview_cannot_be_held_while_the_complete_team_meets() -> None:
    talk = {"kind": "discussion", "day": "2026-10-06", "start": "09:00"}
    assert messages({"I1": interview(), "D1": talk}, "two-places-at-once") == [
        "Interview 1 needs the team while the whole team is in team discussion 1"
    ]
    assert not messages({"I1": interview(), "D1": {**talk, "facilitators": ["HK"]}}, "two-places-at-once")
    assert not messages({"I1": interview(), "D1": {**talk, "cancelled": True}}, "two-places-at-once")


@pytest.mark.parametrize(("start", "minutes", "clash"), [
    ("12:00", 60, False), ("12:00", 61, True), ("13:59", 60, True), ("14:00", 60, False),
])  # fmt: skip
def test_the_lunch_hour_is_free(start: str, minutes: int, clash: bool) -> None:
    told = messages({"I1": interview(start, minutes=minutes)}, "crowded-visit")
    assert ("Interview 1 overlaps with lunch (13:00 to 14:00)" in told) is clash


def test_the_lunch_hour_is_that_of_the_visit() -> None:
    hours = {"visit": {"hours": {"lunch": "12:00"}, "sessions": {"I1": interview("12:30")}}}
    told = messages({}, "crowded-visit", **hours)
    assert "Interview 1 overlaps with lunch (12:00 to 13:00)" in told


def test_preparation_presentation_and_conclusions_are_in_the_timetable() -> None:
    told = messages({"I1": interview()}, "crowded-visit")
    assert sum(each.startswith("no time is planned for") for each in told) == 4


def test_the_first_and_last_day_are_those_of_the_visit() -> None:
    days = {"visit_start": "2026-10-05", "visit_end": "2026-10-08"}
    told = messages({"I1": interview()}, "crowded-visit", review={**REVIEW, **days})
    assert not [each for each in told if "Interview 1" in each]
    days["visit_start"] = "2026-10-06"
    told = messages({"I1": interview()}, "crowded-visit", review={**REVIEW, **days})
    assert any(each.startswith("Interview 1 is on the first day of the visit") for each in told)


def test_an_interpreter_doubles_a_workshop_too() -> None:
    workshop = {"kind": "workshop", "minutes": 60, "interpreter": True}
    assert messages({"WA": workshop}, "short-interview") == [
        "Workshop A has an interpreter, but lasts only 60 minutes"
    ]
    assert not messages({"WA": {**workshop, "minutes": 120}}, "short-interview")
    assert not messages({"WA": {**workshop, "interpreter": False}}, "short-interview")


def test_an_indicator_needs_two_sessions_with_different_guests() -> None:
    grid = {"team_desk": {"entries": {"GG/1": {}, "GG/2": {}}, "skipped": ["GG/2"]}}
    one, same, other = ({"kind": "interview", "interviewees": [guest], "indicators": ["GG/1"]}
                        for guest in (MAYOR, MAYOR, TRAINER))  # fmt: skip
    told = "these indicators are not covered by two sessions with different guests: GG/1"
    assert messages({"I1": one}, "thin-coverage", **grid) == [told]
    assert messages({"I1": one, "I2": same}, "thin-coverage", **grid) == [told]
    assert messages({"I1": one, "I2": {**other, "cancelled": True}}, "thin-coverage", **grid) == [told]
    assert messages({"I1": one, "I2": other}, "thin-coverage", **grid) == []
    assert messages({}, "thin-coverage", **grid) == []


def visit(record: str, start: str, end: str, *, is_example: bool = False, **person: str) -> Record:
    member = {"role": "peer", "person": {"office": "Officer", "initials": "HK", "city": "leeds", **person}}
    days = {"visit_start": start, "visit_end": end}
    review = {**REVIEW, **days, "example": is_example, "team": {"members": [member]}}
    return Record(record, Path(record), {"review": ROOTS["review"].model_validate(review)})


def test_nobody_is_in_two_visits_on_one_day() -> None:
    first = visit("a", "2026-10-05", "2026-10-08")
    (told,) = report_overlapping_visits([first, visit("b", "2026-10-08", "2026-10-10")])
    assert told.is_error
    assert told.message == "HK is also a member of the team for a, whose visit overlaps with this one"
    for apart in (
        visit("b", "2026-10-09", "2026-10-10"),
        visit("b", "2026-10-08", "2026-10-10", city="genoa"),
        visit("b", "2026-10-08", "2026-10-10", name="H. Kivi"),
        visit("b", "2026-10-08", "2026-10-10", is_example=True),
    ):
        assert list(report_overlapping_visits([first, apart])) == []

"""Plans of visits: every case of the guide, judged by a validator that is not the planner's."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date, time
from typing import Any

import pytest

from assembler.errors import DataError, ToolError
from assembler.model.review.visit import Visit
from assembler.planning.plan import plan_visit
from assembler.store.project.project import Project
from commands import run_command
from planned_visits import TEAM, breaches, build_record, guest, interview, interviews, plan
from rule_examples import example

pytest.importorskip("ortools")

VISIT = """\
# Who we meet
sessions:
  I11:  # asked by phone
    kind: interview
    interviewees:
      - {office: Mayor, category: politician}
    indicators: [GG/I/3]

  I12:
    kind: interview
    interviewees: [{office: Chair of the council, category: partner}]
    indicators: [GG/I/3]
"""
SHORT = """\
  I13: {kind: interview}
hours: {tracks: 1, end: '10:00', lunch: '09:00', lunch_minutes: 0}
"""
ROOM = "rooms: {R1: {name: Office, seats: 4}}\n"


def session_times(record: Any) -> dict[str, tuple[Any, ...]]:
    sessions = record.require(Visit).sessions
    return {name: (each.begins, each.team) for name, each in sessions.items() if not each.cancelled}


def told(record: Any) -> list[tuple[str, str, str]]:
    return [(each.rule, each.message, each.hint) for each in plan(record)[0].diagnostics]


def test_28_interviews_and_two_workshops_fit_with_six_members() -> None:
    workshops = {"WA": {"kind": "workshop"}, "WB": {"kind": "workshop", "minutes": 120}}
    result, after = plan(build_record({**interviews(28), **workshops}))
    assert breaches(after) == []
    assert result.left_out == () and result.diagnostics == ()
    days = {each.day for each in after.require(Visit).sessions.values()}
    assert days == {date(2026, 10, 6), date(2026, 10, 7)}
    seats = Counter(who for each in after.require(Visit).sessions.values() for who in each.interviewers)
    assert sum(seats.values()) == 56
    assert max(seats.values()) <= 10 and set(seats) == set(TEAM)


def test_the_same_record_has_the_same_plan() -> None:
    record = build_record({**interviews(20), "I21": interview(21, interpreter=True, languages=["ar", "en"])})
    assert session_times(plan(record)[1]) == session_times(plan(record)[1])


@pytest.mark.product
def test_four_members_cannot_hold_28_interviews_and_are_told_what_would_help() -> None:
    result, _ = plan(build_record(interviews(28), team=TEAM[:4]))
    (diagnostic,) = result.diagnostics
    assert diagnostic.rule == "impossible-plan"
    assert ("28 interviews need 56 places for interviewers, but 4 members with at most 5 interviews a day "
            "have 40 in 2 days") in diagnostic.message  # fmt: skip
    assert "add 2 members to the team" in diagnostic.hint
    assert "allow 7 interviews a day" in diagnostic.hint
    assert len(result.left_out) == 8
    assert "leave out Interview" in diagnostic.hint


@pytest.mark.parametrize(("members", "limit"), [(TEAM, 5), (TEAM[:4], 7)])
def test_what_the_planner_advises_works(members: tuple[str, ...], limit: int) -> None:
    record = build_record(interviews(28), team=members, limits={"interviews_per_day": limit})
    result, after = plan(record)
    assert result.left_out == () and breaches(after) == []


def test_interpreted_sessions_overflow_one_track() -> None:
    speech = {"interpreter": True, "languages": ["ar", "en"]}
    sessions = {f"I{number}": interview(number, **speech) for number in range(1, 5)}
    one_day = {"days": ("2026-10-06", "2026-10-06"), "team": TEAM[:2]}
    short = {"start": "09:00", "end": "16:00", "tracks": 1}  # four hours and two: room for three
    ((rule, message, hint),) = told(build_record(sessions, hours=short, **one_day))
    assert rule == "impossible-plan"
    assert "the sessions take 8 hours, but 1 track has 6 in 1 day" in message
    assert "let the days end at 18:00" in hint
    longer, after = plan(build_record(sessions, hours={**short, "end": "18:00"}, **one_day))
    assert longer.left_out == ()
    assert {each.minutes for each in after.require(Visit).sessions.values()} == {120}


def test_a_guest_in_two_sessions_is_not_heard_twice_at_one_time() -> None:
    mayor = {"interviewees": [guest("Mayor")]}
    sessions = {f"I{number}": interview(number, **mayor) for number in range(1, 7)}
    _, after = plan(build_record(sessions))
    assert breaches(after) == []
    assert len({each.begins for each in after.require(Visit).sessions.values()}) == 6


def test_a_guest_who_speaks_the_language_of_two_members_needs_no_interpreter() -> None:
    team = {"HK": ("fi", "en"), "LM": ("fr", "en"), "MS": ("sv", "en"), "GF": ("fr", "it")}
    sessions = {
        "I1": interview(1, interviewees=[guest("Teacher", "fr")]),
        "I2": interview(2, interviewees=[guest("Parent", "ar")]),
        "I3": interview(3, interviewees=[guest("Nurse", "en")]),
    }
    _, after = plan(build_record(sessions, team=team))
    assert breaches(after) == []
    french, arabic, english = (after.require(Visit).sessions[name] for name in sessions)
    assert set(french.team) == {"LM", "GF"} and not french.interpreter and french.languages == ("fr",)
    assert arabic.interpreter and arabic.minutes == 120 and arabic.languages[0] == "ar"
    assert not english.interpreter and "GF" not in english.team


def test_there_are_never_more_interpreted_sessions_than_interpreters() -> None:
    speech = {"interviewees": [guest("Parent", "ar")]}
    sessions = {f"I{number}": {**interview(number), **speech} for number in (1, 2)}
    for number, each in enumerate(sessions.values()):
        each["interviewees"] = [guest(f"Parent {number}", "ar")]
    team = dict.fromkeys(TEAM, ("en",))
    _, after = plan(build_record(sessions, team=team, interpreters={"ar": 1}))
    assert breaches(after) == []
    one_morning = {"available": [{"day": "2026-10-06", "start": "09:00", "end": "11:00"}]}
    tight = {name: {**each, **one_morning} for name, each in sessions.items()}
    ((_, _, hint),) = told(build_record(tight, team=team, interpreters={"ar": 1}))
    assert "book 1 more interpreter;" in hint


def with_interpreters(available: Any = None, **languages: list[str]) -> dict[str, Any]:
    """Interpreters by their initials, all of them available at the same times."""
    times = {"available": available} if available else {}
    return {who: {"name": f"Interpreter {who}", "languages": spoken, **times}
            for who, spoken in languages.items()}  # fmt: skip


def test_interpreters_are_planned_in_their_languages_when_they_are_available() -> None:
    sessions = {f"I{number}": interview(number, interviewees=[guest(f"Parent {number}", language)])
                for number, language in enumerate(("ar", "ar", "ti", "so"), 1)}  # fmt: skip
    team = dict.fromkeys(TEAM, ("en",))
    people = with_interpreters([{"day": "2026-10-07", "start": "14:00"}], AH=["ar", "ti"], MT=["ti"])
    result, after = plan(build_record(sessions, team=team, interpreter_people=people))
    assert breaches(after) == [] and result.left_out == ()
    planned = after.require(Visit).sessions
    assert {name: each.interpreted_by for name, each in planned.items()} == {
        "I1": "AH",
        "I2": "AH",
        "I3": "MT",
        "I4": None,
    }, "nobody is listed for Somali, so any interpreter can be booked"
    again, _ = plan(after)
    assert again.changed == ()


def test_a_guest_is_interpreted_from_a_language_that_an_interpreter_speaks() -> None:
    sessions = {"I1": interview(1, interviewees=[guest("Parent", "ti", "ar")])}
    people = with_interpreters(AH=["ar"])
    _, after = plan(build_record(sessions, team=dict.fromkeys(TEAM, ("en",)), interpreter_people=people))
    session = after.require(Visit).sessions["I1"]
    assert (session.languages[0], session.interpreted_by) == ("ar", "AH")


def test_an_interpreter_who_is_missing_is_explained() -> None:
    team = dict.fromkeys(TEAM, ("en",))
    morning = [{"day": "2026-10-06", "end": "11:00"}]
    sessions = {f"I{number}": interview(number, interviewees=[guest(f"Parent {number}", "ar")])
                for number in (1, 2)}  # fmt: skip
    ((_, _, hint),) = told(
        build_record(sessions, team=team, interpreter_people=with_interpreters(morning, AH=["ar"]))
    )
    assert "book 1 more interpreter" in hint
    sessions["I1"]["available"] = [{"day": "2026-10-07"}]
    ((rule, message, hint),) = told(
        build_record(sessions, team=team, interpreter_people=with_interpreters(morning, AH=["ar"]))
    )
    assert rule == "unplannable-session" and "when its guests are free, no interpreter for them is" in message
    assert "`interpreter_people`" in hint


def test_a_missing_room_is_explained() -> None:
    sessions = {f"I{number}": interview(number, available=[{"day": "2026-10-06", "end": "10:00"}])
                for number in (1, 2)}  # fmt: skip
    ((_, message, hint),) = told(build_record(sessions, rooms={"R1": {"name": "Hall"}}))
    assert "their times, guests or rooms conflict" in message
    assert hint.startswith(
        "do one of these: find 1 more room (`rooms` in visit.yaml); or leave out Interview"
    )
    both = {"R1": {"name": "Hall"}, "R2": {"name": "Office"}}
    assert told(build_record(sessions, rooms=both)) == []


def test_changes_of_several_kinds_are_proposed_together_if_none_is_enough() -> None:
    sessions = interviews(12)  # 24 places and twelve hours; two members and one track have ten and eight
    short: dict[str, Any] = {"team": TEAM[:2], "days": ("2026-10-06", "2026-10-06")}
    hours = {"start": "09:00", "end": "18:00", "tracks": 1}
    ((rule, message, hint),) = told(build_record(sessions, hours=hours, **short))
    assert rule == "impossible-plan" and "places" in message and "tracks" not in message
    ways = hint.removeprefix("do one of these: ").split("; or ")
    assert len(ways) == 2 and ways[1].startswith("leave out ")
    assert ways[0] == (
        "add 2 members to the team, allow 6 interviews a day (`interviews_per_day` under `limits` in "
        "review.yaml) and hold 2 sessions at the same time (`tracks` under `hours` in visit.yaml)"
    )
    followed = {"team": TEAM[:4], "days": short["days"], "limits": {"interviews_per_day": 6}}
    result, after = plan(build_record(sessions, hours={**hours, "tracks": 2}, **followed))
    assert result.left_out == () and [each for each in breaches(after) if "in between" not in each] == []


def test_guests_members_and_rooms_are_planned_when_they_are_available() -> None:
    sessions: dict[str, Any] = interviews(10)
    sessions["I1"]["available"] = [{"day": "2026-10-07", "start": "15:00", "end": "16:00"}]
    sessions["I2"]["interviewees"] = [{**guest("Group"), "people": 12}]
    rooms = {"R1": {"name": "Hall", "seats": 20, "available": [{"day": "2026-10-06"}]},
             "R2": {"name": "Office", "seats": 4}}  # fmt: skip
    away = {"HK": {"available": [{"day": "2026-10-06", "end": "12:00"}]}}
    _, after = plan(build_record(sessions, rooms=rooms, availability=away))
    assert breaches(after) == []
    assert after.require(Visit).sessions["I2"].place.text == "Hall"  # type: ignore[union-attr]


def test_a_place_of_its_own_is_kept() -> None:
    sessions = {**interviews(2), "I3": interview(3, place="School")}
    _, after = plan(build_record(sessions, rooms={"R1": {"name": "Office"}}))
    places = [each.place.text for each in after.require(Visit).sessions.values() if each.place]
    assert places == ["Office", "Office", "School"] and breaches(after) == []


def test_interviews_leave_lunch_and_the_meetings_of_the_team_free() -> None:
    talk = {"kind": "discussion", "day": "2026-10-06", "start": "16:00", "minutes": 120}
    hours = {"lunch": "12:30", "lunch_minutes": 90}
    result, after = plan(build_record({**interviews(14), "D1": talk}, hours=hours))
    assert result.left_out == () and breaches(after) == []
    assert not any(each.start and each.start < time(14) < each.ends.time()  # type: ignore[union-attr]
                   for name, each in after.require(Visit).sessions.items() if name[0] == "I")  # fmt: skip


def test_a_late_cancellation_changes_nothing_else_and_names_what_is_lost() -> None:
    _, planned = plan(build_record(interviews(28)))
    before = session_times(planned)
    result, after = plan(cancel(planned, "I3"))
    assert session_times(after) == {name: each for name, each in before.items() if name != "I3"}
    assert result.changed == ()
    ((rule, message, _),) = [(each.rule, each.message, each.hint) for each in result.diagnostics]
    assert rule == "lost-coverage"
    assert message == (
        "with Interview 3 cancelled, fewer than two sessions with different guests are left for GG/4"
    )


def test_a_guest_who_cannot_come_moves_as_few_sessions_as_possible() -> None:
    _, planned = plan(build_record(interviews(28)))
    data = planned.data_at("visit.sessions")
    busy = data["I5"]["day"]
    other = "2026-10-06" if busy != "2026-10-06" else "2026-10-07"
    sessions = {**data, "I5": {**data["I5"], "available": [{"day": other}]}}
    result, after = plan(build_record(sessions))
    assert breaches(after) == []
    assert sum(each.moved for each in result.sessions) <= 2


def cancel(record: Any, name: str) -> Any:
    data = record.data_at("visit.sessions")
    return build_record({**data, name: {**data[name], "cancelled": True}})


def test_sessions_with_notes_stay_where_they_were() -> None:
    held = interview(1, day="2026-10-06", start="09:00", interviewers=["HK", "LM"], notes={"GG/1": "Heard."},
                     track=1)  # fmt: skip
    _, after = plan(build_record({"I1": held, **{f"I{n}": interview(n) for n in range(2, 12)}}))
    assert breaches(after) == []
    first = after.require(Visit).sessions["I1"]
    assert (first.start, first.interviewers) == (time(9), ("HK", "LM"))


def test_a_session_that_fits_nowhere_is_named_with_the_reason() -> None:
    early = interview(1, available=[{"day": "2026-10-06", "start": "07:00", "end": "08:30"}])
    ((rule, message, _),) = told(build_record({"I1": early, "I2": interview(2)}))
    assert rule == "unplannable-session"
    assert message.startswith("Interview 1 does not fit at any time: its guests are not available")
    away = {who: {"available": [{"day": "2026-10-06"}]} for who in TEAM}
    late = interview(1, available=[{"day": "2026-10-07"}])
    ((_, message, _),) = told(build_record({"I1": late}, availability=away))
    assert "when its guests are free, too few members who understand them are" in message
    crowd = interview(1, interviewees=[{**guest("Group"), "people": 12}])
    ((_, message, _),) = told(build_record({"I1": crowd}, rooms={"R1": {"name": "Office", "seats": 4}}))
    assert message == "no room has enough seats for Interview 1"


@pytest.mark.parametrize("name", ["impossible_plan", "unplannable_session", "lost_coverage"])
def test_the_examples_of_the_rules(name: str) -> None:
    for kind, expected in (("Bad", {name.replace("_", "-")}), ("Good", set())):
        rules = {rule for rule, _, _ in told(build_example(example_named(name, kind)))}
        assert rules == expected, kind


def example_named(name: str, kind: str) -> str:
    def rule() -> None: ...

    rule.__name__ = name
    return example(rule, kind)


def build_example(text: str) -> Any:
    from assembler.store.yaml.yaml_file import parse_yaml

    sessions = parse_yaml(text.encode(), "x.yaml").data["sessions"]
    hours = {"start": "09:00", "end": "12:00", "lunch": "09:00", "lunch_minutes": 0}
    return build_record(sessions, team=TEAM[:2], days=("2026-10-06", "2026-10-06"), hours=hours)


@pytest.mark.parametrize(("sessions", "message"), [
    ({}, "there is no session to plan"),
    ({"I1": interview(1, cancelled=True)}, "there is no session to plan"),
])  # fmt: skip
def test_nothing_to_plan_is_an_error(sessions: dict[str, Any], message: str) -> None:
    with pytest.raises(DataError, match=message):
        plan(build_record(sessions))


def test_a_record_without_a_visit_is_an_error(project: Project) -> None:
    with pytest.raises(DataError, match="round: the record has no visit"):
        plan_visit(project, "round")


def test_without_or_tools_the_planner_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ortools.sat.python", None)
    with pytest.raises(ToolError) as caught:
        plan(build_record(interviews(2)))
    assert caught.value.hint == "run `pip install '.[plan]'` in the program’s folder"


def test_a_plan_is_written_into_the_record_and_a_second_one_changes_nothing(project: Project) -> None:
    path = project.root / "data/records/kade/visit.yaml"
    path.write_text(VISIT, encoding="utf-8")
    shown = plan_visit(project, "kade", dry_run=True)
    assert shown.written == () and shown.changed and path.read_text(encoding="utf-8") == VISIT
    done = plan_visit(Project(project.root), "kade", moment="2026-09-01T10:00:00+00:00")
    assert done.sessions == shown.sessions
    assert done.written == ("data/records/kade/visit.yaml", "data/records/kade/audit.jsonl")
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# Who we meet\nsessions:\n  I11:  # asked by phone\n    kind: interview\n")
    assert all(line in text.splitlines() for line in VISIT.splitlines())
    again = Project(project.root)
    assert breaches(again.record("kade")) == []
    assert plan_visit(again, "kade").changed == ()


def test_a_plan_without_all_sessions_is_written_only_on_request(project: Project) -> None:
    path = project.root / "data/records/kade/visit.yaml"
    path.write_text(VISIT + SHORT, encoding="utf-8")
    refused = plan_visit(project, "kade")
    assert len(refused.left_out) == 1 and refused.written == () and refused.diagnostics[0].is_error
    done = plan_visit(project, "kade", partial=True)
    assert done.written
    planned = Project(project.root).record("kade").require(Visit).sessions
    assert [name for name, each in planned.items() if each.day is None] == list(done.left_out)


def test_the_command_shows_the_plan_and_exits_with_1_if_sessions_do_not_fit(project: Project) -> None:
    path = project.root / "data/records/kade/visit.yaml"
    path.write_text(VISIT, encoding="utf-8")
    run = run_command(project.root, "plan", "kade", "--dry-run", code=0)
    assert "SESSION  DAY         TIME         TRACK" in run.output
    assert "kade: would change" in run.output
    path.write_text(VISIT.replace("Mayor, category", "Mayor, people: 9, category") + ROOM, encoding="utf-8")
    run = run_command(project.root, "plan", "kade", code=1)
    assert "no room has enough seats for Interview 11" in run.output
    assert "kade: nothing was written, because not all sessions fit" in run.output

"""Random visits: each plan, and each change of it, is judged by a validator that is not the planner's."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from assembler.model.review.visit import Visit
from assembler.store.records.record import Record
from planned_visits import CODES, TEAM, breaches, build_record, guest, plan

pytest.importorskip("ortools")

DAYS = ("2026-10-06", "2026-10-07")
LANGUAGES = ("nl", "en", "fr", "ar", "ti")
NORMAL = (4, 10, 11)
SEEDS = [seed if seed in NORMAL else pytest.param(seed, marks=pytest.mark.product) for seed in range(20)]


def draw_window(chance: Random) -> dict[str, str]:
    hours = chance.choice([{}, {"end": "13:00"}, {"start": "14:00"}, {"start": "10:00", "end": "16:00"}])
    return {"day": chance.choice(DAYS), **hours}


def draw_times(chance: Random, likelihood: float) -> dict[str, Any]:
    return {"available": [draw_window(chance)]} if chance.random() < likelihood else {}


def draw_session(chance: Random, name: str) -> dict[str, Any]:
    position = chance.choice(["Mayor", "Clerk", *(f"Guest {name}" for _ in range(8))])
    spoken = chance.choice([(), ("nl", "en"), ("nl",), ("fr",), ("ar",), ("ti", "ar")])
    people = chance.choice([1, 1, 1, 4, 9])
    own_place = {"place": f"School {name}"} if chance.random() < 0.2 else {}
    return {
        "kind": "workshop" if name.startswith("W") else "interview",
        "interviewees": [{**guest(position, *spoken), "people": people}],
        "indicators": chance.sample(CODES, 2),
        **own_place,
        **draw_times(chance, 0.2),
    }


def draw_visit(chance: Random) -> Record:
    """A visit of four to six members with as many sessions as they can hold, and some more."""
    members = TEAM[: chance.randint(4, 6)]
    team = {who: tuple(chance.sample(LANGUAGES[:3], 2)) for who in members}
    names = [*(f"I{number}" for number in range(1, chance.randint(8, 5 * len(members)))), "WA"]
    talk = {"kind": "discussion", "day": DAYS[0], "start": "17:00"}
    return build_record(
        {"D1": talk, **{name: draw_session(chance, name) for name in names}},
        team=team,
        limits={"interviews_per_day": chance.choice([4, 5])},
        hours={"tracks": chance.choice([2, 2, 3])},
        rooms={"R1": {"name": "Hall", "seats": 20}, "R2": {"name": "Office", "seats": 4},
               "R3": {"name": "Library", **draw_times(chance, 0.5)}},
        availability={members[0]: draw_times(chance, 0.5)},
        interpreters={"fr": 1},
        interpreter_people={"AH": {"name": "A. Haddad", "languages": ["ar", "ti"], **draw_times(chance, 0.3)},
                            "MT": {"name": "M. Tesfay", "languages": ["ti"]}},
    )  # fmt: skip


def change(record: Record, name: str, **more: Any) -> Record:
    """The visit after something changed in one of its sessions."""
    visit = record.data_at("visit")
    sessions = {**visit["sessions"], name: {**visit["sessions"][name], **more}}
    review = record.data_at("review")
    team = {each["person"]["initials"]: tuple(each["person"]["languages"])
            for each in review["team"]["members"]}  # fmt: skip
    rest = {key: each for key, each in visit.items() if key != "sessions"}
    return build_record(sessions, team=team, limits=review["limits"], **rest)


def judge(record: Record) -> tuple[Record, int]:
    """Plan a visit and judge the plan; return the planned record, and the number of sessions that moved."""
    result, after = plan(record)
    assert breaches(after) == [f"{name} has no time" for name in result.left_out]
    assert [each.rule for each in result.incomplete if each.is_error] == []
    reasons = {each.rule for each in result.diagnostics if each.is_error}
    assert bool(reasons) == bool(result.left_out) and reasons <= {"impossible-plan", "unplannable-session"}
    return after, sum(each.moved for each in result.sessions)


@pytest.mark.parametrize("seed", SEEDS)
def test_any_plan_respects_every_limit_and_changes_little(seed: int) -> None:
    chance = Random(seed)
    planned, _ = judge(draw_visit(chance))
    timed = {name: each for name, each in planned.require(Visit).sessions.items()
             if each.begins and name != "D1"}  # fmt: skip
    gone = chance.choice(sorted(timed))
    cancelled, moved = judge(change(planned, gone, cancelled=True))
    assert moved == 0 or len(timed) < len(planned.require(Visit).sessions) - 1, "only to fit another one in"
    busy = chance.choice(sorted(set(timed) - {gone}))
    other = next(day for day in DAYS if day != timed[busy].day.isoformat())  # type: ignore[union-attr]
    judge(change(cancelled, busy, available=[{"day": other}]))

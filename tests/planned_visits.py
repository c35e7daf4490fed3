"""Visits to plan, and a validator of plans that shares nothing with the planner but the model.

The validator looks at the sessions of a record alone, pair by pair, and lists every breach that it sees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from assembler.model.paths import ROOTS
from assembler.model.reference.benchmark import Benchmark
from assembler.model.review.availability import Window
from assembler.model.review.review import Review
from assembler.model.review.visit import Session, Visit
from assembler.planning.plan import PlanResult, propose_plan
from assembler.store.records.record import Record
from assembler.store.yaml.yaml_file import YamlFile
from assembler.structs import replace

CODES = tuple(f"GG/{number}" for number in range(1, 15))


def build_benchmark(codes: Sequence[str]) -> Benchmark:
    """Build a benchmark with an indicator for each code, in one group."""
    text = [{"code": code, "label": code, "statement": {"text": code, "source": "own"}} for code in codes]
    group = {"code": "GG", "kind": "group", "name": {"text": "Group", "source": "own"},
             "indicators": text}  # fmt: skip
    about = {"id": "small", "prefix": "X", "version": "2020a", "version_label": "first", "owner": "nobody"}
    name = {"text": "Small", "source": "own"}
    return Benchmark.model_validate({**about, "name": name, "dimensions": [group]})


BENCHMARK = build_benchmark(CODES)
TEAM = ("HK", "LM", "MS", "GF", "ER", "PV")
LUNCH = (time(13), time(14))


def guest(office: str, *languages: str) -> dict[str, Any]:
    return {"office": office, "category": "staff", "languages": list(languages)}


def interview(number: int, **more: Any) -> dict[str, Any]:
    """An interview with a guest of its own about one indicator; fourteen indicators come up twice in 28."""
    guests = [guest(f"Guest {number}")]
    return {"kind": "interview", "interviewees": guests, "indicators": [CODES[number % 14]], **more}


def interviews(count: int) -> dict[str, Any]:
    return {f"I{number}": interview(number) for number in range(1, count + 1)}


def build_record(
    sessions: Mapping[str, Any],
    *,
    team: Mapping[str, tuple[str, ...]] | tuple[str, ...] = TEAM,
    days: tuple[str, str] = ("2026-10-05", "2026-10-08"),
    limits: Mapping[str, Any] | None = None,
    **visit: Any,
) -> Record:
    """A record with a visit; ``team`` are initials, or initials with languages."""
    languages = team if isinstance(team, Mapping) else dict.fromkeys(team, ())
    members = [{"role": "peer", "person": {"office": "Officer", "initials": who, "languages": list(spoken)}}
               for who, spoken in languages.items()]  # fmt: skip
    data = {
        "review": {
            "project": "P", "city": "kade", "benchmark": "small@2020a", "language": "en",
            "visit_start": days[0], "visit_end": days[1], "team": {"members": members},
            "limits": dict(limits or {}),
        },
        "visit": {**visit, "sessions": dict(sessions)},
        "team_desk": {"entries": {code: {} for code in CODES}},
    }  # fmt: skip
    entities = {kind: ROOTS[kind].model_validate(each) for kind, each in data.items()}
    files = {kind: YamlFile(f"{kind}.yaml", each, {}) for kind, each in data.items()}
    return Record("x", Path("x"), entities, files)


def plan(record: Record) -> tuple[PlanResult, Record]:
    """The plan, and the record with it: the sessions of the plan with the limits of the visit."""
    result, edited = propose_plan(record, BENCHMARK)
    data = {**record.data_at("visit"), "sessions": edited.record.data_at("visit.sessions")}
    entities = {**record.entities, "visit": Visit.model_validate(data)}
    return result, replace(
        record, entities=entities, files={**record.files, "visit": YamlFile("visit.yaml", data, {})}
    )


def breaches(record: Record) -> list[str]:
    """Everything that is wrong with the timetable of ``record``."""
    review, visit = record.review, record.require(Visit)
    held = {name: each for name, each in visit.sessions.items() if not each.cancelled}
    meetings = {name: each for name, each in held.items() if name[0] in "IW"}
    return [
        *(breach for name, each in meetings.items() for breach in _check_session(review, visit, name, each)),
        *(breach for one, other in combinations(held, 2) for breach in _check_pair(one, other, held)),
        *_check_load(review, meetings),
        *_check_crowds(visit, meetings),
    ]


def _check_session(review: Review, visit: Visit, name: str, session: Session) -> Iterator[str]:
    begins, ends = session.begins, session.ends
    if begins is None or ends is None:
        yield f"{name} has no time"
        return
    if not review.visit_start < begins.date() < review.visit_end:  # type: ignore[operator]
        yield f"{name} is not on a day in between"
    hours = visit.hours
    if begins.time() < hours.start or ends > datetime.combine(begins.date(), hours.end):
        yield f"{name} is outside the hours"
    lunch = datetime.combine(begins.date(), hours.lunch)
    if begins < lunch + timedelta(minutes=hours.lunch_minutes) and lunch < ends:
        yield f"{name} takes the lunch hour"
    if len(set(session.team)) != 2:
        yield f"{name} has {session.team}"
    wanted = 120 if session.interpreter else 60
    if session.minutes < wanted:
        yield f"{name} lasts {session.minutes} minutes"
    if not _is_open(session.available, begins, ends):
        yield f"{name} is when its guests are not available"
    for who in session.team:
        known = visit.availability.get(who)
        if known and not _is_open(known.available, begins, ends):
            yield f"{who} is not available for {name}"
    yield from _check_languages(review, name, session)
    yield from _check_room(visit, name, session, begins, ends)
    if session.interpreter:
        yield from _check_interpreter(visit, name, session, begins, ends)
    elif session.interpreted_by:
        yield f"{name} has an interpreter whom it does not need"


def _is_open(windows: tuple[Window, ...], begins: datetime, ends: datetime) -> bool:
    inside = (
        begins >= datetime.combine(each.day, each.start or time.min)
        and ends <= datetime.combine(each.day, each.end or time.max)
        for each in windows
    )
    return not windows or any(inside)


def _check_languages(review: Review, name: str, session: Session) -> Iterator[str]:
    people = {m.person.initials: m.person.languages for m in review.team.members}
    spoken = [each.languages for each in session.interviewees if each.languages]
    if not spoken or session.interpreter:
        return
    if not any(
        all(language in each for each in spoken)
        and all(not people[who] or language in people[who] for who in session.team)
        for language in session.languages
    ):
        yield f"{name}: the team does not understand the guests"


def _check_interpreter(
    visit: Visit, name: str, session: Session, begins: datetime, ends: datetime
) -> Iterator[str]:
    speakers = [
        who for who, each in visit.interpreter_people.items() if session.languages[0] in each.languages
    ]
    who = session.interpreted_by
    if speakers and who not in speakers:
        yield f"{name} is interpreted by {who}"
    elif who and not _is_open(visit.interpreter_people[who].available, begins, ends):
        yield f"{who} is not available for {name}"


def _check_room(visit: Visit, name: str, session: Session, begins: datetime, ends: datetime) -> Iterator[str]:
    rooms = {room.name.text: room for room in visit.rooms.values()}
    if not rooms:
        return
    if session.place is None:
        yield f"{name} has no room"
    elif room := rooms.get(session.place.text):
        if room.seats is not None and room.seats < sum(each.people for each in session.interviewees):
            yield f"{name} has too small a room"
        if not _is_open(room.available, begins, ends):
            yield f"{name} is in a room that is not available"


def _check_pair(one: str, other: str, sessions: Mapping[str, Session]) -> Iterator[str]:
    first, second = sessions[one], sessions[other]
    if not (first.begins and second.begins and first.begins < second.ends and second.begins < first.ends):  # type: ignore[operator]
        return
    if both := set(first.team) & set(second.team):
        yield f"{both} in {one} and {other}"
    guests = [{each.office.text for each in session.interviewees} for session in (first, second)]
    if guests[0] & guests[1]:
        yield f"{guests[0] & guests[1]} in {one} and {other}"
    if first.place and second.place and first.place.text == second.place.text:
        yield f"{one} and {other} are in {first.place.text}"
    if first.interpreted_by and first.interpreted_by == second.interpreted_by:
        yield f"{first.interpreted_by} interprets in {one} and {other}"
    if first.track == second.track:
        yield f"{one} and {other} have the same track"
    for meeting, complete in ((one, other), (other, one)):
        if meeting[0] in "IW" and complete[0] in "PHDF" and not sessions[complete].team:
            yield f"{meeting} takes place while the team meets for {complete}"


def _check_load(review: Review, meetings: Mapping[str, Session]) -> Iterator[str]:
    load: Counter[tuple[date | None, str]] = Counter(
        (each.day, who) for name, each in meetings.items() if name[0] == "I" for who in each.team
    )
    for (day, who), count in load.items():
        if count > review.limits.interviews_per_day:
            yield f"{who} has {count} interviews on {day}"


def _check_crowds(visit: Visit, meetings: Mapping[str, Session]) -> Iterator[str]:
    for moment in {each.begins for each in meetings.values() if each.begins}:
        on = [each for each in meetings.values() if each.begins and each.begins <= moment < each.ends]  # type: ignore[operator]
        if len(on) > visit.hours.tracks:
            yield f"{len(on)} sessions at {moment}"
        for language, most in visit.interpreters.items():
            if sum(each.interpreter and each.languages[:1] == (language,) for each in on) > most:
                yield f"too few interpreters for {language} at {moment}"

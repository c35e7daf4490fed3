"""Explanations of why sessions do not fit, and of the changes that would make all of them fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_plans import IMPOSSIBLE_PLAN, UNPLANNABLE_SESSION
from assembler.model.review.visit import session_label
from assembler.planning.solve import (
    Freedom,
    find_plan,
    list_choices,
    list_free_interpreters,
    needs_interpreter,
)
from assembler.planning.timetable_problem import Meeting, Problem
from assembler.store.records.record import Record
from assembler.structs import replace

_HOUR = 60
_STEPS: Mapping[str, tuple[int, ...]] = MappingProxyType({
    "more_members": (1, 2, 3, 4),
    "more_interviews": (1, 2, 3, 4),
    "more_rooms": (1, 2),
    "more_tracks": (1, 2),
    "later": (_HOUR, 2 * _HOUR),
    "more_interpreters": (1, 2),
})  # fmt: skip
"""Maps each limit that can be relaxed to its possible increases. The hardest to change come first."""


def explain_problem(record: Record, problem: Problem, left_out: tuple[str, ...]) -> tuple[Diagnostic, ...]:
    """Return diagnostics that explain why the sessions do not fit, and what would make them fit.

    If some sessions would not fit even on their own, only these are reported. Otherwise, the diagnostic
    suggests each limit that could be relaxed alone, with the smallest change that helps, or a combination if
    no single limit is enough. It also suggests leaving out the sessions ``left_out``, for which the best plan
    has no room.
    """
    if alone := tuple(_report_unplannable(record, problem)):
        return alone
    found = [*_find_relaxations(problem)] or [*_find_combination(problem)]
    ways = [_join([*_describe(problem, each)]) for each in found]
    ways.append(f"leave out {_join([session_label(name) for name in left_out])}")
    reasons = "; ".join(_list_shortages(problem)) or "their times, guests or rooms conflict"
    location = record.locate("visit.sessions")
    return (IMPOSSIBLE_PLAN.at(location, reasons=reasons, ways="; or ".join(ways)),)


def _report_unplannable(record: Record, problem: Problem) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each session that would not fit even if it were the only one."""
    for meeting in problem.meetings:
        variant = _find_obstacle(problem, meeting)
        if variant is not None:
            location = record.locate(f"visit.sessions.{meeting.name}")
            yield UNPLANNABLE_SESSION.at(location, variant, session=session_label(meeting.name))


def _find_obstacle(problem: Problem, meeting: Meeting) -> str | None:
    """Return the name of the wording that explains why ``meeting`` fits nowhere, or None if it fits."""
    if meeting.needs_room and not meeting.rooms:
        return "room"
    if not any(problem.list_starts(meeting, mode.minutes) for mode in meeting.modes):
        return ""
    choices = list(list_choices(problem, meeting))
    if not choices:
        return "members"
    has_interpreter = any(
        list_free_interpreters(problem, mode, start) or not needs_interpreter(problem, mode)
        for start, mode in choices
    )
    return None if has_interpreter else "interpreter"


def _list_shortages(problem: Problem) -> Iterator[str]:
    """Yield a reason for each limit that simple counting shows to be too low."""
    places, wanted = _count_places(problem, Freedom())
    limits, people, days = problem.review.limits, len(problem.members), _count(len(problem.days), "day")
    if wanted > places:
        interviews, verb = sum(each.counts for each in problem.meetings), "has" if people == 1 else "have"
        yield (
            f"{interviews} interviews need {wanted} places for interviewers, but {_count(people, 'member')} "
            f"with at most {limits.interviews_per_day} interviews a day {verb} {places} in {days}"
        )
    hours, needed = _count_hours(problem, Freedom())
    tracks = problem.visit.hours.tracks
    if needed > hours:
        have = "has" if tracks == 1 else "have"
        yield f"the sessions take {needed:g} hours, but {_count(tracks, 'track')} {have} {hours:g} in {days}"


def _count_places(problem: Problem, freedom: Freedom) -> tuple[int, int]:
    """Return how many interviewer places the team can fill over the whole visit, and how many are needed.

    An interview has one place for each team member who holds it.
    """
    people = len(problem.members) + freedom.more_members
    most = problem.review.limits.interviews_per_day + freedom.more_interviews
    return people * most * len(problem.days), sum(each.hosts for each in problem.meetings if each.counts)


def _count_hours(problem: Problem, freedom: Freedom) -> tuple[float, float]:
    """Return the hours that all tracks together offer, and the hours that the sessions need."""
    tracks = problem.visit.hours.tracks + freedom.more_tracks
    minutes = problem.count_open_minutes() + freedom.later * len(problem.days)
    needed = sum(min(mode.minutes for mode in each.modes) for each in problem.meetings)
    return tracks * minutes / _HOUR, needed / _HOUR


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _find_relaxations(problem: Problem) -> Iterator[Freedom]:
    """For each limit, yield the smallest relaxation that makes a plan possible, if there is one."""
    for kind in _list_kinds(problem):
        *smaller, largest = (replace(Freedom(), **{kind: step}) for step in _STEPS[kind])
        if _is_possible(problem, largest):
            yield next((each for each in smaller if _is_possible(problem, each)), largest)


def _find_combination(problem: Problem) -> Iterator[Freedom]:
    """Yield a minimal combination of relaxed limits that makes a plan possible, if there is one."""
    kinds = _list_kinds(problem)
    freedom = replace(Freedom(), **{kind: _STEPS[kind][-1] for kind in kinds})
    if not _is_possible(problem, freedom):
        return
    for kind in kinds:
        smaller = (replace(freedom, **{kind: step}) for step in (0, *_STEPS[kind][:-1]))
        freedom = next((each for each in smaller if _is_possible(problem, each)), freedom)
    yield freedom


def _list_kinds(problem: Problem) -> list[str]:
    """Return the names of the limits that apply to this visit."""
    visit = problem.visit
    absent = {
        "more_rooms": not any(each.needs_room for each in problem.meetings),
        "more_interpreters": not (visit.interpreters or visit.interpreter_people),
    }
    return [kind for kind in _STEPS if not absent.get(kind)]


def _is_possible(problem: Problem, freedom: Freedom) -> bool:
    counts = (_count_places(problem, freedom), _count_hours(problem, freedom))
    return all(have >= need for have, need in counts) and find_plan(problem, freedom, best=False) is not None


def _describe(problem: Problem, freedom: Freedom) -> Iterator[str]:
    """Yield an instruction for each limit that ``freedom`` relaxes."""
    limits, hours = problem.review.limits, problem.visit.hours
    if freedom.more_members:
        yield f"add {_count(freedom.more_members, 'member')} to the team"
    if freedom.more_interviews:
        most = limits.interviews_per_day + freedom.more_interviews
        yield f"allow {most} interviews a day (`interviews_per_day` under `limits` in review.yaml)"
    if freedom.more_rooms:
        yield f"find {_count(freedom.more_rooms, 'more room')} (`rooms` in visit.yaml)"
    if freedom.more_tracks:
        most = hours.tracks + freedom.more_tracks
        yield f"hold {most} sessions at the same time (`tracks` under `hours` in visit.yaml)"
    if freedom.later:
        end = (hours.end.hour * _HOUR + hours.end.minute + freedom.later) % (24 * _HOUR)
        yield f"let the days end at {end // _HOUR}:{end % _HOUR:02} (`end` under `hours` in visit.yaml)"
    if freedom.more_interpreters:
        for_each = " for each language that has a limit" if len(problem.visit.interpreters) > 1 else ""
        yield f"book {_count(freedom.more_interpreters, 'more interpreter')}{for_each}"


def _join(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)

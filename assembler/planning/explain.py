"""Explanation of sessions that do not fit: sessions that fit nowhere, and what would make all of them fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_plans import IMPOSSIBLE_PLAN, UNPLANNABLE_SESSION
from assembler.model.review.visit import session_label
from assembler.planning.problem import Meeting, Problem
from assembler.planning.solve import (
    Freedom,
    find_plan,
    list_choices,
    list_free_interpreters,
    needs_interpreter,
)
from assembler.store.records.record import Record

_HOUR = 60
_STEPS: Mapping[str, tuple[tuple[Freedom, str], ...]] = MappingProxyType({
    "members": tuple(
        (Freedom(more_members=number), f"add {number} member{'s' if number > 1 else ''} to the team")
        for number in (1, 2, 3, 4)
    ),
    "interviews": tuple((Freedom(more_interviews=number), "") for number in (1, 2, 3, 4)),
    "tracks": tuple((Freedom(more_tracks=number), "") for number in (1, 2)),
    "hours": tuple((Freedom(later=number * _HOUR), "") for number in (1, 2)),
    "interpreters": tuple(
        (Freedom(more_interpreters=number),
         f"book {number} more interpreter{'s' if number > 1 else ''} for each language that has a limit")
        for number in (1, 2)
    ),
})  # fmt: skip
"""The limits that can be relaxed, with their steps and what to do; "" if that depends on the visit."""


def explain_problem(record: Record, problem: Problem, left_out: tuple[str, ...]) -> tuple[Diagnostic, ...]:
    """Return why the sessions do not fit, and the smallest changes of each kind that would make them fit.

    ``left_out`` are the sessions that the best plan leaves out.
    """
    if alone := tuple(_report_unplannable(record, problem)):
        return alone
    ways = [way for kind in _STEPS if (way := _find_way(problem, kind))]
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
    """Return the name of the wording that explains why a session fits nowhere; None if it fits."""
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
    """Yield a reason for each limit that is clearly too low, by counting alone."""
    interviews = [each for each in problem.meetings if each.counts]
    seats = sum(each.hosts for each in interviews)
    most = problem.review.limits.interviews_per_day
    people, days = len(problem.members), len(problem.days)
    if seats > people * most * days:
        yield (
            f"{len(interviews)} interviews need {seats} places for interviewers, but {people} members with "
            f"at most {most} interviews a day have {people * most * days} in {_count(days, 'day')}"
        )
    needed = sum(min(mode.minutes for mode in each.modes) for each in problem.meetings) / _HOUR
    tracks, open_hours = problem.visit.hours.tracks, problem.count_open_minutes() / _HOUR
    if needed > tracks * open_hours:
        yield (
            f"the sessions take {needed:g} hours, but {_count(tracks, 'track')} "
            f"{'has' if tracks == 1 else 'have'} {tracks * open_hours:g} in {_count(days, 'day')}"
        )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _find_way(problem: Problem, kind: str) -> str:
    """Return the smallest relaxation of this kind that makes a plan possible, or "" if none does."""
    if kind == "interpreters" and not (problem.visit.interpreters or problem.visit.interpreter_people):
        return ""
    limits, hours = problem.review.limits, problem.visit.hours
    for freedom, words in _STEPS[kind]:
        if find_plan(problem, freedom, best=False) is not None:
            end = (hours.end.hour * _HOUR + hours.end.minute + freedom.later) % (24 * _HOUR)
            return words or {
                "interviews": f"allow {limits.interviews_per_day + freedom.more_interviews} interviews a day "
                              "(`interviews_per_day` under `limits` in review.yaml)",
                "tracks": f"hold {hours.tracks + freedom.more_tracks} sessions at the same time "
                          "(`tracks` under `hours` in visit.yaml)",
                "hours": f"let the days end at {end // _HOUR}:{end % _HOUR:02} "
                         "(`end` under `hours` in visit.yaml)",
            }[kind]  # fmt: skip
    return ""


def _join(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)

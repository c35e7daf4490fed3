"""Coverage of the indicators in the team's grid by the sessions of a visit.

It is computed before and after a change to the timetable.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from assembler.model.review.desk_reviews import DeskReviews, TeamDeskReview, find_reviewed_codes
from assembler.model.review.visit import Session, SessionKind, identify_guests

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

MEETINGS = (SessionKind.INTERVIEW, SessionKind.WORKSHOP)
"""Kinds of sessions in which the team meets guests."""


def list_grid_codes(benchmark: Benchmark, desks: DeskReviews, team: TeamDeskReview) -> tuple[str, ...]:
    """Return the indicators of the team's grid, in benchmark order, except those that ``team`` skips."""
    codes = find_reviewed_codes(desks, team) - set(team.skipped)
    return tuple(each.code for each in benchmark.indicators() if each.code in codes)


def map_to_sessions(sessions: Mapping[str, Session], codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the interviews and workshops in which each of ``codes`` is planned, by code.

    Cancelled sessions are ignored.

    >>> map_to_sessions({"I1": Session(kind="interview", indicators=("GG/1",))}, ["GG/1", "GG/2"])
    {'GG/1': ('I1',), 'GG/2': ()}
    """
    held = {name: each for name, each in sessions.items() if each.kind in MEETINGS and not each.cancelled}
    return {code: tuple(name for name, each in held.items() if code in each.indicators) for code in codes}


def find_thinly_covered(sessions: Mapping[str, Session], codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the indicators that are not covered by two independent sessions, with the sessions of each.

    Two sessions are independent if they have no guest in common. The result maps codes to names of sessions.
    """
    guests = {name: identify_guests(each) for name, each in sessions.items()}
    return {
        code: names
        for code, names in map_to_sessions(sessions, codes).items()
        if not any(guests[one].isdisjoint(guests[other]) for one, other in combinations(names, 2))
    }

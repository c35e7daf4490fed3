"""R10 and R56: no person or room can be in two sessions at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_visits import TWO_PLACES_AT_ONCE
from assembler.model.review.coverage import MEETINGS
from assembler.model.review.visit import (
    Session,
    SessionKind,
    find_overlaps,
    identify_guests,
    session_label,
)
from assembler.rules.rule import visit_of
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def two_places_at_once(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that no person or room is in two sessions at the same time (S0:524-526; R10, R56)."""
    sessions = visit_of(record).sessions
    for one, other in find_overlaps(sessions):
        first, second = sessions[one], sessions[other]
        location = record.locate(f"visit.sessions.{other}")
        names = {"session": session_label(one), "other": session_label(other)}
        both = [who for who in first.team if who in second.team]
        guests = identify_guests(first) & identify_guests(second)
        if first.interpreted_by and first.interpreted_by == second.interpreted_by:
            both.append(first.interpreted_by)
        for who in (*both, *sorted(office for office, _ in guests)):
            yield TWO_PLACES_AT_ONCE.at(location, person=who, **names)
        if place := _find_shared_place(first, second):
            yield TWO_PLACES_AT_ONCE.at(location, "room", place=place, **names)
        for each, complete in ((one, other), (other, one)):
            if sessions[each].kind in MEETINGS and _needs_complete_team(sessions[complete]):
                labels = {"session": session_label(each), "other": session_label(complete)}
                yield TWO_PLACES_AT_ONCE.at(location, "team", **labels)


def _find_shared_place(first: Session, second: Session) -> str:
    """Return the place that two meetings have in common, or "" if their places differ or are unknown."""
    places = [" ".join(each.place.text.split()) for each in (first, second) if each.place]
    meet = first.kind in MEETINGS and second.kind in MEETINGS
    return places[0] if meet and len({place.casefold() for place in places}) == 1 == len(places) - 1 else ""


def _needs_complete_team(session: Session) -> bool:
    return session.kind not in (*MEETINGS, SessionKind.TRAVEL) and not session.team

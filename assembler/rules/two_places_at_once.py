"""R10: nobody can be in two sessions at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_visits import TWO_PLACES_AT_ONCE
from assembler.model.review.visit import find_overlaps, identify_guests, session_label
from assembler.rules.rule import visit_of
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def two_places_at_once(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that no team member or guest is in two sessions at the same time (S0:524-526; rule R10)."""
    sessions = visit_of(record).sessions
    for one, other in find_overlaps(sessions):
        both = [who for who in sessions[one].team if who in sessions[other].team]
        guests = identify_guests(sessions[one]) & identify_guests(sessions[other])
        for who in (*both, *sorted(office for office, _ in guests)):
            location = record.locate(f"visit.sessions.{other}")
            yield TWO_PLACES_AT_ONCE.at(
                location, person=who, session=session_label(one), other=session_label(other)
            )

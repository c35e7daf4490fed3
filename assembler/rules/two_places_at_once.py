"""R10: nobody is in two sessions at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.model.review.visit import find_overlaps, identify_guests, session_label
from assembler.rules.rule import error, visit_of
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "two-places-at-once"


def two_places_at_once(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """No team member or guest is in two sessions at the same time (S0:524-526; rule R10).

    Bad:

        visit:
          sessions:
            I1: {kind: interview, day: 2026-10-06, start: "09:00", interviewers: [JB, FC]}
            I2: {kind: interview, day: 2026-10-06, start: "09:30", interviewers: [FC, LM]}

    Good:

        visit:
          sessions:
            I1: {kind: interview, day: 2026-10-06, start: "09:00", interviewers: [JB, FC]}
            I2: {kind: interview, day: 2026-10-06, start: "09:00", interviewers: [LM, GF]}
            I3: {kind: interview, day: 2026-10-06, start: "10:00", interviewers: [JB, LM]}
    """
    sessions = visit_of(record).sessions
    for one, other in find_overlaps(sessions):
        both = [who for who in sessions[one].team if who in sessions[other].team]
        guests = identify_guests(sessions[one]) & identify_guests(sessions[other])
        for who in (*both, *sorted(office for office, _ in guests)):
            what = f"{who} is in {session_label(one)} and in {session_label(other)} at the same time"
            yield error(NAME, record, f"visit.sessions.{other}", what, "move one of the two")

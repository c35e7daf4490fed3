"""R12 and R56: an interview must last one hour, and a session with an interpreter two hours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_visits import SHORT_INTERVIEW
from assembler.model.review.visit import SessionKind, filter_held, session_label
from assembler.rules.rule import visit_of
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def short_interview(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that interviews last one hour, and sessions with an interpreter two hours.

    Source: S0:525-527, 330-336; rules R12 and R56.
    """
    limits, sessions = record.review.limits, visit_of(record).sessions
    workshops = filter_held(sessions, SessionKind.WORKSHOP)
    interpreted = {name: each for name, each in workshops.items() if each.interpreter}
    for name, session in {**filter_held(sessions, SessionKind.INTERVIEW), **interpreted}.items():
        wanted = limits.interpreted_minutes if session.interpreter else limits.interview_minutes
        if session.minutes < wanted:
            variant = "workshop" if name in interpreted else "with an interpreter" * session.interpreter
            yield SHORT_INTERVIEW.at(
                record.locate(f"visit.sessions.{name}.minutes"), variant,
                session=session_label(name), minutes=session.minutes, wanted=wanted,
            )  # fmt: skip

"""R12: an interview must last one hour, or two with an interpreter."""

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
    """Check that interviews last an hour, or twice as long with an interpreter (S0:525-527, 330-336; R12)."""
    limits = record.review.limits
    for name, session in filter_held(visit_of(record).sessions, SessionKind.INTERVIEW).items():
        wanted = limits.interpreted_minutes if session.interpreter else limits.interview_minutes
        if session.minutes < wanted:
            yield SHORT_INTERVIEW.at(
                record.locate(f"visit.sessions.{name}.minutes"),
                "with an interpreter" if session.interpreter else "",
                session=session_label(name), minutes=session.minutes, wanted=wanted,
            )  # fmt: skip

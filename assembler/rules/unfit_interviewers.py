"""R10: an interview must have two interviewers, and a workshop a facilitator."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_visits import UNFIT_INTERVIEWERS
from assembler.model.review.visit import SessionKind, filter_held, session_label
from assembler.rules.rule import join_words, visit_of
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

INTERVIEWERS = 2


def unfit_interviewers(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that interviews have exactly two interviewers (S0:524-526; R10) and workshops a facilitator.

    Sessions without a day are still to be planned, so they need no interviewers yet.
    """
    sessions = visit_of(record).sessions
    for name, session in filter_held(sessions, SessionKind.INTERVIEW).items():
        if len(session.interviewers) != INTERVIEWERS or len(set(session.interviewers)) != INTERVIEWERS:
            location, label = record.locate(f"visit.sessions.{name}.interviewers"), session_label(name)
            if session.interviewers:
                interviewers = join_words(session.interviewers)
                yield UNFIT_INTERVIEWERS.at(location, session=label, interviewers=interviewers)
            elif session.day:
                yield UNFIT_INTERVIEWERS.at(location, "no interviewers", session=label)
    for name, session in filter_held(sessions, SessionKind.WORKSHOP).items():
        if session.day and not session.facilitators:
            location = record.locate(f"visit.sessions.{name}.facilitators")
            yield UNFIT_INTERVIEWERS.at(location, "no facilitator", session=session_label(name))

"""R10: an interview has two interviewers, and a workshop a facilitator."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.model.review.visit import SessionKind, filter_held, session_label
from assembler.rules.rule import error, join_words, visit_of
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "unfit-interviewers"
INTERVIEWERS = 2


def unfit_interviewers(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """An interview has exactly two interviewers (S0:524-526; rule R10); a workshop has a facilitator.

    Bad:

        visit:
          sessions:
            I1: {kind: interview, interviewers: [JB]}
            I2: {kind: interview, interviewers: [JB, JB]}
            WA: {kind: workshop}

    Good:

        visit:
          sessions:
            I1: {kind: interview, interviewers: [JB, FC]}
            I2: {kind: interview, cancelled: true}
            WA: {kind: workshop, facilitators: [JB]}
            D1: {kind: discussion}
    """
    sessions = visit_of(record).sessions
    for name, session in filter_held(sessions, SessionKind.INTERVIEW).items():
        if len(session.interviewers) != INTERVIEWERS or len(set(session.interviewers)) != INTERVIEWERS:
            who = join_words(session.interviewers) if session.interviewers else "nobody"
            what = f"{session_label(name)} has {who} as interviewers"
            yield error(NAME, record, f"visit.sessions.{name}.interviewers", what, "name two members")
    for name, session in filter_held(sessions, SessionKind.WORKSHOP).items():
        if not session.facilitators:
            what = f"nobody leads {session_label(name)}"
            yield error(NAME, record, f"visit.sessions.{name}.facilitators", what, "name a member")

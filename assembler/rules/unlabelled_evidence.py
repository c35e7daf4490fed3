"""R14: a label can be made for every evidence record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.model.review.visit import session_label
from assembler.rules.rule import error, evidence_of, visit_of
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "unlabelled-evidence"


def unlabelled_evidence(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """A label needs a session with interviewers, and who recorded was there (S0:922; rule R14).

    That code, session and initials exist is checked when the record is read.

    Bad:

        visit: {sessions: {I1: {kind: interview}, I2: {kind: interview, interviewers: [JB, FC]}}}
        evidence:
          records:
            I1-1: {indicator: GG/1, statement: Asked in time.}
            I2-1: {indicator: GG/1, statement: Asked in time., recorded_by: LM}

    Good:

        visit: {sessions: {I2: {kind: interview, interviewers: [JB, FC]}}}
        evidence:
          records:
            I2-1: {indicator: GG/1, statement: Asked in time., recorded_by: JB}
    """
    teams = {name: session.team for name, session in visit_of(record).sessions.items()}
    for key, each in evidence_of(record).items():
        team = teams.get(each.session)
        if not team:
            yield error(NAME, record, f"evidence.records.{key}", f"nobody is named who heard {key}",
                        f"name the interviewers of {session_label(each.session)}")  # fmt: skip
        elif each.recorded_by and each.recorded_by not in team:
            what = f"{key} was recorded by {each.recorded_by}, who was not there"
            path = f"evidence.records.{key}.recorded_by"
            yield error(NAME, record, path, what, f"write {' or '.join(team)}")

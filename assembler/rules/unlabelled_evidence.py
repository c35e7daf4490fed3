"""R14: every evidence record must contain the data for its label."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_visits import UNLABELLED_EVIDENCE
from assembler.model.review.visit import session_label
from assembler.rules.rule import evidence_of, visit_of
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def unlabelled_evidence(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that evidence comes from a session with interviewers, one of whom recorded it (S0:922; R14).

    Its code, session and initials are checked when the record is read.
    """
    teams = {name: session.team for name, session in visit_of(record).sessions.items()}
    for key, each in evidence_of(record).items():
        team = teams.get(each.session)
        if not team:
            location = record.locate(f"evidence.records.{key}")
            yield UNLABELLED_EVIDENCE.at(location, record=key, session=session_label(each.session))
        elif each.recorded_by and each.recorded_by not in team:
            location = record.locate(f"evidence.records.{key}.recorded_by")
            yield UNLABELLED_EVIDENCE.at(
                location, "not there", record=key, initials=each.recorded_by, team=" or ".join(team)
            )

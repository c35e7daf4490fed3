"""R38: a quotation must have a speaker, identified by role."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_visits import QUOTATION_WITHOUT_SPEAKER
from assembler.model.review.visit import session_label
from assembler.rules.rule import evidence_of, has_text, visit_of
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def quotation_without_speaker(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that each quotation gives the role of its speaker (S3:447-449; rule R38).

    The role is the position of the guest in the session.
    """
    sessions = visit_of(record).sessions
    for key, each in evidence_of(record).items():
        if not has_text(each.original):
            continue
        if each.session not in sessions or not sessions[each.session].interviewees:
            location = record.locate(f"evidence.records.{key}.original")
            yield QUOTATION_WITHOUT_SPEAKER.at(location, record=key, session=session_label(each.session))

"""R15: opinions alone cannot support a finding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_feedback import OPINION_AS_EVIDENCE
from assembler.model.review.feedback import filter_corroborated
from assembler.model.review.support import assess_support
from assembler.rules.rule import evidence_of, feedback_of, join_words, visit_of
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def opinion_as_evidence(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that findings are supported by facts; opinions may only supplement them (S0:959-963; R15)."""
    records, visit = evidence_of(record), visit_of(record)
    for key, finding in filter_corroborated(feedback_of(record).findings).items():
        found = assess_support(finding, records, visit)
        if found.opinions and not found.facts:
            location = record.locate(f"feedback.findings.{key}.evidence")
            yield OPINION_AS_EVIDENCE.at(location, finding=key, evidence=join_words(found.opinions))

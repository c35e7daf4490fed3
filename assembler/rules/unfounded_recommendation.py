"""R21: a recommendation must be based on an agreed finding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_feedback import UNFOUNDED_RECOMMENDATION
from assembler.model.review.feedback import filter_agreed
from assembler.rules.rule import feedback_of, join_words
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def unfounded_recommendation(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that each recommendation is based on at least one agreed finding (S0:934-943; rule R21)."""
    report = feedback_of(record)
    known = filter_agreed(report.findings)
    for key, each in report.recommendations.items():
        if not any(name in known for name in each.findings):
            location = record.locate(f"feedback.recommendations.{key}")
            if each.findings:
                findings = join_words(each.findings)
                yield UNFOUNDED_RECOMMENDATION.at(
                    location, "not agreed", recommendation=key, findings=findings
                )
            else:
                yield UNFOUNDED_RECOMMENDATION.at(location, recommendation=key)

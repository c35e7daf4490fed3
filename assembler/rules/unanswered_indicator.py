"""R1: every indicator must have an answer or a reason for leaving it out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_records import UNANSWERED_INDICATOR
from assembler.model.review.baseline import SelfAssessment
from assembler.rules.rule import baseline_of, has_answer, has_text
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def unanswered_indicator(record: Record, benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that each indicator of the benchmark version has an answer or a stated reason (S0:599; R1)."""
    known = baseline_of(record).assessments
    codes = [indicator.code for indicator in benchmark.indicators()]
    open_codes = [code for code in codes if code not in known or not _is_complete(known[code])]
    if len(open_codes) == len(codes):
        location = record.locate("baseline.assessments")
        yield UNANSWERED_INDICATOR.at(location, "none answered", count=len(codes))
        return
    for code in open_codes:
        yield UNANSWERED_INDICATOR.at(record.locate(f"baseline.assessments.{code}"), indicator=code)
    for code in codes:
        if code in known and has_answer(known[code]) and has_text(known[code].left_out):
            location = record.locate(f"baseline.assessments.{code}.left_out")
            yield UNANSWERED_INDICATOR.at(location, "left out", indicator=code)


def _is_complete(assessment: SelfAssessment) -> bool:
    return has_answer(assessment) or has_text(assessment.left_out)

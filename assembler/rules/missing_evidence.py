"""R48: an answer must have evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_records import MISSING_EVIDENCE
from assembler.rules.rule import has_text, iter_answered
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def missing_evidence(record: Record, benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that each answered indicator has evidence (S0:604; R48).

    Counts are also evidence (S1:162).
    """
    for code, assessment in iter_answered(record, benchmark):
        counted = any(row.count is not None for row in assessment.statistics)
        if not counted and not any(has_text(each.title) for each in assessment.evidence):
            yield MISSING_EVIDENCE.at(record.locate(f"baseline.assessments.{code}.evidence"), indicator=code)

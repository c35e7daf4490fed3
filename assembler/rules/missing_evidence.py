"""An answer brings evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.rules.rule import answered, said, warning
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "missing-evidence"


def missing_evidence(record: Record, benchmark: Benchmark) -> Iterator[Diagnostic]:
    """The city brings evidence for each indicator (S0:604); counts are evidence too (S1:162).

    Bad:

        baseline:
          assessments:
            GG/1: {achievement: A plan since 2024.}

    Good:

        baseline:
          assessments:
            GG/1: {achievement: A plan since 2024., evidence: [{title: The plan, kind: policy}]}
            GG/2: {achievement: Half reached., statistics: [{subject: Reached, count: 5, base: 10}]}
    """
    for code, assessment in answered(record, benchmark):
        counted = any(row.count is not None for row in assessment.statistics)
        if not counted and not any(said(each.title) for each in assessment.evidence):
            yield warning(NAME, record, f"baseline.assessments.{code}.evidence", f"{code} brings no evidence",
                          "name a document, a decision or a figure that shows it")  # fmt: skip

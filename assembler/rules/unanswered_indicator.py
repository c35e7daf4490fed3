"""R1: every indicator has an answer, or a reason for leaving it out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.model.review.baseline import SelfAssessment
from assembler.rules.rule import baseline_of, error, has_answer, has_text, warning
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "unanswered-indicator"


def unanswered_indicator(record: Record, benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Each indicator of the benchmark version has an answer or a stated reason (S0:599; rule R1).

    Bad:

        baseline:
          assessments:
            GG/1: {achievement: A plan since 2024.}

    Good:

        baseline:
          assessments:
            GG/1: {achievement: A plan since 2024.}
            GG/2: {left_out: The region decides here.}
    """
    known = baseline_of(record).assessments
    codes = [indicator.code for indicator in benchmark.indicators()]
    open_codes = [code for code in codes if code not in known or not _is_complete(known[code])]
    if len(open_codes) == len(codes):
        yield error(NAME, record, "baseline.assessments", f"none of the {len(codes)} indicators is answered",
                    "answer them one by one, or say why one is left out")  # fmt: skip
        return
    for code in open_codes:
        yield error(NAME, record, f"baseline.assessments.{code}", f"{code} has no answer",
                    "answer it, or say why it is left out")  # fmt: skip
    for code in codes:
        if code in known and has_answer(known[code]) and has_text(known[code].left_out):
            yield warning(NAME, record, f"baseline.assessments.{code}.left_out",
                          f"{code} is answered, and yet there is a reason for leaving it out",
                          "keep one of the two")  # fmt: skip


def _is_complete(assessment: SelfAssessment) -> bool:
    return has_answer(assessment) or has_text(assessment.left_out)

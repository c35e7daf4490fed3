"""R4: an answer explains how, why and who, and names who is responsible."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.model.review.baseline import SelfAssessment
from assembler.rules.rule import and_all, answered, error, said
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "unexplained-answer"


def unexplained_answer(record: Record, benchmark: Benchmark) -> Iterator[Diagnostic]:
    """How, why, who, and both offices tell peers whom to meet (S0:604-608; rule R4).

    Bad:

        baseline:
          assessments:
            GG/1: {achievement: A plan since 2024., how: By district., political: {office: Alderman}}

    Good:

        baseline:
          assessments:
            GG/1:
              achievement: A plan since 2024.
              how: By district.
              why: Districts differ.
              who: The department of communities.
              political: {office: Alderman for communities}
              operational: {office: Coordinator}
    """
    for code, assessment in answered(record, benchmark):
        if missing := _missing(assessment):
            verb = "is" if len(missing) == 1 else "are"
            yield error(NAME, record, f"baseline.assessments.{code}",
                        f"{code}: {and_all(missing)} {verb} missing", "fill in what is named")  # fmt: skip


def _missing(assessment: SelfAssessment) -> list[str]:
    political, operational = assessment.political, assessment.operational
    parts = {
        "how": said(assessment.how),
        "why": said(assessment.why),
        "who": said(assessment.who),
        "the politically responsible office": said(political.office) or said(political.person),
        "the operationally responsible office": said(operational.office) or said(operational.person),
    }
    return [name for name, there in parts.items() if not there]

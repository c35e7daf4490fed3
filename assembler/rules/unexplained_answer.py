"""R4: an answer explains how, why and who, and names the responsible positions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.model.review.baseline import SelfAssessment
from assembler.rules.rule import error, has_text, iter_answered, join_words
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "unexplained-answer"


def unexplained_answer(record: Record, benchmark: Benchmark) -> Iterator[Diagnostic]:
    """An answer gives how, why, who and both responsible positions, so that peers know whom to meet
    (S0:604-608; rule R4).

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
    for code, assessment in iter_answered(record, benchmark):
        if missing := _list_missing(assessment):
            verb = "is" if len(missing) == 1 else "are"
            yield error(NAME, record, f"baseline.assessments.{code}",
                        f"{code}: {join_words(missing)} {verb} missing", "fill in what is named")  # fmt: skip


def _list_missing(assessment: SelfAssessment) -> list[str]:
    political, operational = assessment.political, assessment.operational
    parts = {
        "how": has_text(assessment.how),
        "why": has_text(assessment.why),
        "who": has_text(assessment.who),
        "the politically responsible office": has_text(political.office) or has_text(political.person),
        "the operationally responsible office": has_text(operational.office) or has_text(operational.person),
    }
    return [name for name, there in parts.items() if not there]

"""R4: an answer must cover how, why and who, and name the responsible positions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_records import UNEXPLAINED_ANSWER
from assembler.model.review.baseline import SelfAssessment
from assembler.rules.rule import has_text, iter_answered, join_words
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def unexplained_answer(record: Record, benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that each answer covers how, why and who, and names both responsible positions.

    Peers then know whom to meet (S0:604-608; rule R4).
    """
    for code, assessment in iter_answered(record, benchmark):
        if missing := _list_missing(assessment):
            location = record.locate(f"baseline.assessments.{code}")
            yield UNEXPLAINED_ANSWER.at(location, indicator=code, missing=join_words(missing))


def _list_missing(assessment: SelfAssessment) -> list[str]:
    politician, official = assessment.political, assessment.operational
    parts = {
        "how": has_text(assessment.how),
        "why": has_text(assessment.why),
        "who": has_text(assessment.who),
        "the politically responsible position": has_text(politician.office) or has_text(politician.person),
        "the operationally responsible position": has_text(official.office) or has_text(official.person),
    }
    return [name for name, there in parts.items() if not there]

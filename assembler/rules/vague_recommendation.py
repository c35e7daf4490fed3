"""R22: a recommendation must have an addressee and a deadline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_feedback import VAGUE_RECOMMENDATION
from assembler.rules.rule import feedback_of, has_text
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def vague_recommendation(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that each recommendation has an addressee and a deadline, like the example in the guide
    (S0:939-943).

    Rule R22 is inferred from that example.
    """
    for key, each in feedback_of(record).recommendations.items():
        addressed = has_text(each.addressee)
        if not addressed or each.deadline is None:
            variant = "deadline" if addressed else "" if each.deadline is None else "addressee"
            location = record.locate(f"feedback.recommendations.{key}")
            yield VAGUE_RECOMMENDATION.at(location, variant, recommendation=key)

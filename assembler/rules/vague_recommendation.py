"""R22: a recommendation says who acts, and by when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_records import VAGUE_RECOMMENDATION
from assembler.rules.rule import and_all, feedback_of, said
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def vague_recommendation(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """The worked example names who is to act and gives a timetable (S0:939-943; rule R22 is inferred)."""
    for key, each in feedback_of(record).recommendations.items():
        wanted = (("addressee", said(each.addressee)), ("deadline", each.deadline is not None))
        if lacking := [name for name, given in wanted if not given]:
            location = record.locate(f"feedback.recommendations.{key}")
            yield VAGUE_RECOMMENDATION.at(location, recommendation=key, missing=and_all(lacking))

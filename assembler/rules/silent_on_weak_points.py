"""An answer must list weak points or state that the city sees none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_records import SILENT_ON_WEAK_POINTS
from assembler.rules.rule import has_text, iter_answered
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def silent_on_weak_points(record: Record, benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that each answer lists weak points or states that there are none.

    The guide asks for openness (S0:602).
    """
    for code, assessment in iter_answered(record, benchmark):
        path = f"baseline.assessments.{code}.weak_points"
        if has_text(assessment.weak_points) and assessment.no_weak_points:
            yield SILENT_ON_WEAK_POINTS.at(record.locate(path), "contradiction", indicator=code)
        elif not has_text(assessment.weak_points) and not assessment.no_weak_points:
            yield SILENT_ON_WEAK_POINTS.at(record.locate(path), indicator=code)

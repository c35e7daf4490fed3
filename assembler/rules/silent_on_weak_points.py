"""An answer is open about its weak points, or says that the city sees none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_records import SILENT_ON_WEAK_POINTS
from assembler.rules.rule import answered, said
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def silent_on_weak_points(record: Record, benchmark: Benchmark) -> Iterator[Diagnostic]:
    """The guide asks cities to be open here; "none seen" is an answer, silence is not (S0:602)."""
    for code, assessment in answered(record, benchmark):
        path = f"baseline.assessments.{code}.weak_points"
        if said(assessment.weak_points) and assessment.no_weak_points:
            yield SILENT_ON_WEAK_POINTS.at(record.locate(path), "contradiction", indicator=code)
        elif not said(assessment.weak_points) and not assessment.no_weak_points:
            yield SILENT_ON_WEAK_POINTS.at(record.locate(path), indicator=code)

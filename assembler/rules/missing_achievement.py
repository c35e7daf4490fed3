"""R3: an answer must state what has been achieved, separately from the ambition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_records import MISSING_ACHIEVEMENT
from assembler.model.types.content import Text
from assembler.rules.rule import has_text, iter_answered
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def missing_achievement(record: Record, benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that achievement is stated in its own field and not mixed with ambition (S0:600-602; rule R3)."""
    for code, assessment in iter_answered(record, benchmark):
        location = record.locate(f"baseline.assessments.{code}.achievement")
        if not has_text(assessment.achievement):
            yield MISSING_ACHIEVEMENT.at(location, indicator=code)
        elif _split_words(assessment.ambition) == _split_words(assessment.achievement):
            yield MISSING_ACHIEVEMENT.at(location, "same as the ambition", indicator=code)


def _split_words(text: Text | None) -> list[str]:
    return text.text.split() if text else []

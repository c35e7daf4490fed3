"""R20: criticism must be balanced with deserved praise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_feedback import ONLY_CRITICISM
from assembler.model.review.support import build_sections
from assembler.rules.rule import feedback_of
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def only_criticism(record: Record, benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that sections with weaknesses also mention strengths or good practices (S0:885-888; rule R20)."""
    pillars = {dimension.code: dimension.name.text for dimension in benchmark.dimensions}
    for section in build_sections(feedback_of(record), pillars):
        if section.lacks_praise:
            location = record.locate(f"feedback.findings.{section.weaknesses[0]}")
            yield ONLY_CRITICISM.at(location, section=pillars[section.pillar])

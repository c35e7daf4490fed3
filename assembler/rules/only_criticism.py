"""R20: criticism is tempered with praise where it is deserved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_records import ONLY_CRITICISM
from assembler.model.review.support import build_sections
from assembler.rules.rule import feedback_of
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def only_criticism(record: Record, benchmark: Benchmark) -> Iterator[Diagnostic]:
    """A section with weaknesses has a strength or a good practice too, if there is any (S0:885-888; R20)."""
    pillars = {dimension.code: dimension.name.text for dimension in benchmark.dimensions}
    for section in build_sections(feedback_of(record), pillars):
        if section.lacks_praise:
            location = record.locate(f"feedback.findings.{section.weaknesses[0]}")
            yield ONLY_CRITICISM.at(location, section=pillars[section.pillar])

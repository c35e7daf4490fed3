"""R20: criticism is tempered with praise where it is deserved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.model.review.support import sections
from assembler.rules.rule import feedback_of, warning
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "only-criticism"


def only_criticism(record: Record, benchmark: Benchmark) -> Iterator[Diagnostic]:
    """A section with weaknesses has a strength or a good practice too, if there is any (S0:885-888; R20).

    Bad:

        feedback: {findings: {F01: {indicators: [GG/1], kind: weakness, text: Slow., state: agreed}}}

    Good:

        feedback:
          findings:
            F01: {indicators: [GG/1], kind: weakness, text: Slow., state: agreed}
            F02: {indicators: [GG/2], kind: strength, text: Open to all., state: agreed}
    """
    pillars = {dimension.code: dimension.name.text for dimension in benchmark.dimensions}
    for section in sections(feedback_of(record), pillars):
        if section.without_praise:
            what = f"the section on {pillars[section.pillar]} finds fault and praises nothing"
            yield warning(NAME, record, f"feedback.findings.{section.weaknesses[0]}", what,
                          "add a strength or a good practice where one is deserved")  # fmt: skip

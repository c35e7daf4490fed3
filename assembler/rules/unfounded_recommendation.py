"""R21: a recommendation is based on an agreed finding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.model.review.feedback import filter_agreed
from assembler.rules.rule import error, feedback_of, join_words
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "unfounded-recommendation"


def unfounded_recommendation(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Each recommendation follows from at least one agreed finding (S0:934-943; rule R21).

    Bad:

        feedback:
          findings: {F01: {indicators: [GG/1], kind: weakness, text: Slow., state: candidate}}
          recommendations: {R01: {text: Ask earlier., findings: [F01]}, R02: {text: Ask more.}}

    Good:

        feedback:
          findings: {F01: {indicators: [GG/1], kind: weakness, text: Slow., state: agreed}}
          recommendations: {R01: {text: Ask earlier., findings: [F01]}}
    """
    report = feedback_of(record)
    known = filter_agreed(report.findings)
    for key, each in report.recommendations.items():
        if not any(name in known for name in each.findings):
            named = f": {join_words(each.findings)} is not agreed" if each.findings else ""
            yield error(NAME, record, f"feedback.recommendations.{key}", f"{key} rests on no finding{named}",
                        "name an agreed finding, or leave the advice out")  # fmt: skip

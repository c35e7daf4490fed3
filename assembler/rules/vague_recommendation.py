"""R22: a recommendation says who acts, and by when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.rules.rule import and_all, feedback_of, said, warning
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "vague-recommendation"


def vague_recommendation(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """The worked example names who is to act and gives a timetable (S0:939-943; rule R22 is inferred).

    Bad:

        feedback: {recommendations: {R01: {text: Ask earlier., addressee: Mayor}}}

    Good:

        feedback: {recommendations: {R01: {text: Ask earlier., addressee: Mayor, deadline: 2027-03-01}}}
    """
    for key, each in feedback_of(record).recommendations.items():
        wanted = (("addressee", said(each.addressee)), ("deadline", each.deadline is not None))
        if lacking := [name for name, given in wanted if not given]:
            yield warning(NAME, record, f"feedback.recommendations.{key}", f"{key} has no {and_all(lacking)}",
                          "say who should act, and by when")  # fmt: skip

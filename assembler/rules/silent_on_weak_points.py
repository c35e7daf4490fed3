"""An answer is open about its weak points, or says that the city sees none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.rules.rule import answered, said, warning
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "silent-on-weak-points"


def silent_on_weak_points(record: Record, benchmark: Benchmark) -> Iterator[Diagnostic]:
    """The guide asks cities to be open here; "none seen" is an answer, silence is not (S0:602).

    Bad:

        baseline:
          assessments:
            GG/1: {achievement: A plan since 2024.}
            GG/2: {achievement: A desk., weak_points: Open at noon only., no_weak_points: true}

    Good:

        baseline:
          assessments:
            GG/1: {achievement: A plan since 2024., weak_points: Nobody outside has read it.}
            GG/2: {achievement: A desk in each district., no_weak_points: true}
    """
    for code, assessment in answered(record, benchmark):
        path = f"baseline.assessments.{code}.weak_points"
        if said(assessment.weak_points) and assessment.no_weak_points:
            yield warning(NAME, record, path, f"{code} names weak points and says that there are none",
                          "keep one of the two")  # fmt: skip
        elif not said(assessment.weak_points) and not assessment.no_weak_points:
            yield warning(NAME, record, path, f"{code} says nothing about weak points",
                          "name them, or tick that the city sees none")  # fmt: skip

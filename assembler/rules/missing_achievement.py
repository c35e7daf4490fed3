"""R3: an answer says what was reached, apart from what is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.model.types.content import Text
from assembler.rules.rule import answered, error, said, warning
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "missing-achievement"


def missing_achievement(record: Record, benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Real achievement stands in a field of its own, never mixed with ambition (S0:600-602; rule R3).

    Bad:

        baseline:
          assessments:
            GG/1: {ambition: A plan by 2028.}
            GG/2: {ambition: A desk in each district., achievement: A desk in each district.}

    Good:

        baseline:
          assessments:
            GG/1: {ambition: A plan by 2028., achievement: A first draft was discussed in May.}
    """
    for code, assessment in answered(record, benchmark):
        path = f"baseline.assessments.{code}.achievement"
        if not said(assessment.achievement):
            yield error(NAME, record, path, f"{code} does not say what has been reached",
                        "describe the achievement, also where it is little")  # fmt: skip
        elif _words(assessment.ambition) == _words(assessment.achievement):
            yield warning(NAME, record, path, f"{code} gives its ambition as its achievement",
                          "say what has been reached so far")  # fmt: skip


def _words(text: Text | None) -> list[str]:
    return text.text.split() if text else []

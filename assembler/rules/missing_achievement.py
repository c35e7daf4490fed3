"""R3: an answer states what has been achieved, separately from the ambition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.model.types.content import Text
from assembler.rules.rule import error, has_text, iter_answered, warning
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "missing-achievement"


def missing_achievement(record: Record, benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Achievement has its own field and is never mixed with ambition (S0:600-602; rule R3).

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
    for code, assessment in iter_answered(record, benchmark):
        path = f"baseline.assessments.{code}.achievement"
        if not has_text(assessment.achievement):
            yield error(NAME, record, path, f"{code} does not say what has been reached",
                        "describe the achievement, also where it is little")  # fmt: skip
        elif _split_words(assessment.ambition) == _split_words(assessment.achievement):
            yield warning(NAME, record, path, f"{code} gives its ambition as its achievement",
                          "say what has been reached so far")  # fmt: skip


def _split_words(text: Text | None) -> list[str]:
    return text.text.split() if text else []

"""R6: the city says whom it calls an immigrant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.rules.rule import error, report_of, said
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "missing-definition"


def missing_definition(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Cities count differently; without the city's own definition no figure says anything (S0:668-673; R6).

    Bad:

        baseline:
          background: {steering: One plan for the whole city.}

    Good:

        baseline:
          background: {immigrant_definition: A resident who was born abroad.}
    """
    if not said(report_of(record).background.immigrant_definition):
        yield error(NAME, record, "baseline.background.immigrant_definition",
                    "the city's own definition of “immigrant” is missing",
                    "give the definition that the city's figures and plans use")  # fmt: skip

"""R6: the city must define "immigrant"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_records import MISSING_DEFINITION
from assembler.rules.rule import baseline_of, has_text
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def missing_definition(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that the city gives its own definition (S0:668-673; R6).

    Cities count immigrants in different ways.
    """
    if not has_text(baseline_of(record).background.immigrant_definition):
        yield MISSING_DEFINITION.at(record.locate("baseline.background.immigrant_definition"))

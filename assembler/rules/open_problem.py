"""R25: a problem must have a recommendation, or is shown as open."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.publications import OPEN_PROBLEM
from assembler.model.reference.benchmark import Benchmark
from assembler.rules.rule import publication_of
from assembler.store.records.record import Record


def open_problem(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Report each problem without a recommendation in the paired layout (S1:617-627; R25)."""
    publication = publication_of(record)
    for key in publication.problems if publication.layout == "paired" else ():
        if not publication.find_recommendations(key):
            yield OPEN_PROBLEM.at(record.locate(f"publication.problems.{key}"))

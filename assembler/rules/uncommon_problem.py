"""A problem in a publication must be shared by several cities."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.publications import UNCOMMON_PROBLEM
from assembler.model.reference.benchmark import Benchmark
from assembler.rules.rule import publication_of
from assembler.store.records.record import Record


def uncommon_problem(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Report each problem that was found in exactly one city (S1:217-221)."""
    for key, problem in publication_of(record).problems.items():
        if len(set(problem.cities)) == 1:
            yield UNCOMMON_PROBLEM.at(record.locate(f"publication.problems.{key}.cities"))

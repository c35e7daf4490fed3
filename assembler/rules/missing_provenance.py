"""R2: the report describes how it was drafted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.rules.rule import baseline_of, error, has_text
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "missing-provenance"


def missing_provenance(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Peers can only judge a report's bias if they know who wrote it and how (S0:619-624; rule R2).

    Bad:

        baseline:
          provenance: {drafting: Written by one official.}

    Good:

        baseline:
          provenance:
            drafting: Written by one official, checked by all departments.
            involvement: none
            contributions: [{who: Department of education, how: Checked the figures}]
    """
    provenance, path = baseline_of(record).provenance, "baseline.provenance"
    if not has_text(provenance.drafting):
        yield error(NAME, record, f"{path}.drafting", "nothing says how the report was drafted",
                    "describe how it was written, read and checked")  # fmt: skip
    if provenance.involvement is None:
        yield error(NAME, record, f"{path}.involvement", "the degree of political involvement is missing",
                    "choose how far politicians took part, also where they did not")  # fmt: skip
    if not any(has_text(each.who) for each in provenance.contributions):
        yield error(NAME, record, f"{path}.contributions", "nobody is named who took part in drafting",
                    "list the offices and bodies that wrote or checked")  # fmt: skip

"""R2: a report must describe how it was drafted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_records import MISSING_PROVENANCE
from assembler.rules.rule import baseline_of, has_text
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def missing_provenance(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that the report states who wrote it and how, so that peers can judge how biased it is.

    Source: S0:619-624; rule R2.
    """
    provenance = baseline_of(record).provenance
    if not has_text(provenance.drafting):
        yield MISSING_PROVENANCE.at(record.locate("baseline.provenance.drafting"))
    if provenance.involvement is None:
        yield MISSING_PROVENANCE.at(record.locate("baseline.provenance.involvement"), "no involvement")
    if not any(has_text(each.who) for each in provenance.contributions):
        yield MISSING_PROVENANCE.at(record.locate("baseline.provenance.contributions"), "no contributors")

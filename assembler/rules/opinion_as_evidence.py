"""R15: opinions alone cannot support a finding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.model.review.feedback import filter_corroborated
from assembler.model.review.support import assess_support
from assembler.rules.rule import error, evidence_of, feedback_of, join_words, visit_of
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "opinion-as-evidence"


def opinion_as_evidence(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """A finding is supported by facts; opinions may only be added to them (S0:959-963; rule R15).

    Bad:

        evidence: {records: {I1-1: {indicator: GG/1, statement: It is slow., nature: opinion}}}
        feedback:
          findings:
            F01: {indicators: [GG/1], kind: weakness, text: Slow., state: agreed, evidence: [I1-1]}

    Good:

        evidence:
          records:
            I1-1: {indicator: GG/1, statement: It is slow., nature: opinion}
            I2-1: {indicator: GG/1, statement: It took nine weeks., nature: fact}
        feedback:
          findings:
            F01: {indicators: [GG/1], kind: weakness, text: Slow., state: agreed, evidence: [I1-1, I2-1]}
            F02: {indicators: [GG/1], kind: weakness, text: Slow., state: candidate, evidence: [I1-1]}
    """
    records, visit = evidence_of(record), visit_of(record)
    for key, finding in filter_corroborated(feedback_of(record).findings).items():
        found = assess_support(finding, records, visit)
        if found.opinions and not found.facts:
            what = f"{key} rests on opinions alone: {join_words(found.opinions)}"
            yield error(NAME, record, f"feedback.findings.{key}.evidence", what,
                        "name facts that bear it out, or make it a candidate again")  # fmt: skip

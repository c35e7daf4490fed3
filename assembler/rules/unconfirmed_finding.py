"""R16: two sessions or more confirm a finding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.model.feedback import settled
from assembler.model.finding import Finding
from assembler.model.support import support_of
from assembler.model.visit import session_label
from assembler.rules.telling import error, evidence_of, feedback_of, visit_of, warning
from assembler.store.record import Record

if TYPE_CHECKING:
    from assembler.model.benchmark import Benchmark

NAME = "unconfirmed-finding"


def unconfirmed_finding(record: Record, _benchmark: Benchmark) -> Iterator[Finding]:
    """A finding is used if two interviews or more confirm it, better two people (S0:878-880, 934-935; R16).

    Bad:

        evidence:
          records:
            I1-1: {indicator: GG/1, statement: It took nine weeks., nature: fact}
            I1-2: {indicator: GG/1, statement: Nobody was asked., nature: fact}
        feedback:
          findings:
            F01: {indicators: [GG/1], kind: weakness, text: Slow., state: agreed, evidence: [I1-1, I1-2]}

    Good:

        evidence:
          records:
            I1-1: {indicator: GG/1, statement: It took nine weeks., nature: fact}
            WA-1: {indicator: GG/1, statement: It took two months., nature: fact}
        feedback:
          findings:
            F01: {indicators: [GG/1], kind: weakness, text: Slow., state: agreed, evidence: [I1-1, WA-1]}
            F02: {indicators: [GG/1], kind: weakness, text: Alone., state: candidate, evidence: [I1-1]}
    """
    records, visit = evidence_of(record), visit_of(record)
    for key, finding in settled(feedback_of(record).findings).items():
        found, path = support_of(finding, records, visit), f"feedback.findings.{key}.evidence"
        if not found.confirmed:
            heard = f"only {session_label(found.sessions[0])}" if found.sessions else "no fact"
            yield error(NAME, record, path, f"{heard} confirms {key}",
                        "name facts of two sessions, or make it a candidate again")  # fmt: skip
        elif found.same_guests:
            yield warning(NAME, record, path, f"the same person confirms {key} in every session",
                          "look for somebody else who can confirm it")  # fmt: skip
        elif found.same_unit:
            yield warning(NAME, record, path, f"all who confirm {key} are of one unit",
                          "look for somebody outside who can confirm it")  # fmt: skip

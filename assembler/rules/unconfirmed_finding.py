"""R16 and R47: at least two sessions confirm a finding, with fitting facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.model.review.feedback import filter_corroborated
from assembler.model.review.support import ENOUGH_SESSIONS, Support, assess_support
from assembler.model.review.visit import session_label
from assembler.rules.rule import error, evidence_of, feedback_of, info, join_words, visit_of, warning
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "unconfirmed-finding"
_HINT = "name facts of two sessions that fit it, or change its state to candidate"


def unconfirmed_finding(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """A finding is used if two interviews or more confirm it, better two people (S0:878-880, 934-935; R16).

    Only facts count that are about one of its indicators, whose judgement fits its direction, and that come
    from sessions that were held with guests who agreed to notes; one of them at least was checked. A finding
    without a fitting fact is refused, and facts that say the opposite are listed (R47).

    Bad:

        evidence:
          records:
            I1-1: {indicator: GG/1, statement: It took nine weeks., nature: fact, colour: does-not-meet}
            I2-1: {indicator: GG/1, statement: Money is there until 2028., nature: fact, colour: meets}
        feedback:
          findings:
            F01: {indicators: [GG/1], kind: weakness, text: Slow., state: agreed, evidence: [I1-1, I2-1]}

    Good:

        evidence:
          records:
            I1-1:
              {indicator: GG/1, statement: Late., nature: fact, colour: does-not-meet, checked: baseline}
            WA-1: {indicator: GG/1, statement: It took two months., nature: fact, colour: does-not-meet}
        feedback:
          findings:
            F01: {indicators: [GG/1], kind: weakness, text: Slow., state: agreed, evidence: [I1-1, WA-1]}
            F02: {indicators: [GG/1], kind: weakness, text: Alone., state: candidate, evidence: [I1-1]}
    """
    records, visit = evidence_of(record), visit_of(record)
    for key, finding in filter_corroborated(feedback_of(record).findings).items():
        found, path = assess_support(finding, records, visit), f"feedback.findings.{key}.evidence"
        if not found.is_confirmed:
            yield error(NAME, record, path, _explain(key, found), _HINT)
        elif found.contrary:
            what = f"{key} names evidence that says the opposite: {join_words(found.contrary)}"
            yield info(NAME, record, path, what, "check that the finding takes this into account")
        elif found.same_guests:
            yield warning(NAME, record, path, f"the same person confirms {key} in every session",
                          "look for somebody else who can confirm it")  # fmt: skip
        elif found.same_unit:
            yield warning(NAME, record, path, f"all who confirm {key} are of one unit",
                          "look for somebody outside who can confirm it")  # fmt: skip


def _explain(key: str, found: Support) -> str:
    """Return the reason why a finding is not confirmed."""
    if not found.fitting and found.contrary:
        return f"no fact supports {key}, and its evidence says the opposite: {join_words(found.contrary)}"
    if not found.fitting:
        return f"no fact about its indicators supports {key}"
    if lost := [name for name in found.fitting if name not in found.usable]:
        reason = "the session was cancelled, or a guest did not agree to notes"
        return f"{join_words(lost)} may not be used for {key}: {reason}"
    if len(found.sessions) < ENOUGH_SESSIONS:
        return f"only {session_label(found.sessions[0])} confirms {key}"
    return f"no fact that supports {key} was checked against anything"

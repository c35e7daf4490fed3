"""R16 and R47: at least two sessions must confirm a finding with suitable facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.review_feedback import UNCONFIRMED_FINDING
from assembler.model.review.feedback import filter_corroborated
from assembler.model.review.support import Support, assess_support
from assembler.model.review.visit import session_label
from assembler.rules.rule import evidence_of, feedback_of, join_words, visit_of
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def unconfirmed_finding(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that each finding is confirmed by two or more interviews, preferably with different people.

    A fact counts only if it is about one of the finding's indicators, if its judgement fits the finding's
    direction, and if it comes from a session that was held, with guests who agreed to notes. At least one
    fact must have been checked. A finding is refused if it has no suitable fact, or if all facts about one of
    its indicators contradict it. Other facts that contradict it are listed (R47). Source: S0:878-880,
    934-935; rule R16.
    """
    records, visit = evidence_of(record), visit_of(record)
    needed = record.review.limits.confirming_sessions
    for key, finding in filter_corroborated(feedback_of(record).findings).items():
        support = assess_support(finding, records, visit, needed)
        location = record.locate(f"feedback.findings.{key}.evidence")
        if not support.is_confirmed:
            yield _report_unconfirmed(location, key, support)
        elif support.contradicted:
            evidence, codes = join_words(support.contrary), join_words(support.contradicted)
            yield UNCONFIRMED_FINDING.at(
                location, "contradicted", finding=key, indicators=codes, evidence=evidence
            )
        elif support.one_sided:
            yield UNCONFIRMED_FINDING.at(location, "one-sided", finding=key)
        elif support.contrary:
            evidence = join_words(support.contrary)
            yield UNCONFIRMED_FINDING.at(location, "contrary", finding=key, evidence=evidence)
        elif support.same_guests:
            yield UNCONFIRMED_FINDING.at(location, "same person", finding=key)
        elif support.same_unit:
            yield UNCONFIRMED_FINDING.at(location, "same unit", finding=key)


def _report_unconfirmed(location: Location, key: str, support: Support) -> Diagnostic:
    """Return a diagnostic with the reason why a finding is not confirmed."""
    if not support.fitting and support.contrary:
        evidence = join_words(support.contrary)
        return UNCONFIRMED_FINDING.at(location, "opposite", finding=key, evidence=evidence)
    if not support.fitting:
        return UNCONFIRMED_FINDING.at(location, "no fact", finding=key)
    if unusable := [name for name in support.fitting if name not in support.usable]:
        return UNCONFIRMED_FINDING.at(location, "unusable", finding=key, evidence=join_words(unusable))
    if len(support.sessions) < support.needed:
        sessions = join_words(map(session_label, support.sessions))
        return UNCONFIRMED_FINDING.at(location, finding=key, sessions=sessions, needed=support.needed)
    return UNCONFIRMED_FINDING.at(location, "not checked", finding=key)

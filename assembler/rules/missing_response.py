"""R23 and R50: the host must respond and sign its commitment before the public edition is released."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_feedback import MISSING_RESPONSE
from assembler.model.review.feedback import FeedbackReport, HostDecision, HostResponse, Priority, ReportStatus
from assembler.rules.rule import feedback_of, has_text, join_words
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def missing_response(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that a released report contains the host's signed response to the main recommendations.

    The host commits itself to act, so it must accept at least one of them at least partly. Other
    recommendations without an answer are listed. Only the public edition needs this (rule R50). Source:
    S0:903-904; rule R23.
    """
    report = feedback_of(record)
    if report.status is not ReportStatus.RELEASED or not report.recommendations:
        return
    every = report.recommendations
    urgent = [key for key, each in every.items() if each.priority is Priority.HIGH] or list(every)
    for key in urgent:
        if _find_decision(report, key) is None:
            yield MISSING_RESPONSE.at(record.locate(f"feedback.responses.{key}"), recommendation=key)
    answers = [_find_decision(report, key) for key in urgent]
    if None not in answers and set(answers) == {HostDecision.NOT_NOW}:
        yield MISSING_RESPONSE.at(record.locate("feedback.responses"), "not now")
    others = [key for key in every if key not in urgent and _find_decision(report, key) is None]
    if others:
        location = record.locate("feedback.responses")
        yield MISSING_RESPONSE.at(location, "others", recommendations=join_words(others))
    if report.commitment.signed is None or not has_text(report.commitment.office):
        yield MISSING_RESPONSE.at(record.locate("feedback.commitment"), "not signed")
    elif report.dated and report.commitment.signed < report.dated:
        location, date = record.locate("feedback.commitment.signed"), report.dated.isoformat()
        yield MISSING_RESPONSE.at(location, "signed early", date=date)


def _find_decision(report: FeedbackReport, key: str) -> HostDecision | None:
    return report.responses.get(key, HostResponse()).decision

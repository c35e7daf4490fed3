"""Rules for recommendations, the host city's response and its promises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_feedback import (
    MISSING_RESPONSE,
    UNFOUNDED_RECOMMENDATION,
    VAGUE_RECOMMENDATION,
)
from assembler.diagnostics.review_promises import EMPTY_PROMISE, UNEXPLAINED_DEADLINE
from assembler.model.review.feedback import (
    FeedbackReport,
    HostDecision,
    HostResponse,
    Priority,
    ReportStatus,
    filter_agreed,
)
from assembler.model.tracking.promise_register import PromiseRegister
from assembler.rules.rule import feedback_of, has_text, join_words
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def unfounded_recommendation(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that each recommendation is based on at least one agreed finding (S0:934-943; rule R21)."""
    report = feedback_of(record)
    known = filter_agreed(report.findings)
    for key, each in report.recommendations.items():
        if not any(name in known for name in each.findings):
            location = record.locate(f"feedback.recommendations.{key}")
            if each.findings:
                findings = join_words(each.findings)
                yield UNFOUNDED_RECOMMENDATION.at(
                    location, "not agreed", recommendation=key, findings=findings
                )
            else:
                yield UNFOUNDED_RECOMMENDATION.at(location, recommendation=key)


def vague_recommendation(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that each recommendation has an addressee and a deadline (S0:939-943).

    Rule R22 is inferred from an example in the guide that has both.
    """
    for key, each in feedback_of(record).recommendations.items():
        addressed = has_text(each.addressee)
        if not addressed or each.deadline is None:
            variant = "deadline" if addressed else "" if each.deadline is None else "addressee"
            location = record.locate(f"feedback.recommendations.{key}")
            yield VAGUE_RECOMMENDATION.at(location, variant, recommendation=key)


def missing_response(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that a released report contains the host's signed response to the main recommendations.

    These are the recommendations of high priority, or all of them if none has high priority. The host commits
    itself to act, so it must accept at least one of them at least partly. Other recommendations without an
    answer are listed. The response must not be signed before the date of the report. Only the public edition
    needs a response (rule R50). Source: S0:903-904. Rule R23.
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


def empty_promise(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that accepted recommendations state an action, a position and a deadline (S0:903-904).

    The position is the one that is responsible for the action.
    """
    for key, each in feedback_of(record).responses.items():
        if each.decision not in (HostDecision.ACCEPTED, HostDecision.PARTLY):
            continue
        wanted = {
            "action": has_text(each.action),
            "responsible": has_text(each.responsible),
            "deadline": each.deadline is not None,
        }
        if lacking := [name for name, given in wanted.items() if not given]:
            variant = "" if len(lacking) == len(wanted) else " and ".join(lacking)
            location = record.locate(f"feedback.responses.{key}")
            yield EMPTY_PROMISE.at(location, variant, recommendation=key)


def unexplained_deadline(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that a follow-up gives a reason for each new deadline (S0:903-904)."""
    register = record.find(PromiseRegister) or PromiseRegister()
    for half_year, follow_up in register.follow_ups.items():
        for code, each in follow_up.answers.items():
            if each.deadline is not None and not has_text(each.reason):
                path = f"promises.follow_ups.{half_year}.answers.{code}.deadline"
                yield UNEXPLAINED_DEADLINE.at(record.locate(path), promise=code)

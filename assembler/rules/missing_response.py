"""R23: the host responds, and signs its commitment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.model.review.feedback import HostDecision, HostResponse, Priority, ReportStatus
from assembler.rules.rule import error, feedback_of, has_text
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "missing-response"


def missing_response(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """The final edition has the host's response to the main recommendations, signed (S0:903-904; rule R23).

    The host commits itself to act, so it accepts at least one of these recommendations, at least partly.

    Bad:

        feedback:
          status: released
          recommendations: {R01: {text: Ask earlier., priority: high}}

    Good:

        feedback:
          status: released
          recommendations: {R01: {text: Ask earlier., priority: high}, R02: {text: Ask more., priority: low}}
          responses: {R01: {decision: accepted}}
          commitment: {office: Mayor, signed: 2026-12-10}
    """
    report = feedback_of(record)
    if report.status is not ReportStatus.RELEASED or not report.recommendations:
        return
    every = report.recommendations
    urgent = [key for key, each in every.items() if each.priority is Priority.HIGH] or list(every)
    for key in urgent:
        if report.responses.get(key, HostResponse()).decision is None:
            yield error(NAME, record, f"feedback.responses.{key}", f"the host has not answered {key}",
                        "ask for its answer: accepted, partly or not now")  # fmt: skip
    answers = [report.responses.get(key, HostResponse()).decision for key in urgent]
    if None not in answers and set(answers) == {HostDecision.NOT_NOW}:
        what = "the host answers “not now” to everything that matters most"
        yield error(NAME, record, "feedback.responses", what, "ask it which recommendations it can act on")
    if report.commitment.signed is None or not has_text(report.commitment.office):
        yield error(NAME, record, "feedback.commitment", "the host has not signed its commitment",
                    "write who signed, and when")  # fmt: skip

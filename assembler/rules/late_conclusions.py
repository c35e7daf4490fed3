"""R18 and R51: the main conclusions are based on findings, and agreed by all before the team leaves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.model.review.feedback import FeedbackReport
from assembler.rules.rule import error, format_days, initials_of, join_words, visit_of
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "late-conclusions"


def late_conclusions(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """The team agrees on its main conclusions and writes them down before it leaves (S0:882-883; R18, R51).

    Each is based on findings, and every member of the team agreed.

    Bad:

        review: {visit_end: 2026-10-08}
        feedback: {conclusions: {agreed: 2026-10-12, items: [{text: Ask earlier.}]}}

    Good:

        review: {visit_end: 2026-10-08}
        feedback: {conclusions: {agreed: 2026-10-08, items: [{text: Ask earlier., findings: [F01]}]}}
    """
    report = record.find(FeedbackReport)
    if report is None:
        return
    path, conclusions = "feedback.conclusions", report.conclusions
    days = [each.day for each in visit_of(record).sessions.values() if each.day]
    end = record.review.visit_end or max(days, default=None)
    if not conclusions.items:
        yield error(NAME, record, path, "there are no main conclusions",
                    "write those that the team agreed on")  # fmt: skip
    elif conclusions.agreed is None:
        yield error(NAME, record, f"{path}.agreed", "nothing says when the main conclusions were agreed",
                    "write the day; it is one of the visit")  # fmt: skip
    elif end and conclusions.agreed > end:
        what = f"they were agreed {format_days(end, conclusions.agreed)} after the visit"
        yield error(NAME, record, f"{path}.agreed", what, "agree on them before the team leaves")
    if conclusions.items and (missing := set(initials_of(record)) - set(conclusions.agreed_by)):
        what = f"{join_words(sorted(missing))} did not agree to the conclusions"
        yield error(NAME, record, f"{path}.agreed_by", what, "list the initials of everybody who agreed")
    for at, each in enumerate(conclusions.items):
        if not each.findings:
            yield error(NAME, record, f"{path}.items[{at}].findings", "this conclusion rests on no finding",
                        "name the findings that it rests on")  # fmt: skip

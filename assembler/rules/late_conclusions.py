"""R18 and R51: main conclusions must be based on findings, and all members must agree before they leave."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_feedback import LATE_CONCLUSIONS
from assembler.model.review.feedback import FeedbackReport, filter_agreed
from assembler.rules.rule import format_days, initials_of, join_words, visit_of
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def late_conclusions(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that the team agreed on written main conclusions before it left (S0:882-883; R18, R51).

    Each conclusion must be based on an agreed finding, and every member who was present must have agreed.
    """
    report = record.find(FeedbackReport)
    if report is None:
        return
    locate, conclusions = record.locate, report.conclusions
    days = [each.day for each in visit_of(record).sessions.values() if each.day]
    start = record.review.visit_start or min(days, default=None)
    end = record.review.visit_end or max(days, default=None)
    if not conclusions.items:
        yield LATE_CONCLUSIONS.at(locate("feedback.conclusions"), "none")
    elif conclusions.agreed is None:
        yield LATE_CONCLUSIONS.at(locate("feedback.conclusions.agreed"), "no date")
    elif start and conclusions.agreed < start:
        yield LATE_CONCLUSIONS.at(locate("feedback.conclusions.agreed"), "before the visit")
    elif end and conclusions.agreed > end:
        days_late = format_days(end, conclusions.agreed)
        yield LATE_CONCLUSIONS.at(locate("feedback.conclusions.agreed"), days=days_late)
    if conclusions.items and (
        missing := set(initials_of(record)) - {*conclusions.agreed_by, *conclusions.absent}
    ):
        members = join_words(sorted(missing))
        yield LATE_CONCLUSIONS.at(locate("feedback.conclusions.agreed_by"), "not agreed", members=members)
    agreed = filter_agreed(report.findings)
    for number, each in enumerate(conclusions.items):
        location = locate(f"feedback.conclusions.items[{number}].findings")
        if not each.findings:
            yield LATE_CONCLUSIONS.at(location, "no finding")
        elif agreed.keys().isdisjoint(each.findings):
            yield LATE_CONCLUSIONS.at(location, "not agreed finding", findings=join_words(each.findings))

"""R19 and R54: every peer must approve the final report after the visit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_feedback import MISSING_APPROVAL
from assembler.model.review.feedback import Approval, ApprovalDecision, ReportStatus
from assembler.rules.rule import feedback_of, initials_of
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def missing_approval(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that every team member has approved this version of an approved report (S0:894-896; R19).

    The report and each approval are dated, and no approval is dated before the end of the visit or the
    report (R54).
    """
    report = feedback_of(record)
    if report.status not in (ReportStatus.APPROVED, ReportStatus.RELEASED):
        return
    if report.dated is None:
        yield MISSING_APPROVAL.at(record.locate("feedback.dated"), "no report date")
    for who in initials_of(record):
        given = report.approvals.get(who, Approval())
        location = record.locate(f"feedback.approvals.{who}")
        if given.decision is not ApprovalDecision.APPROVED:
            yield MISSING_APPROVAL.at(location, member=who)
        elif given.version != report.version:
            approved, version = given.version or "–", report.version or "–"
            yield MISSING_APPROVAL.at(
                location, "another version", member=who, approved=approved, version=version
            )
        elif given.decided is None:
            yield MISSING_APPROVAL.at(location, "no date", member=who)
        elif record.review.visit_end and given.decided < record.review.visit_end:
            location = record.locate(f"feedback.approvals.{who}.decided")
            yield MISSING_APPROVAL.at(location, "before the end", member=who)
        elif report.dated and given.decided < report.dated:
            location, date = record.locate(f"feedback.approvals.{who}.decided"), report.dated.isoformat()
            yield MISSING_APPROVAL.at(location, "before the report", member=who, date=date)

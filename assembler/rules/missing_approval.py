"""R19 and R54: every peer approves the final report, after the visit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.model.review.feedback import Approval, ApprovalDecision, ReportStatus
from assembler.rules.rule import error, feedback_of, initials_of
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "missing-approval"


def missing_approval(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Every member of the team has approved this version of an approved report (S0:894-896; R19).

    Nobody can approve it before the end of the visit (R54).

    Bad:

        review: {team: {members: [{role: leader, person: {office: Head of unit, initials: JB}}]}}
        feedback: {status: released, version: "1.0", approvals: {JB: {decision: approved, version: "0.9"}}}

    Good:

        review: {team: {members: [{role: leader, person: {office: Head of unit, initials: JB}}]}}
        feedback:
          status: released
          version: "1.0"
          approvals: {JB: {decision: approved, decided: 2026-11-20, version: "1.0"}}
    """
    report = feedback_of(record)
    if report.status not in (ReportStatus.APPROVED, ReportStatus.RELEASED):
        return
    for who in initials_of(record):
        given = report.approvals.get(who, Approval())
        path = f"feedback.approvals.{who}"
        if given.decision is not ApprovalDecision.APPROVED:
            yield error(NAME, record, path, f"{who} has not approved the report", "ask for it before release")
        elif given.version != report.version:
            what = f"{who} approved version {given.version or '–'}, and this is {report.version or '–'}"
            yield error(NAME, record, path, what, "ask again for this version")
        elif given.decided and record.review.visit_end and given.decided < record.review.visit_end:
            yield error(NAME, record, f"{path}.decided", f"{who} approved the report before the visit ended",
                        "correct the date")  # fmt: skip

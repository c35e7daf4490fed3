"""R35 and R36: the categories of visitors must add up to the total, and uncounted visitors are not zero."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.agenda_evaluations import ATTENDANCE_GAP
from assembler.model.reference.evaluation import ListStatus
from assembler.model.reference.policy_agenda import PolicyAgenda
from assembler.rules.rule import evaluation_of
from assembler.store.records.record import Record


def attendance_gap(record: Record, _agenda: PolicyAgenda) -> Iterator[Diagnostic]:
    """Check the total of each meeting against its categories; report estimates (S3:364-401; R35, R36)."""
    for number, meeting in enumerate(evaluation_of(record).meetings):
        location = record.locate(f"evaluation.meetings[{number}]")
        total, gap = str(meeting.total), meeting.difference
        if meeting.list is ListStatus.MISSING:
            yield ATTENDANCE_GAP.at(location, "no list", total=total)
        elif meeting.visitors and gap:
            fields = {"sum": str(meeting.total - gap), "difference": str(abs(gap)), "total": total}
            yield ATTENDANCE_GAP.at(location, "more" if gap < 0 else "", **fields)

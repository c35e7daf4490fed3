"""R37: a meeting that the text mentions must be in the list."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.agenda_evaluations import UNKNOWN_MEETING
from assembler.model.reference.policy_agenda import PolicyAgenda
from assembler.rules.rule import evaluation_of
from assembler.store.records.record import Record


def unknown_meeting(record: Record, _agenda: PolicyAgenda) -> Iterator[Diagnostic]:
    """Check that each cited meeting is in the list with its place and date (S3:705-707; R37)."""
    evaluation = evaluation_of(record)
    known = {(meeting.day, meeting.place) for meeting in evaluation.meetings}
    for number, cited in enumerate(evaluation.cited_meetings):
        if (cited.day, cited.place) not in known:
            location = record.locate(f"evaluation.cited_meetings[{number}]")
            yield UNKNOWN_MEETING.at(location, place=cited.place, day=cited.day.isoformat())

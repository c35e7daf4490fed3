"""How far the report of a review is: not drafted, drafted, or released with its version."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.assembly.released import report_of
from assembler.model.review.feedback import ReportStatus
from assembler.model.review.release import Releases
from assembler.rounds.form_states import SentForms, documents_of, title_of
from assembler.store.project.project import Project
from assembler.store.records.record import Record
from assembler.structs import Struct

NOT_DRAFTED, DRAFTED, RELEASED = "not drafted", "drafted", "released"
"""The states of a report."""


class ReportState(Struct, frozen=True):
    """One report of a review. ``version`` is the last one released, and ``released`` its day (ISO 8601).

    ``drafted`` is the day on which it was last built to be edited; both are "" where that never happened.
    """

    type: str
    title: str
    state: str
    drafted: str = ""
    version: str = ""
    released: str = ""


def find_reports(project: Project, record: Record, sent: SentForms) -> tuple[ReportState, ...]:
    """The reports that people write in for ``record``, and every other document that was released from it."""
    return tuple(_reports(project, record, sent))


def _reports(project: Project, record: Record, sent: SentForms) -> Iterator[ReportState]:
    releases = record.find(Releases) or Releases()
    for declared in documents_of(project, record):
        name, last = declared.name, releases.latest(declared.name)
        if declared.kind == "form" or not (last or declared.has_narratives):
            continue
        made = [day for (kind, _), each in sent.items() if kind == name for day, _ in each.manifests]
        report = report_of(record, declared)
        edited = report is not None and report.status is not ReportStatus.RELEASED
        state = RELEASED if last and not edited else DRAFTED if made or last else NOT_DRAFTED
        yield ReportState(
            type=name,
            title=title_of(declared),
            state=state,
            drafted=max(made).isoformat() if made else "",
            version=last.version if last else "",
            released=last.released.isoformat() if last else "",
        )

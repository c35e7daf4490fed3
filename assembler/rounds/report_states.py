"""States of a review's reports: not drafted, drafted, or released with a version."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.assembly.released_versions import find_report
from assembler.model.documents.document_type import DocumentType
from assembler.model.documents.edition_names import find_current_name
from assembler.model.review.feedback import ReportStatus
from assembler.model.review.release import Release, Releases
from assembler.rounds.form_states import SentForms, find_document_types, short_title
from assembler.store.project.project import Project
from assembler.store.project.round_defaults import find_report_due
from assembler.store.records.record import Record
from assembler.structs import Struct

NOT_DRAFTED, DRAFTED, RELEASED = "not drafted", "drafted", "released"
"""The states of a report."""


class ReportState(Struct, frozen=True):
    """The state of one report of a review.

    ``version`` is the last released version, and ``released`` its day (ISO 8601). ``drafted`` is the day on
    which the report was last built for editing. ``due`` is the day on which the host must receive a report
    that has not been released. Values that do not apply are "". ``unreleased`` are the editions that were not
    released in that version.
    """

    type: str
    title: str
    state: str
    drafted: str = ""
    version: str = ""
    released: str = ""
    unreleased: tuple[str, ...] = ()
    due: str = ""


def find_reports(project: Project, record: Record, sent: SentForms) -> tuple[ReportState, ...]:
    """Return the state of each report with sections that people write, and of each released document."""
    return tuple(_iterate_reports(project, record, sent))


def _iterate_reports(project: Project, record: Record, sent: SentForms) -> Iterator[ReportState]:
    releases = record.find(Releases) or Releases()
    for declared in find_document_types(project, record):
        name, last = declared.name, releases.latest(declared.name)
        if declared.kind == "form" or not (last or declared.has_narratives):
            continue
        drafts = [day for (kind, _), each in sent.items() if kind == name for day, _ in each.manifests]
        report = find_report(record, declared)
        is_draft = report is not None and report.status is not ReportStatus.RELEASED
        state = RELEASED if last and not is_draft else DRAFTED if drafts or last else NOT_DRAFTED
        due = find_report_due(project, record) if report is not None and state != RELEASED else None
        yield ReportState(
            type=name,
            title=short_title(declared),
            state=state,
            drafted=max(drafts).isoformat() if drafts else "",
            version=last.version if last else "",
            released=last.released.isoformat() if last else "",
            unreleased=_find_unreleased(declared, last) if last and state == RELEASED else (),
            due=due.isoformat() if due else "",
        )


def _find_unreleased(declared: DocumentType, release: Release) -> tuple[str, ...]:
    released = {find_current_name(each.edition, declared.editions) for each in release.documents}
    return tuple(name for name in declared.editions if name not in released)

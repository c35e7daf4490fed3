"""R44: a released version must not change; a change requires a new version."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_feedback import CHANGED_AFTER_RELEASE
from assembler.model.review.feedback import ReportStatus
from assembler.model.review.release import Release, Releases
from assembler.rules.rule import feedback_of
from assembler.store.records.record import Record
from assembler.store.records.record_data import ANSWERS, find_changed_kinds

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def changed_after_release(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that a released version is still the one that its peers approved (R44, inferred from S0:894-896).

    A withdrawn report may differ. If only other files than the report have changed, this is a warning.
    """
    report, found = feedback_of(record), record.find(Releases)
    for release in found.releases if found else ():
        mine = release.kind == "feedback" and release.version == report.version
        if mine and report.status is not ReportStatus.WITHDRAWN:
            yield from _check_release(record, release)


def _check_release(record: Record, release: Release) -> Iterator[Diagnostic]:
    changed = find_changed_kinds(record, release.record)
    location, version = record.locate(f"{release.kind}.version"), release.version
    date = release.released.isoformat()
    if release.kind in changed or ANSWERS in changed:
        yield CHANGED_AFTER_RELEASE.at(location, version=version, date=date)
    elif changed:
        files = ", ".join(changed)
        yield CHANGED_AFTER_RELEASE.at(location, "other files", version=version, date=date, files=files)

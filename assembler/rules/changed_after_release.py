"""R44: a released version does not change; a change needs a new version."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.model.review.feedback import ReportStatus
from assembler.model.review.release import Release, Releases
from assembler.rules.rule import error, feedback_of, warning
from assembler.store.records.record import Record
from assembler.store.records.record_digest import content_digests

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "changed-after-release"


def changed_after_release(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """A released version is still the one that its peers approved (R44, inferred from S0:894-896).

    A withdrawn report may differ; changes in other files only cause a warning.

    Bad:

        feedback: {status: released, version: "1.0", summary: Better words.}
        releases:
          releases:
            - document: feedback-report
              version: "1.0"
              released: 2026-12-10
              kind: feedback
              record: {feedback: "0000000000000000000000000000000000000000000000000000000000000000"}
              documents:
                - file: feedback-report_x_internal_en.docx
                  language: en
                  digest: "0000000000000000000000000000000000000000000000000000000000000000"

    Good:

        feedback: {status: draft, version: "1.1", summary: Better words.}
        releases:
          releases:
            - document: feedback-report
              version: "1.0"
              released: 2026-12-10
              kind: feedback
              record: {feedback: "0000000000000000000000000000000000000000000000000000000000000000"}
              documents:
                - file: feedback-report_x_internal_en.docx
                  language: en
                  digest: "0000000000000000000000000000000000000000000000000000000000000000"
    """
    report, found = feedback_of(record), record.find(Releases)
    for release in found.releases if found else ():
        mine = release.kind == "feedback" and release.version == report.version
        if mine and report.status is not ReportStatus.WITHDRAWN:
            yield from _check_release(record, release)


def _check_release(record: Record, release: Release) -> Iterator[Diagnostic]:
    now = content_digests(record)
    changed = [kind for kind in release.record if now.get(kind) != release.record[kind]]
    since = f"since version {release.version} was released on {release.released.isoformat()}"
    if release.kind in changed:
        yield error(NAME, record, f"{release.kind}.version", f"the report has changed {since}",
                    "give it a new version to approve, or put back what was released")  # fmt: skip
    elif changed:
        yield warning(NAME, record, f"{release.kind}.version", f"{', '.join(changed)} changed {since}",
                      "what was released stays as it is; a new version would say something else")  # fmt: skip

"""R29: a progress report must cover all commitments of the version that the city signed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.agendas_and_charters import MISSING_RATING
from assembler.rules.rule import iter_progress_reports, join_words
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.progress import Commitments


def missing_rating(record: Record, commitments: Commitments) -> Iterator[Diagnostic]:
    """Check that each city with a report has rated every commitment (public reports of the charter; R29)."""
    for city, version, report in iter_progress_reports(record):
        rated = {code for code, each in report.commitments.items() if each.rating}
        if missing := [code for code in commitments.get(version, ()) if code not in rated]:
            location = record.locate(f"progress.reports.{city}.commitments")
            yield MISSING_RATING.at(location, city=city, commitments=join_words(missing))

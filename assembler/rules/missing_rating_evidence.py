"""R29: the ratings “fully” and “partly” need evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.agendas_and_charters import MISSING_RATING_EVIDENCE
from assembler.model.reference.progress import CommitmentRating
from assembler.rules.rule import has_text, iter_progress_reports, join_words
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.progress import Commitments

_KEPT = (CommitmentRating.FULLY, CommitmentRating.PARTLY)


def missing_rating_evidence(record: Record, _commitments: Commitments) -> Iterator[Diagnostic]:
    """Check that each commitment rated as fully or partly kept has evidence (public reports; R29)."""
    for city, _, report in iter_progress_reports(record):
        bare = [
            code
            for code, each in report.commitments.items()
            if each.rating in _KEPT and not has_text(each.evidence)
        ]
        if bare:
            location = record.locate(f"progress.reports.{city}.commitments")
            yield MISSING_RATING_EVIDENCE.at(location, city=city, commitments=join_words(bare))

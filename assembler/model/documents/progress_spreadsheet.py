"""Sheet of the progress reports on a charter: a row for each city and commitment."""

from __future__ import annotations

from assembler.model.documents.sheet_kind import SheetColumn, SheetKind
from assembler.model.reference.progress_reports import CommitmentRating

PROGRESS = SheetKind(
    title="Progress reports",
    record="progress",
    rows="reports.*.commitments",
    key=("city", "commitment"),
    needed=("city", "commitment"),
    columns=(
        SheetColumn("city", "City", "name", 16),
        SheetColumn("commitment", "Commitment", "code", 14),
        SheetColumn("rating", "Rating", "choice", 14, CommitmentRating),
        SheetColumn("evidence", "Evidence", "words", 50),
        SheetColumn("example", "Example", "words", 50),
        SheetColumn("obstacle", "Obstacle", "words", 40),
        SheetColumn("next_step", "Next step", "words", 40),
        SheetColumn("owner", "Position responsible", "words", 28),
        SheetColumn("deadline", "Deadline", "date", 14),
    ),
)

"""Sheets of a policy agenda: the visitors of its meetings."""

from __future__ import annotations

from assembler.model.documents.sheet_kind import SheetColumn, SheetKind
from assembler.model.reference.evaluation import ListStatus, Visitors

MEETINGS = SheetKind(
    title="Visitors by meeting",
    record="evaluation",
    rows="meetings",
    key=(),
    needed=("region", "day", "place", "total"),
    same=(("day", "place"),),
    columns=(
        SheetColumn("region", "Region", "bare", 22),
        SheetColumn("day", "Date", "date", 12),
        SheetColumn("place", "Place", "bare", 20),
        SheetColumn("theme", "Theme", "words", 26),
        SheetColumn("total", "Visitors", "number", 10),
        SheetColumn("municipalities", "Municipalities", "number", 14),
        *(SheetColumn(f"visitors.{each}", each.label, "number", 14) for each in Visitors),
        SheetColumn("list", "List of visitors", "choice", 24, ListStatus),
    ),
)

"""Sheets of a policy agenda: municipalities' choices, meetings, visitors and questions to the State."""

from __future__ import annotations

from assembler.model.documents.sheet_kind import SheetColumn, SheetKind
from assembler.model.reference.agenda_edition import LocalDecision
from assembler.model.reference.agenda_evaluations import ListStatus, Visitors
from assembler.model.reference.municipality_choices import RemarkStatus

CHOICES = SheetKind(
    title="Choices",
    record="agenda_choices",
    rows="efforts.*",
    key=("area", "effort"),
    needed=("area", "effort"),
    columns=(
        SheetColumn("area", "Policy area", "bare", 14),
        SheetColumn("effort", "Contribution", "bare", 14),
        SheetColumn("decision", "Our decision", "choice", 16, LocalDecision),
        SheetColumn("action", "What we will do", "words", 50),
        SheetColumn("owner", "Position", "words", 30),
        SheetColumn("deadline", "Date", "date", 12),
    ),
)
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
VISITORS = SheetKind(
    title="Visitors",
    record="meeting",
    rows="visitors",
    key=(),
    needed=("office",),
    same=(("office", "organisation"),),
    columns=(
        SheetColumn("office", "Position", "words", 34),
        SheetColumn("organisation", "Organisation", "words", 34),
        SheetColumn("category", "Category", "choice", 26, Visitors),
    ),
)
QUESTIONS = SheetKind(
    title="Questions to the State",
    record="meeting",
    rows="questions",
    key=(),
    needed=("text",),
    same=(("text",),),
    columns=(
        SheetColumn("text", "Question", "words", 50),
        SheetColumn("asked_by", "Asked by", "words", 28),
        SheetColumn("ministry", "Ministry", "words", 28),
        SheetColumn("reply", "Reply", "words", 50),
        SheetColumn("replied", "Date of the reply", "date", 14),
        SheetColumn("status", "Status", "choice", 20, RemarkStatus),
    ),
)

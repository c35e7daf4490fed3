"""Sheets of a round: people, dates, the signatures of a charter, and what a publication gathers."""

from __future__ import annotations

from assembler.model.documents.sheet_kind import SheetColumn, SheetKind
from assembler.model.review.review import PersonRole
from assembler.model.types.content import Choice


class RecordDate(Choice):
    """Dates of a review; the value of each is its path in the record."""

    CYCLE_START = "review.cycle.start", "Start of the round"
    CYCLE_END = "review.cycle.end", "End of the round"
    DEADLINE = "review.deadline", "Deadline of the baseline report"
    DELIVERED = "review.delivered", "Baseline report received"
    VISIT_START = "review.visit_start", "First day of the visit"
    VISIT_END = "review.visit_end", "Last day of the visit"
    REPORT = "feedback.dated", "Date of the feedback report"
    PRESENTATION = "feedback.presentation.day", "Presentation of the feedback report"


PEOPLE = SheetKind(
    title="Team and contacts",
    record="review",
    rows="team.members",
    key=(),
    needed=("role", "person.office"),
    same=(("person.initials",), ("person.office", "role")),
    columns=(
        SheetColumn("role", "Role", "choice", 18, PersonRole),
        SheetColumn("person.office", "Position", "words", 34),
        SheetColumn("person.name", "Name", "bare", 24),
        SheetColumn("person.initials", "Initials", "bare", 10),
        SheetColumn("person.organisation", "Organisation", "words", 30),
        SheetColumn("person.city", "City", "name", 14),
        SheetColumn("person.email", "Email", "bare", 30),
        SheetColumn("person.telephone", "Telephone", "bare", 18),
        SheetColumn("person.languages", "Languages", "languages", 14),
    ),
)
DATES = SheetKind(
    title="Dates",
    record="review",
    rows="",
    key=("event",),
    needed=("event", "date"),
    columns=(
        SheetColumn("event", "Event", "choice", 40, RecordDate),
        SheetColumn("date", "Date", "date", 14),
    ),
)
SIGNATURES = SheetKind(
    title="Signatures",
    record="charter",
    rows="signatures",
    key=(),
    needed=("city",),
    same=(("city", "version"),),
    columns=(
        SheetColumn("city", "City", "name", 16),
        SheetColumn("version", "Version of the charter", "bare", 24),
        SheetColumn("decision.decided", "Date of the council’s decision", "date", 14),
        SheetColumn("decision.number", "Number of the decision", "bare", 16),
        SheetColumn("office", "Position of the signatory", "words", 30),
        SheetColumn("name", "Name", "bare", 24),
        SheetColumn("signed", "Date of signature", "date", 14),
        SheetColumn("place", "Place of signature", "words", 24),
        SheetColumn("event", "Event", "words", 28),
        SheetColumn("scan_received", "Signed copy received", "date", 14),
        SheetColumn("listed", "Added to the public list", "date", 14),
        SheetColumn("withdrawn", "Date of withdrawal", "date", 14),
    ),
)
GATHERED = SheetKind(
    title="Gathered from the reviews",
    record="publication",
    rows="gathered",
    key=("source",),
    needed=("source",),
    columns=(
        SheetColumn("source", "Source", "bare", 24),
        SheetColumn("item", "Number in the publication", "code", 12),
        SheetColumn("left_out", "Reason for leaving it out", "words", 30),
        SheetColumn("chapter", "Chapter", "bare", 10),
        SheetColumn("city", "City", "name", 14),
        SheetColumn("title", "Title", "words", 34),
        SheetColumn("text", "Text", "words", 70),
    ),
)

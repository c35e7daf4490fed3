"""Sheets for running a round: people, dates, settings, cities, decisions, signatures, gathered items."""

from __future__ import annotations

from assembler.model.documents.sheet_kind import SheetColumn, SheetKind
from assembler.model.review.review import PersonRole
from assembler.model.types.values import Choice


class RecordDate(Choice):
    """Dates of a review, each represented by its path in the record."""

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
SETTINGS = SheetKind(
    title="Settings",
    record="review",
    rows="",
    key=(),
    needed=(),
    columns=(
        SheetColumn("project", "Project", "bare", 30, shared=True),
        SheetColumn("licence", "Licence", "bare", 14, shared=True),
        SheetColumn("logo.file", "Logo: file in the folder of the record", "bare", 20, shared=True),
        SheetColumn("logo.alt", "Logo: description", "words", 24, shared=True),
        SheetColumn("limits.days_to_read", "Days to read the baseline report", "number", 16, shared=True),
        SheetColumn("limits.every_indicator", "Each peer rates every indicator", "flag", 16, shared=True),
        SheetColumn(
            "limits.interviews_per_day", "Most interviews per member per day", "number", 16, shared=True
        ),
        SheetColumn("limits.interview_minutes", "Minutes per interview", "number", 14, shared=True),
        SheetColumn(
            "limits.interpreted_minutes",
            "Minutes per interview with an interpreter",
            "number",
            16,
            shared=True,
        ),
        SheetColumn(
            "limits.confirming_sessions", "Sessions that must confirm a finding", "number", 16, shared=True
        ),
    ),
)
CITIES = SheetKind(
    title="Cities",
    record="",
    rows="",
    key=("city",),
    needed=("city", "language", "name"),
    columns=(
        SheetColumn("city", "City", "name", 14),
        SheetColumn("country", "Country", "code", 9),
        SheetColumn("languages", "Official languages", "languages", 18),
        SheetColumn("working_language", "Working language", "language", 17),
        SheetColumn("currency", "Currency", "code", 10),
        SheetColumn("language", "Language", "language", 11),
        SheetColumn("name", "Name", "bare", 22),
        SheetColumn("of", "Of the city", "bare", 24),
        SheetColumn("in", "In the city", "bare", 24),
        SheetColumn("to", "To the city", "bare", 24),
        SheetColumn("arms.file", "Arms: file in the folder of data", "bare", 20),
        SheetColumn("arms.alt", "Arms: description", "bare", 24),
    ),
)
DECISIONS = SheetKind(
    title="Open decisions",
    record="",
    rows="",
    key=("id",),
    needed=("id", "choice"),
    columns=(
        SheetColumn("id", "Id", "words", 14),
        SheetColumn("document", "Document", "words", 20),
        SheetColumn("code", "Code", "words", 12),
        SheetColumn("question", "Question", "words", 30),
        SheetColumn("who", "Written by", "words", 16),
        SheetColumn("typed", "What was written", "words", 40),
        SheetColumn("says", "The record has", "words", 40),
        SheetColumn("why", "Why it is open", "words", 30),
        SheetColumn("choices", "Choices", "words", 40),
        SheetColumn("choice", "Decision", "words", 12),
        SheetColumn("answer", "Answer", "words", 40),
        SheetColumn("by", "Decided by", "words", 16),
        SheetColumn("note", "Note", "words", 30),
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
    derived=("city", "title", "text"),
    columns=(
        SheetColumn("source", "Source", "bare", 24),
        SheetColumn("item", "Number in the publication", "item", 12),
        SheetColumn("left_out", "Reason for leaving it out", "words", 30),
        SheetColumn("chapter", "Chapter", "bare", 10),
        SheetColumn("city", "City", "name", 14),
        SheetColumn("title", "Title", "words", 34),
        SheetColumn("text", "Text", "words", 70),
    ),
)
ROUND_SHEET = SheetKind(
    title="Rounds",
    record="",
    rows="",
    key=("round",),
    needed=("round", "city"),
    columns=(
        SheetColumn("round", "Round", "bare", 16),
        SheetColumn("title", "Title", "bare", 30),
        SheetColumn("project", "Project", "bare", 24),
        SheetColumn("benchmark", "Benchmark", "bare", 18),
        SheetColumn("language", "Language", "language", 10),
        SheetColumn("start", "Start of the round", "date", 12),
        SheetColumn("end", "End of the round", "date", 12),
        SheetColumn("follows", "Earlier round", "bare", 16),
        SheetColumn("indicators", "Indicators", "codes", 20),
        SheetColumn("secretariat.office", "Position", "bare", 24),
        SheetColumn("secretariat.organisation", "Organisation", "bare", 24),
        SheetColumn("secretariat.email", "Email", "bare", 26),
        SheetColumn("return_address", "Return address for forms", "bare", 26),
        SheetColumn("deadlines.baseline", "Baseline report: days before the visit", "number", 14),
        SheetColumn("deadlines.desk", "Desk reviews: days before the visit", "number", 14),
        SheetColumn("deadlines.report", "Feedback report: days after the visit", "number", 14),
        SheetColumn("deadlines.response", "Host’s response: days after the visit", "number", 14),
        SheetColumn("city", "City", "name", 16),
        SheetColumn("review", "Record of the review", "bare", 24),
        SheetColumn("languages", "Languages of the documents", "languages", 18),
    ),
)
"""The rounds of a project, with one row for each city.

The values of the round itself are in its first row.
"""

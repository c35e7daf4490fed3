"""Sheets of a visit: evidence, sessions, rooms, interpreters, and when members are available."""

from __future__ import annotations

from assembler.model.documents.sheet_kind import SheetColumn, SheetKind
from assembler.model.review.evidence import Checked, Colour, Nature
from assembler.model.review.visit import IntervieweeCategory, RecordingConsent

_FORMER_PRACTICE_HEADINGS = (
    "Lead to a good practice",
    "Spoor naar een goede praktijk",
    "Hinweis auf gute Praxis",
    "Uppslag till god praxis",
    "Piste de bonne pratique",
    "Spunto di buona pratica",
    "Pista de una buena práctica",
    "Pista d’una bona pràctica",
)
"""Former headings of the good-practice column, in eight languages."""
EVIDENCE = SheetKind(
    title="Evidence",
    record="evidence",
    rows="records",
    key=("session", "sequence"),
    needed=("session", "indicator", "statement"),
    same=(("session", "indicator", "statement"),),
    columns=(
        SheetColumn("session", "Session", "session", 12),
        SheetColumn("sequence", "No", "number", 6, earlier=("Nr",)),
        SheetColumn("indicator", "Indicator", "code", 11),
        SheetColumn("statement", "Statement", "words", 60),
        SheetColumn("nature", "Fact or opinion", "choice", 12, Nature, earlier=("Γεγονός ή γνώμη",)),
        SheetColumn("checked", "Checked against", "choice", 18, Checked),
        SheetColumn(
            "checked_reference", "Where it was checked", "words", 28, None, ("Vindplaats van de toets",)
        ),
        SheetColumn("colour", "Colour", "choice", 18, Colour),
        SheetColumn("obstacle", "Obstacle", "words", 30),
        SheetColumn(
            "good_practice", "Possible good practice", "words", 30, earlier=_FORMER_PRACTICE_HEADINGS
        ),
        SheetColumn(
            "document", "Document received or mentioned", "words", 30, None, ("Document received or named",)
        ),
        SheetColumn("context", "Context note", "words", 30),
        SheetColumn("original", "Original wording", "words", 40, earlier=("Propos d’origine",)),
        SheetColumn(
            "original.language",
            "Language of the original",
            "language",
            10,
            earlier=("Langue d’origine", "Taal van de oorspronkelijke woorden"),
        ),
        SheetColumn("language", "Language", "language", 10),
        SheetColumn("recorded_by", "Recorded by", "member", 10),
        SheetColumn("recorded_at", "Recorded at", "moment", 17),
        SheetColumn("remarks", "Remarks", "words", 30),
        SheetColumn("guest", "Guest", "bare", 24),
    ),
)
SESSIONS = SheetKind(
    title="Sessions",
    record="visit",
    rows="sessions",
    key=("session",),
    needed=("session",),
    columns=(
        SheetColumn("session", "Session", "session", 12),
        SheetColumn("title", "Subject", "words", 28),
        SheetColumn("day", "Day", "date", 12),
        SheetColumn("start", "Start", "clock", 9, None, ("Begins",)),
        SheetColumn("minutes", "Minutes", "number", 9),
        SheetColumn("track", "Track", "number", 8, earlier=("Παράλληλη ομάδα",)),
        SheetColumn("place", "Place", "words", 28),
        SheetColumn("available", "Available", "windows", 26),
        SheetColumn(
            "interviewers",
            "Interviewers",
            "members",
            13,
            earlier=("Συνέντευξη από", "Entrevistan", "Entrevisten"),
        ),
        SheetColumn(
            "facilitators",
            "Facilitators",
            "members",
            13,
            earlier=(
                "Conduzione",
                "Facilitación",
            ),
        ),
        SheetColumn(
            "lead", "Led by", "member", 10, None, ("In the lead", "Johtaa keskustelua", "Conduit l’entretien")
        ),
        SheetColumn(
            "note_taker", "Note-taker", "member", 10, None, ("Takes notes", "Prend des notes", "Schreibt mit")
        ),
        SheetColumn("interpreter", "Interpreter", "flag", 10, earlier=("Dolmetschen",)),
        SheetColumn("interpreted_by", "Interpreted by", "bare", 10),
        SheetColumn("languages", "Language", "languages", 10),
        SheetColumn("recording", "Recording", "choice", 18, RecordingConsent),
        SheetColumn("interviewees.office", "Position or group", "words", 30, None, ("Office or group",)),
        SheetColumn("interviewees.unit", "Organisation", "words", 26),
        SheetColumn("interviewees.category", "Category", "choice", 18, IntervieweeCategory),
        SheetColumn("interviewees.people", "People", "number", 9),
        SheetColumn("interviewees.languages", "Languages of the guest", "languages", 12),
        SheetColumn("interviewees.name", "Name", "bare", 18),
        SheetColumn("interviewees.consent", "Agrees to notes", "flag", 12),
        SheetColumn(
            "interviewees.publish_name",
            "Name may be published",
            "flag",
            12,
            earlier=("Name darf genannt werden", "Naam mag openbaar"),
        ),
        SheetColumn("indicators", "Indicators", "codes", 22),
        SheetColumn("questions", "Questions", "texts", 40),
        SheetColumn(
            "documents",
            "Documents to ask for",
            "texts",
            40,
            earlier=("Documentos que pedir", "Stukken om naar te vragen"),
        ),
        SheetColumn("also_meet", "Who else to meet", "texts", 30, earlier=("Wen noch treffen",)),
        SheetColumn("cancelled", "Cancelled", "flag", 10),
    ),
    each="interviewees",
    each_name="interviewees.office",
)
ROOMS = SheetKind(
    title="Rooms",
    record="visit",
    rows="rooms",
    key=("room",),
    needed=("room", "name"),
    columns=(
        SheetColumn("room", "Room", "code", 10),
        SheetColumn("name", "Place", "words", 34),
        SheetColumn("seats", "Seats", "number", 8),
        SheetColumn("available", "Available", "windows", 26),
    ),
)
INTERPRETERS = SheetKind(
    title="Interpreters",
    record="visit",
    rows="interpreter_people",
    key=("interpreter",),
    needed=("interpreter", "name", "languages"),
    columns=(
        SheetColumn("interpreter", "Initials", "code", 10),
        SheetColumn("name", "Name", "words", 28),
        SheetColumn("languages", "Languages", "languages", 14),
        SheetColumn("available", "Available", "windows", 26),
    ),
)
AVAILABILITY = SheetKind(
    title="Availability",
    record="visit",
    rows="availability",
    key=("member",),
    needed=("member", "available"),
    columns=(
        SheetColumn("member", "Initials", "member", 10),
        SheetColumn("available", "Available", "windows", 26),
    ),
)

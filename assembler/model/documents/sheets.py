"""Spreadsheets of a record: the columns of the evidence and sessions sheets, which have one item per row.

A session with several guests has one row for each of them. The ``path`` of a column is relative to the item;
its heading is an English message.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from assembler.model.review.evidence import Checked, Colour, Nature
from assembler.model.review.visit import IntervieweeCategory, RecordingConsent
from assembler.model.types.content import Choice
from assembler.structs import Struct


class SheetColumn(Struct, frozen=True):
    """A column of a sheet: ``kind`` determines how its cells are read; ``width`` is in characters.

    ``earlier`` contains former headings in any language, which are still accepted.
    """

    path: str
    heading: str
    kind: str
    width: int = 14
    choice: type[Choice] | None = None
    earlier: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """Names in the path, in order."""
        return tuple(self.path.split("."))


class SheetKind(Struct, frozen=True):
    """A kind of sheet: its columns, the ``record`` file for its rows, and the mapping ``rows`` in that file.

    ``key`` contains the paths that identify a row, and ``needed`` the paths that every sheet of this kind
    must have. ``each`` names the list whose items may have their own rows (the guests of a session), or is ""
    if there is no such list.
    """

    title: str
    record: str
    rows: str
    key: tuple[str, ...]
    needed: tuple[str, ...]
    columns: tuple[SheetColumn, ...]
    each: str = ""

    def is_item_column(self, column: SheetColumn) -> bool:
        """Return whether the column belongs to an item that may have its own row."""
        return bool(self.each) and column.path.startswith(f"{self.each}.")


EARLIER_LABELS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "above": ("por encima del marco de referencia",),
    "below": ("por debajo del marco de referencia",),
    "discussion": ("bespreking van het team",),
    "does-not-meet": ("erfüllt nicht",),
    "fact": ("γεγονός",),
    "immigrant-group": ("gruppo di immigranti",),
    "meets": ("erfüllt oder übertrifft",),
    "politician": ("élu(e)",),
    "service-user": ("tjänsteanvändare", "persona usuària"),
    "session": ("altra entrevista",),
    "staff": ("kommunal personal",),
    "well-above": ("muy por encima del marco de referencia",),
})  # fmt: skip
"""Former labels of choices in sheets, by value; they are still accepted."""

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
    columns=(
        SheetColumn("session", "Session", "session", 12),
        SheetColumn("sequence", "No", "number", 6, earlier=("Nr",)),
        SheetColumn("indicator", "Indicator", "indicator", 11),
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
        SheetColumn("languages", "Language", "languages", 10),
        SheetColumn("recording", "Recording", "choice", 18, RecordingConsent),
        SheetColumn("interviewees.office", "Position or group", "words", 30, None, ("Office or group",)),
        SheetColumn("interviewees.unit", "Organisation", "words", 26),
        SheetColumn("interviewees.category", "Category", "choice", 18, IntervieweeCategory),
        SheetColumn("interviewees.people", "People", "number", 9),
        SheetColumn("interviewees.name", "Name", "bare", 18),
        SheetColumn("interviewees.consent", "Agrees to notes", "flag", 12),
        SheetColumn(
            "interviewees.publish_name",
            "Name may be published",
            "flag",
            12,
            earlier=("Name darf genannt werden", "Naam mag openbaar"),
        ),
        SheetColumn("indicators", "Indicators", "indicators", 22),
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
)
SHEETS: Mapping[str, SheetKind] = MappingProxyType({"evidence": EVIDENCE, "sessions": SESSIONS})
"""Kinds of sheet by name on the command line."""
SHEETS_FOLDER = "data/sheets"
"""Default folder for sheets, relative to the project."""

"""Kinds of spreadsheet by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from assembler.model.documents.agenda_spreadsheets import CHOICES, MEETINGS, QUESTIONS, VISITORS
from assembler.model.documents.progress_spreadsheet import PROGRESS
from assembler.model.documents.publication_spreadsheets import (
    PROBLEMS,
    PUBLICATION_PRACTICES,
    PUBLICATION_RECOMMENDATIONS,
)
from assembler.model.documents.round_spreadsheets import (
    CITIES,
    DATES,
    DECISIONS,
    GATHERED,
    PEOPLE,
    ROUND_SHEET,
    SETTINGS,
    SIGNATURES,
)
from assembler.model.documents.sheet_kind import SheetKind
from assembler.model.documents.team_spreadsheets import (
    APPROVALS,
    CONCLUSIONS,
    FINDINGS,
    JUDGEMENTS,
    PRACTICES,
    RECOMMENDATIONS,
)
from assembler.model.documents.tracking_spreadsheets import (
    FOLLOW_UPS,
    PROMISES,
    REPORTS,
    TOOLKIT_ANSWERS,
    TOOLKIT_CONTEXT,
    TOOLKIT_GOALS,
)
from assembler.model.documents.visit_spreadsheets import AVAILABILITY, EVIDENCE, INTERPRETERS, ROOMS, SESSIONS

SHEETS: Mapping[str, SheetKind] = MappingProxyType(
    {
        "people": PEOPLE,
        "dates": DATES,
        "settings": SETTINGS,
        "sessions": SESSIONS,
        "rooms": ROOMS,
        "availability": AVAILABILITY,
        "interpreters": INTERPRETERS,
        "evidence": EVIDENCE,
        "findings": FINDINGS,
        "judgements": JUDGEMENTS,
        "recommendations": RECOMMENDATIONS,
        "practices": PRACTICES,
        "conclusions": CONCLUSIONS,
        "approvals": APPROVALS,
        "signatures": SIGNATURES,
        "progress": PROGRESS,
        "choices": CHOICES,
        "meetings": MEETINGS,
        "gathered": GATHERED,
        "promises": PROMISES,
        "follow-ups": FOLLOW_UPS,
        "promise-reports": REPORTS,
        "toolkit-context": TOOLKIT_CONTEXT,
        "toolkit-answers": TOOLKIT_ANSWERS,
        "toolkit-goals": TOOLKIT_GOALS,
        "visitors": VISITORS,
        "questions": QUESTIONS,
        "publication-problems": PROBLEMS,
        "publication-recommendations": PUBLICATION_RECOMMENDATIONS,
        "publication-practices": PUBLICATION_PRACTICES,
    }
)
"""Maps names on the command line to the kinds of sheet of a record."""
OTHER_SHEETS: Mapping[str, SheetKind] = MappingProxyType(
    {"cities": CITIES, "decisions": DECISIONS, "rounds": ROUND_SHEET}
)
"""Kinds of sheet that belong to the project, not to a record."""
SHEETS_FOLDER = "data/sheets"
"""Default folder for sheets, relative to the project."""

"""Sheets of a findings publication: its problems, recommendations and practices."""

from __future__ import annotations

from assembler.model.documents.sheet_kind import SheetColumn, SheetKind
from assembler.model.reference.findings_publications import Consent

_NUMBER = SheetColumn("number", "No", "item", 6)
_CHAPTER = SheetColumn("chapter", "Chapter", "bare", 10)
_PROBLEMS = SheetColumn("problems", "Problems", "items", 16)
_CITIES = SheetColumn("cities", "Cities", "names", 24)
_SOURCES = SheetColumn("sources", "From reviews", "references", 24)

PROBLEMS = SheetKind(
    title="Problems",
    record="publication",
    rows="problems",
    key=("number",),
    needed=("chapter", "text"),
    same=(("text",),),
    prefix="P",
    columns=(
        _NUMBER,
        _CHAPTER,
        SheetColumn("title", "Title", "words", 30),
        SheetColumn("text", "Problem", "words", 60),
        _CITIES,
        SheetColumn("findings", "From reviews", "references", 24),
    ),
)
PUBLICATION_RECOMMENDATIONS = SheetKind(
    title="Recommendations",
    record="publication",
    rows="recommendations",
    key=("number",),
    needed=("chapter", "text"),
    same=(("text",),),
    prefix="R",
    columns=(
        _NUMBER,
        _CHAPTER,
        SheetColumn("text", "Recommendation", "words", 60),
        _PROBLEMS,
        _SOURCES,
    ),
)
PUBLICATION_PRACTICES = SheetKind(
    title="Good practices",
    record="publication",
    rows="practices",
    key=("number",),
    needed=("chapter", "title", "text"),
    same=(("title",),),
    prefix="G",
    columns=(
        _NUMBER,
        _CHAPTER,
        SheetColumn("title", "Title", "words", 30),
        SheetColumn("text", "Good practice", "words", 60),
        _CITIES,
        SheetColumn("organisation", "Organisation", "bare", 20),
        _PROBLEMS,
        SheetColumn("consent", "Consent", "choice", 18, Consent),
        SheetColumn("year", "Year", "number", 8),
        SheetColumn("link", "Link", "bare", 30),
        _SOURCES,
    ),
)

"""Report sections as peers wrote them in Word, by section and language.

They are stored in ``narratives.yaml``. The record itself (``feedback.summary``) contains the text of a
section in the language in which it was first written. Texts for reports in other languages are stored here.
Each section has the id of the report in which it was returned (``form``), which shows what data its authors
had before them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from assembler.model.types.record_header import LanguageTag
from assembler.model.types.values import Frozen, RichText

SectionPath = Annotated[str, Field(pattern=r"^[a-z_]+(/[A-Za-z0-9_-]+)+$")]
"""Path of the section in the record, with slashes: ``feedback/findings/F01/text``."""

KIND = "narratives"


class NarrativeVersion(Frozen):
    """A section of the report in one language."""

    text: RichText | None = None
    """Text, if the record's own text is in another language."""
    beside: str = ""
    """Digest (eight digits) of the record's own text at the time of writing, used to detect later changes."""
    form: str = ""
    """Id of the report in which the text was returned."""


class Narratives(Frozen):
    """All returned sections, by path and by language of the report."""

    sections: dict[SectionPath, dict[LanguageTag, NarrativeVersion]] = Field(default_factory=dict)


def section_path(path: str, language: str) -> str:
    """Return the path in ``narratives`` of a section's text in ``language``.

    ``path`` is the path of the section in the record.

    >>> section_path("feedback.summary", "nl")
    'narratives.sections.feedback/summary.nl'
    """
    return f"{KIND}.sections.{path.replace('.', '/')}.{language}"


def record_path(section: str) -> str:
    """Return the path of a section in the record.

    >>> record_path("feedback/findings/F01/text")
    'feedback.findings.F01.text'
    """
    return section.replace("/", ".")


def original_path(path: str) -> str:
    """Return the path of a section in the record itself, even if ``path`` is its path in ``narratives``.

    >>> original_path("narratives.sections.feedback/summary.nl.text"), original_path("feedback.summary")
    ('feedback.summary', 'feedback.summary')
    """
    return record_path(path.split(".")[2]) if path.startswith(f"{KIND}.") else path


CHANGE_COMMENTS: Mapping[str, str] = {
    "changed": "Changed since {sections} came back. It said: {before}",
    "new": "New since {sections} came back.",
    "gone": "Removed since {sections} came back: {before}",
    "named": "Here it says {before}, but the record now says {now}. Is this wording still right?",
    "beside": "The original ({language}) has changed since this text was written.",
}
"""Messages for margin comments in a rebuilt report that contains the team's texts, by kind of change."""

"""What peers wrote in a report in Word, where that is more than the record's own text.

Kept in ``narratives.yaml``, by section and by the language of the report. The words of a section stand in the
record itself (``feedback.summary``) in the language in which they were first written; a report in another
language that somebody gave words of its own has them here, and the others keep theirs. ``form`` says which
report the words came back in: so what the data said by then is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from assembler.model.types.content import Frozen, RichText
from assembler.model.types.record_header import LanguageTag

SectionPath = Annotated[str, Field(pattern=r"^[a-z_]+(/[A-Za-z0-9_-]+)+$")]
"""Where the record keeps the section, with strokes: ``feedback/findings/F01/text``."""

KIND = "narratives"


class NarrativeVersion(Frozen):
    """One section in the report of one language."""

    text: RichText | None = None
    """The words, where the record's own are in another language."""
    beside: str = ""
    """Eight digits of the digest of the record's own words at that time: so it is known when they changed."""
    form: str = ""
    """The report in which the words came back."""


class Narratives(Frozen):
    """Every section that came back, by its place and by the language of the report."""

    sections: dict[SectionPath, dict[LanguageTag, NarrativeVersion]] = Field(default_factory=dict)


def section_path(path: str, language: str) -> str:
    """Where ``narratives`` keeps what a report in ``language`` says at ``path`` of the record.

    >>> section_path("feedback.summary", "nl")
    'narratives.sections.feedback/summary.nl'
    """
    return f"{KIND}.sections.{path.replace('.', '/')}.{language}"


def record_path(section: str) -> str:
    """The path of the record that a section stands for.

    >>> record_path("feedback/findings/F01/text")
    'feedback.findings.F01.text'
    """
    return section.replace("/", ".")


def original_path(path: str) -> str:
    """The path at which the record itself keeps a section, of one that may be here in ``narratives``.

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
"""What a comment in the margin tells a team whose words stand in a report again, by what happened."""

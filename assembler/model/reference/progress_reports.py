"""Progress reports of the cities that signed a charter, stored in ``progress.yaml`` of a charter round.

A record contains one edition: each signatory reports on every commitment of the version that it signed. The
ratings (fully, partly, not at all) and the other questions follow the public reports.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Final

from pydantic import Field

from assembler.model.types.references import Reference
from assembler.model.types.values import Choice, Frozen, Period, RichText, Text

NO_ANSWER: Final = "No answer"
NO_REPORT: Final = "No report"
COUNTED: Final = (
    "A bar for each commitment shows how many cities gave each rating. The table below has the numbers."
)
PROGRESS_TEXTS: Final[Mapping[str, str]] = {
    "cities that did not rate a commitment": NO_ANSWER,
    "date of the report of a city that sent none": NO_REPORT,
    "alternative text, ratings of commitments": COUNTED,
}
"""Messages in the report on a round of progress reports, by use."""
Commitments = Mapping[str, tuple[str, ...]]
"""Maps the tag of each version of a charter to the codes of its commitments."""
SignatoryName = Annotated[str, Reference("signatory")]
"""Id of a city that signed the charter, as in ``charter.yaml``."""
CommitmentCode = Annotated[str, Reference("commitment")]
"""Code of a commitment of the version that the city signed."""


class CommitmentRating(Choice):
    """A city's own rating of how far it keeps a commitment."""

    FULLY = "fully", "fully"
    PARTLY = "partly", "partly"
    NOT_AT_ALL = "not-at-all", "not at all"


RATING_SYMBOLS: Final[Mapping[CommitmentRating | None, str]] = MappingProxyType(
    {
        CommitmentRating.FULLY: "●●",
        CommitmentRating.PARTLY: "●○",
        CommitmentRating.NOT_AT_ALL: "○○",
        None: "–",
    }
)
"""Symbol for each rating and for a missing one, always shown with a word or in a column with a heading."""


class CommitmentReport(Frozen):
    """A city's report on one commitment."""

    rating: CommitmentRating | None = None
    evidence: RichText | None = None
    example: RichText | None = None
    obstacle: RichText | None = None
    next_step: RichText | None = None
    owner: Text | None = None
    """Position responsible for the next step."""
    deadline: date | None = None
    """Date by which the next step is to be taken."""


class ReportPerson(Frozen):
    """Author or contact of a report, identified by position.

    The name is given only if the person has consented.
    """

    office: Text | None = None
    name: str = ""
    email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")] | None = None


class CityProgress(Frozen):
    """The progress report of one city."""

    reported: date | None = None
    contact: ReportPerson = ReportPerson()
    author: ReportPerson = ReportPerson()
    context: RichText | None = None
    """Policy context, and what has changed in the city since the last report."""
    commitments: dict[CommitmentCode, CommitmentReport] = Field(default_factory=dict)

    @property
    def has_answers(self) -> bool:
        """True if the city reported anything on any commitment."""
        return any(each != CommitmentReport() for each in self.commitments.values())


class ProgressRound(Frozen):
    """One edition of the progress reports, by city."""

    edition: Text | None = None
    """Name or number of the edition."""
    period: Period | None = None
    """Years on which the cities report."""
    deadline: date | None = None
    """Date by which the secretariat must receive the reports."""
    dated: date | None = None
    """Date of the report of the round."""
    introduction: RichText | None = None
    """The secretariat's introduction to the report of the round."""
    previous: str = ""
    """Name of the record with the previous edition."""
    reports: dict[SignatoryName, CityProgress] = Field(default_factory=dict)

    def filter_answered(self) -> Mapping[str, CityProgress]:
        """Return the reports of the cities that reported on at least one commitment."""
        return {city: each for city, each in self.reports.items() if each.has_answers}

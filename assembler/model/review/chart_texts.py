"""Texts of the charts in reports on a review: names of series and alternative text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

NOT_JUDGED: Final = "Not judged"
NOT_RATED: Final = "Not rated"
OWN_RATINGS: Final = "The city’s own rating"
TEAM_RATINGS: Final = "The team before the visit"
EVIDENCE: Final = (
    "A bar for each part of the benchmark shows how many of its evidence records have each judgement. "
    "The table below has the numbers."
)
RATINGS: Final = (
    "Two bars compare how often the city and the team gave each rating. The table below has the numbers."
)
CHART_TEXTS: Final[Mapping[str, str]] = {
    "name of a bar": OWN_RATINGS,
    "name of another bar": TEAM_RATINGS,
    "evidence records without a judgement": NOT_JUDGED,
    "indicators without a rating": NOT_RATED,
    "alternative text, evidence": EVIDENCE,
    "alternative text, ratings": RATINGS,
}
"""Messages in charts, by use."""

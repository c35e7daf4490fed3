"""Rounds: the reviews of several cities against one benchmark, stored in ``data/rounds/<name>.yaml``.

A round names its cities and the records of their reviews. Visits and teams are in these records. The round
contains only what the secretariat decides once for all cities.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from assembler.model.review.review import Person
from assembler.model.types.invalid_value import InvalidValueError
from assembler.model.types.record_header import BenchmarkTag, LanguageTag
from assembler.model.types.values import Frozen, Image, Text

_Days = Annotated[int, Field(ge=0)]
_Email = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]


class RoundDeadlines(Frozen):
    """Deadlines of a round, in days before or after each visit."""

    baseline: _Days = 42
    """Days before the visit by which the secretariat must receive the baseline report."""
    desk: _Days = 14
    """Days before the visit by which the secretariat must receive the peers' desk reviews."""
    report: _Days = 42
    """Days after the visit by which the host must receive the feedback report."""
    response: _Days = 90
    """Days after the visit by which the host must answer the recommendations."""


class RoundCity(Frozen):
    """A host city of a round."""

    city: str
    """Id of the city in ``data/cities.yaml``."""
    review: str = ""
    """Name of the record of the city's review; empty until the review begins."""
    languages: tuple[LanguageTag, ...] = ()
    """Languages in which the city receives documents; empty means its working language."""


class ReviewRound(Frozen):
    """A round of reviews against one benchmark."""

    title: Text
    project: str
    language: LanguageTag
    """Default language of the round's texts."""
    example: bool = False
    """True for invented data."""
    benchmark: BenchmarkTag
    indicators: tuple[str, ...] = ()
    """Codes of the indicators or pillars that the round reviews; empty means all."""
    follows: str = ""
    """Name of the earlier round with which this one is compared."""
    start: date | None = None
    end: date | None = None
    secretariat: Person | None = None
    return_address: _Email | None = None
    """Email address to which forms are returned, if it differs from the secretariat's."""
    logo: Image | None = None
    """Logo of the network: a picture in the folder ``data``."""
    deadlines: RoundDeadlines = RoundDeadlines()
    cities: tuple[RoundCity, ...] = ()

    @property
    def reviews(self) -> tuple[str, ...]:
        """Names of the records of the reviews that have begun, in the order of the cities."""
        return tuple(each.review for each in self.cities if each.review)

    @model_validator(mode="after")
    def _check_dates_and_cities(self) -> Self:
        if self.start and self.end and self.end < self.start:
            raise InvalidValueError("round dates")
        if repeated := [city for city, n in Counter(each.city for each in self.cities).items() if n > 1]:
            raise InvalidValueError("repeated cities", cities=", ".join(repeated))
        return self

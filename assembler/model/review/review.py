"""Reviews of host cities: team, dates and benchmark.

A review is stored in ``data/records/<name>/review.yaml``. Its other data is in the same folder, with one file
per kind (``baseline.yaml`` for the city's baseline report).
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from assembler.model.types.invalid_value import InvalidValueError
from assembler.model.types.record_header import BenchmarkTag, Initials, RecordHeader
from assembler.model.types.record_header import LanguageTag as LanguageTag
from assembler.model.types.values import Choice, Frozen, Text


class PersonRole(Choice):
    """Role of a person in a review."""

    SECRETARIAT = "secretariat", "secretariat"
    COORDINATOR = "coordinator", "host-city coordinator"
    PEER = "peer", "peer"
    LEADER = "leader", "team leader"
    EXPERT = "expert", "expert"


class Person(Frozen):
    """A person, identified by position.

    The name is given only if the person has consented.
    """

    office: Text
    name: str = ""
    initials: Initials | None = None
    organisation: Text | None = None
    city: str = ""
    """Id of the home city, for peers."""
    email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")] | None = None
    telephone: str = ""
    languages: tuple[LanguageTag, ...] = ()


class TeamMember(Frozen):
    """A member of the review team (normally four city peers and up to three experts)."""

    person: Person
    role: PersonRole


class Team(Frozen):
    """The visiting team, which must have exactly one leader and unique initials (rules R9, R14)."""

    members: tuple[TeamMember, ...] = ()


class Limits(Frozen):
    """Limits that the rules of the method apply to a review.

    The defaults are those of the guide, except for the number of days allowed for reading a report. The guide
    does not specify it (S0:628-633), so that default is ours.
    """

    days_to_read: Annotated[int, Field(ge=0)] = 28
    """Days between the baseline report and the visit (R5)."""
    every_indicator: bool = False
    """Whether each peer must review every indicator, rather than only those that the city answered (R7)."""
    interviews_per_day: Annotated[int, Field(ge=1)] = 5
    """Maximum number of interviews by one member on one day (S0:793-796; R11)."""
    interview_minutes: Annotated[int, Field(ge=5)] = 60
    """Length of an interview (S0:525-527; R12)."""
    interpreted_minutes: Annotated[int, Field(ge=5)] = 120
    """Length of a session with an interpreter (S0:330-336; R12)."""
    confirming_sessions: Annotated[int, Field(ge=2)] = 2
    """Sessions that must confirm a finding (S0:878-880; R16)."""


class Cycle(Frozen):
    """A round of reviews in a project: its name and dates."""

    name: Text
    start: date | None = None
    end: date | None = None


class Review(RecordHeader):
    """A review of one host city against one benchmark."""

    city: str
    """Id of the host city in ``data/cities.yaml``."""
    benchmark: BenchmarkTag
    cycle: Cycle | None = None
    deadline: date | None = None
    """Date by which the secretariat must receive the baseline report."""
    delivered: date | None = None
    visit_start: date | None = None
    visit_end: date | None = None
    secretariat: Person | None = None
    contact: Person | None = None
    """Contact person of the host city."""
    team: Team = Team()
    limits: Limits = Limits()

    @property
    def city_ids(self) -> tuple[str, ...]:
        """Ids of the record's cities: the host city, or none for a document about reviews in general."""
        return (self.city,) if self.city else ()

    @property
    def benchmark_tag(self) -> str:
        """Tag of the benchmark version on which the review is based."""
        return self.benchmark

    @model_validator(mode="after")
    def _check_dates(self) -> Self:
        if self.visit_start and self.visit_end and self.visit_end < self.visit_start:
            raise InvalidValueError("visit dates")
        return self

"""Baseline report of a host city: provenance, background and self-assessment.

Every part may be empty, so that empty forms can be built. Missing data is reported by rules. Source lines
refer to the INTI-CITIES guide (S0) and the DIVE report (S1).
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from assembler.model.types.record_header import LanguageTag
from assembler.model.types.references import IndicatorCode
from assembler.model.types.values import Choice, Frozen, Image, Link, Money, Period, RichText, Text, Year


class PoliticalInvolvement(Choice):
    """Extent to which politicians took part in drafting (S0:619-624)."""

    NONE = "none", "no politician was involved"
    INFORMED = "informed", "politicians were informed"
    CONSULTED = "consulted", "politicians were consulted"
    APPROVED = "approved", "the executive approved the report"
    ADOPTED = "adopted", "the council adopted the report"


class DocumentKind(Choice):
    """Kind of supporting document or piece of evidence."""

    POLICY = "policy", "policy document"
    REPORT = "report", "report"
    EVALUATION = "evaluation", "evaluation"
    STATISTICS = "statistics", "statistics"
    DECISION = "decision", "council decision"
    WEBSITE = "website", "website"
    OTHER = "other", "other"


class BodyKind(Choice):
    """Kind of body in the city's organisation (S0:650-659)."""

    DEPARTMENT = "department", "department"
    COMPANY = "company", "municipal company"
    PARTNERSHIP = "partnership", "partnership"


class BudgetOrigin(Choice):
    """Source of a budget (S0:680-684)."""

    LOCAL = "local", "raised locally"
    REGIONAL = "regional", "raised regionally"
    NATIONAL = "national", "national government"
    EU = "eu", "European Union"


class StrategyStatus(Choice):
    """Status of a strategy or plan."""

    PREPARED = "prepared", "in preparation"
    ADOPTED = "adopted", "adopted"
    RUNNING = "running", "under way"
    ENDED = "ended", "ended"


class Rating(Choice):
    """Rating against an indicator, on the scale of desk reviews."""

    BELOW = "below", "below the benchmark"
    ABOVE = "above", "above the benchmark"
    WELL_ABOVE = "well-above", "well above the benchmark"
    UNKNOWN = "unknown", "more information needed"


class OwnRating(Choice):
    """A city's rating of itself, on the peers' scale with two additional answers.

    The scale is inferred, not taken from a source.
    """

    BELOW = "below", "below the benchmark"
    ABOVE = "above", "above the benchmark"
    WELL_ABOVE = "well-above", "well above the benchmark"
    UNKNOWN = "unknown", "more information needed"
    CANNOT_TELL = "cannot-tell", "cannot tell"
    NOT_IN_POWER = "not-in-power", "not in our power"


class Contribution(Frozen):
    """What one position or body contributed to drafting the report (S0:619-624)."""

    who: Text
    how: Text | None = None


class Partner(Frozen):
    """An organisation consulted while drafting (S0:610-615)."""

    name: Text
    kind: Text | None = None
    how: Text | None = None


class SupportingDocument(Frozen):
    """A document supplied with the report.

    The number of pages matters because peers have little time (S0:593-597).
    """

    title: Text
    kind: DocumentKind | None = None
    language: LanguageTag | None = None
    pages: Annotated[int, Field(ge=1)] | None = None
    link: Link | None = None


class Provenance(Frozen):
    """Origin of the report, by which peers can judge its bias (S0:619-624)."""

    drafting: RichText | None = None
    """Description of how the report was drafted and checked."""
    involvement: PoliticalInvolvement | None = None
    contributions: tuple[Contribution, ...] = ()
    partners: tuple[Partner, ...] = ()


class Figure(Frozen):
    """A figure about the municipality."""

    subject: Text
    year: Year | None = None
    figure: Text | None = None
    source: Text | None = None


class Body(Frozen):
    """A department, municipal company or partnership."""

    name: Text
    kind: BodyKind | None = None
    powers: Text | None = None
    services: Text | None = None
    head: Text | None = None


class Responsibility(Frozen):
    """A policy field, with the responsibilities of each level of government (S0:660-663)."""

    field: Text
    local: Text | None = None
    regional: Text | None = None
    national: Text | None = None


class PoliticalBody(Frozen):
    """A political decision-making body and its political balance (S0:664-667)."""

    name: Text
    role: Text | None = None
    seats: Text | None = None
    """Seats per party."""
    term: Period | None = None
    next_election: date | None = None


class Strategy(Frozen):
    """A strategy, plan or action for integration (S0:668-673)."""

    title: Text
    period: Period | None = None
    owner: Text | None = None
    status: StrategyStatus | None = None


class Cooperation(Frozen):
    """A standing arrangement between stakeholders (S0:674-678)."""

    body: Text
    members: Text | None = None
    mandate: Text | None = None
    frequency: Text | None = None


class Budget(Frozen):
    """A budget line for integration (S0:679-684)."""

    line: Text
    amount: Money | None = None
    year: Year | None = None
    origin: BudgetOrigin | None = None


class Background(Frozen):
    """Part 1 of the report, with seven fixed sections (S0:643-684)."""

    features: RichText | None = None
    figures: tuple[Figure, ...] = ()
    role: RichText | None = None
    organisation_chart: Image | None = None
    bodies: tuple[Body, ...] = ()
    levels: RichText | None = None
    responsibilities: tuple[Responsibility, ...] = ()
    decisions: RichText | None = None
    political_bodies: tuple[PoliticalBody, ...] = ()
    steering: RichText | None = None
    strategies: tuple[Strategy, ...] = ()
    immigrant_definition: RichText | None = None
    """The city's own definition of "immigrant"; mandatory for a complete report (R6)."""
    cooperation: RichText | None = None
    arrangements: tuple[Cooperation, ...] = ()
    funding: RichText | None = None
    budgets: tuple[Budget, ...] = ()


class Evidence(Frozen):
    """A piece of evidence for one indicator (S0:604)."""

    title: Text
    kind: DocumentKind | None = None
    dated: date | None = None
    page: Text | None = None
    link: Link | None = None
    language: LanguageTag | None = None


class Responsible(Frozen):
    """The position that is responsible, with the person's name only if the city wishes to give it."""

    office: Text | None = None
    person: Text | None = None
    unit: Text | None = None


class Statistic(Frozen):
    """A share for a statistical indicator (DIVE, S1:162): of the population, the staff or another base.

    Only ``count`` and ``base`` are stored. The share is computed from them.
    """

    subject: Text
    count: Annotated[int, Field(ge=0)] | None = None
    base: Annotated[int, Field(ge=1)] | None = None
    year: Year | None = None
    source: Text | None = None
    definition: Text | None = None


class SelfAssessment(Frozen):
    """The self-assessment against one indicator, a block of part 2 of the report (S0:599-608).

    Ambition is separate from achievement.
    """

    ambition: RichText | None = None
    achievement: RichText | None = None
    weak_points: RichText | None = None
    no_weak_points: bool = False
    """True if the city sees no weak points."""
    how: RichText | None = None
    why: RichText | None = None
    who: RichText | None = None
    political: Responsible = Responsible()
    operational: Responsible = Responsible()
    rating: OwnRating | None = None
    evidence: tuple[Evidence, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    left_out: RichText | None = None
    """Reason for not answering this indicator (R1)."""


class Assignment(Frozen):
    """The person in the city who writes the answers on an indicator, and their deadline."""

    unit: Text | None = None
    person: Text | None = None
    deadline: date | None = None
    done: bool = False


class Release(Frozen):
    """Release of the report by the city, with the person and the date (inferred from S0:302-307)."""

    office: Text | None = None
    name: Text | None = None
    released: date | None = None


class BaselineReport(Frozen):
    """The complete baseline report, with ``assessments`` and ``work`` by indicator code."""

    provenance: Provenance = Provenance()
    supporting_documents: tuple[SupportingDocument, ...] = ()
    background: Background = Background()
    work: dict[IndicatorCode, Assignment] = Field(default_factory=dict)
    """Division of the work within the city; not part of the report itself."""
    assessments: dict[IndicatorCode, SelfAssessment] = Field(default_factory=dict)
    release: Release = Release()

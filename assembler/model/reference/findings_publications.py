"""Findings publications: what several cities learnt in a round of reviews.

A publication is stored in ``data/records/<name>/publication.yaml``. Problems, recommendations and practices
are numbered throughout the publication (P01, R01, G01) and name their chapter, so that each can be a row in a
sheet. A recommendation names the problems that it addresses, if any.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field

from assembler.model.types.record_header import BenchmarkTag, RecordHeader
from assembler.model.types.references import (
    ChapterName,
    IndicatorCode,
    PillarCode,
    PracticeKey,
    ProblemKey,
    ProblemName,
    RecommendationKey,
)
from assembler.model.types.values import Choice, Frozen, Link, RichText, Text, Year

SourceName = Annotated[str, Field(pattern=r"^[\w/.-]+:[FRG]\d{2,3}$")]
"""Source of an item of a publication: the name of a review, and an item of its report (``havenstad:F03``)."""


Layout = Literal["paired", "listed"]
"""Layout of a chapter: recommendations paired with each problem, or listed after all problems."""


ItemName = Annotated[str, Field(pattern=r"^[PRG]\d{2,3}$")]
ITEMS: Mapping[str, str] = MappingProxyType({"F": "P", "R": "R", "G": "G"})
"""Maps the first letter of an item in a review to that of an item in a publication: F (finding) becomes P."""


class Consent(Choice):
    """State of a city's consent to the publication of its practice."""

    GIVEN = "given", "given"
    PUBLISHED = "published", "published earlier"
    ASKED = "asked", "asked, no answer yet"
    REFUSED = "refused", "refused"


class Section(Frozen):
    """A text of the publication with its own heading."""

    title: Text
    text: RichText


class GlossaryTerm(Frozen):
    """A term as the project uses it, and the bodies or laws that define it (``sources``)."""

    term: Text
    definition: RichText
    sources: tuple[Text, ...] = ()


class PublicationGlossary(Frozen):
    """The project's terms, with a note on how far their definitions are binding (S1:139)."""

    caveat: Text | None = None
    terms: tuple[GlossaryTerm, ...] = ()


class Comparison(Frozen):
    """A comparison of cities within a chapter, which never ranks them."""

    title: Text
    introduction: RichText | None = None
    by_city: dict[str, RichText] = Field(default_factory=dict)


class PublicationChapter(Frozen):
    """A chapter of a publication.

    ``pillar`` is the role or group within which the chapter is numbered. The findings and practices about its
    ``indicators`` belong to the chapter.
    """

    title: Text
    pillar: PillarCode | None = None
    scope: Text | None = None
    """What a term in the title covers (S1:360)."""
    summary: RichText | None = None
    """State of play, or a summary that includes the norm."""
    indicators: tuple[IndicatorCode, ...] = ()
    comparisons: tuple[Comparison, ...] = ()


class Problem(Frozen):
    """A problem or challenge that cities have in common, summarised by its ``title``.

    ``cities`` are the cities in which it was found, if the source names them. ``findings`` are the reviews'
    findings on which it is based.
    """

    chapter: ChapterName
    text: RichText
    title: Text | None = None
    cities: tuple[str, ...] = ()
    findings: tuple[SourceName, ...] = ()


class PublicationRecommendation(Frozen):
    """A recommendation to every city, with the problems that it addresses."""

    chapter: ChapterName
    text: RichText
    problems: tuple[ProblemName, ...] = ()
    sources: tuple[SourceName, ...] = ()


class PublicationPractice(Frozen):
    """A good practice of one or more cities or, if no city is named, of an ``organisation``."""

    chapter: ChapterName
    title: Text
    text: RichText
    cities: tuple[str, ...] = ()
    organisation: str = ""
    problems: tuple[ProblemName, ...] = ()
    consent: Consent | None = None
    year: Year | None = None
    link: Link | None = None
    sources: tuple[SourceName, ...] = ()

    @property
    def is_publishable(self) -> bool:
        """True if the cities of the practice agree to its publication, or if it was published before."""
        return self.consent in (Consent.GIVEN, Consent.PUBLISHED)


class GatheredItem(Frozen):
    """An editor's copy of a finding, recommendation or practice from a review.

    The evidence behind it stays in the review.
    """

    city: str
    title: Text | None = None
    text: RichText
    year: Year | None = None
    link: Link | None = None
    chapter: ChapterName | None = None
    item: ItemName | None = None
    """Number of the publication's problem, recommendation or practice to which it belongs."""
    left_out: Text | None = None
    """Reason why the publication leaves it out."""


class Publication(RecordHeader):
    """A findings publication.

    ``cities`` are the cities that were reviewed. ``partners`` are cities that only sent reviewers.
    """

    layout: Layout = "paired"
    benchmark: BenchmarkTag
    title: Text
    subtitle: Text | None = None
    year: Year | None = None
    authors: tuple[Text, ...] = ()
    cities: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    thanks: RichText | None = None
    imprint: RichText | None = None
    """Who paid for the project, who is responsible for the contents, and what may be copied."""
    introduction: tuple[Section, ...] = ()
    glossary: PublicationGlossary = PublicationGlossary()
    reading_note: RichText | None = None
    """What the analysis is for, and what differs between cities (S1:215-229)."""
    chapters: dict[str, PublicationChapter] = Field(default_factory=dict)
    problems: dict[ProblemKey, Problem] = Field(default_factory=dict)
    recommendations: dict[RecommendationKey, PublicationRecommendation] = Field(default_factory=dict)
    practices: dict[PracticeKey, PublicationPractice] = Field(default_factory=dict)
    conclusion: RichText | None = None
    about: RichText | None = None
    """Text about the project on the back cover."""
    round: str = ""
    """Name of the round whose reviews are gathered; empty if nothing is gathered from reviews."""
    gathered: dict[SourceName, GatheredItem] = Field(default_factory=dict)
    """Items gathered from the reviews of the round, by source."""

    @property
    def benchmark_tag(self) -> str:
        """Tag of the benchmark version that the reviews used."""
        return self.benchmark

    @property
    def numbers(self) -> Mapping[str, int]:
        """Number of each chapter within its role or group, by chapter code."""
        seen: dict[str | None, int] = {}
        result = {}
        for code, chapter in self.chapters.items():
            seen[chapter.pillar] = result[code] = seen.get(chapter.pillar, 0) + 1
        return result

    def find_recommendations(self, problem: str) -> tuple[str, ...]:
        """Return the keys of the recommendations that address ``problem``."""
        return tuple(key for key, each in self.recommendations.items() if problem in each.problems)

    def find_practices(self, problem: str) -> tuple[str, ...]:
        """Return the keys of the practices that address ``problem``."""
        return tuple(key for key, each in self.practices.items() if problem in each.problems)

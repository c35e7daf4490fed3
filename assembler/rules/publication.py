"""Rules for a findings publication."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.publications import (
    ITEM_WITHOUT_SOURCE,
    OPEN_PROBLEM,
    PRACTICE_WITHOUT_CITY,
    PRACTICE_WITHOUT_CONSENT,
    UNCOMMON_PROBLEM,
    UNUSED_ITEM,
)
from assembler.model.reference.benchmark import Benchmark
from assembler.model.reference.findings_publications import Consent
from assembler.rules.rule import join_some, publication_of
from assembler.store.records.record import Record


def practice_without_city(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Report each practice that belongs to neither a reviewed city nor an organisation (S0:2150; R26)."""
    publication = publication_of(record)
    for key, practice in publication.practices.items():
        if not (practice.organisation or set(practice.cities) & set(publication.cities)):
            yield PRACTICE_WITHOUT_CITY.at(record.locate(f"publication.practices.{key}"))


def practice_without_consent(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Report each practice whose cities have not agreed to its publication (S1:250-767).

    Consent is necessary because the publication names the cities.
    """
    for key, practice in publication_of(record).practices.items():
        if practice.cities and not practice.is_publishable:
            variant = "refused" if practice.consent is Consent.REFUSED else ""
            yield PRACTICE_WITHOUT_CONSENT.at(record.locate(f"publication.practices.{key}"), variant)


def open_problem(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Report each problem without a recommendation, if the publication pairs the two (S1:617-627; R25)."""
    publication = publication_of(record)
    for key in publication.problems if publication.layout == "paired" else ():
        if not publication.find_recommendations(key):
            yield OPEN_PROBLEM.at(record.locate(f"publication.problems.{key}"))


def uncommon_problem(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Report each problem that was found in exactly one city (S1:217-221)."""
    for key, problem in publication_of(record).problems.items():
        if len(set(problem.cities)) == 1:
            yield UNCOMMON_PROBLEM.at(record.locate(f"publication.problems.{key}.cities"))


def unused_item(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Report the gathered items that are neither used nor left out (S1:217-221)."""
    gathered = publication_of(record).gathered
    if unused := [source for source, each in gathered.items() if not (each.item or each.left_out)]:
        yield UNUSED_ITEM.at(record.locate("publication.gathered"), sources=join_some(unused))


def item_without_source(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Report each item without a source in the reviews (S1:217-221).

    An organisation is the source of its own practice. Nothing is reported if the publication names no round.
    """
    publication = publication_of(record)
    if not publication.round:
        return
    problems, practices = publication.problems, publication.practices
    lists = {
        "problems": [key for key, each in problems.items() if not each.findings],
        "recommendations": [key for key, each in publication.recommendations.items() if not each.sources],
        "practices": [key for key, each in practices.items() if not (each.sources or each.organisation)],
    }
    for section, keys in lists.items():
        for key in keys:
            yield ITEM_WITHOUT_SOURCE.at(record.locate(f"publication.{section}.{key}"), item=key)

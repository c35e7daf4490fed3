"""Checks of the reviews from which the items of a publication are taken.

Each review must exist. In the publication, a finding becomes a problem, whereas recommendations and practices
remain what they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.references import CONTRADICTORY_ITEM, UNKNOWN_REVIEW
from assembler.model.reference.findings_publications import ITEMS, Publication
from assembler.store.records.record import Record
from assembler.store.yaml.suggestions import report_unknown


def report_unknown_sources(records: Iterable[Record], reviews: Collection[str]) -> Iterator[Diagnostic]:
    """Yield an error for each source whose review is not among ``reviews``.

    Items that a review has withdrawn are reported by ``assembler gather``.
    """
    for record in records:
        publication = record.find(Publication)
        for path, sources in _list_sources(publication) if publication else ():
            for index, source in enumerate(sources):
                if (name := source.rpartition(":")[0]) not in reviews:
                    location = record.locate(f"publication.{path}[{index}]")
                    yield report_unknown(UNKNOWN_REVIEW, location, name, reviews)


def report_contradictory_items(record: Record) -> Iterator[Diagnostic]:
    """Yield an error for each gathered item whose entry in the publication is contradictory.

    Such an entry names an item whose kind does not match its source, or both an item and a reason for leaving
    it out.
    """
    publication = record.find(Publication)
    for source, each in publication.gathered.items() if publication else ():
        location, letter = f"publication.gathered.{source}", ITEMS[source.rpartition(":")[2][0]]
        if each.item and each.item[0] != letter:
            place = record.locate(f"{location}.item")
            yield CONTRADICTORY_ITEM.at(place, source=source, item=each.item, letter=letter)
        elif each.item and each.left_out:
            place = record.locate(f"{location}.left_out")
            yield CONTRADICTORY_ITEM.at(place, "both", source=source, item=each.item)


def _list_sources(publication: Publication) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield from ((f"problems.{key}.findings", each.findings) for key, each in publication.problems.items())
    for key, advice in publication.recommendations.items():
        yield f"recommendations.{key}.sources", advice.sources
    for key, practice in publication.practices.items():
        yield f"practices.{key}.sources", practice.sources

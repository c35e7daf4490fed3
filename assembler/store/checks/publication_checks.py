"""Check across records: the sources of a publication are items of reviews that exist."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.references import UNKNOWN_REVIEW
from assembler.model.reference.publication import Publication
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


def _list_sources(publication: Publication) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield from ((f"problems.{key}.findings", each.findings) for key, each in publication.problems.items())
    for key, advice in publication.recommendations.items():
        yield f"recommendations.{key}.sources", advice.sources
    for key, practice in publication.practices.items():
        yield f"practices.{key}.sources", practice.sources

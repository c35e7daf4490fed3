"""The contents of a publication must come from the reviews of its round."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.publications import ITEM_WITHOUT_SOURCE
from assembler.model.reference.benchmark import Benchmark
from assembler.rules.rule import publication_of
from assembler.store.records.record import Record


def item_without_source(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Report each item without a source in the reviews (S1:217-221).

    An organisation is the source of its own practice.
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

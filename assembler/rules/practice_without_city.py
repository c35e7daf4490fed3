"""R26: a good practice must come from a reviewed city."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.publications import PRACTICE_WITHOUT_CITY
from assembler.model.reference.benchmark import Benchmark
from assembler.rules.rule import publication_of
from assembler.store.records.record import Record


def practice_without_city(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Report each practice that belongs to neither a reviewed city nor an organisation (S0:2150; R26)."""
    publication = publication_of(record)
    for key, practice in publication.practices.items():
        if not (practice.organisation or set(practice.cities) & set(publication.cities)):
            yield PRACTICE_WITHOUT_CITY.at(record.locate(f"publication.practices.{key}"))

"""A city decides whether its practice is published."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.publications import PRACTICE_WITHOUT_CONSENT
from assembler.model.reference.benchmark import Benchmark
from assembler.model.reference.publication import Consent
from assembler.rules.rule import publication_of
from assembler.store.records.record import Record


def practice_without_consent(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Report each practice whose cities have not agreed to its publication, which names them (S1:250-767)."""
    for key, practice in publication_of(record).practices.items():
        if practice.cities and not practice.is_publishable:
            variant = "refused" if practice.consent is Consent.REFUSED else ""
            yield PRACTICE_WITHOUT_CONSENT.at(record.locate(f"publication.practices.{key}"), variant)

"""The editor of a publication must decide on every item gathered from the reviews."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.publications import UNUSED_ITEM
from assembler.model.reference.benchmark import Benchmark
from assembler.rules.rule import join_some, publication_of
from assembler.store.records.record import Record


def unused_item(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Report the gathered items that are neither used nor left out (S1:217-221)."""
    gathered = publication_of(record).gathered
    if unused := [source for source, each in gathered.items() if not (each.item or each.left_out)]:
        yield UNUSED_ITEM.at(record.locate("publication.gathered"), sources=join_some(unused))

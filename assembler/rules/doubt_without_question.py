"""R8: a peer who needs more information must state what to ask, and whom to ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_desks import DOUBT_WITHOUT_QUESTION
from assembler.model.review.baseline import Rating
from assembler.rules.rule import desks_of
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def doubt_without_question(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that "more information needed" comes with a question and a person to meet (S0:747-763; R8)."""
    for who, review in desks_of(record).peers.items():
        for code, entry in review.entries.items():
            if entry.rating is not Rating.UNKNOWN:
                continue
            if not (entry.questions and entry.meet):
                variant = "no question" if entry.meet else "nobody to meet" if entry.questions else ""
                location = record.locate(f"desk.peers.{who}.entries.{code}")
                yield DOUBT_WITHOUT_QUESTION.at(location, variant, peer=who, indicator=code)

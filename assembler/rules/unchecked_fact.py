"""R17 and R53: a fact must state how it was checked, and evidence must have a judgement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_visits import UNCHECKED_FACT
from assembler.model.review.evidence import Checked, Nature
from assembler.rules.rule import evidence_of, has_text, join_words
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

WITH_REFERENCE = (Checked.DOCUMENT, Checked.SESSION)


def unchecked_fact(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that each fact states how it was checked, with a reference (S0:963-965; rules R17, R53).

    One diagnostic lists all unchecked facts, and another all evidence without a judgement (S0:861-864).
    """
    records = evidence_of(record)
    unchecked = [key for key, each in records.items() if each.is_fact and each.checked is Checked.NOTHING]
    location = record.locate("evidence.records")
    if unchecked:
        yield UNCHECKED_FACT.at(location, "nothing", records=join_words(unchecked))
    if unjudged := [key for key, each in records.items() if each.colour is None]:
        yield UNCHECKED_FACT.at(location, "no judgement", records=join_words(unjudged))
    for key, each in records.items():
        if each.nature is Nature.OPINION:
            continue
        path = f"evidence.records.{key}"
        if each.nature is None:
            yield UNCHECKED_FACT.at(record.locate(f"{path}.nature"), "no nature", record=key)
        elif each.checked is None:
            yield UNCHECKED_FACT.at(record.locate(f"{path}.checked"), record=key)
        elif each.checked in WITH_REFERENCE and not has_text(each.checked_reference):
            yield UNCHECKED_FACT.at(record.locate(f"{path}.checked_reference"), "no reference", record=key)

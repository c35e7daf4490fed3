"""R17 and R53: a fact states what it was checked against, and evidence has a judgement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.model.review.evidence import Checked, Nature
from assembler.rules.rule import evidence_of, has_text, join_words, warning
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "unchecked-fact"
WITH_REFERENCE = (Checked.DOCUMENT, Checked.SESSION)


def unchecked_fact(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """A fact states what it was checked against, with a reference (S0:963-965; rules R17, R53).

    Facts checked against nothing are reported together, and so is evidence without judgement (S0:861-864).

    Bad:

        evidence:
          records:
            I1-1: {indicator: GG/1, statement: It took nine weeks., nature: fact}
            I1-2: {indicator: GG/1, statement: A desk is open., nature: fact, checked: document}
            I1-3: {indicator: GG/1, statement: It is not known.}
            I1-4: {indicator: GG/1, statement: Two weeks., nature: fact, checked: nothing, colour: meets}

    Good:

        evidence:
          records:
            I1-1: {indicator: GG/1, statement: Nine weeks., nature: fact, checked: baseline, colour: meets}
            I1-2:
              indicator: GG/1
              statement: A desk.
              nature: fact
              checked: document
              checked_reference: Plan
              colour: inconclusive
            I1-3: {indicator: GG/1, statement: I like it., nature: opinion, colour: meets}
    """
    records = evidence_of(record)
    unchecked = [key for key, each in records.items() if each.is_fact and each.checked is Checked.NOTHING]
    if unchecked:
        what = f"checked against nothing: {join_words(unchecked)}"
        yield warning(NAME, record, "evidence.records", what, "check them where that is possible")
    if unjudged := [key for key, each in records.items() if each.colour is None]:
        what = f"without a judgement: {join_words(unjudged)}"
        yield warning(NAME, record, "evidence.records", what, "choose M, N or I for each")
    for key, each in records.items():
        if each.nature is Nature.OPINION:
            continue
        if each.nature is None:
            yield _build_warning(record, f"{key}.nature", f"{key} is noted as neither fact nor opinion",
                         "choose one of the two")  # fmt: skip
        elif each.checked is None:
            yield _build_warning(record, f"{key}.checked", f"nothing says what {key} was checked against",
                         "choose it, also where that was nothing")  # fmt: skip
        elif each.checked in WITH_REFERENCE and not has_text(each.checked_reference):
            yield _build_warning(record, f"{key}.checked_reference", f"{key} does not say which one it was",
                         "name the document and page, or the interview")  # fmt: skip


def _build_warning(record: Record, path: str, what: str, hint: str) -> Diagnostic:
    return warning(NAME, record, f"evidence.records.{path}", what, hint)

"""R17 and R53: a fact says what it was checked against, and evidence how it was judged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.model.review.evidence import Checked, Nature
from assembler.rules.rule import and_all, evidence_of, said, warning
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "unchecked-fact"
WITH_REFERENCE = (Checked.DOCUMENT, Checked.SESSION)


def unchecked_fact(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Whoever notes a fact says what it was checked against, and where that is (S0:963-965; rules R17, R53).

    Facts checked against nothing are reported together, so is evidence without a judgement (S0:861-864).

    Bad:

        evidence:
          records:
            I1-1: {indicator: GG/1, statement: It took nine weeks., nature: fact}
            I1-2: {indicator: GG/1, statement: A desk is open., nature: fact, checked: document}
            I1-3: {indicator: GG/1, statement: Nobody knows.}
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
        what = f"checked against nothing: {and_all(unchecked)}"
        yield warning(NAME, record, "evidence.records", what, "check them where that is possible")
    if unjudged := [key for key, each in records.items() if each.colour is None]:
        what = f"without a judgement: {and_all(unjudged)}"
        yield warning(NAME, record, "evidence.records", what, "choose M, N or I for each")
    for key, each in records.items():
        if each.nature is Nature.OPINION:
            continue
        if each.nature is None:
            yield _doubt(record, f"{key}.nature", f"{key} is noted as neither fact nor opinion",
                         "choose one of the two")  # fmt: skip
        elif each.checked is None:
            yield _doubt(record, f"{key}.checked", f"nothing says what {key} was checked against",
                         "choose it, also where that was nothing")  # fmt: skip
        elif each.checked in WITH_REFERENCE and not said(each.checked_reference):
            yield _doubt(record, f"{key}.checked_reference", f"{key} does not say which one it was",
                         "name the document and page, or the interview")  # fmt: skip


def _doubt(record: Record, path: str, what: str, hint: str) -> Diagnostic:
    return warning(NAME, record, f"evidence.records.{path}", what, hint)

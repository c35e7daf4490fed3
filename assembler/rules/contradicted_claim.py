"""R32: numbers in a text must agree with the tables and with each other."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.agenda_evaluations import CONTRADICTED_CLAIM
from assembler.model.reference.evaluation import Claim, can_be_rounded_from, compute_percentage
from assembler.model.reference.policy_agenda import PolicyAgenda
from assembler.rules.rule import evaluation_of
from assembler.store.records.record import Record


def contradicted_claim(record: Record, _agenda: PolicyAgenda) -> Iterator[Diagnostic]:
    """Check each number in the text against its count, its base and other passages (S3:92-800; R32)."""
    for number, claim in enumerate(evaluation_of(record).claims):
        yield from _check_claim(claim, record.locate(f"evaluation.claims[{number}]"))


def _check_claim(claim: Claim, location: Location) -> Iterator[Diagnostic]:
    base, printed = claim.base or 0, claim.printed
    if claim.contradiction:
        text = claim.contradiction.text_in(("en",)).text
        yield CONTRADICTED_CLAIM.at(location, "contradiction", contradiction=text.rstrip("."))
    if printed is None and base > sum(claim.counts):
        missing = str(base - sum(claim.counts))
        yield CONTRADICTED_CLAIM.at(location, "unaccounted", missing=missing, base=str(base))
    if printed is not None and not claim.counts and base:
        if not can_be_rounded_from((printed, 100 - printed), base):
            yield CONTRADICTED_CLAIM.at(location, "impossible", base=str(base), printed=str(printed))
    elif printed is not None and base:
        count = sum(claim.counts)
        computed = compute_percentage(count, base)
        if computed != printed:
            fields = {"printed": printed, "count": count, "base": base, "computed": computed}
            texts = {name: str(value) for name, value in fields.items()}
            yield CONTRADICTED_CLAIM.at(location, **texts)

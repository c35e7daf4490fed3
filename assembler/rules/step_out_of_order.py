"""The steps towards becoming a signatory must be in order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.agendas_and_charters import STEP_OUT_OF_ORDER
from assembler.model.reference.charter import CharterVersion, Signature
from assembler.rules.rule import iter_signatures
from assembler.store.records.record import Record

_STEPS = {
    "signed": "the signature",
    "scan_received": "the signed copy",
    "listed": "the public list",
}


def step_out_of_order(record: Record, _charter: CharterVersion) -> Iterator[Diagnostic]:
    """Check that a city signed before its signed copy was received, and was listed only after that.

    Source: public page on becoming a signatory.
    """
    for path, each in iter_signatures(record):
        yield from _check_steps(record, path, each)
        if each.withdrawn and (each.signed is None or each.withdrawn < each.signed):
            yield STEP_OUT_OF_ORDER.at(record.locate(f"{path}.withdrawn"), "withdrawal", city=each.city)


def _check_steps(record: Record, path: str, each: Signature) -> Iterator[Diagnostic]:
    for before, after in pairwise(_STEPS):
        earlier: date | None = getattr(each, before)
        later: date | None = getattr(each, after)
        if later and (earlier is None or later < earlier):
            location = record.locate(f"{path}.{after}")
            yield STEP_OUT_OF_ORDER.at(location, city=each.city, later=_STEPS[after], earlier=_STEPS[before])

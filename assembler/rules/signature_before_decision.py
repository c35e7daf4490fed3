"""R28: a council must decide before its city signs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.agendas_and_charters import SIGNATURE_BEFORE_DECISION
from assembler.rules.rule import iter_signatures
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.charter import CharterVersion


def signature_before_decision(record: Record, _charter: CharterVersion) -> Iterator[Diagnostic]:
    """Check that councils adopted the charter before their cities signed (R28).

    A city that has not signed may still be waiting for its council. Source: public page on becoming a
    signatory.
    """
    for path, each in iter_signatures(record):
        if each.signed is None:
            continue
        if each.decision is None:
            yield SIGNATURE_BEFORE_DECISION.at(record.locate(path), "no decision", city=each.city)
        elif each.decision.decided > each.signed:
            yield SIGNATURE_BEFORE_DECISION.at(record.locate(f"{path}.decision.decided"), city=each.city)

"""R28: a council decides before its city signs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.rules.rule import error, iter_signatures
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.charter import CharterVersion

NAME = "signature-before-decision"


def signature_before_decision(record: Record, _charter: CharterVersion) -> Iterator[Diagnostic]:
    """A city signs after its council has adopted the charter (public: becoming a signatory; rule R28).

    A city that has not signed yet may still be waiting for its council.

    Bad:

        signatures:
          - {city: havenstad, office: Mayor, signed: 2026-06-19}
          - city: eikenrode
            office: Mayor
            decision: {decided: 2026-06-20, number: "7"}
            signed: 2026-06-19

    Good:

        signatures:
          - city: havenstad
            office: Mayor
            decision: {decided: 2026-06-19, number: "7"}
            signed: 2026-06-19
          - {city: eikenrode, office: Mayor}
    """
    for path, each in iter_signatures(record):
        if each.signed is None:
            continue
        if each.decision is None:
            yield error(NAME, record, path, f"{each.city} signed, and no decision of its council is known",
                        "add the date and number of the council's decision")  # fmt: skip
        elif each.decision.decided > each.signed:
            path = f"{path}.decision.decided"
            yield error(NAME, record, path, f"{each.city} signed before its council decided",
                        "check both dates; the decision comes first")  # fmt: skip

"""The steps to become a signatory are in order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from assembler.diagnostics import Diagnostic
from assembler.model.reference.charter import CharterVersion, Signature
from assembler.rules.rule import iter_signatures, warning
from assembler.store.records.record import Record

NAME = "step-out-of-order"
_STEPS = {
    "signed": "the signature",
    "scan_received": "the signed copy",
    "listed": "the public list",
}


def step_out_of_order(record: Record, _charter: CharterVersion) -> Iterator[Diagnostic]:
    """After the signature, the signed copy is received and the city is listed (public: becoming a signatory).

    Bad:

        signatures:
          - {city: havenstad, office: Mayor, signed: 2026-06-19, listed: 2026-07-01}
          - {city: eikenrode, office: Mayor, signed: 2026-06-19, scan_received: 2026-06-18}
          - {city: portalba, office: Mayor, withdrawn: 2026-06-18}

    Good:

        signatures:
          - {city: havenstad, office: M., signed: 2026-06-19, scan_received: 2026-06-24, listed: 2026-07-01}
          - {city: eikenrode, office: Mayor, signed: 2026-06-19}
    """
    for path, each in iter_signatures(record):
        yield from _check_steps(record, path, each)
        if each.withdrawn and (each.signed is None or each.withdrawn < each.signed):
            yield warning(NAME, record, f"{path}.withdrawn", f"{each.city} withdrew before it signed",
                          "check both dates")  # fmt: skip


def _check_steps(record: Record, path: str, each: Signature) -> Iterator[Diagnostic]:
    for before, after in pairwise(_STEPS):
        earlier: date | None = getattr(each, before)
        later: date | None = getattr(each, after)
        if later and (earlier is None or later < earlier):
            what = f"{each.city}: {_STEPS[after]} comes before {_STEPS[before]}"
            hint = "check both dates, or add the one that lacks"
            yield warning(NAME, record, f"{path}.{after}", what, hint)

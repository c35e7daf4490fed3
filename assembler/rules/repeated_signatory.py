"""A city must not sign the same text twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.agendas_and_charters import REPEATED_SIGNATORY
from assembler.rules.rule import iter_signatures
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.charter import CharterVersion


def repeated_signatory(record: Record, charter: CharterVersion) -> Iterator[Diagnostic]:
    """Check that a city signs a version again only after it has withdrawn from it.

    The number of signatories is computed, because public pages disagree on it (domain 1h).
    """
    standing: set[tuple[str, str]] = set()
    for path, each in iter_signatures(record):
        key = (each.city, each.version or charter.tag)
        if key in standing:
            yield REPEATED_SIGNATORY.at(record.locate(f"{path}.city"), city=each.city, charter=key[1])
        if each.withdrawn is None:
            standing.add(key)

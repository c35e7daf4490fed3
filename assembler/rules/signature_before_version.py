"""A charter version cannot be signed before its launch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.agendas_and_charters import SIGNATURE_BEFORE_VERSION
from assembler.rules.rule import iter_signatures
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.charter import CharterVersion


def signature_before_version(record: Record, charter: CharterVersion) -> Iterator[Diagnostic]:
    """Check that no signature is dated before the month in which the version was launched (2010: S1:127).

    A city is bound by the text that it signed, so a wrong version is worse than none (domain scenario 8).
    """
    for path, each in iter_signatures(record):
        if each.signed and each.version in (None, charter.tag) and each.signed < charter.first_day:
            location = record.locate(f"{path}.signed")
            yield SIGNATURE_BEFORE_VERSION.at(
                location, city=each.city, charter=charter.tag, since=charter.since
            )

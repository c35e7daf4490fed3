"""A charter version cannot be signed before its launch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.rules.rule import error, iter_signatures
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.charter import CharterVersion

NAME = "signature-before-version"


def signature_before_version(record: Record, charter: CharterVersion) -> Iterator[Diagnostic]:
    """No signature is dated before the month of the version's launch (2010: S1:127; domain scenario 8).

    A city is bound by the text that it signed, so a wrong version is worse than none.

    Bad:

        signatures: [{city: havenstad, office: Mayor, signed: 2010-01-31}]

    Good:

        signatures:
          - {city: havenstad, office: Mayor, signed: 2010-02-01}
          - {city: eikenrode, office: Mayor, signed: 2009-06-19, version: integrating-cities@2009}
    """
    for path, each in iter_signatures(record):
        if each.signed and each.version in (None, charter.tag) and each.signed < charter.first_day:
            what = f"{each.city} signed before {charter.tag} was launched ({charter.since})"
            yield error(NAME, record, f"{path}.signed", what, "check the date, or name the version it signed")

"""A city signs a text once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.rules.rule import error, iter_signatures
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.charter import CharterVersion

NAME = "repeated-signatory"


def repeated_signatory(record: Record, charter: CharterVersion) -> Iterator[Diagnostic]:
    """A city signs a version again only after it withdrew (public pages disagree on counts; domain 1h).

    Bad:

        signatures:
          - {city: havenstad, office: Mayor}
          - {city: havenstad, office: Alderman}

    Good:

        signatures:
          - {city: havenstad, office: Mayor, withdrawn: 2015-01-01}
          - {city: havenstad, office: Mayor, signed: 2020-01-01}
          - {city: havenstad, office: Mayor, version: integrating-cities@2024}
    """
    standing: set[tuple[str, str]] = set()
    for path, each in iter_signatures(record):
        key = (each.city, each.version or charter.tag)
        if key in standing:
            yield error(NAME, record, f"{path}.city", f"{each.city} stands under {key[1]} twice",
                        "keep one of the two, or say when the city withdrew")  # fmt: skip
        if each.withdrawn is None:
            standing.add(key)

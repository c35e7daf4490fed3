"""R43: an address in a text leads somewhere, by its form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from assembler.diagnostics import Diagnostic
from assembler.model.types.content import Text
from assembler.rules.rule import warning
from assembler.store.records.record import Record, iter_entities, list_entities

NAME = "malformed-link"
_TARGET = re.compile(r"\]\(([^)\n]*)\)")
_BARE = re.compile(r"(?<![\w(/.])(?:https?|www)[:./]\S*")
_SOUND = re.compile(
    r"https?://[^\s/.<>\"\]\[]+(?:\.[^\s/.<>\"\]\[]+)+(?:[/?#]\S*)?|mailto:[^\s@]+@[^\s@]+\.[^\s@]+|www\.\S+\.\S+"
)
"""What leads to a host with a point in its name, or to somebody's mail."""


def malformed_link(record: Record, _against: object) -> Iterator[Diagnostic]:
    """Links that were broken in print show why their form is looked at (S2:152, S2:212; rule R43).

    A field that holds nothing but an address is checked when the record is read.

    Bad:

        baseline:
          provenance:
            drafting: See [the plan](http//havenstad.example/plan) and http:/havenstad.example.

    Good:

        baseline:
          provenance:
            drafting: See [the plan](https://havenstad.example/plan) and https://havenstad.example/a.
    """
    for kind, entity in record.readable_entities.items():
        suspects = {text for text in _texts(entity) if "](" in text or "http" in text or "www" in text}
        if not any(_malformed(text) for text in suspects):
            continue
        for path, part in iter_entities(entity, kind):
            if isinstance(part, Text) and part.text in suspects:
                for address in _malformed(part.text):
                    yield warning(NAME, record, path, f"“{address}” is no address",
                                  "write it whole, with https:// before it")  # fmt: skip


def _texts(entity: Any) -> list[str]:
    """All words inside ``entity``; of which types they are is asked of each type, not of each part."""
    parts = list_entities(entity)
    with_words = {kind for kind in set(map(type, parts)) if issubclass(kind, Text)}
    return [part.text for part in parts if type(part) in with_words]


def _malformed(text: str) -> list[str]:
    return [address for address in _addresses(text) if not _SOUND.fullmatch(address)]


def _addresses(text: str) -> Iterator[str]:
    """What stands where an address should stand: behind the words of a link, or by itself."""
    yield from (found[1].strip() for found in _TARGET.finditer(text))
    yield from (found[0].rstrip(".,;:!?)”’'\"»*_") for found in _BARE.finditer(_TARGET.sub("]", text)))

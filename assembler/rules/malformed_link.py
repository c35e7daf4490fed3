"""R43: web and email addresses in texts must be well-formed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_records import MALFORMED_LINK
from assembler.model.types.content import Text
from assembler.store.records.record import Record, iter_entities, list_entities

_TARGET = re.compile(r"\]\(([^)\n]*)\)")
_BARE = re.compile(r"(?<![\w(/.])(?:https?|www)[:./]\S*")
_VALID = re.compile(
    r"https?://[^\s/.<>\"\]\[]+(?:\.[^\s/.<>\"\]\[]+)+(?:[/?#]\S*)?|mailto:[^\s@]+@[^\s@]+\.[^\s@]+|www\.\S+\.\S+"
)
"""Matches an address with a mailbox, or one with a host whose name contains a dot."""


def malformed_link(record: Record, _against: object) -> Iterator[Diagnostic]:
    """Check that addresses in texts are well-formed (rule R43).

    Malformed links have been printed in the past (S2:152, S2:212). A field that contains only an address is
    checked when the record is read.
    """
    for kind, entity in record.readable_entities.items():
        suspects = {text for text in _list_texts(entity) if "](" in text or "http" in text or "www" in text}
        if not any(_find_malformed(text) for text in suspects):
            continue
        for path, part in iter_entities(entity, kind):
            if isinstance(part, Text) and part.text in suspects:
                for address in _find_malformed(part.text):
                    yield MALFORMED_LINK.at(record.locate(path), address=address)


def _list_texts(entity: Any) -> list[str]:
    """Return all texts in ``entity``; for speed, types are inspected instead of values."""
    parts = list_entities(entity)
    with_words = {kind for kind in set(map(type, parts)) if issubclass(kind, Text)}
    return [part.text for part in parts if type(part) in with_words]


def _find_malformed(text: str) -> list[str]:
    return [address for address in _find_addresses(text) if not _VALID.fullmatch(address)]


def _find_addresses(text: str) -> Iterator[str]:
    """Yield every address in a text: the targets of links, and addresses that are written out."""
    yield from (found[1].strip() for found in _TARGET.finditer(text))
    yield from (found[0].rstrip(".,;:!?)”’'\"»*_") for found in _BARE.finditer(_TARGET.sub("]", text)))

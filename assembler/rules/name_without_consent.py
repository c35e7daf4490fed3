"""R38: guests may be named only with their consent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_privacy import NAME_WITHOUT_CONSENT
from assembler.model.review.evidence import EvidenceLog
from assembler.model.types.content import Text
from assembler.rules.rule import visit_of
from assembler.store.records.record import Record, iter_entities

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def name_without_consent(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that guests are named, in sessions and evidence, only with their consent (S3:447-449; R38)."""
    hidden: list[str] = []
    for key, session in visit_of(record).sessions.items():
        for number, guest in enumerate(session.interviewees):
            hidden += [guest.name] if guest.name and not guest.publish_name else []
            if guest.name and not (guest.consent or guest.publish_name):
                location = record.locate(f"visit.sessions.{key}.interviewees[{number}].name")
                yield NAME_WITHOUT_CONSENT.at(location, guest=guest.name)
    yield from _find_names_in_evidence(record, hidden)


def _find_names_in_evidence(record: Record, names: list[str]) -> Iterator[Diagnostic]:
    log = record.find(EvidenceLog)
    if log is None or not names:
        return
    known = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)
    for path, part in iter_entities(log, "evidence"):
        if isinstance(part, Text) and (found := known.search(part.text)):
            yield NAME_WITHOUT_CONSENT.at(record.locate(path), "in evidence", name=found[0])

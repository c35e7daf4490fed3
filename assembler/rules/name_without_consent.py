"""R38: guests are named only with their consent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.model.review.evidence import EvidenceLog
from assembler.model.types.content import Text
from assembler.rules.rule import visit_of, warning
from assembler.store.records.record import Record, iter_entities

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "name-without-consent"


def name_without_consent(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """A guest's name is recorded, and appears in evidence, only with consent (S3:447-449; R38).

    Bad:

        visit:
          sessions:
            I1: {kind: interview, interviewees: [{office: Trainer, name: Ana Soto, category: staff}]}
        evidence: {records: {I1-1: {indicator: GG/1, statement: Ana Soto waits for rooms.}}}

    Good:

        visit:
          sessions:
            I1:
              kind: interview
              interviewees: [{office: Trainer, name: Ana Soto, category: staff, consent: true}]
        evidence: {records: {I1-1: {indicator: GG/1, statement: Trainers wait for rooms.}}}
    """
    hidden: list[str] = []
    for key, session in visit_of(record).sessions.items():
        for at, guest in enumerate(session.interviewees):
            hidden += [guest.name] if guest.name and not guest.publish_name else []
            if guest.name and not (guest.consent or guest.publish_name):
                path = f"visit.sessions.{key}.interviewees[{at}].name"
                what = f"{guest.name} is named, and nothing says that this was agreed"
                yield warning(NAME, record, path, what, "ask for consent, or write the office alone")
    yield from _find_names_in_evidence(record, hidden)


def _find_names_in_evidence(record: Record, names: list[str]) -> Iterator[Diagnostic]:
    log = record.find(EvidenceLog)
    if log is None or not names:
        return
    known = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)
    for path, part in iter_entities(log, "evidence"):
        if isinstance(part, Text) and (found := known.search(part.text)):
            what = f"“{found[0]}” is the name of a guest who did not agree to be named"
            yield warning(NAME, record, path, what, "say it by office")

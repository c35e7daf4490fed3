"""R46 and R53: evidence must come from sessions that were held, with guests who gave consent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_visits import UNUSABLE_EVIDENCE
from assembler.model.review.support import find_checked_sessions
from assembler.model.review.visit import session_label
from assembler.rules.rule import evidence_of, join_words, visit_of
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def unusable_evidence(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that statements by guests without consent are not used as evidence (S0:853-858; R46, R53).

    Statements from a cancelled session are not allowed either, nor are statements checked against their own
    session or a missing one.
    """
    visit, by_session = visit_of(record), dict[str, list[str]]()
    for key, each in evidence_of(record).items():
        by_session.setdefault(each.session, []).append(key)
        location = record.locate(f"evidence.records.{key}.checked_reference")
        for name in find_checked_sessions(each):
            if name == each.session:
                yield UNUSABLE_EVIDENCE.at(location, "own session", record=key)
            elif name not in visit.sessions:
                label = session_label(name)
                yield UNUSABLE_EVIDENCE.at(location, "unknown session", record=key, session=label)
    for name, keys in by_session.items():
        if (session := visit.sessions.get(name)) is None:
            continue
        path, label, noted = f"visit.sessions.{name}", session_label(name), join_words(keys)
        if session.cancelled:
            yield UNUSABLE_EVIDENCE.at(record.locate(path), "cancelled", session=label, records=noted)
        elif refused := [number for number, guest in enumerate(session.interviewees) if not guest.consent]:
            guests = join_words(session.interviewees[number].office.text for number in refused)
            location = record.locate(f"{path}.interviewees[{refused[0]}].consent")
            yield UNUSABLE_EVIDENCE.at(location, guests=guests, session=label, records=noted)

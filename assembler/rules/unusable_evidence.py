"""R46 and R53: evidence must come from sessions that were held, with guests who gave consent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_visits import UNUSABLE_EVIDENCE
from assembler.model.review.support import find_checked_sessions
from assembler.model.review.visit import find_refusals, lacks_guests, session_label
from assembler.rules.rule import evidence_of, join_words, visit_of
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark
    from assembler.model.review.evidence import EvidenceRecord
    from assembler.model.review.visit import Visit


def unusable_evidence(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that statements by guests without consent are not used as evidence (S0:853-858; R46, R53).

    If a statement names its guest, only that guest's consent is needed. Statements from a cancelled session
    or one without guests are refused too. So are statements that were checked against their own session, a
    cancelled session or a missing one.
    """
    visit = visit_of(record)
    cancelled, without_guests = dict[str, list[str]](), dict[str, list[str]]()
    refused = dict[tuple[str, tuple[str, ...]], list[str]]()
    for key, each in evidence_of(record).items():
        yield from _check_sources(record, key, each, visit)
        if (session := visit.sessions.get(each.session)) is None:
            continue
        refusals = find_refusals(session, each.guest)
        if session.cancelled:
            cancelled.setdefault(each.session, []).append(key)
        elif lacks_guests(session):
            without_guests.setdefault(each.session, []).append(key)
        elif refusals is None:
            location, label = record.locate(f"evidence.records.{key}.guest"), session_label(each.session)
            yield UNUSABLE_EVIDENCE.at(location, "unknown guest", record=key, guest=each.guest, session=label)
        elif refusals:
            guests = tuple(guest.office.text for guest in refusals)
            refused.setdefault((each.session, guests), []).append(key)
    for name, keys in cancelled.items():
        location, label = record.locate(f"visit.sessions.{name}"), session_label(name)
        yield UNUSABLE_EVIDENCE.at(location, "cancelled", session=label, records=join_words(keys))
    for name, keys in without_guests.items():
        location, label = record.locate(f"visit.sessions.{name}.interviewees"), session_label(name)
        yield UNUSABLE_EVIDENCE.at(location, "no guest", session=label, records=join_words(keys))
    for (name, guests), keys in refused.items():
        offices = [guest.office.text for guest in visit.sessions[name].interviewees]
        location = record.locate(f"visit.sessions.{name}.interviewees[{offices.index(guests[0])}].consent")
        yield UNUSABLE_EVIDENCE.at(
            location, guests=join_words(guests), session=session_label(name), records=join_words(keys)
        )


def _check_sources(record: Record, key: str, each: EvidenceRecord, visit: Visit) -> Iterator[Diagnostic]:
    """Check that the sessions against which a statement was checked exist and are not its own."""
    location = record.locate(f"evidence.records.{key}.checked_reference")
    for name in find_checked_sessions(each):
        if name == each.session:
            yield UNUSABLE_EVIDENCE.at(location, "own session", record=key)
        elif name not in visit.sessions:
            yield UNUSABLE_EVIDENCE.at(location, "unknown session", record=key, session=session_label(name))
        elif visit.sessions[name].cancelled:
            yield UNUSABLE_EVIDENCE.at(location, "cancelled source", record=key, session=session_label(name))

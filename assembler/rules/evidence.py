"""Rules for the evidence that a team collects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_visits import (
    QUOTATION_WITHOUT_SPEAKER,
    UNCHECKED_FACT,
    UNLABELLED_EVIDENCE,
    UNUSABLE_EVIDENCE,
)
from assembler.model.review.evidence import Checked, Nature
from assembler.model.review.finding_support import find_checked_sessions
from assembler.model.review.visit import find_refusals, lacks_guests, session_label
from assembler.rules.rule import evidence_of, has_text, join_words, visit_of
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark
    from assembler.model.review.evidence import EvidenceRecord
    from assembler.model.review.visit import Visit


def unlabelled_evidence(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that evidence comes from a session with interviewers or facilitators (S0:922; R14).

    A recorder who is named must be one of them. The code, session and initials of evidence are checked when
    the record is read.
    """
    teams = {name: session.team for name, session in visit_of(record).sessions.items()}
    for key, each in evidence_of(record).items():
        team = teams.get(each.session)
        if not team:
            location = record.locate(f"evidence.records.{key}")
            yield UNLABELLED_EVIDENCE.at(location, record=key, session=session_label(each.session))
        elif each.recorded_by and each.recorded_by not in team:
            location = record.locate(f"evidence.records.{key}.recorded_by")
            yield UNLABELLED_EVIDENCE.at(
                location, "not there", record=key, initials=each.recorded_by, team=" or ".join(team)
            )


def unusable_evidence(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that statements by guests without consent are not used as evidence (S0:853-858; R46, R53).

    If a statement names its guest, only that guest's consent is needed, and the guest must be in the session.
    Statements from a cancelled session, or from an interview or workshop without guests, are also rejected.
    So are statements that were checked against their own session, a cancelled session, or a session that does
    not exist.
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
    """Check the sessions against which a statement was checked.

    At least one of them must exist and not be the statement's own session; if so, the other numbers may be
    pages or days. Existing sessions must not be cancelled.
    """
    location = record.locate(f"evidence.records.{key}.checked_reference")
    named = find_checked_sessions(each)
    existing = [name for name in named if name in visit.sessions]
    others = [name for name in existing if name != each.session]
    for name in others or existing or named:
        if name == each.session:
            yield UNUSABLE_EVIDENCE.at(location, "own session", record=key)
        elif name not in visit.sessions:
            yield UNUSABLE_EVIDENCE.at(location, "unknown session", record=key, session=session_label(name))
        elif visit.sessions[name].cancelled:
            yield UNUSABLE_EVIDENCE.at(location, "cancelled source", record=key, session=session_label(name))


WITH_REFERENCE = (Checked.DOCUMENT, Checked.SESSION)


def unchecked_fact(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that each fact states how it was checked (S0:963-965; rules R17, R53).

    A check against a document or another session needs a reference. Evidence must state whether it is a fact
    or an opinion. One diagnostic lists all unchecked facts, and another all evidence without a judgement
    (S0:861-864).
    """
    records = evidence_of(record)
    unchecked = [key for key, each in records.items() if each.is_fact and each.checked is Checked.NOTHING]
    location = record.locate("evidence.records")
    if unchecked:
        yield UNCHECKED_FACT.at(location, "nothing", records=join_words(unchecked))
    if unjudged := [key for key, each in records.items() if each.colour is None]:
        yield UNCHECKED_FACT.at(location, "no judgement", records=join_words(unjudged))
    for key, each in records.items():
        if each.nature is Nature.OPINION:
            continue
        path = f"evidence.records.{key}"
        if each.nature is None:
            yield UNCHECKED_FACT.at(record.locate(f"{path}.nature"), "no nature", record=key)
        elif each.checked is None:
            yield UNCHECKED_FACT.at(record.locate(f"{path}.checked"), record=key)
        elif each.checked in WITH_REFERENCE and not has_text(each.checked_reference):
            yield UNCHECKED_FACT.at(record.locate(f"{path}.checked_reference"), "no reference", record=key)


def quotation_without_speaker(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that each quotation gives the role of its speaker (S3:447-449; rule R38).

    The role is the position of a guest, so the session must list at least one guest.
    """
    sessions = visit_of(record).sessions
    for key, each in evidence_of(record).items():
        if not has_text(each.original):
            continue
        if each.session not in sessions or not sessions[each.session].interviewees:
            location = record.locate(f"evidence.records.{key}.original")
            yield QUOTATION_WITHOUT_SPEAKER.at(location, record=key, session=session_label(each.session))

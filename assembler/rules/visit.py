"""Rules for a visit: interviewers, times, places, coverage, consent to names and languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_privacy import NAME_WITHOUT_CONSENT
from assembler.diagnostics.review_records import UNSTATED_LANGUAGE
from assembler.diagnostics.review_visits import (
    CROWDED_VISIT,
    OVERLOADED_MEMBER,
    SHORT_INTERVIEW,
    THIN_COVERAGE,
    TWO_PLACES_AT_ONCE,
    UNFIT_INTERVIEWERS,
)
from assembler.model.review.coverage import MEETINGS, find_thinly_covered, list_grid_codes
from assembler.model.review.evidence import EvidenceLog
from assembler.model.review.feedback import FeedbackReport
from assembler.model.review.visit import (
    Session,
    SessionKind,
    Visit,
    filter_held,
    find_overlaps,
    identify_guests,
    session_label,
)
from assembler.model.types.values import Text
from assembler.rules.rule import desks_of, join_words, team_desk_of, visit_of
from assembler.store.records.record import Record, iter_entities

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


INTERVIEWERS = 2


def unfit_interviewers(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that interviews have exactly two interviewers (S0:524-526; R10) and workshops a facilitator.

    Sessions without a day are still to be planned, so they may have none yet.
    """
    sessions = visit_of(record).sessions
    for name, session in filter_held(sessions, SessionKind.INTERVIEW).items():
        if len(session.interviewers) != INTERVIEWERS or len(set(session.interviewers)) != INTERVIEWERS:
            location, label = record.locate(f"visit.sessions.{name}.interviewers"), session_label(name)
            if session.interviewers:
                interviewers = join_words(session.interviewers)
                yield UNFIT_INTERVIEWERS.at(location, session=label, interviewers=interviewers)
            elif session.day:
                yield UNFIT_INTERVIEWERS.at(location, "no interviewers", session=label)
    for name, session in filter_held(sessions, SessionKind.WORKSHOP).items():
        if session.day and not session.facilitators:
            location = record.locate(f"visit.sessions.{name}.facilitators")
            yield UNFIT_INTERVIEWERS.at(location, "no facilitator", session=session_label(name))


def two_places_at_once(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that no person or room has two sessions at the same time (S0:524-526; R10, R56).

    A session without named members needs the complete team, unless it is an interview, a workshop or travel.
    No interview or workshop may overlap it.
    """
    sessions = visit_of(record).sessions
    for one, other in find_overlaps(sessions):
        first, second = sessions[one], sessions[other]
        location = record.locate(f"visit.sessions.{other}")
        names = {"session": session_label(one), "other": session_label(other)}
        both = [who for who in first.team if who in second.team]
        guests = identify_guests(first) & identify_guests(second)
        if first.interpreted_by and first.interpreted_by == second.interpreted_by:
            both.append(first.interpreted_by)
        for who in (*both, *sorted(office for office, _ in guests)):
            yield TWO_PLACES_AT_ONCE.at(location, person=who, **names)
        if place := _find_shared_place(first, second):
            yield TWO_PLACES_AT_ONCE.at(location, "room", place=place, **names)
        for each, complete in ((one, other), (other, one)):
            if sessions[each].kind in MEETINGS and _needs_complete_team(sessions[complete]):
                labels = {"session": session_label(each), "other": session_label(complete)}
                yield TWO_PLACES_AT_ONCE.at(location, "team", **labels)


def _find_shared_place(first: Session, second: Session) -> str:
    """Return the place of two sessions, or "" if their places differ or are unknown.

    The result is also "" unless both are interviews or workshops.
    """
    places = [" ".join(each.place.text.split()) for each in (first, second) if each.place]
    meet = first.kind in MEETINGS and second.kind in MEETINGS
    return places[0] if meet and len({place.casefold() for place in places}) == 1 == len(places) - 1 else ""


def _needs_complete_team(session: Session) -> bool:
    return session.kind not in (*MEETINGS, SessionKind.TRAVEL) and not session.team


def overloaded_member(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that no member has more interviews on one day than the review allows (S0:793-796; R11).

    Members need time to write up their interviews.
    """
    interviews = filter_held(visit_of(record).sessions, SessionKind.INTERVIEW).values()
    seats = Counter((each.day, who) for each in interviews for who in set(each.interviewers) if each.day)
    most = record.review.limits.interviews_per_day
    for (day, who), count in seats.items():
        if count > most:
            yield OVERLOADED_MEMBER.at(
                record.locate("visit.sessions"), member=who, count=count, day=str(day), most=most
            )


def short_interview(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that interviews, and workshops with an interpreter, are as long as the review requires.

    The guide asks for one hour, or two hours with an interpreter. Source: S0:525-527, 330-336. Rules R12 and
    R56.
    """
    limits, sessions = record.review.limits, visit_of(record).sessions
    workshops = filter_held(sessions, SessionKind.WORKSHOP)
    interpreted = {name: each for name, each in workshops.items() if each.interpreter}
    for name, session in {**filter_held(sessions, SessionKind.INTERVIEW), **interpreted}.items():
        wanted = limits.interpreted_minutes if session.interpreter else limits.interview_minutes
        if session.minutes < wanted:
            variant = "workshop" if name in interpreted else "with an interpreter" * session.interpreter
            yield SHORT_INTERVIEW.at(
                record.locate(f"visit.sessions.{name}.minutes"), variant,
                session=session_label(name), minutes=session.minutes, wanted=wanted,
            )  # fmt: skip


_NEEDED: Mapping[SessionKind, str] = MappingProxyType(
    {
        SessionKind.DISCUSSION: "no discussion",
        SessionKind.PREPARATION: "no preparation",
        SessionKind.PRESENTATION: "no presentation",
        SessionKind.FEEDBACK: "no feedback",
    }
)
"""Maps each kind of session that every visit needs to the wording of the rule if it is missing."""


def crowded_visit(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that the first and last days have no interviews or workshops, and that lunch is free.

    As soon as one session is planned, all kinds of session that a visit needs must be planned as well.
    Source: S0:766-777, 788-842. Rules R13 and R56.
    """
    visit = visit_of(record)
    sessions = {name: each for name, each in visit.sessions.items() if not each.cancelled}
    bounds = {record.review.visit_start, record.review.visit_end}
    days = {day for day in (*bounds, *(each.day for each in sessions.values())) if day}
    for name, each in sessions.items():
        if each.kind in MEETINGS and each.day and each.day in (min(days), max(days)):
            which = "first" if each.day == min(days) else "last"
            location = record.locate(f"visit.sessions.{name}.day")
            yield CROWDED_VISIT.at(location, session=session_label(name), which=which)
        yield from _check_lunch(record, visit, name, each)
    kinds = {each.kind for each in sessions.values()}
    for kind, variant in _NEEDED.items() if sessions else ():
        if kind not in kinds:
            yield CROWDED_VISIT.at(record.locate("visit.sessions"), variant)


def _check_lunch(record: Record, visit: Visit, name: str, session: Session) -> Iterator[Diagnostic]:
    begins, ends = session.begins, session.ends
    if begins is None or ends is None or session.kind is SessionKind.TRAVEL:
        return
    start = datetime.combine(begins.date(), visit.hours.lunch)
    end = start + timedelta(minutes=visit.hours.lunch_minutes)
    if begins < end and start < ends:
        location = record.locate(f"visit.sessions.{name}.start")
        times = {"start": f"{start:%H:%M}", "end": f"{end:%H:%M}"}
        yield CROWDED_VISIT.at(location, "lunch", session=session_label(name), **times)


def thin_coverage(record: Record, benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that each indicator in the team's grid is planned in two or more sessions with different guests.

    Indicators that the team skips are ignored. Source: S0:766-777, 878-880; R49. Nothing is reported until
    the timetable contains a session.
    """
    visit = visit_of(record)
    codes = list_grid_codes(benchmark, desks_of(record), team_desk_of(record))
    if visit.sessions and (thin := find_thinly_covered(visit.sessions, codes)):
        yield THIN_COVERAGE.at(record.locate("visit.sessions"), indicators=join_words(thin))


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


def unstated_language(record: Record, _against: object) -> Iterator[Diagnostic]:
    """Check that the team's files declare a language if no member speaks the record's language (S0:330-336).

    Text without a language is treated as being in the record's language, so it might be spell-checked,
    hyphenated and read aloud in the wrong language. Nothing is reported if the members' languages are
    unknown.
    """
    spoken = {tag.split("-")[0] for each in record.review.team.members for tag in each.person.languages}
    own = record.about.language.split("-")[0]
    if not spoken or own in spoken:
        return
    for kind, model in (("feedback", FeedbackReport), ("visit", Visit)):
        entity = record.find(model)
        if entity is not None and entity.language is None:
            location = record.locate(f"{kind}.language")
            yield UNSTATED_LANGUAGE.at(location, language=own, kind=kind, example=min(spoken))

"""R13 and R56: a visit needs time to arrive, prepare, eat, talk and present conclusions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_visits import CROWDED_VISIT
from assembler.model.review.coverage import MEETINGS
from assembler.model.review.visit import Session, SessionKind, Visit, session_label
from assembler.rules.rule import visit_of
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

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
    """Check that the first and last days have no interviews, and that lunch and all needed sessions are
    planned.

    Source: S0:766-777, 788-842; rules R13 and R56.
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

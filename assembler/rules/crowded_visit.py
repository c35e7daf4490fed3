"""R13: a visit must begin and end without interviews, and the team must have time to talk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_visits import CROWDED_VISIT
from assembler.model.review.visit import SessionKind, session_label
from assembler.rules.rule import visit_of
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def crowded_visit(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that the first and last days have no interviews and that the team has discussions.

    Source: S0:766-777, 788-799; rule R13.
    """
    sessions = {name: each for name, each in visit_of(record).sessions.items() if not each.cancelled}
    days = {each.day for each in sessions.values() if each.day}
    asking = (SessionKind.INTERVIEW, SessionKind.WORKSHOP)
    for name, each in sessions.items():
        if each.kind in asking and each.day and each.day in (min(days), max(days)):
            which = "first" if each.day == min(days) else "last"
            location = record.locate(f"visit.sessions.{name}.day")
            yield CROWDED_VISIT.at(location, session=session_label(name), which=which)
    if sessions and not any(each.kind is SessionKind.DISCUSSION for each in sessions.values()):
        yield CROWDED_VISIT.at(record.locate("visit.sessions"), "no discussion")

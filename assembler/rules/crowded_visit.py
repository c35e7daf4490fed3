"""R13: the visit begins and ends without interviews, and leaves time to talk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.model.review.visit import SessionKind, session_label
from assembler.rules.rule import visit_of, warning
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "crowded-visit"


def crowded_visit(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """The first and the last day are for arriving, agreeing and leaving; the team has hours of its own
    (S0:766-777, 788-799; rule R13).

    Bad:

        visit:
          sessions:
            I1: {kind: interview, day: 2026-10-05}
            D1: {kind: discussion, day: 2026-10-06}
            F1: {kind: feedback, day: 2026-10-07}

    Good:

        visit:
          sessions:
            P1: {kind: preparation, day: 2026-10-05}
            I1: {kind: interview, day: 2026-10-06}
            D1: {kind: discussion, day: 2026-10-07}
    """
    sessions = {name: each for name, each in visit_of(record).sessions.items() if not each.cancelled}
    days = {each.day for each in sessions.values() if each.day}
    asking = (SessionKind.INTERVIEW, SessionKind.WORKSHOP)
    for name, each in sessions.items():
        if each.kind in asking and each.day and each.day in (min(days), max(days)):
            which = "first" if each.day == min(days) else "last"
            what = f"{session_label(name)} is on the {which} day of the visit"
            yield warning(NAME, record, f"visit.sessions.{name}.day", what, "move it to a day between")
    if sessions and not any(each.kind is SessionKind.DISCUSSION for each in sessions.values()):
        yield warning(NAME, record, "visit.sessions", "the team has no hour to discuss what it heard",
                      "plan one, best on the last morning")  # fmt: skip

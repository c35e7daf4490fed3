"""R11: nobody interviews the whole day long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.model.review.visit import SessionKind, held
from assembler.rules.rule import visit_of, warning
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "overloaded-member"
MOST_A_DAY = 5


def overloaded_member(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """A member has four or five interviews a day, and writes up in between (S0:793-796; rule R11).

    Bad:

        visit:
          sessions:
            I1: {kind: interview, day: 2026-10-06, interviewers: [JB, FC]}
            I2: {kind: interview, day: 2026-10-06, interviewers: [JB, LM]}
            I3: {kind: interview, day: 2026-10-06, interviewers: [JB, FC]}
            I4: {kind: interview, day: 2026-10-06, interviewers: [JB, LM]}
            I5: {kind: interview, day: 2026-10-06, interviewers: [JB, FC]}
            I6: {kind: interview, day: 2026-10-06, interviewers: [JB, LM]}

    Good:

        visit:
          sessions:
            I1: {kind: interview, day: 2026-10-06, interviewers: [JB, FC]}
            I2: {kind: interview, day: 2026-10-06, interviewers: [JB, LM]}
    """
    interviews = held(visit_of(record).sessions, SessionKind.INTERVIEW).values()
    seats = Counter((each.day, who) for each in interviews for who in set(each.interviewers) if each.day)
    for (day, who), count in seats.items():
        if count > MOST_A_DAY:
            what = f"{who} has {count} interviews on {day}"
            yield warning(NAME, record, "visit.sessions", what, f"hand some over: {MOST_A_DAY} are enough")

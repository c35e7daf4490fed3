"""R11: nobody may have too many interviews in a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_visits import OVERLOADED_MEMBER
from assembler.model.review.visit import SessionKind, filter_held
from assembler.rules.rule import visit_of
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def overloaded_member(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that nobody has more interviews on one day than the review allows (S0:793-796; R11).

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

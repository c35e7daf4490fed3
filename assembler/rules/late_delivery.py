"""R5: peers get the report in time to read it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.rules.rule import days_between, warning
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "late-delivery"
DAYS_TO_READ = timedelta(days=28)
"""Our own measure: the guide only says that it must be well before the visit (S0:628-633)."""


def late_delivery(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """The report is due, and is delivered, four weeks before the visit or more (S0:628-633; rule R5).

    Bad:

        review: {deadline: 2026-09-25, delivered: 2026-09-28, visit_start: 2026-10-05}

    Good:

        review: {deadline: 2026-08-31, delivered: 2026-08-24, visit_start: 2026-10-05}
    """
    review = record.review
    for name, day in (("deadline", review.deadline), ("delivered", review.delivered)):
        if day and review.visit_start and review.visit_start - day < DAYS_TO_READ:
            left = days_between(day, review.visit_start)
            yield warning(NAME, record, f"review.{name}", f"{left} are left before the visit",
                          f"leave peers {DAYS_TO_READ.days} days to read, or move the visit")  # fmt: skip
    if review.deadline and review.delivered and review.delivered > review.deadline:
        late = days_between(review.deadline, review.delivered)
        yield warning(NAME, record, "review.delivered", f"delivered {late} after the deadline",
                      "tell the peers that they get it later")  # fmt: skip

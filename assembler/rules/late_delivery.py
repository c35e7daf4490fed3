"""R5: peers must receive the report in time to read it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_records import LATE_DELIVERY
from assembler.rules.rule import format_days
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

DAYS_TO_READ = timedelta(days=28)
"""Minimum time to read a report.

The guide only asks for delivery well before the visit (S0:628-633). It gives no number of days; this
one is ours.
"""


def late_delivery(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that the report is due and delivered at least four weeks before the visit (S0:628-633; R5)."""
    review = record.review
    for name, day in (("deadline", review.deadline), ("delivered", review.delivered)):
        if day and review.visit_start and review.visit_start - day < DAYS_TO_READ:
            left = format_days(day, max(day, review.visit_start))
            yield LATE_DELIVERY.at(record.locate(f"review.{name}"), days=left, wanted=DAYS_TO_READ.days)
    if review.deadline and review.delivered and review.delivered > review.deadline:
        late = format_days(review.deadline, review.delivered)
        yield LATE_DELIVERY.at(record.locate("review.delivered"), "after the deadline", days=late)

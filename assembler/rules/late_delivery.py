"""R5: peers must receive the report in time to read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_records import LATE_DELIVERY
from assembler.rules.rule import format_days
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def late_delivery(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that the report is due and delivered in good time before the visit (S0:628-633; R5).

    The guide only asks for delivery well before the visit; the number of days is a limit of the review.
    """
    review, wanted = record.review, record.review.limits.days_to_read
    for name, day in (("deadline", review.deadline), ("delivered", review.delivered)):
        if day and review.visit_start and (review.visit_start - day).days < wanted:
            left = format_days(day, max(day, review.visit_start))
            yield LATE_DELIVERY.at(record.locate(f"review.{name}"), days=left, wanted=wanted)
    if review.deadline and review.delivered and review.delivered > review.deadline:
        late = format_days(review.deadline, review.delivered)
        yield LATE_DELIVERY.at(record.locate("review.delivered"), "after the deadline", days=late)

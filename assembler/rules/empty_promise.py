"""An accepted recommendation must have an action, a responsible position and a deadline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_promises import EMPTY_PROMISE
from assembler.model.review.feedback import HostDecision
from assembler.rules.rule import feedback_of, has_text
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def empty_promise(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that accepted recommendations state an action, a responsible position and a deadline
    (S0:903-904).
    """
    for key, each in feedback_of(record).responses.items():
        if each.decision not in (HostDecision.ACCEPTED, HostDecision.PARTLY):
            continue
        wanted = {
            "action": has_text(each.action),
            "responsible": has_text(each.responsible),
            "deadline": each.deadline is not None,
        }
        if lacking := [name for name, given in wanted.items() if not given]:
            variant = "" if len(lacking) == len(wanted) else " and ".join(lacking)
            location = record.locate(f"feedback.responses.{key}")
            yield EMPTY_PROMISE.at(location, variant, recommendation=key)

"""What the host accepts has an action, an office and a day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_records import EMPTY_PROMISE
from assembler.model.review.feedback import HostDecision
from assembler.rules.rule import and_all, feedback_of, said
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def empty_promise(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """The commitment to act says what, who and by when (S0:903-904), which the form asks for."""
    for key, each in feedback_of(record).responses.items():
        if each.decision not in (HostDecision.ACCEPTED, HostDecision.PARTLY):
            continue
        wanted = {
            "action": said(each.action),
            "responsible office": said(each.responsible),
            "deadline": each.deadline is not None,
        }
        if lacking := [name for name, given in wanted.items() if not given]:
            location = record.locate(f"feedback.responses.{key}")
            yield EMPTY_PROMISE.at(location, recommendation=key, missing=and_all(lacking))

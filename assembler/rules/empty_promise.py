"""What the host accepts has an action, an office and a day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.model.review.feedback import HostDecision
from assembler.rules.rule import and_all, feedback_of, said, warning
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "empty-promise"


def empty_promise(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """The commitment to act says what, who and by when (S0:903-904), which the form asks for.

    Bad:

        feedback: {responses: {R01: {decision: accepted, responsible: Mayor}}}

    Good:

        feedback:
          responses:
            R01: {decision: accepted, action: Four hours a week., responsible: Mayor, deadline: 2027-03-01}
            R02: {decision: not-now}
    """
    for key, each in feedback_of(record).responses.items():
        if each.decision not in (HostDecision.ACCEPTED, HostDecision.PARTLY):
            continue
        wanted = {
            "action": said(each.action),
            "responsible office": said(each.responsible),
            "deadline": each.deadline is not None,
        }
        if lacking := [name for name, given in wanted.items() if not given]:
            what = f"the host accepts {key}, and its answer has no {and_all(lacking)}"
            yield warning(NAME, record, f"feedback.responses.{key}", what, "ask the host to complete it")

"""A new deadline of a promise must have a reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_promises import UNEXPLAINED_DEADLINE
from assembler.model.tracking.promises import PromiseRegister
from assembler.rules.rule import has_text
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def unexplained_deadline(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that a follow-up gives a reason for each new deadline (S0:903-904)."""
    register = record.find(PromiseRegister) or PromiseRegister()
    for half_year, follow_up in register.follow_ups.items():
        for code, each in follow_up.answers.items():
            if each.deadline is not None and not has_text(each.reason):
                path = f"promises.follow_ups.{half_year}.answers.{code}.deadline"
                yield UNEXPLAINED_DEADLINE.at(record.locate(path), promise=code)

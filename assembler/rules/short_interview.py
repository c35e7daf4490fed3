"""R12: an interview takes an hour, with an interpreter two."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.model.review.visit import SessionKind, held, session_label
from assembler.rules.rule import error, visit_of
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "short-interview"
ALONE, WITH_INTERPRETER = 60, 120


def short_interview(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """An hour for an interview, and twice as long with an interpreter (S0:525-527, 330-336; rule R12).

    Bad:

        visit:
          sessions:
            I1: {kind: interview, minutes: 45}
            I2: {kind: interview, minutes: 60, interpreter: true}

    Good:

        visit:
          sessions:
            I1: {kind: interview, minutes: 60}
            I2: {kind: interview, minutes: 120, interpreter: true}
    """
    for name, session in held(visit_of(record).sessions, SessionKind.INTERVIEW).items():
        wanted = WITH_INTERPRETER if session.interpreter else ALONE
        if session.minutes < wanted:
            aid = " with an interpreter" if session.interpreter else ""
            what = f"{session_label(name)}{aid} lasts {session.minutes} minutes"
            yield error(NAME, record, f"visit.sessions.{name}.minutes", what, f"give it {wanted} minutes")

"""R38: a quotation has a speaker, identified by role."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.model.review.visit import session_label
from assembler.rules.rule import evidence_of, has_text, visit_of, warning
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "quotation-without-speaker"


def quotation_without_speaker(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """A quotation has the role of its speaker (S3:447-449; rule R38).

    The role is the position of the guests of the session.

    Bad:

        visit: {sessions: {I1: {kind: interview}}}
        evidence:
          records:
            I1-1: {indicator: GG/1, statement: They wait., original: {text: Odottavat., language: fi}}

    Good:

        visit:
          sessions:
            I1: {kind: interview, interviewees: [{office: Trainer, category: staff}]}
            I2: {kind: interview}
        evidence:
          records:
            I1-1: {indicator: GG/1, statement: They wait., original: {text: Odottavat., language: fi}}
            I2-1: {indicator: GG/1, statement: They wait.}
    """
    sessions = visit_of(record).sessions
    for key, each in evidence_of(record).items():
        if not has_text(each.original):
            continue
        if each.session not in sessions or not sessions[each.session].interviewees:
            what = f"{key} quotes somebody, and nothing says in what role"
            hint = f"name the guests of {session_label(each.session)} by their office"
            yield warning(NAME, record, f"evidence.records.{key}.original", what, hint)

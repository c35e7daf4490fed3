"""R32: every answer in a survey must be counted or reported."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.agenda_evaluations import UNKNOWN_ANSWER
from assembler.model.reference.policy_agenda import PolicyAgenda
from assembler.model.reference.survey import Survey, find_unknown_answers
from assembler.rules.rule import evaluation_of
from assembler.store.records.record import Record


def unknown_answer(record: Record, _agenda: PolicyAgenda) -> Iterator[Diagnostic]:
    """Check that each answer is one that a table offers; other answers are not counted (R32)."""
    answers = (record.find(Survey) or Survey()).answers
    for respondent, question, answer in find_unknown_answers(evaluation_of(record).tables, answers):
        location = record.locate(f"survey.answers.{respondent}.{question}")
        yield UNKNOWN_ANSWER.at(location, respondent=respondent, question=question, answer=answer)

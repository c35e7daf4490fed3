"""R32: an answer to a question that was not meant for the respondent is reported, not counted."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.agenda_evaluations import UNEXPECTED_ANSWER
from assembler.model.reference.policy_agenda import PolicyAgenda
from assembler.model.reference.survey import Survey, find_unexpected_answers, list_questions
from assembler.rules.rule import evaluation_of
from assembler.store.records.record import Record


def unexpected_answer(record: Record, _agenda: PolicyAgenda) -> Iterator[Diagnostic]:
    """Check that respondents answer only questions that are meant for them (R32)."""
    answers, tables = (record.find(Survey) or Survey()).answers, evaluation_of(record).tables
    conditions = {each.code: each.asked_if for each in list_questions(tables)}
    for respondent, question in find_unexpected_answers(tables, answers):
        expected = ", ".join(f"{code}: {answer}" for code, answer in conditions[question].items())
        location = record.locate(f"survey.answers.{respondent}.{question}")
        yield UNEXPECTED_ANSWER.at(location, respondent=respondent, question=question, expected=expected)

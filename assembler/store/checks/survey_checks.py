"""Checks of a survey: the conditions and groups of its tables must name existing questions and answers."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.agenda_references import UNKNOWN_SURVEY_ANSWER, UNKNOWN_SURVEY_QUESTION
from assembler.model.reference.agenda_evaluations import Evaluation, ResultTable
from assembler.model.reference.survey import list_questions
from assembler.store.records.record import Record
from assembler.store.yaml.suggestions import report_unknown


def report_unknown_conditions(record: Record) -> Iterator[Diagnostic]:
    """Yield an error for each condition or group in a table that names an unknown question or answer.

    Questions with such a condition would never be asked, and such a group would always be empty.
    """
    evaluation = record.find(Evaluation)
    tables = evaluation.tables if evaluation else ()
    answers = {each.code: [code for code, _ in each.options] for each in list_questions(tables)}
    for number, table in enumerate(tables):
        path = f"evaluation.tables[{number}]"
        for place, question in _list_named_questions(table):
            if question not in answers:
                yield report_unknown(
                    UNKNOWN_SURVEY_QUESTION, record.locate(f"{path}.{place}"), question, answers
                )
        for place, question, answer in _list_named_answers(table):
            known = answers.get(question, [answer])
            if answer not in known:
                location = record.locate(f"{path}.{place}")
                yield report_unknown(UNKNOWN_SURVEY_ANSWER, location, answer, known, question=question)


def _list_named_questions(table: ResultTable) -> Iterator[tuple[str, str]]:
    """Yield each question that ``table`` names: its path within the table, and its code."""
    yield from ((f"asked_if.{question}", question) for question in table.asked_if)
    if table.group_by:
        yield "group_by", table.group_by


def _list_named_answers(table: ResultTable) -> Iterator[tuple[str, str, str]]:
    """Yield each answer that ``table`` names: its path within the table, its question and its code."""
    yield from ((f"asked_if.{question}", question, answer) for question, answer in table.asked_if.items())
    for number, answer in enumerate(table.groups):
        if answer:
            yield f"groups[{number}]", table.group_by, answer

"""Answers to the survey of an evaluation, and the counts that they give.

They are stored in ``survey.yaml`` beside the evaluation: for each respondent, an answer to each question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from pydantic import Field

from assembler.model.reference.evaluation import ResultRow, ResultTable
from assembler.model.types.content import Frozen

Answers = Mapping[str, Mapping[str, str]]
"""The answers by respondent and question."""


class Survey(Frozen):
    """The answers of each respondent, by the codes of the questions."""

    answers: dict[str, dict[str, str]] = Field(default_factory=dict)


def count_answers(table: ResultTable, answers: Answers) -> ResultTable:
    """Return ``table`` with the counts of ``answers``, in the rows that are questions or options.

    Other rows keep their counts. Each respondent counts once; an answer that the table does not offer is not
    counted. The base is the number of people who gave an answer of the table.
    """
    rows = tuple(_count_row(table, row, answers) for row in table.rows)
    if rows == table.rows:
        return table
    counted = table.model_copy(update={"rows": rows})
    bases = tuple(counted.find_base(0, column) for column in range(len(table.bases)))
    return counted.model_copy(update={"bases": bases})


def _count_row(table: ResultTable, row: ResultRow, answers: Answers) -> ResultRow:
    question = row.question or table.question
    if not question or not (row.question or row.option):
        return row
    counted = Counter(given.get(question, "") for given in answers.values())
    options = table.options if row.question else (row.option,)
    return row.model_copy(update={"counts": tuple(counted[option] for option in options)})


def find_unknown_answers(tables: tuple[ResultTable, ...], answers: Answers) -> Iterator[tuple[str, str, str]]:
    """Yield the respondent, the question and the answer for each answer that no table offers."""
    offered: dict[str, set[str]] = {}
    for table in tables:
        for row in table.rows:
            if row.question:
                offered.setdefault(row.question, set()).update(table.options)
            elif table.question and row.option:
                offered.setdefault(table.question, set()).add(row.option)
    for respondent, given in answers.items():
        for question, answer in given.items():
            if answer not in offered.get(question, ()):
                yield respondent, question, answer

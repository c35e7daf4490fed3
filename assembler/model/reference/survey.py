"""Survey of an evaluation: its questions, the respondents' answers, and the counts of these answers.

Each respondent's answer to each question is stored in ``survey.yaml`` next to the evaluation. The questions
and their options are defined by the evaluation's tables. Respondents have no names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field

from assembler.model.reference.agenda_evaluations import Chapter, ResultRow, ResultTable
from assembler.model.types.multilingual_text import MultilingualText
from assembler.model.types.references import Reference
from assembler.model.types.values import Frozen, RichText
from assembler.structs import Struct, field

OptionCode = Annotated[str, Reference("option")]
"""Code of an option of a question."""
Answers = Mapping[str, Mapping[str, str]]
"""Maps each respondent to their answers by question."""


class Survey(Frozen):
    """Each respondent's answers, by the code of the question, and their remarks."""

    answers: dict[str, dict[str, OptionCode]] = Field(default_factory=dict)
    remarks: dict[str, RichText] = Field(default_factory=dict)


class SurveyQuestion(Struct, frozen=True):
    """A question of the survey.

    ``options`` are the codes and labels of its answers. ``stem`` is the beginning of a sentence that ``text``
    completes. Only questions that share a table have a stem; for other questions, it is None. ``asked_if``
    are the answers to other questions that a respondent must have given.
    """

    chapter: Chapter
    code: str
    text: MultilingualText
    options: tuple[tuple[str, MultilingualText], ...]
    stem: MultilingualText | None = None
    asked_if: Mapping[str, str] = field(default_factory=dict)

    def is_asked(self, given: Mapping[str, str]) -> bool:
        """Return whether the question is meant for a respondent with these answers."""
        return _meets_conditions(given, self.asked_if)


def list_questions(tables: tuple[ResultTable, ...]) -> tuple[SurveyQuestion, ...]:
    """Return the questions whose answers the tables count, in the order of the tables.

    A question that several tables count is returned once.
    """
    questions: dict[str, SurveyQuestion] = {}
    for table in tables:
        for each in _list_table_questions(table):
            questions.setdefault(each.code, each)
    return tuple(questions.values())


def _list_table_questions(table: ResultTable) -> Iterator[SurveyQuestion]:
    scale = tuple(zip(table.options, table.columns, strict=False))
    rows = [row for row in table.rows if row.question]
    for row in rows:
        stem = table.heading if len(rows) > 1 else None
        yield SurveyQuestion(table.chapter, row.question, row.label, scale, stem, table.asked_if)
    options = tuple((row.option, row.label) for row in table.rows if row.option)
    if table.question and options:
        text = table.asked or table.title
        yield SurveyQuestion(table.chapter, table.question, text, options, asked_if=table.asked_if)


def _meets_conditions(given: Mapping[str, str], conditions: Mapping[str, str]) -> bool:
    return all(given.get(question) == answer for question, answer in conditions.items())


def count_answers(table: ResultTable, answers: Answers) -> ResultTable:
    """Return ``table`` with ``answers`` counted in the rows for questions and options.

    All other rows are unchanged, as are all rows with counts if nobody has answered yet. Each respondent
    counts once. An answer is not counted if the table does not offer it, or if the respondent does not meet
    ``asked_if``. The table's base is the number of people who gave an answer that it offers; if its rows are
    questions, this is the number for the first row.
    """
    rows = tuple(_count_row(table, row, answers) for row in table.rows)
    if rows == table.rows:
        return table
    counted = table.model_copy(update={"rows": rows})
    columns = len(table.groups) or len(table.bases)
    bases = tuple(counted.find_base(0, column) for column in range(columns))
    return counted.model_copy(update={"bases": bases})


def _count_row(table: ResultTable, row: ResultRow, answers: Answers) -> ResultRow:
    question = row.question or table.question
    asked = [given for given in answers.values() if _meets_conditions(given, table.asked_if)]
    if not question or not (row.question or row.option) or (row.counts and not answers):
        return row
    if row.question:
        counted = Counter(given.get(question, "") for given in asked)
        return row.model_copy(update={"counts": tuple(counted[option] for option in table.options)})
    chosen = [given for given in asked if given.get(question) == row.option]
    groups = table.groups or ("",)
    counts = tuple(
        sum(not group or given.get(table.group_by) == group for given in chosen) for group in groups
    )
    return row.model_copy(update={"counts": counts})


def find_unknown_answers(tables: tuple[ResultTable, ...], answers: Answers) -> Iterator[tuple[str, str, str]]:
    """Yield the respondent, the question and the answer for each answer that no table offers."""
    offered = {each.code: {option for option, _ in each.options} for each in list_questions(tables)}
    for respondent, given in answers.items():
        for question, answer in given.items():
            if answer not in offered.get(question, ()):
                yield respondent, question, answer


def find_unexpected_answers(tables: tuple[ResultTable, ...], answers: Answers) -> Iterator[tuple[str, str]]:
    """Yield the respondent and the question for each answer to a question that was not meant for them."""
    questions = list_questions(tables)
    for respondent, given in answers.items():
        for question in questions:
            if question.code in given and not question.is_asked(given):
                yield respondent, question.code

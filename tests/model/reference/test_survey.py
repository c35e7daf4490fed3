"""Answers of a survey are counted here: none, one, many, and those that no table offers."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from assembler.model.reference.agenda_evaluations import ResultTable
from assembler.model.reference.survey import (
    Answers,
    count_answers,
    find_unexpected_answers,
    find_unknown_answers,
    list_questions,
)

LIKERT = ResultTable.model_validate({
    "chapter": "practice", "title": "The guide", "heading": "The guide is", "bases": [0],
    "columns": ["Disagree", "Neutral", "Agree"], "options": ["1", "2", "3"],
    "rows": [{"label": "clear", "question": "Q1"}, {"label": "informative", "question": "Q2"}],
})  # fmt: skip
CHOICE = ResultTable.model_validate({
    "chapter": "local", "title": "Next year", "heading": "Year", "bases": [0], "columns": ["Number"],
    "shares": "columns", "question": "Q3",
    "rows": [{"label": "2010", "option": "2010"}, {"label": "Not known", "option": "?"}],
})  # fmt: skip
MANY: Answers = {
    f"R{number}": {"Q1": str(number % 3 + 1), "Q2": "3", "Q3": "?" if number % 4 else "2010"}
    for number in range(300)
}


@pytest.mark.parametrize(
    ("answers", "likert", "choice", "bases"),
    [
        ({}, [(0, 0, 0), (0, 0, 0)], [(0,), (0,)], (0, 0)),
        ({"R1": {"Q1": "2", "Q3": "?"}}, [(0, 1, 0), (0, 0, 0)], [(0,), (1,)], (1, 1)),
        (MANY, [(100, 100, 100), (0, 0, 300)], [(75,), (225,)], (300, 300)),
    ],
)
def test_each_respondent_counts_once(
    answers: Answers, likert: list[tuple[int, ...]], choice: list[tuple[int, ...]], bases: tuple[int, int]
) -> None:
    first, second = count_answers(LIKERT, answers), count_answers(CHOICE, answers)
    assert ([row.counts for row in first.rows], [row.counts for row in second.rows]) == (likert, choice)
    assert (first.bases, second.bases) == ((bases[0],), (bases[1],))


def test_shares_of_counted_answers() -> None:
    assert [count_answers(LIKERT, MANY).compute_share(0, column) for column in range(3)] == [33, 33, 33]
    assert [count_answers(CHOICE, MANY).compute_share(row, 0) for row in range(2)] == [25, 75]
    assert count_answers(CHOICE, {}).compute_share(0, 0) is None


def test_odd_answers_are_not_counted_and_are_listed() -> None:
    odd = {"R1": {"Q1": "often", "Q2": ""}, "R2": {"Q9": "1"}, "R3": {"Q1": "1"}}
    assert [row.counts for row in count_answers(LIKERT, odd).rows] == [(1, 0, 0), (0, 0, 0)]
    assert list(find_unknown_answers((LIKERT, CHOICE), odd)) == [
        ("R1", "Q1", "often"), ("R1", "Q2", ""), ("R2", "Q9", "1"),
    ]  # fmt: skip


def test_a_table_with_counts_of_its_own_keeps_them() -> None:
    row = {"label": "clear", "counts": [1, 2, 3]}
    table = LIKERT.model_copy(update={"rows": (type(LIKERT.rows[0]).model_validate(row),)})
    assert count_answers(table, MANY) is table


GROUPED = ResultTable.model_validate({
    "chapter": "local", "title": "Policy", "heading": "Answer", "columns": ["Others", "Large cities", "All"],
    "shares": "columns", "question": "Q2", "group_by": "Q1", "groups": ["other", "large", ""],
    "rows": [{"label": "Paper", "option": "paper"}, {"label": "None", "option": "none"}],
})  # fmt: skip


def test_answers_are_counted_by_group_and_in_all() -> None:
    answers = {
        "R1": {"Q1": "large", "Q2": "paper"},
        "R2": {"Q1": "other", "Q2": "paper"},
        "R3": {"Q1": "other", "Q2": "none"},
        "R4": {"Q2": "none"},
    }
    counted = count_answers(GROUPED, answers)
    assert [row.counts for row in counted.rows] == [(1, 1, 2), (1, 0, 2)]
    assert counted.bases == (2, 1, 4)


def test_counts_of_a_source_stay_until_somebody_answers() -> None:
    printed = LIKERT.rows[0].model_copy(update={"counts": (1, 2, 3)})
    table = LIKERT.model_copy(update={"rows": (printed,)})
    assert count_answers(table, {}) == table
    assert count_answers(table, {"R1": {"Q1": "3"}}).rows[0].counts == (0, 0, 1)


def test_the_survey_asks_each_question_once() -> None:
    asked = [(each.code, each.stem is not None) for each in list_questions((LIKERT, CHOICE, CHOICE))]
    assert asked == [("Q1", True), ("Q2", True), ("Q3", False)]


@pytest.mark.parametrize("change", [{"options": ["1", "2"]}, {"columns": ["Disagree"]}])
def test_a_table_needs_a_value_for_each_column(change: dict[str, object]) -> None:
    table = LIKERT.model_dump(exclude_defaults=True) | change
    with pytest.raises(ValidationError, match="values for"):
        ResultTable.model_validate(table)


def test_a_table_counts_only_those_whom_it_asks() -> None:
    readers = LIKERT.model_copy(update={"asked_if": {"Q3": "2010"}})
    answers = {"R1": {"Q1": "1", "Q3": "2010"}, "R2": {"Q1": "2", "Q3": "?"}, "R3": {"Q1": "3"}}
    assert [row.counts for row in count_answers(readers, answers).rows] == [(1, 0, 0), (0, 0, 0)]
    assert list(find_unexpected_answers((readers, CHOICE), answers)) == [("R2", "Q1"), ("R3", "Q1")]
    assert not list(find_unexpected_answers((LIKERT, CHOICE), answers))

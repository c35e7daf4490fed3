"""The tables of an evaluation ask and count by questions and answers that the survey has."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.diagnostics import Diagnostic
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder

SURVEY = """
project: Example
language: en
agenda: gia
title: Survey
subtitle: Of municipalities
tables:
  - {chapter: purpose, title: Size, heading: Size, columns: [Number], shares: none, question: Q1,
     rows: [{label: Large, option: large}, {label: Small, option: small}]}
  - chapter: practice
    title: Readers
    heading: The guide is
    columns: ["No", "Yes"]
    options: ["no", "yes"]
    asked_if: {CONDITION}
    rows: [{label: clear, question: Q2}]
  - chapter: local
    title: Policy
    heading: Answer
    columns: [Small, All]
    question: Q3
    group_by: GROUPS
    groups: [SMALL, ""]
    rows: [{label: A paper, option: paper}]
"""


def diagnose(root: Path, condition: str, groups: str = "Q1", small: str = "small") -> tuple[Diagnostic, ...]:
    folder = root / "data/records/survey"
    folder.mkdir(parents=True)
    text = SURVEY.replace("CONDITION", condition).replace("GROUPS", groups).replace("SMALL", small)
    (folder / "evaluation.yaml").write_text(text, encoding="utf-8")
    return Project(root, share=shipped_folder()).checked_record("survey").diagnostics


def test_conditions_and_groups_that_the_survey_has_are_accepted(tmp_path: Path) -> None:
    assert diagnose(tmp_path, "Q1: large") == ()


@pytest.mark.parametrize(
    ("names", "rule", "line", "message", "hint"),
    [
        (("Q9: large",), "unknown-survey-question", 15, "a question `Q9`", "choose one of: Q1, Q2, Q3"),
        (("Q1: larg",), "unknown-survey-answer", 15, "`larg` is not an answer", "did you mean `large`?"),
        (("Q1: large", "Q0"), "unknown-survey-question", 22, "`Q0`", "choose one of: Q1, Q2, Q3"),
        (("Q1: large", "Q1", "tiny"), "unknown-survey-answer", 23, "`tiny`", "choose one of: large, small"),
    ],
)
def test_an_unknown_code_is_refused_once_with_its_line(
    tmp_path: Path, names: tuple[str, ...], rule: str, line: int, message: str, hint: str
) -> None:
    [diagnostic] = diagnose(tmp_path, *names)
    assert (diagnostic.rule, diagnostic.location.line) == (rule, line)
    assert diagnostic.is_error and message in diagnostic.message and hint in str(diagnostic.hint)

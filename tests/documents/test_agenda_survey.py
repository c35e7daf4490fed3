"""A survey: everybody gets the same form, and each copy that comes back is a respondent without a name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.errors import DataError
from assembler.merging.collect_result import CollectResult
from assembler.model.reference.survey import Survey
from assembler.rules.agenda_evaluations import unexpected_answer
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.store.records.audit_log import read_audit_log
from assembler.store.returns.decisions import read_decisions
from assembler.views.agenda_evaluation import load_evaluation
from returned_forms import W, edit_form, paragraph, send_form, type_answers
from shipped import LANGUAGES

RECORDS = {"agenda": "agenda-2011"}
ANSWERS = {"Q1": "Large city (G31)", "Q2": "Yes", "Q3": "Agree", "Q6": "No priority"}


@pytest.fixture
def empty(project: Project) -> Project:
    """The project before anybody has answered."""
    (project.root / "data/records/agenda/survey.yaml").unlink()
    return project


def sent(project: Project, language: str = "en") -> Path:
    return send_form(project, Order("agenda-survey", "agenda", language=language))


def answered(project: Project, form: Path, answers: dict[str, str], name: str = "back.docx") -> CollectResult:
    return collect(project, edit_form(form, type_answers(answers), name))


def survey(project: Project) -> Survey:
    return project.record("agenda").find(Survey) or Survey()


def counts(project: Project) -> list[list[tuple[int | None, ...]]]:
    """The counts of each row of each table of the evaluation."""
    tables = load_evaluation(project.record("agenda"), project).tables
    return [[row.counts for row in table.rows] for table in tables]


def list_questions(document: Any) -> list[list[str]]:
    """The paragraphs of each cell with a question, its beginning or the title of its chapter."""
    return [row.cells[1].text.split("\n") for row in document.tables[0].rows[1:]]


def test_each_chapter_has_a_title_its_questions_and_their_possible_answers(empty: Project) -> None:
    document = Document(str(sent(empty)))
    assert [
        each.text for each in document.paragraphs if each.style and each.style.style_id == "Heading1"
    ] == [
        "Questions",
        "Your remarks",
    ]
    questions = list_questions(document)
    assert [each[0] for each in questions[:5]] == [
        "What size is your municipality?",
        "The agenda in practice",
        "Did you read the guide?",
        "The guide is …",
        "pleasant to read",
    ]


@pytest.mark.parametrize("language", ["en", "el"])
def test_a_question_has_a_box_for_each_option_in_the_language_of_its_label(
    empty: Project, language: str
) -> None:
    document = Document(str(sent(empty, language)))
    (row,) = (each for each in document.tables[0].rows if each.cells[0].text == "Q3")
    (run,) = row.cells[2]._tc.iter(f"{W}r")
    text = "".join(each.text for each in run.iter(f"{W}t"))
    assert text.split() == ["☐", "Disagree", "☐", "Neutral", "☐", "Agree"]
    assert run.find(f"{W}rPr/{W}lang").get(f"{W}val") == "en-GB"


def test_each_returned_copy_is_one_respondent(empty: Project) -> None:
    form = sent(empty)
    first = answered(empty, form, ANSWERS, "one.docx")
    answered(empty, form, {**ANSWERS, "Q1": "Other municipality"}, "two.docx")
    assert not first.diagnostics and not first.conflicts
    assert [*survey(empty).answers.values()] == [
        {"Q1": "g31", "Q2": "yes", "Q3": "agree", "Q6": "no-priority"},
        {"Q1": "other", "Q2": "yes", "Q3": "agree", "Q6": "no-priority"},
    ]
    assert counts(empty)[0] == [(1,), (1,)]
    assert counts(empty)[3] == [(0, 0, 0), (0, 0, 0), (0, 0, 0), (1, 1, 2)]


def test_the_same_file_is_the_same_respondent(empty: Project) -> None:
    form = sent(empty)
    answered(empty, form, ANSWERS)
    before = survey(empty)
    again = collect(empty, form.with_name("back.docx"))
    other_name = form.with_name("Copy of back.docx")
    other_name.write_bytes(form.with_name("back.docx").read_bytes())
    assert not again.changed and not collect(empty, other_name).changed
    assert survey(empty) == before and len(before.answers) == 1


def test_a_form_without_answers_adds_nobody(empty: Project) -> None:
    assert collect(empty, sent(empty)).empty
    assert survey(empty).answers == {}
    assert counts(empty)[0] == [(0,), (0,)]


def test_a_later_copy_of_the_form_has_the_same_number(empty: Project) -> None:
    form = sent(empty)
    answered(empty, form, ANSWERS)
    (number,) = {path.stem for path in (empty.root / "data/forms").glob("*.json")}
    assert sent(empty).read_bytes() == form.read_bytes()
    assert {path.stem for path in (empty.root / "data/forms").glob("*.json")} == {number}


def test_an_answer_that_is_not_in_the_list_is_kept_for_each_respondent(empty: Project) -> None:
    form = sent(empty)
    for number, read in enumerate(("yes", "no")):
        result = answered(empty, form, {"Q2": read, "Q6": "a bit of everything"}, f"{number}.docx")
        assert [each.rule for each in result.diagnostics] == ["unreadable-answer"]
    assert [each.get("Q6") for each in survey(empty).answers.values()] == [None, None]
    decisions = read_decisions(empty, "agenda")
    assert [each.typed for each in decisions] == ["a bit of everything"] * 2
    assert {each.path for each in decisions} == {f"survey.answers.{key}.Q6" for key in survey(empty).answers}


def test_a_remark_keeps_its_language_and_nobody_is_named(empty: Project) -> None:
    form = sent(empty, "nl")
    back = edit_form(form, type_answers({"S.1": "Stuur de gids aan iedereen."}), "Jan Jansen.docx")
    collect(empty, back)
    [(name, remark)] = survey(empty).remarks.items()
    assert (remark.text, remark.language) == ("Stuur de gids aan iedereen.", "nl")
    [line, *_] = read_audit_log(empty.record_folder("agenda"), empty.files)
    assert (line["who"], line["file"]) == ("", f"{name}.docx")
    kept = [path.name for path in (empty.root / "data/returns/agenda").iterdir()]
    assert "Jansen" not in json.dumps([line, kept])


def test_a_comment_in_a_copy_is_kept_without_its_author(empty: Project) -> None:
    def edit(root: Any) -> None:
        root.find(f"{W}body").insert(3, paragraph(("Why do you ask this?", "")))

    result = collect(empty, edit_form(sent(empty), edit))
    assert [(each.text, each.author) for each in result.kept] == [("Why do you ask this?", "")]


def test_only_readers_are_asked_and_counted(empty: Project) -> None:
    form = sent(empty)
    condition = "Only if you answered “Yes” to “Did you read the guide?”."
    assert [each for each in list_questions(Document(str(form))) if condition in each] == [
        ["The guide is …", condition]
    ]
    answered(empty, form, {**ANSWERS, "Q2": "No"}, "one.docx")
    answered(empty, form, ANSWERS, "two.docx")
    assert counts(empty)[2][0] == (0, 0, 1)
    record = empty.record("agenda")
    [left_out] = unexpected_answer(record, empty.agenda("gia"))
    assert "Q3" in left_out.message and left_out.location.line
    assert [each["Q3"] for each in survey(empty).answers.values()] == ["agree", "agree"]


def test_a_condition_that_nobody_can_meet_is_refused_with_its_line(empty: Project) -> None:
    path = empty.root / "data/records/agenda/evaluation.yaml"
    path.write_text(path.read_text("utf-8").replace('asked_if: {Q2: "yes"}', "asked_if: {Q22: y}"), "utf-8")
    with pytest.raises(DataError, match="refers to names that do not exist") as refused:
        sent(Project(empty.root, share=shipped_folder()))
    [unknown] = refused.value.diagnostics
    assert (unknown.rule, unknown.hint) == ("unknown-survey-question", "did you mean `Q2`?")
    assert unknown.location.line


@pytest.mark.office
def test_copies_saved_by_libreoffice_are_read(empty: Project, office: Any) -> None:
    back = edit_form(sent(empty), type_answers({**ANSWERS, "S.1": "Shorter, please."}))
    for kind in ("docx", "odt"):
        [saved] = office.convert([back], kind)
        assert not collect(empty, saved).diagnostics
    one, other = survey(empty).answers.values()
    assert one == other == {"Q1": "g31", "Q2": "yes", "Q3": "agree", "Q6": "no-priority"}
    assert {each.text for each in survey(empty).remarks.values()} == {"Shorter, please."}


@pytest.mark.product
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_in_each_language_gives_the_same_answers(empty: Project, language: str) -> None:
    assert not answered(empty, sent(empty, language), ANSWERS).diagnostics
    assert [*survey(empty).answers.values()] == [
        {"Q1": "g31", "Q2": "yes", "Q3": "agree", "Q6": "no-priority"}
    ]

"""The thematic toolkit has the items of its source; answers to its self-assessment come back."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocumentType
from lxml import etree

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.errors import DataError
from assembler.model.review.self_assessment import ContextEffect, FactorState, SelfAssessment
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.word.package.xml import qn
from returned_forms import cell_of, edit_form, send_form, type_answers, type_into

PROJECT = Project(shipped_folder())


def test_the_toolkit_has_as_many_items_as_its_source() -> None:
    """The counts are those of the domain file, section 1k, and of the source, S2:69-413."""
    toolkit = PROJECT.toolkit("inclucities-2")
    assert [len(each.questions) for each in toolkit.factors] == [11, 3, 5, 8, 4]
    assert [len(each.tips) for each in toolkit.factors] == [0, 1, 0, 5, 6]
    assert [len(each.practices) for each in toolkit.factors] == [1] * 5
    assert (len(toolkit.context), len(toolkit.titles)) == (10, 4)
    practices = [each for factor in toolkit.factors for each in factor.practices]
    assert {each.city for each in practices} == {"Mechelen"}
    assert [each.year for each in practices if each.year] == [2012, 2018]
    assert [bool(each.name) for each in practices] == [True, True, False, True, True]
    assert [each.corrected for each in practices if each.link] == [True, True, False, False]
    assert [len(each.aspects) for factor in toolkit.factors for each in factor.questions if each.aspects] == [
        2
    ]


@pytest.mark.parametrize("language", ["en", "el"])
def test_every_text_of_the_toolkit_is_printed(language: str) -> None:
    made = assemble(BuildContext(PROJECT), Order("thematic-toolkit", "inclucities-2", language=language))
    catalogue = BuildContext(PROJECT).catalogue(language)
    body = Document(io.BytesIO(made.data)).element.body
    shown = "\n".join("".join(each.itertext()) for each in body.iter(qn("w:p")))
    toolkit = PROJECT.toolkit("inclucities-2")
    for factor in toolkit.factors:
        texts = [factor.title, *factor.reasons, *(each.text for each in factor.questions), *factor.tips]
        for each in (*texts, *(practice.text for practice in factor.practices)):
            assert catalogue.gettext(each.text) in shown
    assert not re.search(r"[{}]", shown)


def test_a_toolkit_with_a_repeated_code_is_refused(tmp_path: Path) -> None:
    source = (shipped_folder() / "data/toolkits/inclucities-2.yaml").read_text("utf-8")
    path = tmp_path / "data/toolkits/inclucities-2.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(source.replace("code: K2/1", "code: K1/1"), "utf-8")
    with pytest.raises(DataError) as caught:
        Project(tmp_path).toolkit("inclucities-2")
    assert ["K1/1" in each.message for each in caught.value.diagnostics] == [True]


def test_a_city_assesses_itself_and_its_answers_come_back(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    project = Project(tmp_path)
    order = Order("toolkit-self-assessment", benchmark="dive", city="leeds", language="nl")
    sent = send_form(project, order)
    typed = {"T.2": "Hoofd diversiteit", "K1.a": "deels aanwezig", "K1.b": "Een raad.\nIn het voorjaar."}

    def edit(root: etree._Element) -> None:
        type_answers(typed)(root)
        type_into(cell_of(root, "K3/5"), "Ja, sinds 2024.")
        type_into(cell_of(root, "C/9", 2), "hindert")
        type_into(cell_of(root, "C/9"), "Er wordt bezuinigd.")

    result = collect(
        project, edit_form(sent, edit), settle=lambda conflict: "", moment="2026-11-22T10:00:00+00:00"
    )
    assert not [each for each in result.diagnostics if each.is_error]
    kept = project.record("leeds-dive").require(SelfAssessment)
    assert kept.office is not None
    assert (kept.office.text, kept.office.language) == ("Hoofd diversiteit", "nl")
    assert kept.factors["K1"].state is FactorState.PARTLY
    assert kept.factors["K1"].goal is not None
    assert kept.factors["K1"].goal.text.split() == ["Een", "raad.", "In", "het", "voorjaar."]
    assert kept.answers["K3/5"].answer is not None
    assert kept.answers["K3/5"].answer.text == "Ja, sinds 2024."
    assert kept.context["C/9"].effect is ContextEffect.HINDERS
    assert set(kept.answers) == {"K3/5"}


@pytest.mark.parametrize("order", [
    Order("toolkit-self-assessment", "examples/havenstad", language="en"),
    Order("thematic-toolkit", "inclucities-2", language="en"),
], ids=lambda order: order.type)  # fmt: skip
def test_the_head_of_a_page_has_room_for_the_name_of_its_chapter(order: Order) -> None:
    document = Document(io.BytesIO(assemble(BuildContext(PROJECT), order).data))
    chapters = find_texts(document, "Heading 1")
    assert "Key factors" in chapters
    assert max(map(len, chapters)) < 40


def test_a_key_factor_has_one_line_in_the_contents() -> None:
    order = Order("thematic-toolkit", "inclucities-2", language="en")
    document = Document(io.BytesIO(assemble(BuildContext(PROJECT), order).data))
    titles = [each.title.text for each in PROJECT.toolkit("inclucities-2").factors]
    assert find_texts(document, "toc 2")[1:] == titles
    assert find_texts(document, "Chapter Band") == [f"Key factor {number}" for number in range(1, 6)]


def test_the_questions_of_a_key_factor_are_one_table() -> None:
    document = open_self_assessment()
    tables = [each for each in document.tables if re.fullmatch(r"K\d/\d+", each.cell(2, 0).text)]
    assert [(len(each.rows) - 1) // 2 for each in tables] == [11, 3, 5, 8, 4]


def find_texts(document: DocumentType, style: str) -> list[str]:
    return [each.text for each in document.paragraphs if each.style.name == style]  # type: ignore[union-attr]


def test_only_a_form_with_answers_calls_them_fictitious() -> None:
    assert PROJECT.record("examples/havenstad").find(SelfAssessment) is None
    assert not [each for each in open_self_assessment().paragraphs if "fictitious" in each.text]


def open_self_assessment() -> DocumentType:
    order = Order("toolkit-self-assessment", "examples/havenstad", language="en")
    return Document(io.BytesIO(assemble(BuildContext(PROJECT), order).data))


def test_a_question_that_the_toolkit_does_not_ask_is_an_error(tmp_path: Path) -> None:
    record = tmp_path / "data/records/leeds"
    record.mkdir(parents=True)
    (record / "review.yaml").write_text(
        "{project: P, city: leeds, benchmark: dive@2010, language: en}", "utf-8"
    )
    (record / "self_assessment.yaml").write_text("answers: {K9/1: {answer: Yes.}}", "utf-8")
    found = Project(tmp_path).checked_record("leeds").diagnostics
    assert [each.rule for each in found] == ["unknown-question"]

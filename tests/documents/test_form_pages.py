"""What the pages of a form show to those who fill it in, on paper and on the screen."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.store.project.project import Project
from assembler.word.forms.form_parts import MANIFEST
from assembler.word.forms.manifest import read_manifest
from assembler.word.package.package import open_package
from returned_forms import W, body_of, cell_of, changes_by_path, edit_form, row_of, send_form, type_into

EXAMPLE = "examples/havenstad"


def test_prompts_are_in_brackets_or_options_and_in_rich_text_controls(build_context: BuildContext) -> None:
    made = assemble(
        build_context, Order("baseline-report", benchmark="dive", city="amsterdam", language="en")
    )
    controls = [
        each for each in body_of(made.data).iter(f"{W}sdt") if each.find(f".//{W}showingPlcHdr") is not None
    ]
    shown = {"".join(text.text or "" for text in each.iter(f"{W}t")) for each in controls}
    options = {text for text in shown if text.startswith("☐\N{NO-BREAK SPACE}")}
    assert len(options) == 2
    assert {text for text in shown - options if not (text.startswith("[") and text.endswith("]"))} == {"…"}
    assert not any(each.find(f"{W}sdtPr/{W}text") is not None for each in controls)


def send_empty_form(project: Project) -> Path:
    return send_form(project, Order("baseline-report", benchmark="dive", city="amsterdam", language="en"))


def test_a_question_is_above_the_box_for_its_answer(project: Project) -> None:
    root = body_of(send_empty_form(project).read_bytes())
    box = row_of(root, "PS/1.2")
    [mark, question] = box.getprevious().findall(f"{W}tc")  # type: ignore[union-attr]
    assert "".join(mark.itertext()) == "●"
    assert "".join(question.itertext()) == "What has been achieved so far? Facts only, no plans."
    assert "".join(box.itertext()) == "PS/1.2[Describe what has been achieved so far]"


def test_an_answer_that_lost_its_code_and_control_is_found_between_its_neighbours(project: Project) -> None:
    def edit(root: etree._Element) -> None:
        code, answer = row_of(root, "PS/1.2").findall(f"{W}tc")
        for cell, text in ((code, ""), (answer, "A housing plan.")):
            for control in list(cell.iter(f"{W}sdt", f"{W}bookmarkStart", f"{W}bookmarkEnd")):
                control.getparent().remove(control)  # type: ignore[union-attr]
            type_into(cell, text)
        type_into(cell_of(root, "PS/1.3"), "Nothing is written down.")

    result = collect(project, edit_form(send_empty_form(project), edit), dry_run=True)
    assert {path.rpartition(".")[2]: new["text"] for path, new in changes_by_path(result).items()} == {
        "achievement": "A housing plan.",
        "weak_points": "Nothing is written down.",
    }
    assert [each.rule for each in result.diagnostics if each.level != "info"] == ["matched-by-position"]


def test_a_form_about_one_group_leaves_the_other_answers_alone(project: Project) -> None:
    before = project.record("havenstad").baseline
    order = Order("baseline-report", record="havenstad", language="nl", part="GG")
    path = send_form(project, order)
    assert {code.partition("/")[0] for code in list_codes(path)} == {"GG"}
    unchanged = collect(project, path, dry_run=True)
    assert not unchanged.changed and not unchanged.diagnostics
    collect(project, edit_form(path, lambda root: type_into(cell_of(root, "GG/A/1.2"), "Een nieuw plan.")))
    after = project.record("havenstad").baseline
    assert before is not None and after is not None
    assert after.assessments["GG/A/1"].achievement.text == "Een nieuw plan."  # type: ignore[union-attr]
    others = [code for code in before.assessments if code != "GG/A/1"]
    assert all(after.assessments[code] == before.assessments[code] for code in others)
    assert (after.background, after.release) == (before.background, before.release)


def list_codes(path: Path) -> set[str]:
    """Return the codes of the answers in a form."""
    manifest = read_manifest(open_package(path.read_bytes(), path.name).parts[MANIFEST])
    return {each.code for each in (*manifest.fields, *manifest.lists)}


def test_each_table_of_a_desk_review_has_a_heading(project: Project) -> None:
    root = body_of(
        send_form(project, Order("desk-review", "havenstad", language="en", part="HK")).read_bytes()
    )
    statement = next(row_of(root, "GG/A/1").iterancestors(f"{W}tbl")).getprevious()
    assert statement is not None
    assert "".join(statement.itertext()).startswith("There is a strategic plan")
    heading = statement.getprevious()
    assert heading is not None
    assert heading.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Heading2"  # type: ignore[union-attr]
    assert "".join(heading.itertext()) == "Strategic plan based on needs"


def test_an_interviewer_ticks_questions_beside_the_notes(project: Project) -> None:
    order = Order("interview-guide", "havenstad", language="en", part="I17")
    root = body_of(send_form(project, order).read_bytes())
    _, questions, _ = row_of(root, "GG/I/3.N").findall(f"{W}tc")
    lines = ["".join(each.itertext()) for each in questions.findall(f"{W}p")]
    assert [line for line in lines if line.startswith("☐ ")][:1] == [
        "☐ When did you last change a proposal that was not on paper yet? (HK)"
    ]


def heading_of(paragraph: etree._Element) -> str:
    """The text of a heading of the first level; "" of another paragraph."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    is_heading = style is not None and style.get(f"{W}val") == "Heading1"
    return "".join(paragraph.itertext()) if is_heading else ""


def test_the_first_page_of_an_interview_guide_is_the_run_sheet(project: Project) -> None:
    order = Order("interview-guide", "havenstad", language="en", part="I17")
    root = body_of(send_form(project, order).read_bytes())
    opening = next(each for each in root.iter(f"{W}p") if heading_of(each) == "Opening")
    first = ["".join(each.itertext()) for each in opening.itersiblings(f"{W}tbl", preceding=True)][::-1]
    assert "When and who" in first[0]
    assert first[1].replace("\N{NO-BREAK SPACE}", " ") == "10:0010:1010:2510:4010 min15 min15 min20 min"
    assert "Position or group" in first[3]
    assert "Recording" in first[4]
    assert first[2].replace("\N{NO-BREAK SPACE}", " ") == (
        "TimeWhat happens10:00–10:10Opening"
        "10:10–10:25GG/I/3 Permanent advisory committee, regularly consulted"
        "10:25–10:40IE/I/1 Immigrants active in the advisory committee"
        "10:40–11:00Closing"
    )


def test_the_division_of_the_work_comes_back_and_answers_no_indicator(project: Project) -> None:
    def share_out(root: etree._Element) -> None:
        type_into(cell_of(root, "PS/1", 2), "Housing")
        type_into(cell_of(root, "PS/1", 4), "2027-03-01")

    result = collect(project, edit_form(send_empty_form(project), share_out), dry_run=True)
    changes = changes_by_path(result)
    assert changes.pop("baseline.work.PS/1.unit")["text"] == "Housing"
    assert changes == {"baseline.work.PS/1.deadline": "2027-03-01"}


def test_the_contents_have_the_page_after_the_cover(build_context: BuildContext) -> None:
    paragraphs = list(body_of(send_in_english(build_context, "inti-cities")).iter(f"{W}p"))
    [title] = [each for each in paragraphs if is_contents(each)]
    breaks = [each for each in paragraphs if each.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert breaks[0] is title
    lines = [each for each in paragraphs if style_of(each).startswith("TOC") and each is not title]
    assert {style_of(each) for each in lines} == {"TOC1", "TOC2"}


@pytest.mark.parametrize(("benchmark", "begins"), [("inti-cities", True), ("dive", False)])
def test_the_tables_that_share_out_the_work_begin_pages_as_the_indicators_do(
    build_context: BuildContext, benchmark: str, begins: bool
) -> None:
    body = body_of(send_in_english(build_context, benchmark))
    captions = [each for each in body.iter(f"{W}p") if style_of(each) == "Caption"]
    before = [style_of(each.getprevious()) for each in captions if each.getprevious() is not None]
    assert (before.count("IndicatorStart") == 3) is begins
    assert before[0] == "Guidance"


def test_each_indicator_begins_a_page_answered_or_not(build_context: BuildContext) -> None:
    completed = assemble(build_context, Order("baseline-report", EXAMPLE, language="en")).data
    for data, least in ((send_in_english(build_context, "inti-cities"), 73), (completed, 74)):
        bands = list_bands(body_of(data))
        assert len({"".join(each.itertext(f"{W}t")) for each in bands}) == 73
        assert len(bands) >= least, "a long answer takes its evidence to a second page with the band"
        assert {style_of(each.getprevious()) for each in bands} == {"IndicatorStart"}


def test_each_group_of_indicators_begins_a_page(build_context: BuildContext) -> None:
    body = body_of(send_in_english(build_context, "inti-cities"))
    groups = [each for each in body.iter(f"{W}p") if style_of(each) == "Heading2"][-4:]
    assert [style_of(each.getprevious()) == "IndicatorStart" for each in groups] == [False, True, True, True]


def test_answers_take_the_place_of_spare_rows_but_one_stays(build_context: BuildContext) -> None:
    def count_evidence(data: bytes) -> list[int]:
        codes = ["".join(each.itertext()) for each in body_of(data).iter(f"{W}tc")]
        return [sum(code.startswith(f"GG/A/{number}.9.") for code in codes) for number in (1, 2, 3)]

    assert count_evidence(send_in_english(build_context, "inti-cities")) == [2, 2, 2]
    completed = assemble(build_context, Order("baseline-report", EXAMPLE, language="en")).data
    assert count_evidence(completed) == [4, 2, 2]


def test_indicators_with_statistics_follow_each_other(build_context: BuildContext) -> None:
    bands = list_bands(body_of(send_in_english(build_context, "dive")))
    assert Counter(style_of(each.getprevious()) for each in bands) == {"IndexLine": 3, "TableGap": 22}


@pytest.mark.parametrize(
    ("house_style", "begins"), [("plain", True), ("harbour", True), ("large-print", False)]
)
def test_an_indicator_begins_no_page_in_large_print(
    build_context: BuildContext, house_style: str, begins: bool
) -> None:
    data = send_in_english(build_context, "inti-cities", house_style)
    style = Document(io.BytesIO(data)).styles["Indicator Start"]
    assert bool(style.paragraph_format.page_break_before) is begins  # type: ignore[attr-defined]


def send_in_english(
    build_context: BuildContext, benchmark: str = "dive", house_style: str = "plain"
) -> bytes:
    order = Order(
        "baseline-report", benchmark=benchmark, city="amsterdam", language="en", house_style=house_style
    )
    return assemble(build_context, order).data


def list_bands(body: etree._Element) -> list[etree._Element]:
    """The band above each indicator; those of the cover are in frames."""
    bands = [each for each in body.iter(f"{W}p") if style_of(each).startswith("Pillar")]
    return [each for each in bands if each.find(f"{W}pPr/{W}framePr") is None]


def is_contents(paragraph: etree._Element) -> bool:
    return style_of(paragraph) == "TOCHeading"


def style_of(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val", "")

"""A peer who adds a heading in the right part of a report writes a candidate finding, not a left-over."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.model.review.feedback import FeedbackReport, ReviewFinding
from assembler.rounds.record_status import compute_status
from assembler.store.project.project import Project
from returned_forms import Edit, W, edit_form, lines_of, send_form

REPORT = Order("feedback-report", "havenstad", language="en", draft=True)


def add_after(start: str, *paragraphs: tuple[str, str]) -> Edit:
    """Return the edit that adds paragraphs (style and text) after the one that begins with ``start``."""

    def edit(root: etree._Element) -> None:
        all_ = list(root.iter(f"{W}p"))
        numbers = [number for number, line in enumerate(lines_of(root)) if line.startswith(start)]
        place = all_[numbers[-1]]
        for style, text in reversed(paragraphs):
            new = etree.Element(f"{W}p")
            etree.SubElement(etree.SubElement(new, f"{W}pPr"), f"{W}pStyle").set(f"{W}val", style)
            etree.SubElement(etree.SubElement(new, f"{W}r"), f"{W}t").text = text
            place.addnext(new)

    return edit


NEW = (
    ("Heading3", "GG/A/1 Goals without figures"),
    ("Normal", "Nobody measures goal 3."),
    ("Normal", "Ask why."),
)
PLACE = "The team’s confidence: "


def finding_of(project: Project, name: str) -> ReviewFinding:
    return project.record("havenstad").require(FeedbackReport).findings[name]


def test_a_new_heading_with_text_becomes_a_candidate(project: Project) -> None:
    back = edit_form(send_form(project, REPORT), add_after(PLACE, *NEW))
    result = collect(project, back)
    assert [each.location.position for each in result.diagnostics if each.rule == "candidate-finding"] == [
        "F19"
    ]
    assert not [each for each in result.kept if "goal 3" in each.text]
    finding = finding_of(project, "F19")
    assert finding.text.text == "GG/A/1 Goals without figures\n\nNobody measures goal 3.\n\nAsk why."
    assert (finding.state, finding.kind, finding.indicators) == ("candidate", None, ("GG/A/1",))
    assert "F19" in compute_status(project, "havenstad", date(2026, 11, 20)).candidates
    assert collect(project, back).changed == ()


def test_a_candidate_that_was_reworded_is_not_added_again(project: Project) -> None:
    form = send_form(project, REPORT)
    back = edit_form(form, add_after(PLACE, *NEW))
    collect(project, back)
    path = project.record_folder("havenstad") / "feedback.yaml"
    path.write_text(
        path.read_text("utf-8").replace("Nobody measures goal 3.", "Goal 3 has no measure."), "utf-8"
    )
    result = collect(Project(project.root), back)
    assert (result.changed, result.conflicts) == ((), ())
    assert "Goal 3 has no measure." in finding_of(Project(project.root), "F19").text.text


def test_the_peer_rewords_a_candidate_in_the_report(project: Project) -> None:
    form = send_form(project, REPORT)
    collect(project, edit_form(form, add_after(PLACE, *NEW)))
    again = (NEW[0], ("Normal", "Goal 3 has no measure."), ("Normal", "The team asked why."))
    result = collect(Project(project.root), edit_form(form, add_after(PLACE, *again)))
    assert ([each.path for each in result.changed], result.conflicts) == (["feedback.findings.F19.text"], ())
    assert finding_of(Project(project.root), "F19").text.text.endswith("The team asked why.")


def test_two_new_headings_are_two_candidates(project: Project) -> None:
    more = (*NEW, ("ItemHeading", "Another one"), ("Normal", "With text."))
    collect(project, edit_form(send_form(project, REPORT), add_after(PLACE, *more)))
    assert finding_of(project, "F19").indicators == ("GG/A/1",)
    assert finding_of(project, "F20").text.text == "Another one\n\nWith text."


def test_a_heading_in_the_summary_stays_in_the_summary(project: Project) -> None:
    form = send_form(project, REPORT)
    result = collect(project, edit_form(form, add_after("The largest gain can be made", *NEW)))
    assert [each.path for each in result.changed] == ["feedback.summary"]
    assert "Nobody measures goal 3." in str(result.changed[0].new)


def test_text_without_a_heading_is_kept_as_before(project: Project) -> None:
    result = collect(
        project, edit_form(send_form(project, REPORT), add_after(PLACE, ("Normal", "A stray line.")))
    )
    assert [each.text for each in result.kept] == ["A stray line."]


@pytest.mark.sampled(2)
@pytest.mark.office
@pytest.mark.parametrize("suffix", ["docx", "odt"])
def test_a_candidate_comes_back_through_libreoffice(project: Project, office: Any, suffix: str) -> None:
    back = edit_form(send_form(project, REPORT), add_after(PLACE, *NEW))
    saved: Path
    (saved,) = office.convert([back], suffix)
    collect(project, saved)
    assert finding_of(project, "F19").text.text.startswith("GG/A/1 Goals without figures")

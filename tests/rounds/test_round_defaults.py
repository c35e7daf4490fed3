"""A round gives its reviews deadlines and a return address, unless they have their own."""

from __future__ import annotations

from datetime import date

import pytest

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.model.review.review import Review
from assembler.rounds.record_status import compute_status
from assembler.rounds.status_page import render_status_page
from assembler.store.project.project import Project
from assembler.store.project.round_defaults import with_round_defaults
from assembler.store.project.search_path import shipped_folder
from assembler.word.package.package import open_package

ROUND = """\
title: Round
project: P
language: en
benchmark: tiny@2026a
secretariat: {office: Secretariat, email: office@network.example, languages: [en]}
return_address: forms@network.example
deadlines: {baseline: 30, desk: 10, report: 20, response: 60}
cities: [{city: kade, review: kade}, {city: pier}]
"""


@pytest.fixture
def in_round(project: Project) -> Project:
    """The tiny project with a round; the review has no deadline of its own."""
    folder = project.root / "data/rounds"
    folder.mkdir()
    (folder / "first.yaml").write_text(ROUND, "utf-8")
    path = project.root / "data/records/kade/review.yaml"
    path.write_text(path.read_text("utf-8").replace("deadline: 2026-08-31\n", ""), "utf-8")
    return Project(project.root, share=shipped_folder(), cache=project.cache)


def review_of(project: Project) -> Review:
    return with_round_defaults(project, project.record("kade")).review


def test_a_review_takes_deadline_and_return_address_from_its_round(in_round: Project) -> None:
    review = review_of(in_round)
    assert review.deadline == date(2026, 9, 5)
    assert review.secretariat and review.secretariat.email == "forms@network.example"
    assert "deadline" not in (in_round.record_folder("kade") / "review.yaml").read_text("utf-8")


def test_what_a_review_says_itself_comes_first(in_round: Project) -> None:
    path = in_round.root / "data/records/kade/review.yaml"
    own = "deadline: 2026-07-01\nsecretariat: {office: Ours, email: own@kade.example, languages: [en]}\n"
    path.write_text(path.read_text("utf-8") + own, "utf-8")
    review = review_of(Project(in_round.root, share=shipped_folder()))
    assert review.deadline == date(2026, 7, 1)
    assert review.secretariat and review.secretariat.email == "own@kade.example"


def test_an_empty_form_of_the_round_shows_the_return_address(in_round: Project) -> None:
    order = Order("baseline-report", benchmark="tiny", city="pier", language="en")
    package = open_package(assemble(BuildContext(in_round), order).data, "form.docx")
    assert b"forms@network.example" in package.parts["word/document.xml"]


def test_the_forms_are_due_on_the_deadlines_of_the_round(in_round: Project) -> None:
    forms = compute_status(in_round, "kade", date(2026, 9, 1)).forms
    due = {each.type: each.due for each in forms}
    assert due["baseline-report"] == "2026-09-05"
    assert due["desk-review"] == "2026-09-25"
    assert due["host-response"] == "2026-12-07"
    assert due["team-conclusions"] == "2026-10-08", "the end of the visit, as without a round"


def test_the_feedback_report_is_due_on_the_deadline_of_the_round(in_round: Project) -> None:
    status = compute_status(in_round, "kade", date(2026, 9, 1))
    assert {each.type: each.due for each in status.reports}["feedback-report"] == "2026-10-28"
    assert b"2026-10-28" in render_status_page([status], ())
    assert any("feedback-report" in step and "due on 2026-10-28" in step for step in status.next)

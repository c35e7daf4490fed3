"""Which indicators of the baseline report fill two pages."""

from __future__ import annotations

from assembler.model.review.baseline import Evidence, SelfAssessment
from assembler.model.types.values import RichText, Text
from assembler.views.baseline_page_breaks import fills_two_pages

STATEMENT = "The city has a plan. " * 10
NOTES = "Describe how the plan was made. " * 8
LONG = RichText(text="The plan says what the city wants and by when. " * 6)
RECORD = Evidence(title=Text(text="Annual report on integration of the city"))


def test_no_answers_leave_one_page() -> None:
    assert not fills_two_pages(SelfAssessment(), STATEMENT, NOTES)


def test_answers_with_much_evidence_need_a_second_page() -> None:
    answers = SelfAssessment(ambition=LONG, achievement=LONG, how=LONG, evidence=(RECORD,) * 4)
    assert fills_two_pages(answers, STATEMENT, NOTES)
    assert not fills_two_pages(answers.model_copy(update={"evidence": ()}), "", "")


def test_answers_longer_than_a_page_flow_on() -> None:
    endless = RichText(text=LONG.text * 20)
    answers = SelfAssessment(ambition=endless, evidence=(RECORD,) * 4)
    assert not fills_two_pages(answers, STATEMENT, NOTES)

"""The host's response: what the city answers stands in the feedback report, and the rules read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.store.project.project import Project
from assembler.word.dump.dump import show
from returned_forms import edit_form, send_form, type_answers

NEW = {
    "R11.1": "accepted – aanvaard",
    "R11.2": "De junibrief wordt deel van de regioafspraak.",
    "R11.3": "Regiocoördinator",
    "R11.4": "2027-06-01",
    "C.2": "Raadsbesluit 2026-99",
}


@pytest.fixture
def returned(project: Project) -> Path:
    """The Dutch form as a city fills it in: one recommendation that had no answer, another decision."""
    return edit_form(
        send_form(project, Order("host-response", "havenstad", language="nl")), type_answers(NEW)
    )


def test_what_the_city_answers_stands_in_the_feedback_report(project: Project, returned: Path) -> None:
    result = collect(project, returned)
    assert {change.path: change.new for change in result.changed} == {
        "feedback.responses.R11.decision": "accepted",
        "feedback.responses.R11.action": {"text": NEW["R11.2"], "language": "nl"},
        "feedback.responses.R11.responsible": {"text": NEW["R11.3"], "language": "nl"},
        "feedback.responses.R11.deadline": "2027-06-01",
        "feedback.commitment.decision": {"text": NEW["C.2"], "language": "nl"},
    }
    order = Order("feedback-report", "havenstad", language="nl")
    report = assemble(BuildContext(project), order)
    said = show(report.data, report.file_name, with_looks=False)
    assert NEW["R11.2"] in said and NEW["C.2"] in said
    assert collect(project, returned).changed == ()


def test_an_answer_without_an_action_is_reported(project: Project) -> None:
    path = project.root / "data/records/havenstad/feedback.yaml"
    text = path.read_text("utf-8").replace("R10:\n    decision: not-now\n", "R10:\n    decision: accepted\n")
    path.write_text(text, "utf-8")
    made = assemble(BuildContext(project), Order("feedback-report", "havenstad", language="en"))
    [told] = [each for each in made.diagnostics if each.rule == "empty-promise"]
    missing = "what it will do, who is responsible, or by when"
    assert told.message == f"the host accepts R10, but does not say {missing}"


def test_the_overview_shows_the_answers_so_far(project: Project) -> None:
    order = Order("host-response", "havenstad", language="en")
    lines = show(assemble(BuildContext(project), order).data, "response.docx", with_looks=False).splitlines()
    row = next(number for number, line in enumerate(lines) if line.strip() == "cell FieldCode en-GB: R01")
    assert [line.partition(": ")[2] for line in lines[row : row + 5]] == [
        "R01",
        "Give every contact person four hours a week in writing",
        "Accepted",
        "Gemeentesecretaris",
        "1\N{NO-BREAK SPACE}March 2027",
    ]


def test_a_recommendation_without_a_title_is_headed_by_its_addressee(project: Project) -> None:
    path = project.root / "data/records/havenstad/feedback.yaml"
    text = path.read_text("utf-8")
    title = next(line for line in text.splitlines() if "Give every contact person four hours" in line)
    path.write_text(text.replace(f"{title}\n", ""), "utf-8")
    made = assemble(BuildContext(project), Order("host-response", "havenstad", language="en"))
    said = show(made.data, made.file_name, with_looks=False).splitlines()
    headings = [each.partition(": ")[2] for each in said if each.startswith("  paragraph Heading2")]
    assert headings[:2] == [
        "Municipal secretary, with the directors of the departments‹SectionCode| R01›",
        "Consult the advisory council at the start of a proposal‹SectionCode| R02›",
    ]

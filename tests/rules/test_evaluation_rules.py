"""What a source prints against what its counts give: examples, and the interim evaluation of 2010."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assembler.model.reference.evaluation import Evaluation
from assembler.model.reference.survey import Survey
from assembler.rules import EVALUATION_RULES, AgendaRule, run_rules
from assembler.store.project.project import Project
from assembler.store.records.record import Record
from assembler.store.yaml.yaml_file import YamlFile, parse_yaml
from rule_examples import example

ROOT = Path(__file__).resolve().parents[2]
GIA = Project(ROOT).agenda("gia")
ABOUT = {"project": "P", "language": "en", "agenda": "gia", "title": "T", "subtitle": "S"}
CITED = (("Nijmegen", "2009-06-29"), ("Voorschoten", "2009-10-01"), ("Zaandijk", "2009-11-04"))
each_rule = pytest.mark.parametrize("rule", EVALUATION_RULES, ids=lambda rule: rule.__name__)


def record_of(text: str) -> Record:
    """A record from a rule's example, with the lines of its file."""
    file = parse_yaml(text.encode(), "x.yaml")
    assert not file.diagnostics
    entity = Evaluation.model_validate({**ABOUT, **file.data["evaluation"]})
    lines = {path[1:]: line for path, line in file.lines.items() if path}
    survey = Survey.model_validate(file.data.get("survey", {}))
    files = dict.fromkeys(("evaluation", "survey"), YamlFile("x.yaml", None, lines))
    return Record("x", Path("x"), {"evaluation": entity, "survey": survey}, files)


@each_rule
def test_the_bad_example_is_found_with_its_line_and_the_good_one_is_not(rule: AgendaRule) -> None:
    [found] = run_rules((rule,), record_of(example(rule, "Bad")), GIA)
    assert found.rule == rule.__name__.replace("_", "-")
    assert found.location.line and found.hint
    assert run_rules((rule,), record_of(example(rule, "Good")), GIA) == ()


def test_the_source_of_2010_has_these_differences_and_no_others() -> None:
    found = run_rules(EVALUATION_RULES, Project(ROOT).record("gia-2010"), GIA)
    said = {name: [each.message for each in found if each.rule == name] for name in {e.rule for e in found}}
    assert said["printed-percentage"] == [
        "the source prints 72 %, but 35 of 48 is 73 %",
        "the source prints 49 %, but 16 of 33 is 48 %",
        "the source prints 33 %, but 48 of 141 is 34 %",
        "the source prints 14 %, but 19 of 141 is 13 %",
        "the source prints 12 %, but 16 of 141 is 11 %",
        "the source prints 2 %, but 2 of 141 is 1 %",
        "the source prints 73 %, but 104 of 141 is 74 %",
    ]
    assert said["impossible-percentages"] == ["no counts of 48 people give the percentages 13, 66, 20"]
    assert said["other-base"] == ["the source gives 48 people as the base, but its counts add up to 47"]
    assert len(said["attendance-gap"]) == 18
    assert [text.split()[-3] for text in said["attendance-gap"] if "estimate" in text] == ["is", "is"]
    assert said["unknown-meeting"] == [
        f"the text mentions a meeting in {place} on {day}, but the list of meetings has none"
        for place, day in (
            ("Nijmegen", "2009-06-29"),
            ("Voorschoten", "2009-10-01"),
            ("Zaandijk", "2009-11-04"),
        )
    ]
    numbers = [text for text in said["contradicted-claim"] if not text.startswith("the text is contradicted")]
    assert numbers == [
        "the text says 25 %, but 12 of 53 is 23 %",
        "the text says 55 %, but 104 of 141 is 74 %",
        "7 of 48 people are not accounted for in the text",
        "3 of 24 people are not accounted for in the text",
        "no count of 48 people gives the 20 % in the text",
        "the text says 25 %, but 395 of 1413 is 28 %",
    ]
    assert len(said["contradicted-claim"]) == 11


def test_visitors_of_each_meeting_and_of_all() -> None:
    evaluation = Project(ROOT).record("gia-2010").require(Evaluation)
    assert [meeting.difference for meeting in evaluation.meetings] == [
        2, -2, -1, 12, 9, 6, 16, 0, 17, 1, 34, 1, -9, 10, 0, 50, -19, 0, 50, 1, 5,
    ]  # fmt: skip
    assert [sum(each.total for each in region.meetings) for region in evaluation.regions] == [
        88, 251, 167, 375, 140, 321, 71,
    ]  # fmt: skip
    assert sum(meeting.total for meeting in evaluation.meetings) == 1413
    assert sum(meeting.municipalities or 0 for meeting in evaluation.meetings) == 231
    by_category = [
        (sum(each.visitors.get(kind, 0) for each in evaluation.meetings),
         sum(kind not in each.visitors for each in evaluation.meetings))
        for kind in ("aldermen", "municipal", "cmo", "forum", "province", "state", "welfare", "others")
    ]  # fmt: skip
    assert by_category == [(81, 3), (314, 2), (144, 3), (40, 2), (32, 8), (45, 2), (375, 5), (199, 3)]
    assert evaluation.meetings[11].day == date(2009, 11, 5)

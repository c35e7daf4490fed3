"""What a source prints against what its counts give."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.diagnostics import Level
from assembler.model.reference.agenda_evaluations import Evaluation
from assembler.model.reference.survey import Survey
from assembler.rules import EVALUATION_RULES, AgendaRule, run_rules
from assembler.rules.agenda_evaluations import impossible_percentages, other_base, printed_percentage
from assembler.store.project.project import Project
from assembler.store.records.record import Record
from assembler.store.yaml.yaml_file import YamlFile, parse_yaml
from rule_examples import example

ROOT = Path(__file__).resolve().parents[2]
GIA = Project(ROOT).agenda("gia")
ABOUT = {"project": "P", "language": "en", "agenda": "gia", "title": "T", "subtitle": "S"}
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


@pytest.mark.parametrize("rule", [printed_percentage, impossible_percentages, other_base])
def test_an_error_of_a_printed_source_is_a_warning_only_where_it_is_marked_so(rule: AgendaRule) -> None:
    bad = example(rule, "Bad")
    for text, level in ((bad, Level.ERROR), (f"{bad.rstrip()}\n  as_printed: true\n", Level.WARNING)):
        assert [each.level for each in run_rules((rule,), record_of(text), GIA)] == [level]

"""Each rule about progress reports finds what its bad example shows, and passes its good one."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from assembler.model.reference.charter import CharterRound
from assembler.model.reference.progress_reports import ProgressRound
from assembler.rules import PROGRESS_RULES, ProgressRule, run_rules
from assembler.store.records.record import Record
from assembler.store.yaml.yaml_file import parse_yaml
from rule_examples import example

OLD, NEW = "integrating-cities@2010", "integrating-cities@2024"
SIGNED = [
    {"city": "lyon", "office": "Mayor", "signed": "2026-06-01"},
    {"city": "leeds", "office": "Mayor", "signed": "2026-06-01", "version": NEW},
]
ABOUT = {"project": "P", "language": "en", "charter": OLD, "signatures": SIGNED}
COMMITMENTS = {OLD: ("PM/1", "PM/2"), NEW: ("PM/1",)}

each_rule = pytest.mark.parametrize("rule", PROGRESS_RULES, ids=lambda rule: rule.__name__)


def round_of(text: str) -> Record:
    """A charter round with the progress reports in a piece of YAML."""
    file = parse_yaml(text.encode(), "progress.yaml")
    assert not file.diagnostics
    entities = {
        "charter": CharterRound.model_validate(ABOUT),
        "progress": ProgressRound.model_validate(file.data),
    }
    return Record("x", Path("x"), entities, {"progress": file})


@each_rule
def test_the_bad_example_is_found_with_location_and_hint(rule: ProgressRule) -> None:
    [found] = run_rules([rule], round_of(example(rule, "Bad")), COMMITMENTS)
    assert found.rule == rule.__name__.replace("_", "-")
    assert found.location.position == "progress.reports.lyon.commitments"
    assert found.location.line
    assert found.hint


@each_rule
def test_the_good_example_passes(rule: ProgressRule) -> None:
    assert run_rules([rule], round_of(example(rule, "Good")), COMMITMENTS) == ()


@each_rule
def test_a_rule_says_what_it_rests_on(rule: ProgressRule) -> None:
    assert re.search(r"S\d:\d+|public", inspect.getdoc(rule) or "")


def test_a_city_is_measured_against_the_version_that_it_signed() -> None:
    text = "reports: {leeds: {commitments: {PM/1: {rating: not-at-all}}}}"
    assert run_rules(PROGRESS_RULES, round_of(text), COMMITMENTS) == ()

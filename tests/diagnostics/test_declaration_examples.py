"""The examples of the rules about declarations, merged into the declaration of a small form and checked."""

from __future__ import annotations

import json
from typing import Any

import pytest

from assembler.diagnostics import Rule
from assembler.diagnostics.registry import rules_of
from assembler.lint import lint
from assembler.store.project.project import Project
from assembler.store.yaml.yaml_file import parse_yaml, require_data
from own_types import DECLARED, write_type

AMBITION = {
    "code": "1", "path": "ambition", "control": "rich", "title": "Ambition",
    "prompt": "Describe what the city wants to reach",
}  # fmt: skip
BUDGETS = {"code": "L.1", "path": "baseline.background.budgets", "title": "Budgets"}
DEFAULTS: dict[str, dict[str, Any]] = {
    "lists": {"lists": {"budgets": BUDGETS}},
    "blocks": {"blocks": {"indicator": {"fields": {"ambition": AMBITION}}}},
    "counted": {"view": "baseline_report"},
}
"""What else a declaration with a key needs: the rest of a list or block, a view that gives numbers."""


def merge(base: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """Return ``base`` with the values of ``more``; mappings are merged."""
    merged = dict(base)
    for key, value in more.items():
        old = merged.get(key)
        merged[key] = merge(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


def check_example(project: Project, example: str) -> set[str]:
    """Return the rules that the small form with ``example`` breaks."""
    more = require_data(parse_yaml(example.encode(), "example"))
    declared = require_data(parse_yaml(DECLARED.encode(), "declared"))
    for key in DEFAULTS.keys() & more.keys():
        declared = merge(declared, DEFAULTS[key])
    declared = merge(declared, more)
    write_type(project.root, json.dumps(declared))
    return {each.rule for each in lint(project, ["letter"])}


@pytest.mark.parametrize("rule", rules_of("declarations"), ids=lambda rule: rule.id)
def test_the_bad_example_is_reported_and_the_good_one_is_not(tiny: Project, rule: Rule) -> None:
    assert rule.id in check_example(tiny, rule.bad)
    assert rule.id not in check_example(Project(tiny.root, share=tiny.share, cache=tiny.cache), rule.good)

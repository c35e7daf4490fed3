"""The examples of the rules about decisions: each is read as a sheet about one unreadable answer."""

from __future__ import annotations

import pytest

from assembler.assembly.orders.order import Order
from assembler.collect.decision_sheet import read_resolutions
from assembler.collect.open_decisions import list_open_decisions
from assembler.collect.take_decisions import decide
from assembler.diagnostics import Rule
from assembler.diagnostics.registry import rules_of
from assembler.errors import DataError
from assembler.store.project.project import Project
from returned_forms import collect_answers, send_form


def reported(project: Project, example: str) -> set[str]:
    """Return the rules that are reported when the decisions of ``example`` are taken."""
    [decision] = list_open_decisions(project, project.record("pier-tiny"))
    path = project.root / "sheet.csv"
    path.write_text(example.replace("ID", decision.id), "utf-8")
    resolutions = read_resolutions(project, "pier-tiny", path)
    try:
        decide(project, "pier-tiny", resolutions, moment="2026-09-03", dry_run=True)
    except DataError as error:
        return {each.rule for each in error.diagnostics}
    return set()


@pytest.mark.parametrize("rule", rules_of("decisions"), ids=lambda rule: rule.id)
def test_the_bad_example_is_reported_and_the_good_one_is_not(rule: Rule, project: Project) -> None:
    form = send_form(project, Order("baseline-report", benchmark="tiny", city="pier", language="en"))
    collect_answers(project, form, {"F.1": "Head", "F.5": "one of these days"})
    assert reported(project, rule.bad) == {rule.id}
    assert reported(project, rule.good) == set()

"""Missing answers of a returned form are reported for the questions that it asks, and for no others."""

from __future__ import annotations

from assembler.assembly.build import build
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.collect.check_form import check_answers
from assembler.store.project.project import Project
from own_types import DECLARED, EXAMPLE, write_type
from returned_forms import edit_form, type_answers


def test_a_letter_about_a_baseline_has_no_missing_indicators(project: Project) -> None:
    declared = DECLARED.replace("record: review", "record: baseline")
    write_type(project.root, declared.replace(EXAMPLE, "kade"))
    reported = {}
    for name, code in (("letter", "T.1"), ("baseline-report", "F.1")):
        order = Order(name, benchmark="tiny", city="pier", language="en")
        path = build(BuildContext(project), order, output=project.root / "build").path
        back = edit_form(path, type_answers({code: "Head of unit"}))
        reported[name] = {each.rule for each in check_answers(project, back).incomplete}
    assert "unanswered-indicator" not in reported["letter"]
    assert "unanswered-indicator" in reported["baseline-report"]

"""What a returned form lacks is reported of the answers that it asks for, and of no others."""

from __future__ import annotations

from pathlib import Path

from assembler.assembly.build import build
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.collect.check import check_answers
from assembler.store.files.cache import FolderCache
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from own_types import DECLARED, EXAMPLE, write_type
from returned_forms import answers, edited


def test_a_letter_about_a_baseline_hears_nothing_of_indicators(tmp_path: Path, cache: FolderCache) -> None:
    declared = DECLARED.replace("record: review", "record: baseline")
    write_type(tmp_path, declared.replace(EXAMPLE, "examples/havenstad"))
    project = Project(tmp_path, share=shipped_folder(), cache=cache)
    asked = {}
    for name, code in (("letter", "T.1"), ("baseline-report", "F.1")):
        order = Order(name, benchmark="dive", city="leeds", language="en")
        path = build(BuildContext(project), order, output=tmp_path / "build").path
        back = edited(path, answers({code: "Head of unit"}))
        asked[name] = {each.rule for each in check_answers(project, back).incomplete}
    assert "unanswered-indicator" not in asked["letter"]
    assert "unanswered-indicator" in asked["baseline-report"]

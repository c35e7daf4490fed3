"""The handout of the last morning: what the report will contain, on two pages, without evidence."""

from __future__ import annotations

import re

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.store.project.project import Project
from assembler.word.dump.dump import show

ORDER = Order("conclusions-handout", "havenstad", language="en")


def text_of(project: Project) -> str:
    made = assemble(BuildContext(project), ORDER)
    return show(made.data, made.file_name, with_looks=False)


def test_it_shows_agreed_findings_only_and_no_evidence(project: Project) -> None:
    text = text_of(project)
    assert "The residents’ advisory council is consulted and gets answers." in text
    assert "Political support has ended with the election." not in text
    assert "Interview 17" not in text and "I17-1" not in text


def test_the_next_steps_are_the_recommendations_of_high_priority(project: Project) -> None:
    text = text_of(project)
    assert "Alderman for finance" in text
    assert "Regional health service" not in text


def test_it_can_be_built_before_anything_is_agreed(project: Project) -> None:
    (project.root / "data/records/havenstad/feedback.yaml").unlink()
    assert "The team has not agreed on its main conclusions yet." in text_of(project)


def test_each_finding_has_the_code_of_its_pillar_beside_it(project: Project) -> None:
    assert re.search(r"cell[^:\n]*: IE\n +cell[^:\n]*: Anyone who needs an interpreter", text_of(project))

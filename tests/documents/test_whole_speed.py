"""Whole builds of our own types stay several times as fast as docxtpl's bare render of the same template.

Half of what is reached without the faster deflate, or less; each side's best of several tries is taken, in
processor time.
"""

from __future__ import annotations

import io

import pytest
from docxtpl import DocxTemplate

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import Workshop
from assembler.assembly.orders.order import Order
from assembler.store.project.project import Project
from speed.plain_words import plain_context
from timing import best


@pytest.mark.parametrize(
    ("type_", "record", "times"),
    [
        ("baseline-report", "examples/havenstad", 2.5),
        ("charter-commitment", "examples/charter-havenstad", 15),
    ],
)
def test_a_whole_build_takes_a_fraction_of_docxtpls_time(
    project: Project, type_: str, record: str, times: float
) -> None:
    workshop, order = Workshop(project), Order(type_, record, language="en")
    known = project.record(record)
    made = assemble(workshop, order, record=known)
    template, context = project.template(type_), plain_context(workshop, order, made.manifest)
    ours = best(lambda: assemble(workshop, order, record=known), 9)
    theirs = best(lambda: DocxTemplate(io.BytesIO(template)).render(context, autoescape=True), 3)
    assert theirs > times * ours

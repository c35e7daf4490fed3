"""Rounds of the same city and benchmark: each has its own record and its own forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.jobs.collect import collect
from assembler.jobs.order import Order
from assembler.store.layers import shipped
from assembler.store.project import Project
from returned_forms import answers, edited, sent_form, told

OFFICE = "review.contact.office"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path, share=shipped())


def empty_form(project: Project, new_record: str = "") -> Path:
    order = Order("baseline-report", benchmark="dive", city="leeds", language="en", new_record=new_record)
    return sent_form(project, order)


def test_a_second_round_has_its_own_form_and_its_own_record(project: Project) -> None:
    first = edited(empty_form(project), answers({"F.1": "Head of 2027"}), "first.docx")
    collect(project, first)
    second = edited(empty_form(project, "leeds-2028"), answers({"F.1": "Head of 2028"}), "second.docx")
    result = collect(project, second)
    assert (result.record, told(result)) == ("leeds-2028", {OFFICE: "Head of 2028"})
    assert not result.findings
    offices = [project.record(name).review.contact for name in ("leeds-dive", "leeds-2028")]
    assert [each.office.text for each in offices if each] == ["Head of 2027", "Head of 2028"]

"""A title and its address in one cell come back, whoever edited the form, and with whatever program."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.store.project.project import Project
from returned_forms import W, cell_of, changes_by_path, edit_form, row_of, send_form, type_into

PATH = "baseline.assessments.GG/A/1.evidence"
OTHER = "https://example.org/havenstad/plan-2027"
NEW, ADDED = "https://example.org/new", "https://example.org/added"


def sent(project: Project) -> Path:
    return send_form(project, Order("baseline-report", "havenstad", language="en", part="GG"))


def edit(root: etree._Element) -> None:
    """Another address in the first row, a new document in a spare row, and one in a row that was added."""
    [address] = [each for each in cell_of(root, "GG/A/1.9.1", 1).iter(f"{W}t") if "http" in (each.text or "")]
    address.text = OTHER
    spare = row_of(root, "GG/A/1.9.4")
    added = deepcopy(spare)
    for each in [*added.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}sdt")]:
        each.getparent().remove(each)
    for each in [*added.iter(f"{W}r")]:
        each.getparent().remove(each)
    run = etree.SubElement(next(added.iterchildren(f"{W}tc")).getnext().find(f"{W}p"), f"{W}r")
    etree.SubElement(run, f"{W}t").text = f"Added report {ADDED}"
    spare.addnext(added)
    type_into(cell_of(root, "GG/A/1.9.4", 1), "New plan", NEW)


def check(project: Project, path: Path) -> None:
    before = project.record("havenstad").baseline
    assert before is not None
    titles = [each.title.text for each in before.assessments["GG/A/1"].evidence]
    result = collect(project, path)
    assert not result.kept
    assert {each for each in changes_by_path(result) if not each.startswith(PATH)} == set()
    after = project.record("havenstad").baseline
    assert after is not None
    found = {each.title.text: each.link for each in after.assessments["GG/A/1"].evidence}
    assert list(found) == [*titles, "New plan", "Added report"]
    assert (found[titles[0]], found["New plan"], found["Added report"]) == (OTHER, NEW, ADDED)


def test_each_way_of_writing_an_address_brings_it(project: Project) -> None:
    check(project, edit_form(sent(project), edit))


@pytest.mark.office
@pytest.mark.parametrize("kind", ["docx", pytest.param("odt", marks=pytest.mark.product)])
def test_saved_by_libreoffice_it_brings_the_same(project: Project, office: Any, kind: str) -> None:
    [saved] = office.convert([edit_form(sent(project), edit)], kind)
    check(project, saved)

"""Rounds of the same city and benchmark: each has its own record and its own forms."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from assembler.jobs.collect import collect
from assembler.jobs.order import Order
from assembler.jobs.status import status
from assembler.store.layers import shipped
from assembler.store.project import Project
from assembler.store.returns import returns_of
from assembler.word.form_parts import CORE
from assembler.word.package import open_package
from returned_forms import answers, cell_of, edited, only_manifest, sent_form, told, write

OFFICE = "review.contact.office"
MODIFIED = b'<dcterms:modified xsi:type="dcterms:W3CDTF">DAYT10:00:00Z</dcterms:modified>'


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


def test_an_empty_form_is_called_that_and_is_no_return(project: Project) -> None:
    sent = empty_form(project)
    resaved = edited(sent, lambda root: None, "resaved.docx")
    for file in (sent, resaved):
        result = collect(project, file)
        assert (result.empty, result.written) == (True, ())
    assert not (project.root / "data/records").exists()
    [form] = status(project, "leeds-dive", date(2028, 3, 1)).forms[:1]
    assert (form.type, form.state, form.returns) == ("baseline-report", "out", 0)
    result = collect(project, edited(sent, answers({"F.1": "Head of integration"})))
    assert (result.empty, told(result)) == (False, {OFFICE: "Head of integration"})


def test_the_sent_file_that_an_earlier_version_noted_as_a_return_is_none(project: Project) -> None:
    sent = empty_form(project)
    number = only_manifest(project).id
    noted = project.root / f"data/forms/{number}.returned.jsonl"
    line = {"digest": sha256(sent.read_bytes()).hexdigest(), "changed": 0}
    noted.write_text(json.dumps(line) + "\n", "utf-8")
    assert returns_of(project, number) == ()


def test_a_form_with_rows_of_a_list_alone_is_not_empty(project: Project) -> None:
    sent = empty_form(project)
    number = next(each for each in only_manifest(project).lists if each.code == "B7.2").rows[0].code
    back = edited(sent, lambda root: write(cell_of(root, number, 1), "Language courses"))
    collect(project, back)
    again = edited(back, lambda root: None, "again.docx")
    result = collect(project, again)
    assert not (result.empty or result.changed)


def test_a_form_with_answers_that_comes_back_as_it_was_confirms_them(project: Project) -> None:
    collect(project, edited(empty_form(project), answers({"F.1": "Head of integration"})))
    sent = sent_form(project, Order("baseline-report", record="leeds-dive", language="en"))
    assert collect(project, sent).empty
    assert not collect(project, edited(sent, lambda root: None)).empty


def test_a_file_that_was_saved_before_the_form_was_sent_may_be_of_an_earlier_round(project: Project) -> None:
    """An empty form of the same city, built in another folder a year ago, has the same number."""
    sent, number = empty_form(project), only_manifest(project).id
    noted = project.root / f"data/forms/{number}.sent.jsonl"
    line = json.loads(noted.read_text("utf-8").splitlines()[0])
    noted.write_text(json.dumps({**line, "sent": "2028-01-10T09:00:00+00:00"}) + "\n", "utf-8")
    back = edited(sent, answers({"P.1": "Together."}))
    package = open_package(back.read_bytes(), back.name)
    core = package.parts[CORE]
    for day, rules in (("2027-03-02", ["saved-before-sent"]), ("2028-02-01", [])):
        moment = MODIFIED.replace(b"DAY", day.encode()) + b"</cp:coreProperties>"
        changed = core.replace(b"</cp:coreProperties>", moment)
        back.write_bytes(package.with_parts({CORE: changed}).to_bytes())
        assert [each.rule for each in collect(project, back, dry_run=True).findings] == rules

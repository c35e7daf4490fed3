"""Checking the answers of a form: every problem is reported, nothing is locked or written."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

import pytest

from assembler.api import Project as OpenProject
from assembler.assembly.build import build
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.collect.check_form import AnswerCheck, check_answers
from assembler.collect.collect import collect
from assembler.store.files.transaction import lock_folder
from assembler.store.project.project import Project
from assembler.word.package import package
from assembler.word.returned import returned_file
from own_types import EXAMPLE
from word_notation import docx


@pytest.fixture
def form(tiny: Project) -> Path:
    path = build(BuildContext(tiny), Order("letter", EXAMPLE, language="en"), output=tiny.build_folder).path
    assert path is not None
    return path


def everything(project: Project) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in project.root.rglob("*") if path.is_file()}


def test_a_file_that_is_no_form_has_no_answers_to_check(tiny: Project, tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    path.write_bytes(docx("Dear city"))
    assert check_answers(tiny, path) == AnswerCheck()


def test_a_record_that_cannot_be_read_is_reported_with_its_lines(tiny: Project, form: Path) -> None:
    review = tiny.record_folder(EXAMPLE) / "review.yaml"
    review.write_text(review.read_text("utf-8") + "nonsense: 1\n", "utf-8")
    reported = OpenProject(Project(tiny.root)).check(form).diagnostics
    own = [each for each in reported if each.rule != "missing-title"]
    assert [each.rule for each in own][:2] == ["answers-not-checked", "unknown-key"]
    assert own[1].location.line and "nonsense" in own[1].message


def test_checking_neither_waits_for_a_lock_nor_writes(tiny: Project, form: Path) -> None:
    before, results = everything(tiny), list[AnswerCheck]()
    with lock_folder(tiny.record_folder(EXAMPLE)), lock_folder(tiny.forms_folder):
        thread = Thread(target=lambda: results.append(check_answers(tiny, form)), daemon=True)
        thread.start()
        thread.join(60)
        assert results and results[0].record == EXAMPLE
    assert everything(tiny) == before


def test_a_returned_form_is_unpacked_once(tiny: Project, form: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = list[str]()
    read = returned_file.read_members

    def count(data: bytes, name: str) -> dict[str, bytes]:
        opened.append(name)
        return read(data, name)

    for module in (returned_file, package):
        monkeypatch.setattr(module, "read_members", count)
    collect(tiny, form, dry_run=True)
    assert opened.count(form.name) == 1

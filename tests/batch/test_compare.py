"""A document beside an older version of it: what is written down of it, and what is never replaced."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assembler.assembly.orders.order import Order, Outcome
from assembler.batch.batch import Batch, Settings
from assembler.batch.compare import build_and_compare
from assembler.errors import OutputError
from assembler.store.project.project import Project

ORDER = Order("interview-guide", "havenstad", language="en", part="I1")


@pytest.fixture
def own(project: Project) -> Project:
    return Project.find(project.root)


def built(project: Project) -> Outcome:
    [(_, outcome)] = Batch(project, Settings(project.build_folder, again=True)).made([ORDER])
    assert outcome.path is not None
    return outcome


def begin_at(project: Project, minute: int) -> None:
    """Let all that begins at nine, or a little later, begin ``minute`` minutes after it."""
    visit = project.root / "data/records/havenstad/visit.yaml"
    before = visit.read_text("utf-8")
    after = re.sub(r'start: "09:0\d"', f'start: "09:{minute:02}"', before)
    assert after != before
    visit.write_text(after, "utf-8")


def test_a_document_that_was_built_beside_an_older_one_is_known_as_ours(own: Project, tmp_path: Path) -> None:
    first = built(own)
    assert first.path is not None
    old = first.path.rename(tmp_path / "old.docx")
    for minute in (1, 2):
        begin_at(own, minute)
        made = build_and_compare(own, ORDER, old, settings=Settings(own.build_folder, again=True))
        assert made.outcome.diagnostics == ()
        assert made.changes > 0
    begin_at(own, 3)
    assert built(Project.find(own.root)).diagnostics == ()
    assert list(own.build_folder.glob("*.changed-*")) == []


def test_changes_that_somebody_worked_in_are_kept(own: Project, tmp_path: Path) -> None:
    first = built(own)
    assert first.path is not None
    old = first.path.rename(tmp_path / "old.docx")
    made = build_and_compare(own, ORDER, old, settings=Settings(own.build_folder, again=True))
    made.path.write_bytes(b"accepted half of them")
    again = build_and_compare(own, ORDER, old, settings=Settings(own.build_folder, again=True))
    assert [each.rule for each in again.outcome.diagnostics] == ["changed-document"]
    [copy] = own.build_folder.glob("*.changed-*")
    assert copy.read_bytes() == b"accepted half of them"


def test_the_older_document_is_never_replaced_by_the_new_one(own: Project) -> None:
    first = built(own)
    assert first.path is not None
    before = first.path.read_bytes()
    with pytest.raises(OutputError, match="made from"):
        build_and_compare(own, ORDER, first.path, settings=Settings(own.build_folder, again=True))
    assert first.path.read_bytes() == before

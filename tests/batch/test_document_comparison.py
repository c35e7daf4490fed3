"""A document beside an older version of it: what is written down of it, and what is never replaced."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assembler.assembly.orders.order import Order, Outcome
from assembler.batch.batch import Batch, BatchSettings
from assembler.batch.document_comparison import build_and_compare
from assembler.errors import OutputError
from assembler.store.project.project import Project
from own_types import EXAMPLE

ORDER = Order("letter", EXAMPLE, language="en")


def read_again(project: Project) -> Project:
    """The same project, as the next command reads it."""
    return Project(project.root, share=project.share)


def built(project: Project) -> Outcome:
    [(_, outcome)] = Batch(project, BatchSettings(project.build_folder, again=True)).build([ORDER])
    assert outcome.path is not None
    return outcome


def name_office(project: Project, office: str) -> None:
    """Let somebody else be the contact person."""
    path = project.root / f"data/records/{EXAMPLE}/review.yaml"
    before = path.read_text("utf-8")
    after = re.sub("office: (?=[A-Z]).*", f"office: {office}", before)
    assert after != before
    path.write_text(after, "utf-8")


def test_a_document_built_beside_an_older_one_is_known_as_ours(tiny: Project, tmp_path: Path) -> None:
    first = built(tiny)
    assert first.path is not None
    old = first.path.rename(tmp_path / "old.docx")
    for office in ("Adviser", "Officer"):
        name_office(tiny, office)
        made = build_and_compare(tiny, ORDER, old, settings=BatchSettings(tiny.build_folder, again=True))
        assert made.outcome.diagnostics == ()
        assert made.changes > 0
    name_office(tiny, "Secretary")
    assert built(read_again(tiny)).diagnostics == ()
    assert list(tiny.build_folder.glob("*.changed-*")) == []


def test_changes_that_somebody_worked_in_are_kept(tiny: Project, tmp_path: Path) -> None:
    first = built(tiny)
    assert first.path is not None
    old = first.path.rename(tmp_path / "old.docx")
    made = build_and_compare(tiny, ORDER, old, settings=BatchSettings(tiny.build_folder, again=True))
    made.path.write_bytes(b"accepted half of them")
    again = build_and_compare(tiny, ORDER, old, settings=BatchSettings(tiny.build_folder, again=True))
    assert [each.rule for each in again.outcome.diagnostics] == ["changed-document"]
    [copy] = tiny.build_folder.glob("*.changed-*")
    assert copy.read_bytes() == b"accepted half of them"


def test_the_older_document_is_never_replaced_by_the_new_one(tiny: Project) -> None:
    first = built(tiny)
    assert first.path is not None
    before = first.path.read_bytes()
    with pytest.raises(OutputError, match="one of its input files"):
        build_and_compare(tiny, ORDER, first.path, settings=BatchSettings(tiny.build_folder, again=True))
    assert first.path.read_bytes() == before

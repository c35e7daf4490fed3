"""A document beside an older version of it: what is written down of it, and what is never replaced."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assembler.assembly.build import Target, build
from assembler.assembly.compare import build_and_compare
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order, Outcome
from assembler.errors import OutputError
from assembler.store.project.project import Project
from own_types import EXAMPLE

ORDER = Order("letter", EXAMPLE, language="en")


def read_again(project: Project) -> Project:
    """The same project, as the next command reads it."""
    return Project(project.root, share=project.share)


def built(project: Project) -> Outcome:
    return build(BuildContext(project), ORDER, output=project.build_folder)


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
        made = build_and_compare(tiny, ORDER, old, target=Target(tiny.build_folder))
        assert made.outcome.diagnostics == ()
        assert made.changes > 0
    name_office(tiny, "Secretary")
    assert built(read_again(tiny)).diagnostics == ()
    assert list(tiny.build_folder.glob("*.changed-*")) == []


def test_changes_that_somebody_worked_in_are_kept(tiny: Project, tmp_path: Path) -> None:
    first = built(tiny)
    assert first.path is not None
    old = first.path.rename(tmp_path / "old.docx")
    made = build_and_compare(tiny, ORDER, old, target=Target(tiny.build_folder))
    made.path.write_bytes(b"accepted half of them")
    again = build_and_compare(tiny, ORDER, old, target=Target(tiny.build_folder))
    assert [each.rule for each in again.outcome.diagnostics] == ["changed-document"]
    [copy] = tiny.build_folder.glob("*.changed-*")
    assert copy.read_bytes() == b"accepted half of them"


def test_the_older_document_is_never_replaced_by_the_new_one(tiny: Project) -> None:
    first = built(tiny)
    assert first.path is not None
    before = first.path.read_bytes()
    with pytest.raises(OutputError, match="one of its input files"):
        build_and_compare(tiny, ORDER, first.path, target=Target(tiny.build_folder))
    assert first.path.read_bytes() == before

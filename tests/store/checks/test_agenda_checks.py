"""An edition of a policy agenda speaks only of what the agenda has."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.diagnostics import Diagnostic
from assembler.errors import ProjectError
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder

EDITION = """
project: Example
language: en
agenda: {agenda}
number: {number}
title: Guide
subtitle: Of State and municipalities
owners: [the State, municipalities]
entries:
{entries}
"""
WORK = """  GIA/03:
    efforts:
      - {side: state, nature: state-activity, text: Advise., ministry: SZW}
"""


Told = list[tuple[str, int | None]]


def diagnostics(root: Path, entries: str, *, agenda: str = "gia", number: int = 2) -> tuple[Diagnostic, ...]:
    folder = root / "data/records/edition"
    folder.mkdir(parents=True)
    text = EDITION.format(agenda=agenda, number=number, entries=entries)
    (folder / "agenda.yaml").write_text(text, encoding="utf-8")
    return Project(root, share=shipped_folder()).checked_record("edition").diagnostics


def told(root: Path, entries: str = WORK, *, agenda: str = "gia", number: int = 2) -> Told:
    """(rule, line) of each finding about an edition with these entries."""
    found = diagnostics(root, entries, agenda=agenda, number=number)
    return [(each.rule, each.location.line) for each in found]


def test_an_edition_that_speaks_of_what_there_is_has_no_fault(tmp_path: Path) -> None:
    assert told(tmp_path) == []


def test_an_unknown_area_is_reported_at_its_line(tmp_path: Path) -> None:
    assert told(tmp_path, WORK.replace("GIA/03", "GIA/33")) == [("unknown-area", 10)]


def test_an_area_of_another_edition_is_reported_with_what_became_of_it(tmp_path: Path) -> None:
    assert told(tmp_path, WORK.replace("GIA/03", "GIA/09"), number=1) == [("unknown-area", 10)]


def test_an_area_that_was_merged_is_reported_with_the_one_that_holds_it(tmp_path: Path) -> None:
    (diagnostic,) = diagnostics(tmp_path, WORK.replace("GIA/03", "GIA/06"), number=3)
    assert diagnostic.hint == "write it under GIA/05"


def test_an_unknown_ministry_is_reported(tmp_path: Path) -> None:
    assert told(tmp_path, WORK.replace("SZW", "SWZ")) == [("unknown-ministry", 12)]


def test_an_edition_that_the_agenda_does_not_have_is_reported(tmp_path: Path) -> None:
    assert ("unknown-edition", 5) in told(tmp_path, number=9)


def test_an_agenda_that_nobody_has_is_reported_at_its_line(tmp_path: Path) -> None:
    assert told(tmp_path, agenda="gai") == [("unknown-agenda", 4)]
    with pytest.raises(ProjectError, match="there is no agenda “gai”"):
        Project(tmp_path, share=shipped_folder()).agenda("gai")

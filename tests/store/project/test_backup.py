"""What a person may have typed is never replaced: a copy is kept, and the program says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.errors import OutputError
from assembler.store.project.backup import write_outputs
from assembler.store.project.project import Project


def copies(folder: Path) -> list[bytes]:
    return sorted(path.read_bytes() for path in folder.glob("*.changed-*"))


def test_what_we_wrote_is_replaced_and_what_a_person_changed_is_kept(tiny: Project) -> None:
    sheet = tiny.root / "data/sheets" / "sessions.csv"
    assert write_outputs(tiny, {sheet: b"one"}) == ()
    assert write_outputs(tiny, {sheet: b"two"}) == ()
    sheet.write_bytes(b"typed")
    [diagnostic] = write_outputs(Project.find(tiny.root), {sheet: b"three"})
    [copy] = sheet.parent.glob("*.changed-*.csv")
    assert copy.name in diagnostic.hint
    assert (sheet.read_bytes(), copy.read_bytes()) == (b"three", b"typed")
    assert write_outputs(tiny, {sheet: b"four"}) == ()


def test_a_file_that_was_never_ours_is_kept_also_outside_of_a_project(tmp_path: Path) -> None:
    letter = tmp_path / "letter.docx"
    letter.write_bytes(b"somebody's")
    assert len(write_outputs(Project(tmp_path), {letter: b"new"})) == 1
    assert (letter.read_bytes(), copies(tmp_path)) == (b"new", [b"somebody's"])


def test_the_same_again_is_no_change(tiny: Project) -> None:
    path = tiny.root / "out.csv"
    path.write_bytes(b"same")
    assert write_outputs(tiny, {path: b"same"}) == ()
    assert copies(tiny.root) == []


def test_an_input_is_never_its_own_output(tiny: Project) -> None:
    template, link = tiny.root / "template.docx", tiny.root / "link.docx"
    template.write_bytes(b"template")
    link.hardlink_to(template)
    for path in (template, tiny.root / "data/../template.docx", link):
        with pytest.raises(OutputError, match="one of its input files"):
            write_outputs(tiny, {path: b"filled"}, inputs=[template])
    assert template.read_bytes() == b"template"


def test_where_it_cannot_be_noted_what_was_written_the_file_is_written_all_the_same(tiny: Project) -> None:
    tiny.build_folder.write_bytes(b"no folder")
    path = tiny.root / "out.csv"
    assert write_outputs(tiny, {path: b"one"}) == ()
    assert path.read_bytes() == b"one"

"""What a person may have typed is never replaced: a copy is kept, and the program says so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assembler.errors import OutputError
from assembler.store.project.build_log import BuildLog, Entry, write_outputs
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


ADDING = """
import sys
from pathlib import Path
from assembler.store.project.build_log import BuildLog, Entry
for number in range(400):
    for asked in ("again", "again", "again", f"{sys.argv[2]} {number}"):
        BuildLog.append_line(Path(sys.argv[1]), Entry(asked, f"{asked}.docx", "digest", "inputs"))
"""


def test_two_batches_lose_nothing_that_the_other_writes_down(tmp_path: Path) -> None:
    """While each reads the report, and tidies it where it has grown, the other goes on."""
    file = tmp_path / "build/report.jsonl"
    batches = [subprocess.Popen([sys.executable, "-c", ADDING, str(file), name]) for name in ("one", "two")]
    tidied, before = 0, 0
    while any(batch.poll() is None for batch in batches):
        BuildLog(file)
        size = file.stat().st_size if file.exists() else 0
        tidied, before = tidied + (size < before), size
    assert [batch.wait() for batch in batches] == [0, 0] and tidied > 0
    known = BuildLog(file)
    assert all(known.entry(f"{name} {number}") for name in ("one", "two") for number in range(400))


def test_lines_that_are_damaged_or_of_another_kind_are_as_good_as_none(tmp_path: Path) -> None:
    file = tmp_path / "report.jsonl"
    BuildLog(file).add(Entry("first", "a.docx", "1", "i"))
    with file.open("ab") as added:
        added.write(b'[1]\n{"asked": "x"}\n{"asked": "y", "diagnostics": 3}\n\xff\xfe\n{"asked": "z", "pa')
    report = BuildLog(file)
    report.add(Entry("second", "b.docx", "2", "i"))
    again = BuildLog(file)
    assert [again.entry(name) is not None for name in ("first", "x", "y", "z", "second")] == [
        True, False, False, False, True,
    ]  # fmt: skip


def test_a_report_is_written_again_where_most_of_it_counts_no_more(tmp_path: Path) -> None:
    file = tmp_path / "report.jsonl"
    for number in range(150):
        BuildLog.append_line(file, Entry("same", "a.docx", str(number), "i"))
    assert BuildLog(file).last_digest("a.docx") == "149"
    assert len(file.read_bytes().splitlines()) == 1
    assert len(file.read_bytes().splitlines()) == 1


def test_the_last_file_written_to_a_path_counts_also_after_compaction(tmp_path: Path) -> None:
    file = tmp_path / "report.jsonl"
    for number in range(150):
        for asked in ("draft", "final"):
            BuildLog.append_line(file, Entry(asked, "a.docx", f"{asked} {number}", "i"))
    BuildLog.append_line(file, Entry("draft", "a.docx", "last", "i"))
    assert BuildLog(file).last_digest("a.docx") == "last"
    assert len(file.read_bytes().splitlines()) == 2
    assert BuildLog(file).last_digest("a.docx") == "last"

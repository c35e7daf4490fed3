"""What was built is written down line by line, by several batches at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from assembler.store.project.build_log import BuildLog, Entry

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


def test_the_last_file_written_to_a_path_counts_also_after_compaction(tmp_path: Path) -> None:
    file = tmp_path / "report.jsonl"
    for number in range(150):
        for asked in ("draft", "final"):
            BuildLog.append_line(file, Entry(asked, "a.docx", f"{asked} {number}", "i"))
    BuildLog.append_line(file, Entry("draft", "a.docx", "last", "i"))
    assert BuildLog(file).last_digest("a.docx") == "last"
    assert len(file.read_bytes().splitlines()) == 2
    assert BuildLog(file).last_digest("a.docx") == "last"

"""Commands read each input file at most once, and those that only read never write."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from assembler.assembly.orders.order import Order
from assembler.store.files.transaction import JOURNAL
from assembler.store.project.project import Project
from commands import run_command
from own_types import EXAMPLE
from returned_forms import edit_form, send_form, type_answers

RECORD = f"data/records/{EXAMPLE}"
READING = [
    ("check", "returned.docx"),
    ("collect", "--dry-run", "returned.docx"),
    ("status",),
    ("list", "records"),
    ("lint", "letter"),
    ("catalogue", "check", "nl"),
]
"""Commands that must leave the project as it is."""
WRITING = [
    ("build", "letter", "--record", EXAMPLE),
    ("collect", "returned.docx"),
    ("catalogue", "update"),
]


@pytest.fixture
def returned(tiny: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The tiny project with a completed form, as the current folder."""
    form = send_form(tiny, Order("letter", EXAMPLE, language="nl"))
    edit_form(form, type_answers({"T.1": "Hoofd integratie"})).rename(tiny.root / "returned.docx")
    monkeypatch.chdir(tiny.root)
    return tiny


def digest_files(root: Path) -> dict[str, str]:
    files = (path for path in sorted(root.rglob("*")) if path.is_file())
    return {path.relative_to(root).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def interrupt(folder: Path, name: str, text: str) -> None:
    """Leave the transaction in ``folder`` that a command leaves if it is killed just after the commit."""
    new, old = f".{name}.0123456789abcdef.new", f".{name}.0123456789abcdef.old"
    (folder / new).write_text(text, "utf-8")
    (folder / old).hardlink_to(folder / name)
    (folder / JOURNAL).write_text(json.dumps({str(folder / name): [new, old]}), "utf-8")


@pytest.mark.parametrize("args", [*READING, *WRITING], ids=" ".join)
def test_each_input_file_is_read_at_most_once(
    returned: Project, args: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    before, reads = digest_files(returned.root), Counter[str]()

    def count(path: Path, mode: str = "r", *args: Any, **options: Any) -> Any:
        if "r" in mode and path.is_relative_to(returned.root):
            reads[path.relative_to(returned.root).as_posix()] += 1
        return open_file(path, mode, *args, **options)

    open_file = Path.open
    monkeypatch.setattr(Path, "open", count)
    run_command(returned.root, *args)
    monkeypatch.undo()
    after = digest_files(returned.root)
    inputs = {name for name in before if before[name] == after.get(name)}
    repeated = {name: count for name, count in reads.items() if name in inputs and count > 1}
    assert reads
    assert repeated == {}


@pytest.mark.parametrize("args", READING, ids=" ".join)
def test_reading_does_not_complete_an_interrupted_transaction(
    returned: Project, args: tuple[str, ...]
) -> None:
    review = returned.root / RECORD / "review.yaml"
    interrupt(review.parent, review.name, review.read_text("utf-8").replace("2026-08-31", "2026-09-30"))
    before = digest_files(returned.root)
    run_command(returned.root, *args)
    assert digest_files(returned.root) == before


def test_a_reader_sees_an_interrupted_transaction_as_completed(returned: Project) -> None:
    review = returned.root / RECORD / "review.yaml"
    text = review.read_text("utf-8")
    interrupt(review.parent, review.name, text.replace("2026-08-31", "2026-09-30"))
    assert returned.record(EXAMPLE).review.deadline == date(2026, 9, 30)
    assert "2026-08-31" in review.read_text("utf-8")


@pytest.mark.parametrize("args", WRITING[:2], ids=" ".join)
def test_a_command_that_writes_completes_an_interrupted_transaction(
    returned: Project, args: tuple[str, ...]
) -> None:
    folder = returned.root / RECORD
    text = (folder / "review.yaml").read_text("utf-8")
    interrupt(folder, "review.yaml", text.replace("2026-08-31", "2026-09-30"))
    run_command(returned.root, *args, code=0)
    assert "2026-09-30" in (folder / "review.yaml").read_text("utf-8")
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]

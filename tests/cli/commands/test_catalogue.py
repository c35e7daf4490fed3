"""The translators' commands as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assembler.i18n.po.po_file import read_po, write_po
from assembler.store.project.search_path import shipped_folder
from commands import run_command

DUTCH = "locales/nl/LC_MESSAGES/documents.po"


def test_a_template_that_is_out_of_step_is_reported_and_not_written(tmp_path: Path) -> None:
    assert run_command(tmp_path, "catalogue", "extract", "--check").exit_code == 1
    assert not (tmp_path / "locales").exists()


def test_status_is_reported_for_each_document_as_json(tmp_path: Path) -> None:
    result = run_command(
        tmp_path, "catalogue", "status", "nl", "--document", "desk-review", "--format", "json"
    )
    whole, part = json.loads(result.stdout)
    assert (whole["document"], part["document"], part["language"]) == ("all", "desk-review", "nl")
    assert 0 < part["messages"] < whole["messages"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["check", "xy", "dutch"], 3),
        (["update", "en"], 3),
        (["status", "xy"], 3),
        (["review", "nl", "--reviewer", "MK"], 2),
        (["review", "nl", "--reviewer", "", "--all"], 2),
        (["review", "nl", "--reviewer", " [x]", "--all"], 2),
        (["review", "xy", "--reviewer", "MK", "--all"], 3),
        (["compile", "--output", "x.mo"], 2),
    ],
)
def test_what_does_not_exist_is_one_clear_message(tmp_path: Path, words: list[str], code: int) -> None:
    result = run_command(tmp_path, "catalogue", *words)
    assert result.exit_code == code
    assert "Traceback" not in result.output
    assert result.stderr.count("Error:") == 1


def test_a_review_touches_the_marked_messages_alone(tmp_path: Path) -> None:
    before = (shipped_folder() / DUTCH).read_bytes()
    path = tmp_path / DUTCH
    path.parent.mkdir(parents=True)
    path.write_bytes(before)
    words = ("review", "nl", "--reviewer", "MK", "--text", "How to fill in this form")
    assert run_command(tmp_path, "catalogue", *words).exit_code == 0
    old, new = before.decode().splitlines(), path.read_text(encoding="utf-8").splitlines()
    added = [line for line in new if line not in old]
    assert all(line.startswith("# reviewed: MK 20") for line in added)
    assert len(new) - len(old) == len(added) > 0
    printed = run_command(tmp_path, "catalogue", *words).stdout
    count = len(added)
    assert printed == f"Marked as reviewed: 0 of {count} messages.\nAlready reviewed: {count}.\n"


@pytest.mark.parametrize(
    "path", sorted((shipped_folder() / "locales").rglob("*.po")), ids=lambda path: path.parts[-3]
)
def test_our_own_catalogues_are_written_as_they_are_read(path: Path) -> None:
    data = path.read_bytes()
    assert write_po(read_po(data, path.name)) == data

"""A file that nothing reads because of its name is reported with the name that is looked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.store.checks.unread_files import report_unread_files


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        ("data/cities.yaml.txt", "cities.yaml"),
        ("data/Cities.yaml", "cities.yaml"),
        ("data/benchmarks/ours.yml", "ours.yaml"),
        ("data/benchmarks/ours.YAML", "ours.yaml"),
        ("data/records/biel/review.yaml.txt", "review.yaml"),
        ("data/records/biel/evidence.csv.txt", "evidence.csv"),
        ("templates/letter/template.docx.docx", "template.docx"),
        ("locales/fi/LC_MESSAGES/documents.po.txt", "documents.po"),
    ],
)
def test_a_name_that_is_nearly_right_is_reported(tmp_path: Path, file: str, wanted: str) -> None:
    path = tmp_path / file
    path.parent.mkdir(parents=True)
    path.write_bytes(b"")
    (found,) = report_unread_files(tmp_path)
    assert found.location.file == file
    assert f"`{wanted}`" in found.message
    assert found.hint == f"rename it to `{wanted}`"


def test_a_file_that_would_be_overwritten_is_not_to_be_renamed(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    for name in ("cities.yaml", "cities.yaml.txt"):
        (tmp_path / "data" / name).write_bytes(b"")
    (found,) = report_unread_files(tmp_path)
    assert found.rule == "unread-file"
    assert "move its content" in found.hint


@pytest.mark.parametrize("file", ["data/notes.txt", "data/records/a/chart.png", "data/returns/a/Form.DOCX"])
def test_other_files_are_left_alone(tmp_path: Path, file: str) -> None:
    path = tmp_path / file
    path.parent.mkdir(parents=True)
    path.write_bytes(b"")
    assert list(report_unread_files(tmp_path)) == []

"""A file is read whole or told why not, and written whole or left as it was."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from assembler.errors import FileError, OutputError
from assembler.store.files.files import check_writable, read_file, write_file


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folders" / "form.docx"
    write_file(path, b"first")
    write_file(path, b"second")
    assert read_file(path) == b"second"
    assert [each.name for each in path.parent.iterdir()] == ["form.docx"]


def test_a_missing_file_a_folder_and_a_large_file_are_distinguished(tmp_path: Path) -> None:
    large = tmp_path / "large"
    large.write_bytes(b"x" * 11)
    for path, words in (
        (tmp_path / "none", "does not exist"),
        (tmp_path, "a folder"),
        (large, "larger than"),
    ):
        with pytest.raises(FileError, match=words) as caught:
            read_file(path, max_bytes=10)
        assert caught.value.location == str(path)
        assert caught.value.hint


def test_a_pipe_is_no_file_to_read(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        return
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileError, match="a device or pipe, not a file"):
        read_file(tmp_path / "pipe")


def test_a_folder_in_the_way_is_reported(tmp_path: Path) -> None:
    (tmp_path / "form.docx").mkdir()
    with pytest.raises(OutputError, match="a folder with this name already exists"):
        write_file(tmp_path / "form.docx", b"x")


def test_a_file_where_a_folder_is_needed_is_reported(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("not a folder")
    with pytest.raises(OutputError, match="expected a folder, but this is a file"):
        write_file(tmp_path / "build" / "form.docx", b"x")


def test_a_name_that_no_disk_takes_is_reported(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        write_file(tmp_path / ("x" * 300), b"x")


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "disk is full"), (errno.EACCES, "no permission"), (errno.EROFS, "no permission")],
)
def test_nothing_half_written_stays_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    path = tmp_path / "form.docx"
    write_file(path, b"as it was")

    def fails(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(OutputError, match=words):
        write_file(path, b"new")
    assert read_file(path) == b"as it was"
    assert [each.name for each in tmp_path.iterdir()] == ["form.docx"]


def test_whether_a_folder_can_be_written_is_tried_and_leaves_nothing(tmp_path: Path) -> None:
    check_writable(tmp_path / "new")
    assert list((tmp_path / "new").iterdir()) == []
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="expected a folder, but this is a file") as caught:
        check_writable(tmp_path / "file")
    assert caught.value.location == str(tmp_path / "file")

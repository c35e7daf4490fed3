"""Several files are written as one, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.errors import OutputError
from assembler.store.files.transaction import write_together


def test_all_are_written_and_only_those_that_differ_are_reported(tmp_path: Path) -> None:
    old, new = tmp_path / "old.yaml", tmp_path / "new" / "new.yaml"
    old.write_bytes(b"same")
    assert write_together({old: b"same", new: b"fresh"}) == (new,)
    assert new.read_bytes() == b"fresh"


def test_where_one_cannot_be_written_the_others_are_put_back(tmp_path: Path) -> None:
    old, new, bad = tmp_path / "old.yaml", tmp_path / "new.yaml", tmp_path / "folder"
    old.write_bytes(b"before")
    bad.mkdir()
    with pytest.raises(OutputError):
        write_together({old: b"after", new: b"fresh", bad: b"x"})
    assert old.read_bytes() == b"before"
    assert not new.exists()


def test_where_it_could_not_be_written_is_reported_by_the_name_that_people_know(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for path, told in ((tmp_path / "file/a.yaml", tmp_path / "file"), (tmp_path / f"{'x' * 300}.yaml", None)):
        with pytest.raises(OutputError) as caught:
            write_together({path: b"x"})
        assert caught.value.location == str(told or path)

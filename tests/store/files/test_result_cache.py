"""A cache on disk gives back what is whole, whoever writes beside us; nothing torn or of other versions."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.store.files.result_cache import FolderCache
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.word.render import prepared_template


def test_writers_beside_each_other_leave_one_whole_file(tmp_path: Path) -> None:
    together = Barrier(8)

    def write_and_read(number: int) -> bytes | None:
        cache = FolderCache(tmp_path)
        together.wait()
        for _ in range(20):
            cache.put("key", bytes([number]) * 50_000)
            found = FolderCache(tmp_path).get("key")
            assert found is None or (len(set(found)) == 1 and len(found) == 50_000)
        return FolderCache(tmp_path).get("key")

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(write_and_read, range(8)))
    assert all(each is not None for each in found)
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("kept", [b"", b"half", b"0" * 64 + b"\n" + b"other"])
def test_a_torn_file_is_as_good_as_none(tmp_path: Path, kept: bytes) -> None:
    FolderCache(tmp_path).put("key", b"whole")
    (path,) = tmp_path.iterdir()
    path.write_bytes(kept)
    assert FolderCache(tmp_path).get("key") is None
    FolderCache(tmp_path).put("key", b"whole")
    assert FolderCache(tmp_path).get("key") == b"whole"


def test_a_folder_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file, no folder")
    cache = FolderCache(tmp_path / "cache")
    cache.put("key", b"1")
    assert cache.get("key") == b"1"
    assert FolderCache(tmp_path / "cache").get("key") is None


def test_what_nobody_used_for_longest_goes_when_there_is_too_much(tmp_path: Path) -> None:
    cache = FolderCache(tmp_path, max_bytes=100_000)
    for number in range(8):
        cache.put(str(number), bytes(10_000))
    days_ago = [time.time() - days * 86_400 for days in range(10, 2, -1)]
    for number, moment in enumerate(days_ago):
        os.utime(cache._file(str(number)), (moment, moment))
    assert FolderCache(tmp_path, max_bytes=100_000).get(
        "0"
    )  # asked for today: it stays, though it is the oldest
    FolderCache(tmp_path, max_bytes=100_000).put("last", bytes(30_000))
    left = [key for key in (*map(str, range(8)), "last") if FolderCache(tmp_path).get(key)]
    assert left == ["0", "5", "6", "7", "last"]


def test_readers_and_writers_beside_one_who_clears_away_see_whole_files_or_none(tmp_path: Path) -> None:
    def write_and_read(number: int) -> bool:
        for turn in range(30):
            data = bytes([number]) * 9_000
            FolderCache(tmp_path, max_bytes=20_000).put(f"{number} {turn}", data)
            if FolderCache(tmp_path, max_bytes=20_000).get(f"{number} {turn}") not in (None, data):
                return False
        return True

    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(write_and_read, range(4)))
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 20_000 + 4 * 9_100


def test_a_template_prepared_by_another_version_is_prepared_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ready() -> prepared_template.PreparedTemplate:
        project = Project(tmp_path, share=shipped_folder(), cache=FolderCache(tmp_path / "cache"))
        order = Order("charter-commitment", language="en")
        declared = project.document_type(order.type)
        return BuildContext(project).get_template(declared, "en", "plain").prepared

    first = ready()
    kept = first.to_bytes()
    count = len(list((tmp_path / "cache").iterdir()))
    assert ready() == first
    assert len(list((tmp_path / "cache").iterdir())) == count
    monkeypatch.setattr(prepared_template, "__version__", "99.0")
    with pytest.raises(ValueError, match="a different version"):
        prepared_template.PreparedTemplate.from_bytes(kept)
    monkeypatch.setattr("assembler.assembly.orders.context.engine_key", prepared_template.engine_key)
    assert prepared_template.PreparedTemplate.from_bytes(ready().to_bytes()) == first
    assert len(list((tmp_path / "cache").iterdir())) == count + 1


def test_the_folder_and_its_files_are_for_this_user_alone(tmp_path: Path) -> None:
    before = os.umask(0o002)
    try:
        FolderCache(tmp_path / "home/cache").put("key", b"whole")
    finally:
        os.umask(before)
    (path,) = (tmp_path / "home/cache").iterdir()
    assert (tmp_path / "home/cache").stat().st_mode & 0o777 == 0o700
    assert path.stat().st_mode & 0o777 == 0o600
    assert FolderCache(tmp_path / "home/cache").get("key") == b"whole"


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o702, 0o750])
def test_what_others_could_have_written_is_not_read(tmp_path: Path, mode: int) -> None:
    folder = tmp_path / "cache"
    FolderCache(folder).put("key", b"whole")
    (path,) = folder.iterdir()
    folder.chmod(mode)
    assert FolderCache(folder).get("key") is None
    FolderCache(folder).put("another", b"1")
    assert list(folder.iterdir()) == [path]
    folder.chmod(0o700)
    path.chmod(mode & 0o666)
    assert FolderCache(folder).get("key") is None
    FolderCache(folder).put("key", b"again")
    assert FolderCache(folder).get("key") == b"again"


def test_links_and_pipes_are_not_followed(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "cache", tmp_path / "elsewhere"
    FolderCache(elsewhere).put("key", b"whole")
    folder.symlink_to(elsewhere)
    assert FolderCache(folder).get("key") is None
    folder.unlink()
    FolderCache(folder).put("key", b"whole")
    (path,) = folder.iterdir()
    path.unlink()
    path.symlink_to(elsewhere / path.name)
    assert FolderCache(folder).get("key") is None
    path.unlink()
    os.mkfifo(path, 0o600)
    assert FolderCache(folder).get("key") is None


def test_a_folder_of_another_user_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    FolderCache(tmp_path / "cache").put("key", b"whole")
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    assert FolderCache(tmp_path / "cache").get("key") is None

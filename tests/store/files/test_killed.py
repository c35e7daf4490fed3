"""A program that is killed at any moment leaves all files as they were, or all as they were to be."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest

from assembler.errors import OutputError
from assembler.store.files.transaction import JOURNAL, lock_folder, recover, write_together
from file_operations import FileOperations, raised

NAMES = ("review.yaml", "baseline.yaml", "audit.jsonl")
WRITER = """
import itertools, sys
from pathlib import Path
from assembler.store.files.transaction import JOURNAL, lock_folder, write_together
folder = Path(sys.argv[1])
for number in itertools.count(1):
    text = f"{number}\\n".encode() * 20_000
    with lock_folder(folder):
        write_together({folder / name: text for name in sys.argv[2:]}, journal=folder / JOURNAL)
    print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_writer_never_leaves_files_of_two_states(tmp_path: Path) -> None:
    chance = random.Random(5)
    for _ in range(8):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), *NAMES], stdout=subprocess.PIPE, text=True
        )
        with writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(chance.uniform(0, 0.06))
            os.kill(writer.pid, signal.SIGKILL)
            told = [line for line in writer.stdout.read().splitlines() if line]
        recover(tmp_path)
        texts = {(tmp_path / name).read_bytes() for name in NAMES}
        assert len(texts) == 1
        [text] = texts
        assert len(set(text.splitlines())) == 1
        assert len(text.splitlines()) == 20_000
        assert int(text.splitlines()[0]) >= int(told[-1] if told else 1)
    with lock_folder(tmp_path):
        write_together({tmp_path / name: b"last" for name in NAMES}, journal=tmp_path / JOURNAL)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(NAMES)


def test_what_was_noted_is_done_by_whoever_comes_next(tmp_path: Path) -> None:
    old, new = tmp_path / "review.yaml", tmp_path / ".review.yaml.0123456789ab.new"
    old.write_bytes(b"old")
    new.write_bytes(b"new")
    (tmp_path / JOURNAL).write_text(f'{{"{old}": "{new}"}}', "utf-8")
    recover(tmp_path)
    assert old.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["review.yaml"]


def test_a_note_moves_nothing_but_new_content_beside_its_file(tmp_path: Path) -> None:
    for name in ("secret", "review.yaml"):
        (tmp_path / name).write_text(name, "utf-8")
    (tmp_path / "elsewhere").mkdir()
    stranger = tmp_path / "elsewhere" / ".review.yaml.0123456789ab.new"
    stranger.write_text("stranger", "utf-8")
    target = tmp_path / "review.yaml"
    for beside in (tmp_path / "secret", stranger):
        (tmp_path / JOURNAL).write_text(f'{{"{target}": "{beside}"}}', "utf-8")
        recover(tmp_path)
        assert target.read_text("utf-8") == "review.yaml"


def test_what_cannot_be_written_leaves_no_note_and_no_new_content(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError):
        write_together({tmp_path / "a": b"a", tmp_path / "folder": b"b"}, journal=tmp_path / JOURNAL)
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


STEP = {
    "one/review.yaml": b"new review",
    "one/audit.jsonl": b"new audit",
    "two/form.json": b"new form",
    "three/form.docx": b"new file",
}
BEFORE = {"one/review.yaml": b"review", "two/form.json": b"form"}


@pytest.fixture(scope="module")
def counter() -> FileOperations:
    return FileOperations()


def prepared(folder: Path) -> Path:
    for name in STEP:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
    for name, data in BEFORE.items():
        (folder / name).write_bytes(data)
    return folder


def step(folder: Path, text: bytes = b"") -> None:
    with lock_folder(folder / "one"):
        files = {folder / name: data + text for name, data in STEP.items()}
        write_together(files, journal=folder / "one" / JOURNAL, durable=False)


def state(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_killed_at_any_file_operation_all_is_old_or_all_is_new(
    tmp_path: Path, counter: FileOperations
) -> None:
    seen = set()
    for number in range(200):
        folder = prepared(tmp_path / str(number))
        child = os.fork()
        if child == 0:
            counter.left, counter.act = number, lambda: os.kill(os.getpid(), signal.SIGKILL)
            step(folder)
            os._exit(0)
        _, how = os.waitpid(child, 0)
        recover(folder / "one")
        left = {name: data for name, data in state(folder).items() if not name.endswith(".part")}
        assert left in (BEFORE, STEP), number
        seen.add(len(left))
        step(folder, b" again")
        assert state(folder) == {name: data + b" again" for name, data in STEP.items()}, number
        if how == 0:
            break
    assert how == 0 and seen == {len(BEFORE), len(STEP)}


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt(), OSError(errno.ENOSPC, "no space"), PermissionError(13, "open")]
)
def test_broken_off_at_any_file_operation_all_is_old_or_all_is_new(
    tmp_path: Path, counter: FileOperations, error: BaseException
) -> None:
    for number in range(200):
        folder = prepared(tmp_path / str(number))
        counter.left, counter.act = number, raised(error)
        try:
            step(folder)
        except (KeyboardInterrupt, OutputError) as told:
            assert isinstance(told, OutputError) is isinstance(error, OSError)
        is_done, counter.left = counter.left >= 0, -1
        recover(folder / "one")
        assert state(folder) in (BEFORE, STEP), number
        if is_done:
            break
    assert is_done


def test_where_one_cannot_take_its_place_all_go_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, while a document is open in Word."""
    folder, replace = prepared(tmp_path), Path.replace

    def refuses(path: Path, target: Path) -> Path:
        if Path(target).name == "form.docx":
            raise PermissionError(13, "open in Word")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", refuses)
    with pytest.raises(OutputError, match=r"form\.docx"):
        step(folder)
    assert state(folder) == BEFORE


def test_a_note_that_is_left_and_cannot_be_done_is_undone(tmp_path: Path) -> None:
    folder = prepared(tmp_path)
    moves = {
        str(folder / "one/review.yaml"): [".review.yaml.0123456789ab.new", ".review.yaml.0123456789ab.old"],
        str(folder / "two/form.json"): [".form.json.0123456789ab.new", ".form.json.0123456789ab.old"],
    }
    for path, (new, old) in moves.items():
        Path(path).with_name(new).write_bytes(b"new")
        os.link(path, Path(path).with_name(old))
    (folder / "two/form.json").unlink()
    (folder / "two/form.json").mkdir()  # nothing can take this place
    (folder / "one" / JOURNAL).write_text(json.dumps(moves), "utf-8")
    with pytest.raises(OutputError):
        recover(folder / "one")
    assert (folder / "one/review.yaml").read_bytes() == b"review"
    (folder / "two/form.json").rmdir()
    recover(folder / "one")
    assert state(folder) == BEFORE


def test_what_someone_edited_after_the_interruption_is_copied(tmp_path: Path) -> None:
    folder = prepared(tmp_path)
    path = folder / "one/review.yaml"
    new, old = ".review.yaml.0123456789ab.new", ".review.yaml.0123456789ab.old"
    path.with_name(new).write_bytes(b"new")
    os.link(path, path.with_name(old))
    entry = [new, old, sha256(path.read_bytes()).hexdigest()]
    (folder / "one" / JOURNAL).write_text(json.dumps({str(path): entry}), "utf-8")
    path.write_bytes(b"typed")  # in place, so that the second name has it, too
    recover(folder / "one")
    assert path.read_bytes() == b"new"
    [copy] = path.parent.glob("review.changed-*.yaml")
    assert copy.read_bytes() == b"typed"

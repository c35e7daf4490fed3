"""A program that is killed at any moment leaves all files as they were, or all as they were to be."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assembler.errors import OutputError
from assembler.store.together import NOTE, alone, finish, write_together

NAMES = ("review.yaml", "baseline.yaml", "audit.jsonl")
WRITER = """
import itertools, sys
from pathlib import Path
from assembler.store.together import NOTE, alone, write_together
folder = Path(sys.argv[1])
for number in itertools.count(1):
    text = f"{number}\\n".encode() * 20_000
    with alone(folder):
        write_together({folder / name: text for name in sys.argv[2:]}, note=folder / NOTE)
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
        finish(tmp_path)
        texts = {(tmp_path / name).read_bytes() for name in NAMES}
        assert len(texts) == 1
        [text] = texts
        assert len(set(text.splitlines())) == 1
        assert len(text.splitlines()) == 20_000
        assert int(text.splitlines()[0]) >= int(told[-1] if told else 1)
    with alone(tmp_path):
        write_together({tmp_path / name: b"last" for name in NAMES}, note=tmp_path / NOTE)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(NAMES)


def test_what_was_noted_is_done_by_whoever_comes_next(tmp_path: Path) -> None:
    old, new = tmp_path / "review.yaml", tmp_path / ".review.yaml.0123456789ab.new"
    old.write_bytes(b"old")
    new.write_bytes(b"new")
    (tmp_path / NOTE).write_text(f'{{"{old}": "{new}"}}', "utf-8")
    finish(tmp_path)
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
        (tmp_path / NOTE).write_text(f'{{"{target}": "{beside}"}}', "utf-8")
        finish(tmp_path)
        assert target.read_text("utf-8") == "review.yaml"


def test_what_cannot_be_written_leaves_no_note_and_no_new_content(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError):
        write_together({tmp_path / "a": b"a", tmp_path / "folder": b"b"}, note=tmp_path / NOTE)
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]

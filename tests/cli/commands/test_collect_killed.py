"""A collect that is killed at any file operation: the next one cleans up, and then all is as it is to be."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from lxml import etree

from assembler.assembly.orders.order import Order
from assembler.store.project.project import Project
from commands import run_command
from own_types import BODY, DECLARED, EXAMPLE, write_type
from returned_forms import edit_form, paragraph, send_form, type_answers

DATE = """\
  deadline:
    code: "T.2"
    path: review.deadline
    control: date
    title: "Deadline"
    prompt: "Pick the deadline here"
"""
DATE_TABLE = [("Code", "Question", "Answer"), ("{{ deadline.code }}", "Which deadline?", "{{ deadline }}")]
MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[\d.:+Z]*")
OPERATIONS = ("open", "os.rename", "os.remove", "os.link", "os.mkdir")
"""What the interpreter reports of its file operations (``sys.addaudithook``)."""


class Camera:
    """Copies a folder before each operation that changes a file: what a kill at that moment leaves."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.album = Path()
        self.taken = 0
        sys.addaudithook(self)

    def __call__(self, event: str, args: tuple[object, ...]) -> None:
        if self.folder is None or event not in OPERATIONS:
            return
        if event == "open" and not (isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)):
            return
        folder, self.folder = self.folder, None
        shutil.copytree(folder, self.album / str(self.taken), dirs_exist_ok=True)
        self.taken += 1
        self.folder = folder

    @contextmanager
    def watching(self, folder: Path, album: Path) -> Iterator[None]:
        self.folder, self.album, self.taken = folder, album, 0
        try:
            yield
        finally:
            self.folder = None


CAMERA = Camera()


def files(root: Path) -> dict[str, bytes]:
    found = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def collected(root: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """The files of the project after ``assembler collect``, without the moments in them."""
    monkeypatch.chdir(root)
    done = run_command(root, "collect", str(path))
    assert done.exit_code in (0, 1), done.output
    return {name: MOMENT.sub(b"now", data) for name, data in files(root).items()}


def ended_process() -> int:
    """The id of a process that has ended, as a killed one has."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        return process.pid


def returned(project: Project) -> Path:
    """A form with an answer, a new date that nobody can read, and words beside the questions."""
    write_type(project.root, DECLARED + DATE, [*BODY, DATE_TABLE])
    records = project.root / "data/records"
    shutil.copytree(records / EXAMPLE, records / "kade")
    form = send_form(project, Order("letter", record="kade", language="en"))

    def fill_in(root: etree._Element) -> None:
        type_answers({"T.1": "We begin in May.", "T.2": "one of these days"})(root)
        root[0].insert(0, paragraph(("Please call us first.", "")))

    return edit_form(form, fill_in)


def test_after_a_kill_at_any_moment_the_next_collect_leaves_what_it_would_have_left(
    tiny: Project, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path_factory.mktemp("killed")
    path = Path(shutil.move(returned(tiny), home / "returned.docx"))
    before = files(tiny.root)
    with CAMERA.watching(tiny.root, home), monkeypatch.context() as other:
        ended = ended_process()
        other.setattr(os, "getpid", lambda: ended)
        once = collected(tiny.root, path, monkeypatch)
    assert len(once) > len(before) + 3
    twice = collected(tiny.root, path, monkeypatch)
    states = {tuple(sorted(files(each).items())): each for each in home.iterdir() if each.is_dir()}
    assert len(states) > 10
    for left in states.values():
        shutil.rmtree(tiny.root)
        shutil.copytree(left, tiny.root)
        found = collected(tiny.root, path, monkeypatch)
        expected = max(once, twice, key=lambda each: sum(found.get(name) == each[name] for name in each))
        differ = [name for name in {**found, **expected} if found.get(name) != expected.get(name)]
        assert differ == [], left

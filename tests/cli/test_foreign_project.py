"""A project folder that came from somebody else never runs code: whatever is planted in it stays data."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.templates import CompiledTemplate
from assembler.store.files.result_cache import FolderCache, MemoryCache
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.structs import replace
from commands import run_process
from own_types import EXAMPLE
from tiny_project import write_project

PLANTED_IN = ("build/cache", "data/cache", "templates/cache", ".cache/assembler", "cache")
COMMANDS = (
    ("build", "letter", "--record", EXAMPLE, "--language", "en"),
    ("list", "documents"),
    ("status",),
)
pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no modes of files")


class Planting(MemoryCache):
    """Puts each prepared template into ``folders`` as well, with code that makes the file ``mark``."""

    def __init__(self, folders: list[Path], mark: Path) -> None:
        super().__init__()
        self.folders, self.mark = folders, mark

    def put(self, key: str, data: bytes) -> None:
        super().put(key, data)
        if key.startswith("ready-"):
            ready = CompiledTemplate.from_bytes(data)
            code = compile(f"open({str(self.mark)!r}, 'w')", "<planted>", "exec")
            parts = tuple(replace(part, code=code) for part in ready.prepared.parts)
            data = replace(ready, prepared=replace(ready.prepared, parts=parts)).to_bytes()
        for folder in self.folders:
            FolderCache(folder).put(key, data)


def plant(project: Path, mark: Path) -> None:
    """Fill what may be taken for a cache in ``project``, and write modules that libraries are called."""
    write_project(project)
    folders = [project / each for each in PLANTED_IN]
    build_context = BuildContext(Project(project, share=shipped_folder(), cache=Planting(folders, mark)))
    build_context.get_template(build_context.project.document_type("letter"), "en", "plain")
    assert all(any(folder.iterdir()) for folder in folders)
    for folder in folders:
        folder.chmod(0o755)
    script = f"open({str(mark)!r}, 'w')\n"
    for folder in ("", "data", "templates", "templates/letter", "locales", "build"):
        (project / folder).mkdir(parents=True, exist_ok=True)
        for name in ("click", "jinja2", "isal", "views", "conftest", "sitecustomize", "usercustomize"):
            (project / folder / f"{name}.py").write_text(script)
    soffice = project / "soffice"
    soffice.write_text(f"#!/bin/sh\n: > {mark}\n")
    soffice.chmod(0o755)


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_a_project_folder_never_runs_code(tmp_path: Path, words: tuple[str, ...]) -> None:
    mark = tmp_path / "it-ran"
    plant(tmp_path / "project", mark)
    done = run_process(*words, cwd=tmp_path / "project", env={"ASSEMBLER_CACHE": str(tmp_path / "own")})
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1), done.stderr
    assert not mark.exists()


def test_what_is_planted_would_run_if_it_were_the_users_own_cache(tmp_path: Path) -> None:
    mark = tmp_path / "it-ran"
    plant(tmp_path / "project", mark)
    (tmp_path / "project/build/cache").chmod(0o700)
    run_process(
        *COMMANDS[0], cwd=tmp_path / "project", env={"ASSEMBLER_CACHE": str(tmp_path / "project/build/cache")}
    )
    assert mark.exists()


def test_a_project_in_the_search_path_by_a_dot_gives_no_libreoffice(tmp_path: Path) -> None:
    mark = tmp_path / "it-ran"
    plant(tmp_path / "project", mark)
    words = (*COMMANDS[0], "--pdf")
    run_process(*words, cwd=tmp_path / "project", env={"ASSEMBLER_CACHE": str(tmp_path / "own"), "PATH": "."})
    assert not mark.exists()


def test_commands_leave_no_cache_in_the_project(tmp_path: Path) -> None:
    write_project(tmp_path / "project")
    run_process(*COMMANDS[0], cwd=tmp_path / "project", env={"ASSEMBLER_CACHE": str(tmp_path / "own")})
    assert not (tmp_path / "project/build/cache").exists()
    assert any((tmp_path / "own").iterdir())


@pytest.mark.sampled(3)
@pytest.mark.parametrize("place", ["relative", "", "/proc/none", "{home}/file/cache"])
def test_without_a_folder_of_its_own_a_command_works_all_the_same(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("no folder")
    write_project(tmp_path / "project")
    place = place.format(home=tmp_path)
    done = run_process(*COMMANDS[0], cwd=tmp_path / "project", env={"ASSEMBLER_CACHE": place})
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "project/relative").exists()

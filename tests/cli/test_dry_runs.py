"""A dry run of any command reads only: it waits for no lock and writes nothing."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

import pytest
from click.testing import Result

from assembler.store.files.transaction import lock_folder
from assembler.store.project.project import Project
from commands import run_command


def read_everything(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "command",
    [
        "plan kade",
        "import evidence evidence.xlsx --record kade",
        "release feedback-report --record kade --edition public",
        "build feedback-report --record kade --draft",
    ],
)
def test_a_dry_run_neither_waits_for_a_lock_nor_writes(command: str, project: Project) -> None:
    sheet = project.root / "evidence.xlsx"
    run_command(project.root, "export", "evidence", "--record", "kade", "--output", str(sheet), code=0)
    before, results = read_everything(project.root), list[Result]()

    def run() -> None:
        words = command.replace("evidence.xlsx", str(sheet)).split()
        results.append(run_command(project.root, *words, "--dry-run"))

    with lock_folder(project.record_folder("kade")):
        thread = Thread(target=run, daemon=True)
        thread.start()
        thread.join(60)
        assert results and results[0].exit_code == 0, results and results[0].output
    assert read_everything(project.root) == before

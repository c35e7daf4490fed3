"""``assembler check`` reports what is wrong in a record as status, build and release do."""

from __future__ import annotations

from assembler.store.project.project import Project
from commands import run_command


def test_a_record_is_checked_by_its_name_or_its_folder(project: Project) -> None:
    folder = project.root / "data/records/kade"
    path = folder / "feedback.yaml"
    path.write_text(path.read_text("utf-8").replace("evidence: [", "evidence: [I99-1, ", 1), "utf-8")
    for named in ("kade", str(folder)):
        ran = run_command(project.root, "check", named)
        assert ran.exit_code == 1
        assert "there is no evidence record `I99-1`" in ran.stderr
        assert ran.stdout.startswith(f"{named}: ")

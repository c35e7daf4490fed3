"""``assembler new`` begins records and their files, so that nobody needs a text editor for it."""

from __future__ import annotations

import json

from assembler.store.project.project import Project
from commands import run_command

ABOUT = ("--set", "project=P", "--set", "language=en")


def test_a_register_is_begun_with_its_reviews(project: Project) -> None:
    values = ("--set", "title=Promises of our cities", "--set", "reviews=kade")
    begun = run_command(project.root, "new", "register", "ours", *ABOUT, *values, code=0)
    assert begun.stdout == "wrote data/records/ours/register.yaml\n"
    exported = run_command(project.root, "export", "promises", "--record", "ours", code=0)
    assert exported.stdout.endswith("promises_ours_en.xlsx\n")
    again = run_command(project.root, "new", "register", "ours", *ABOUT, *values, code=3)
    assert "ours: this record already exists" in again.stderr


def test_progress_is_added_to_a_charter_round(project: Project) -> None:
    progress = ("new", "progress", "round-2", "--set", "deadline=2032-12-01", "--set", "edition=2")
    early = run_command(project.root, *progress, code=3)
    assert "create the record first: `assembler new charter round-2`" in early.stderr
    charter = ("--set", "charter=integrating-cities@2010")
    run_command(project.root, "new", "charter", "round-2", *ABOUT, *charter, code=0)
    run_command(project.root, *progress, code=0)
    text = (project.root / "data/records/round-2/progress.yaml").read_text("utf-8")
    assert text == 'deadline: 2032-12-01\nedition: "2"\n'
    assert "already has progress.yaml" in run_command(project.root, *progress, code=3).stderr


def test_all_that_is_missing_or_invalid_is_listed_and_nothing_is_written(project: Project) -> None:
    charter = ("new", "charter", "round-2", "--set", "language=English")
    ran = run_command(project.root, *charter, "--format", "json", code=4)
    found = json.loads(ran.stdout)["error"]["diagnostics"]
    assert len(found) == 3, "project and charter are missing, and the language is invalid"
    assert not (project.root / "data/records/round-2").exists()


def test_a_sheet_of_a_record_that_has_not_begun_names_the_command(project: Project) -> None:
    ran = run_command(project.root, "export", "people", "--record", "a-new-one", code=3)
    assert "; `assembler new` creates a record" in ran.stderr


def test_names_that_do_not_exist_are_reported(project: Project) -> None:
    values = ("--set", "title=T", "--set", "reviews=nowhere")
    ran = run_command(project.root, "new", "register", "ours", *ABOUT, *values, code=1)
    assert "nowhere" in ran.stderr

"""Check, status, build and release report what is wrong in a record alike, and once each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from assembler.store.project.project import Project
from commands import run_command

STATUS = ("feedback.yaml", "status: released", "status: approved")
QUESTION = "above\n        questions: [How are members chosen?]"
ANSWER = "{status: under-way, deadline: 2028-01-01}"
LATE = ("promises.yaml", "", f"follow_ups: {{2027-1: {{answers: {{R01: {ANSWER}}}}}}}\n")
BROKEN: Mapping[str, tuple[tuple[str, str, str], str]] = {
    "missing-definition": (("baseline.yaml", "{immigrant_definition: Born abroad.}", "{}"), ""),
    "unexplained-answer": (("baseline.yaml", "    why: Goals guide.\n", ""), "release"),
    "doubt-without-question": (("desk.yaml", QUESTION, "unknown"), ""),
    "two-places-at-once": (("visit.yaml", 'start: "11:00"', 'start: "09:30"'), "release"),
    "unlabelled-evidence": (("evidence.csv", "meets,,HK,", "meets,,MS,"), "build release"),
    "unconfirmed-finding": (("feedback.yaml", "evidence: [I4-1, WA-1]", "evidence: [I4-1]"), "build release"),
    "empty-promise": (("feedback.yaml", "    deadline: 2027-03-01\n", ""), ""),
    "unexplained-deadline": (LATE, ""),
}  # fmt: skip
"""A rule of each file of a review: an edit that breaks it, and the commands that it stops."""


def rewrite(project: Project, name: str, old: str, new: str) -> None:
    path = project.root / "data/records/kade" / name
    text = path.read_text("utf-8") if path.is_file() else ""
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def reported(data: Any, rule: str) -> list[tuple[str, ...]]:
    """The diagnostics of a rule in the output of a command: level, place and words, wherever they stand."""
    if isinstance(data, list):
        return [each for item in data for each in reported(item, rule)]
    if not isinstance(data, dict):
        return []
    if data.get("rule") == rule and "level" in data:
        location = data["location"]
        return [(data["level"], location["file"], location["position"], data["message"], data["hint"])]
    return [each for item in data.values() for each in reported(item, rule)]


@pytest.mark.parametrize("rule", BROKEN)
def test_a_rule_is_reported_by_all_commands_alike(project: Project, rule: str) -> None:
    edit, stops = BROKEN[rule]
    rewrite(project, *STATUS)
    rewrite(project, *edit)
    build = ("build", "feedback-report", "--record", "kade", "--edition", "public")
    release = ("release", "feedback-report", "--record", "kade", "--edition", "public", "--dry-run")
    runs = {
        "check": run_command(project.root, "check", "kade", "--format", "json"),
        "status": run_command(project.root, "status", "kade", "--format", "json"),
        "build": run_command(project.root, *build, "--format", "json"),
        "release": run_command(project.root, *release, "--format", "json"),
    }
    found = {name: reported(json.loads(ran.stdout), rule) for name, ran in runs.items()}
    assert found["check"], "the edit breaks the rule"
    assert all(each == found["check"] for each in found.values()), found
    stopped = [name for name in ("build", "release") if runs[name].exit_code]
    assert " ".join(stopped) == stops


def test_other_parts_of_a_record_are_one_line_at_a_build(project: Project) -> None:
    rewrite(project, *BROKEN["two-places-at-once"][0])
    ran = run_command(project.root, "build", "conclusions-handout", "--record", "kade", code=0)
    assert "two-places-at-once" in ran.stderr
    assert "is listed for" not in ran.stderr, "only the check says all of it"
    assert ran.stderr.count("in other parts of the record") == 1
    assert "→ run `assembler check kade` to see them" in ran.stderr

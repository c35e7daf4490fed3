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


def test_a_member_of_two_teams_in_one_week_is_reported_for_both_reviews(project: Project) -> None:
    records = project.root / "data/records"
    (records / "pier").mkdir()
    text = (records / "kade/review.yaml").read_text("utf-8").replace("city: kade\n", "city: pier\n", 1)
    (records / "pier/review.yaml").write_text(text.replace("2026-10-05", "2026-10-08"), "utf-8")
    for name, other in (("kade", "pier"), ("pier", "kade")):
        checked = run_command(project.root, "check", name, code=1).stderr
        assert f"LM is also a member of the team for {other}" in checked

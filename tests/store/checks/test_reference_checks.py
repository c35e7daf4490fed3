"""What a record names must exist: told with file, line and the name that was meant."""

from __future__ import annotations

from pathlib import Path

from assembler.store.project.project import Project

REVIEW = """\
project: P
city: leeds
benchmark: inti-cities@2009b
language: en
team:
  members:
    - {role: leader, person: {office: Head of unit, initials: JB}}
    - {role: peer, person: {office: Adviser, initials: FC}}
"""
VISIT = """\
sessions:
  I1:
    kind: interview
    interviewers: [JB, FX]
    indicators: [GG/I/3, GG/I/33]
"""
EVIDENCE = """\
session,sequence,indicator,statement,recorded_by
I1,1,GG/I/3,Asked.,JB
I2,1,AC/I/3,Told.,FC
"""
FEEDBACK = """\
introductions: {GX: Well led.}
findings:
  F01: {indicators: [GG/I/3], kind: strength, text: Asked., evidence: [I1-1, I1-2]}
recommendations:
  R01: {text: Ask on., findings: [F02]}
responses:
  R02: {decision: accepted}
"""


def write(folder: Path, **files: str) -> Path:
    record = folder / "data/records/small"
    record.mkdir(parents=True)
    (record / "review.yaml").write_text(REVIEW)
    for name, text in files.items():
        (record / f"{name}.{'csv' if name == 'evidence' else 'yaml'}").write_text(text)
    return folder


def told(folder: Path) -> list[tuple[str, int | None, str, str]]:
    found = Project(folder).checked_record("small").diagnostics
    return [(Path(each.location.file).name, each.location.line, each.message, each.hint) for each in found]


def test_every_name_is_looked_up_across_the_files_of_a_record(tmp_path: Path) -> None:
    folder = write(tmp_path, visit=VISIT, evidence=EVIDENCE, feedback=FEEDBACK)
    first, draft, *others = told(folder)
    others = [(file, line, what, hint.partition(". If")[0]) for file, line, what, hint in others]
    assert [first, (*draft[:2], draft[2].partition(" of ")[0], draft[3]), *others] == [
        ("evidence.csv", 3, "there is no session `I2`", "choose one of: I1"),
        ("evidence.csv", 3, "`AC/I/3` belongs to version 2007a", "write `GG/I/3`"),
        ("feedback.yaml", 1, "there is no pillar `GX`", "choose one of: AC, GG, IE, WP"),
        ("feedback.yaml", 3, "there is no evidence record `I1-2`", "did you mean `I1-1`?"),
        ("feedback.yaml", 5, "there is no finding `F02`", "did you mean `F01`?"),
        ("feedback.yaml", 7, "there is no recommendation `R02`", "did you mean `R01`?"),
        ("visit.yaml", 4, "there is no team member `FX`", "choose one of: FC, JB"),
        ("visit.yaml", 5, "there is no indicator `GG/I/33`",
         "did you mean one of these: GG/I/3, GG/R/3, GG/L/3?"),
    ]  # fmt: skip


def test_peers_in_the_grid_are_members_of_the_team(tmp_path: Path) -> None:
    desk = "peers:\n  JB: {entries: {GG/I/3: {rating: below}}}\n  XX: {entries: {}}\n"
    [(file, line, what, hint)] = told(write(tmp_path, desk=desk))
    assert (file, line, what) == ("desk.yaml", 3, "there is no team member `XX`")
    assert hint.startswith("choose one of: FC, JB. If this person has left, add them to `team`")


def test_a_name_of_the_wrong_form_is_reported_with_the_right_one(tmp_path: Path) -> None:
    found = told(write(tmp_path, visit="sessions:\n  interview 1: {kind: interview, start: nine}\n"))
    assert found == [
        ("visit.yaml", 2, "`interview 1` is not the name of a session", "write a name such as `I17` or `WA`"),
        ("visit.yaml", 2, "expected a time, not `nine`", "write hours and minutes, as in `09:30`"),
    ]


def test_a_record_that_names_nothing_unknown_has_no_fault(tmp_path: Path) -> None:
    assert told(write(tmp_path, evidence="session,sequence,indicator,statement\n")) == []

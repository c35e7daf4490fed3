"""Sheets of the team's conclusions and of a round: new rows, shared columns, rows of a list, and errors."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from assembler.errors import DataError
from assembler.model.reference.charter import CharterRound
from assembler.sheets.export_sheet import export_sheet
from assembler.sheets.import_sheet import ImportResult, import_sheet
from assembler.store.project.project import Project
from assembler.store.tables.workbook import read_workbook


def take(project: Project, kind: str, *rows: list[object], record: str = "kade") -> ImportResult:
    """Import a sheet with these rows."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    path = project.root / "own.xlsx"
    book.save(path)
    return import_sheet(project, kind, path, record=record)


def errors(project: Project, kind: str, *rows: list[object], record: str = "kade") -> list[str]:
    with pytest.raises(DataError) as raised:
        take(project, kind, *rows, record=record)
    return sorted(f"{each.location.position}: {each.message}" for each in raised.value.diagnostics)


def text_of(project: Project, file: str, record: str = "kade") -> str:
    return (project.root / "data/records" / record / f"{file}.yaml").read_text("utf-8")


def feedback(project: Project) -> Any:
    return project.record("kade").entities["feedback"]


def cells(project: Project, kind: str) -> list[tuple[Any, ...]]:
    path: Path = export_sheet(project, kind, record="kade", code="en", output=project.root / "x.xlsx").path
    return [line.cells for line in read_workbook(path.read_bytes(), "x.xlsx")[0].lines[1:]]


def test_a_finding_without_number_is_new_unless_its_text_is_known(project: Project) -> None:
    done = take(
        project, "findings",
        ["Finding", "Indicators", "Direction", "Evidence", "Obstacles", "Status"],
        ["The council is consulted late.", "GG/I/3", "weakness", "i4-2, WA-2", "- No rule\n- No time",
         "agreed"],
        ["Leaders speak up.", "gg/l/1", "strength", "I1-2", None, None],
    )  # fmt: skip
    assert [each.path for each in done.changed if ".F02." in each.path] == ["feedback.findings.F02.obstacles"]
    findings = feedback(project).findings
    assert (findings["F03"].indicators, findings["F03"].state) == (("GG/L/1",), "candidate")
    assert [each.text for each in findings["F02"].obstacles] == ["No rule", "No time"]


def test_errors_in_a_finding_name_sheet_row_and_column(project: Project) -> None:
    before = text_of(project, "feedback")
    assert errors(
        project, "findings",
        ["No", "Indicators", "Direction", "Finding", "Evidence"],
        ["F09", "GG/A/1", "good", "New.", "I1-1"],
        ["F01", "GG/I/3", "strength", None, None],
        ["F10", "GG/Z/9", "strength", "New.", "I1-1, I99-1"],
    ) == [
        "sheet Sheet, row 2, column C (Direction): “good” is not one of: strength, weakness, mixed",
        "sheet Sheet, row 3, column D (Finding): “Finding” is missing",
        "sheet Sheet, row 4, column B (Indicators): there is no indicator `GG/Z/9`",
        "sheet Sheet, row 4, column E (Evidence): there is no evidence record `I99-1`",
    ]  # fmt: skip
    assert text_of(project, "feedback") == before


def test_a_recommendation_and_a_practice_are_added_with_the_next_number(project: Project) -> None:
    take(project, "recommendations",
         ["Recommendation", "Findings", "Addressee", "Priority", "Deadline"],
         ["Ask earlier.", "F02", "Clerk", "high", date(2027, 5, 1)])  # fmt: skip
    take(project, "practices", ["Title", "Good practice", "City"], ["Bus", "A bus visits.", "Pier"])
    advice, practice = feedback(project).recommendations["R02"], feedback(project).good_practices["G02"]
    assert (advice.findings, advice.deadline, advice.addressee.text) == (("F02",), date(2027, 5, 1), "Clerk")
    assert practice.city == "pier"


def test_the_sheet_of_judgements_lists_the_reviewed_indicators(project: Project) -> None:
    path = project.root / "data/records/kade/feedback.yaml"
    start, end = (text := path.read_text("utf-8")).index("judgements:"), text.index("recommendations:")
    path.write_text(text[:start] + text[end:], "utf-8")
    rows = cells(project, "judgements")
    assert [row[:2] for row in rows] == [
        ("GG/A/1", None), ("GG/A/3", None), ("GG/L/1", None), ("GG/I/3", None), ("IE/I/1", None)
    ]  # fmt: skip
    head = ["Indicator", "Judgement", "Reason for a flexible reading"]
    take(project, "judgements", head, *([*row[:1], None, None] for row in rows[1:]),
         ["GG/A/1", "meets the benchmark", "In substance."])  # fmt: skip
    assert list(feedback(project).judgements) == ["GG/A/1"]


def test_a_judgement_of_an_unknown_indicator_is_an_error(project: Project) -> None:
    assert errors(project, "judgements", ["Indicator", "Judgement"], [None, "cannot tell"]) == [
        "sheet Sheet, row 2, column A (Indicator): this row has no indicator"
    ]
    assert errors(project, "judgements", ["Indicator", "Judgement"], ["GG/Q/1", "cannot tell"]) == [
        "sheet Sheet, row 2, column A (Indicator): there is no indicator `GG/Q/1`"
    ]


def test_conclusions_share_the_date_and_the_members_who_agreed(project: Project) -> None:
    (row,) = cells(project, "conclusions")
    assert row[:5] == (
        1, "Residents advise and get answers; ask them earlier.", "F01, F02",
        row[3], "HK, LM, MS",
    )  # fmt: skip
    take(project, "conclusions", ["No", "Conclusion", "Findings", "Agreed on", "Agreed by", "Absent"],
         [None, "Nobody counts hours.", "F02", date(2026, 10, 9), "HK & LM", "MS"])  # fmt: skip
    conclusions = feedback(project).conclusions
    assert [each.text.text for each in conclusions.items] == [row[1], "Nobody counts hours."]
    assert (conclusions.agreed, conclusions.agreed_by, conclusions.absent) == (
        date(2026, 10, 9), ("HK", "LM"), ("MS",)
    )  # fmt: skip
    assert errors(project, "conclusions", ["Conclusion", "Agreed by"], ["A.", "HK"], ["B.", "LM"]) == [
        "sheet Sheet, row 3, column B (Agreed by): the cell differs from row 2, "
        "but this column must be the same in all rows"
    ]


def test_every_member_has_a_row_in_the_sheet_of_approvals(project: Project) -> None:
    path = project.root / "data/records/kade/feedback.yaml"
    path.write_text(
        text_of(project, "feedback").replace(
            '  LM: {decision: approved, decided: 2026-11-16, version: "1.0"}\n', ""
        )
    )
    assert [row[:2] for row in cells(project, "approvals")] == [
        ("HK", "approved"),
        ("MS", "approved"),
        ("LM", None),
    ]
    head = ["Initials", "Decision", "Date", "Version", "Remark"]
    take(project, "approvals", head, ["LM", "not approved", date(2026, 11, 17), "1.0", "Too long."], ["MS"])
    approval = feedback(project).approvals["LM"]
    assert (approval.decision, approval.remark.text) == ("not-approved", "Too long.")
    assert feedback(project).approvals["MS"].decision is None
    assert errors(project, "approvals", head, ["XX", "approved"]) == [
        "sheet Sheet, row 2, column A (Initials): there is no team member `XX`"
    ]


def test_people_are_members_of_the_team_and_the_two_contacts(project: Project) -> None:
    take(
        project, "people",
        ["Role", "Position", "Initials", "City", "Email", "Languages"],
        ["team leader", "Head of unit", "HK", "pier", "hk@pier.example", "en, de"],
        ["secretariat", "Network office", None, None, "office@network.example", "English"],
        ["host-city coordinator", "New head of integration", None, None, "new@kade.example", None],
        ["peer", "Teacher", "ZZ", "pier", None, "fi"],
    )  # fmt: skip
    review = project.record("kade").review
    assert [each.person.initials for each in review.team.members] == ["HK", "LM", "MS", "ZZ"]
    assert review.team.members[0].person.languages == ("en", "de")
    assert review.secretariat is not None and review.secretariat.languages == ("en",)
    assert review.contact is not None and review.contact.office.text == "New head of integration"
    assert review.contact.languages == ()
    assert errors(project, "people", ["Role", "Position", "Email"], ["peer", "Nurse", "no address"])[
        0
    ].startswith("sheet Sheet, row 2, column C (Email): ")


def test_dates_are_kept_in_their_files(project: Project) -> None:
    done = take(project, "dates", ["Event", "Date"],
                ["Last day of the visit", date(2026, 10, 9)],
                ["Presentation of the feedback report", "3 December 2026"],
                ["Baseline report received", None])  # fmt: skip
    assert [each.path for each in done.changed] == [
        "review.visit_end", "feedback.presentation.day", "review.delivered"
    ]  # fmt: skip
    review = project.record("kade").review
    assert (review.visit_end, review.delivered, review.cycle) == (date(2026, 10, 9), None, None)
    assert feedback(project).presentation.day == date(2026, 12, 3)
    assert "null" not in text_of(project, "review") and "cycle" not in text_of(project, "review")


def test_dates_that_contradict_each_other_are_reported_in_the_sheet(project: Project) -> None:
    rows = ["First day of the visit", date(2026, 10, 9)], ["Last day of the visit", date(2026, 10, 5)]
    assert errors(project, "dates", ["Event", "Date"], *rows) == [
        "sheet Sheet: the visit ends before it starts"
    ]  # fmt: skip


def test_settings_are_one_row_of_the_review(project: Project) -> None:
    headings = ["Licence", "Days to read the baseline report", "Each peer rates every indicator"]
    done = take(project, "settings", headings, ["CC0", "21", "yes"])
    assert (done.rows, [each.path for each in done.changed]) == (
        1, ["review.licence", "review.limits.days_to_read", "review.limits.every_indicator"]
    )  # fmt: skip
    review = project.record("kade").review
    assert (review.licence, review.limits.days_to_read, review.limits.every_indicator) == ("CC0", 21, True)
    heading = "Sessions that must confirm a finding"
    assert errors(project, "settings", [*headings, heading], [None, None, None, 1])[0].startswith(
        f"sheet Sheet, row 2, column D ({heading}): "
    )


def test_signatures_of_a_round(project: Project) -> None:
    done = take(project, "signatures",
                ["City", "Date of the council’s decision", "Number of the decision",
                 "Position of the signatory", "Added to the public list"],
                ["pier", date(2026, 6, 18), "n. 6", "Mayor", date(2026, 7, 2)],
                ["lyon", date(2026, 7, 1), "9", "Burgemeester", None], record="round")  # fmt: skip
    assert done.changed[0].path == "charter.signatures[1].listed"
    signatures = project.record("round").entities["charter"].signatures  # type: ignore[attr-defined]
    assert [each.city for each in signatures] == ["kade", "pier", "lyon"]
    assert signatures[2].decision.number == "9"


def test_a_charter_round_without_signatures_is_filled_in_with_the_sheet(project: Project) -> None:
    folder = project.root / "data/records/first"
    folder.mkdir()
    header = project.root / "data/records/round/charter.yaml"
    (folder / "charter.yaml").write_text(header.read_text("utf-8").partition("signatures:")[0], "utf-8")
    assert export_sheet(project, "signatures", record="first", code="en").path.is_file()
    headings = ["City", "Position of the signatory", "Date of signature"]
    take(project, "signatures", headings, ["pier", "Mayor", date(2026, 6, 18)], record="first")
    assert [each.city for each in project.record("first").require(CharterRound).signatures] == ["pier"]


def test_a_sheet_belongs_to_one_kind_of_record(project: Project) -> None:
    with pytest.raises(DataError, match="cannot contain"):
        export_sheet(project, "findings", record="round", code="en")
    assert not (project.root / "data/records/round/feedback.yaml").exists()


def test_the_first_findings_of_a_record_create_its_file(project: Project) -> None:
    (project.root / "data/records/kade/feedback.yaml").unlink()
    take(project, "findings", ["Bevinding", "Indicatoren", "Richting"], ["Goed.", "GG/A/1", "sterk punt"])
    assert feedback(project).findings["F01"].text.text == "Goed."
    assert feedback(project).findings["F01"].text.language == "nl"


def test_a_new_file_has_the_language_of_its_sheet_and_an_older_text_keeps_its_own(project: Project) -> None:
    folder = project.root / "data/records/kade"
    review, path = folder / "review.yaml", folder / "feedback.yaml"
    review.write_text(review.read_text("utf-8").replace("language: en", "language: fi", 1), "utf-8")
    path.write_text("dated: 2027-03-10\n", "utf-8")
    book = Workbook()
    book.active.append(["Recommendation", "Priority"])
    book.active.append(["Open earlier.", "high"])
    book.save(project.root / "x.xlsx")
    import_sheet(project, "recommendations", project.root / "x.xlsx", record="kade")
    text = path.read_text("utf-8")
    assert "\nlanguage: en\n" in f"\n{text}"
    assert "text: Open earlier.\n" in text
    path.write_text("summary: Liian myöhään.\n", "utf-8")
    import_sheet(project, "recommendations", project.root / "x.xlsx", record="kade")
    before, _, after = path.read_text("utf-8").partition("recommendations:")
    assert ("language" in before, "language: en" in after) == (False, True)


def test_a_city_may_be_written_as_its_name(project: Project) -> None:
    take(project, "practices", ["Title", "Good practice", "City"], ["Bus", "A bus visits.", "Pïer"])
    assert "city: pier" in text_of(project, "feedback")


def test_a_number_may_be_written_as_people_write_it(project: Project) -> None:
    done = take(project, "findings", ["No", "Indicators", "Finding"], ["f 1", "GG/I/3", "Late."])
    assert done.kept == len(feedback(project).findings) - 1
    assert feedback(project).findings["F01"].text.text == "Late."


def test_the_name_of_a_sheet_may_contain_a_slash_in_some_language(project: Project) -> None:
    output = project.root / "x.xlsx"
    path = export_sheet(project, "interpreters", record="kade", code="de", output=output).path
    assert read_workbook(path.read_bytes(), "x.xlsx")[0].name == "Dolmetscher-innen"

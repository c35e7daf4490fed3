"""What a person has to decide stays on the list until somebody decides, and is never there twice."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.collect.open_decisions import list_open_decisions
from assembler.errors import DataError
from assembler.rounds.record_status import compute_status
from assembler.store.project.project import Project
from assembler.store.returns.decisions import decisions_file, read_decisions
from assembler.word.package.package import open_package
from returned_forms import (
    W,
    collect_answers,
    edit_form,
    edit_parts,
    paragraph,
    send_form,
    type_answers,
    type_row,
)

FIRST, SECOND = "2026-09-02T09:00:00+00:00", "2026-09-03T09:00:00+00:00"
UNREAD = "one of these days"


@pytest.fixture
def form(project: Project) -> Path:
    return send_form(project, Order("baseline-report", benchmark="tiny", city="pier", language="en"))


def listed(project: Project) -> list[tuple[str, str, str]]:
    found = list_open_decisions(project, project.record("pier-tiny"))
    return [(each.kind, each.code, each.typed) for each in found]


def test_an_answer_that_could_not_be_read_is_listed_until_the_record_says_one(
    project: Project, form: Path
) -> None:
    collect_answers(project, form, {"F.1": "Head of unit", "F.5": UNREAD})
    [entry] = list_open_decisions(project, project.record("pier-tiny"))
    assert (entry.kind, entry.code, entry.question) == ("unread", "F.5", "Date of submission")
    assert (entry.typed, entry.says, entry.path) == (UNREAD, None, "review.delivered")
    assert (entry.form, entry.file, entry.collected) == ("baseline-report", "back.docx", FIRST)
    review = project.root / "data/records/pier-tiny/review.yaml"
    with review.open("a", encoding="utf-8") as file:
        file.write("delivered: 2026-09-01\n")
    assert listed(project) == []
    assert len(read_decisions(project, "pier-tiny")) == 1


def test_the_same_file_again_doubles_nothing_and_a_later_form_with_an_answer_closes_it(
    project: Project, form: Path
) -> None:
    collect_answers(project, form, {"F.1": "Head of unit", "F.5": UNREAD})
    before = decisions_file(project, "pier-tiny").read_bytes()
    collect_answers(project, form, {"F.1": "Head of unit", "F.5": UNREAD}, moment=SECOND)
    assert decisions_file(project, "pier-tiny").read_bytes() == before
    collect_answers(
        project, form, {"F.1": "Head of unit", "F.5": "2026-09-01"}, name="later.docx", moment=SECOND
    )
    assert listed(project) == []


def test_a_list_of_an_earlier_version_keeps_its_hints(project: Project, form: Path) -> None:
    collect_answers(project, form, {"F.1": "Head of unit", "F.5": UNREAD})
    path = decisions_file(project, "pier-tiny")
    [entry] = list_open_decisions(project, project.record("pier-tiny"))
    path.write_text(path.read_text(encoding="utf-8").replace('"hint":', '"remedy":'), encoding="utf-8")
    assert entry.hint and list_open_decisions(project, project.record("pier-tiny")) == (entry,)


def test_a_conflict_is_listed_until_a_side_is_chosen(project: Project, form: Path) -> None:
    collect_answers(project, form, {"F.1": "Head of unit"})
    collect_answers(project, form, {"F.1": "Mayor"}, name="other.docx")
    assert listed(project) == [("conflict", "F.1", "Mayor")]
    path = form.with_name("other.docx")
    collect(project, path, moment=SECOND, settle=lambda _conflict: "record")
    assert listed(project) == []
    [entry] = read_decisions(project, "pier-tiny")
    assert (entry.decided, entry.decision, entry.says) == (
        SECOND,
        "the value in the record was chosen",
        "Head of unit",
    )


def test_words_that_answer_no_question_are_listed_until_somebody_notes_the_day(
    project: Project, form: Path
) -> None:
    def beside(root: etree._Element) -> None:
        root[0].insert(0, paragraph(("Please call me first.", "")))

    collect_answers(project, form, {"F.1": "Head of unit"}, more=beside)
    assert listed(project) == [("text", "outside the tables", "Please call me first.")]
    path = decisions_file(project, "pier-tiny")
    path.write_text(path.read_text("utf-8").replace('"decided": ""', '"decided": "2026-09-04"'), "utf-8")
    assert listed(project) == []


def test_a_dry_run_names_the_decisions_and_writes_none(project: Project, form: Path) -> None:
    found = collect(project, edit_form(form, type_answers({"F.5": UNREAD})), dry_run=True)
    assert [each.code for each in found.decisions] == ["F.5"]
    assert found.as_dict()["decisions"][0]["typed"] == UNREAD
    assert not decisions_file(project, "pier-tiny").exists()


def test_a_damaged_list_is_an_error_and_is_never_written_over(project: Project, form: Path) -> None:
    collect_answers(project, form, {"F.5": UNREAD, "F.1": "Head of unit"})
    path = decisions_file(project, "pier-tiny")
    shutil.copy(path, path.with_suffix(".bak"))
    path.write_text("{", "utf-8")
    with pytest.raises(DataError, match="cannot read the list"):
        collect_answers(project, form, {"F.5": "soon"}, name="later.docx")
    assert path.read_text("utf-8") == "{"


def test_a_new_row_that_could_not_be_read_is_listed_until_a_row_of_the_record_has_its_words(
    project: Project, form: Path
) -> None:
    collect_answers(
        project, form, {"F.1": "Head of unit"}, more=type_row("B7.2.1", "Language lessons", "a lot of money")
    )
    assert listed(project) == [("unread", "B7.2.1", "a lot of money")]
    file = project.root / "data/records/pier-tiny/baseline.yaml"
    said = file.read_text("utf-8")
    file.write_text(said.replace("Language lessons", "Lessons"), "utf-8")
    assert listed(project) == [("unread", "B7.2.1", "a lot of money")]
    file.write_text(said.replace("Language lessons", "a lot of money"), "utf-8")
    assert listed(project) == []


def test_it_is_also_closed_by_a_later_version_of_the_form_that_no_longer_has_it(
    project: Project, form: Path
) -> None:
    collect_answers(
        project, form, {"F.1": "Head of unit"}, more=type_row("B7.2.1", "Language lessons", "a lot of money")
    )
    path = edit_form(form, type_answers({"F.1": "Head of unit"}), "more-back.docx")
    collect(project, path, moment=SECOND)
    assert listed(project) == []
    [entry] = read_decisions(project, "pier-tiny")
    assert (entry.decided, entry.decision) == (SECOND, "no longer in the later form")


def test_the_copy_of_somebody_else_closes_no_row_that_it_never_had(project: Project, form: Path) -> None:
    def saved_by(path: Path, name: str) -> Path:
        data = path.read_bytes()
        part = open_package(data, path.name).core_properties

        def sign(root: etree._Element) -> None:
            for line in root:
                if str(line.tag).endswith("}creator"):
                    line.text = name

        path.write_bytes(edit_parts(data, {part: sign}))
        return path

    lessons = type_row("B7.2.1", "Language lessons", "a lot of money")
    collect(project, saved_by(edit_form(form, lessons, "ann.docx"), "Ann"), moment=FIRST)
    collect(
        project, saved_by(edit_form(form, type_answers({"F.1": "Mayor"}), "ben.docx"), "Ben"), moment=SECOND
    )
    assert listed(project) == [("unread", "B7.2.1", "a lot of money")]


def test_a_conflict_over_a_list_is_kept_as_text(project: Project, form: Path) -> None:
    collect_answers(project, form, {}, more=type_row("B7.2.1", "Language lessons"))
    again = send_form(project, Order("baseline-report", record="pier-tiny", language="en"))
    file = project.root / "data/records/pier-tiny/baseline.yaml"
    file.write_text(file.read_text("utf-8").replace("Language lessons", "Interpreters"), "utf-8")
    result = collect_answers(
        project, again, {}, name="late.docx", more=type_row("B7.2.1", "Libraries", "EUR 1000")
    )
    said = [*(each.text for each in result.kept), *(each.message for each in result.diagnostics)]
    assert result.conflicts
    assert not any(sign in words for words in said for sign in ("{", "'", "["))


def test_agreed_words_that_a_report_changed_are_listed_until_the_record_changes(project: Project) -> None:
    def change(root: etree._Element) -> None:
        for text in root.iter(f"{W}t"):
            text.text = (text.text or "").replace("is consulted and gets", "is always consulted and gets")

    sent = send_form(project, Order("feedback-report", record="kade", language="en"))
    path = edit_form(sent, change)
    result = collect(project, path, moment=FIRST)
    assert [each.rule for each in result.diagnostics if each.rule == "agreed-text-changed"]
    record = project.record("kade")
    [entry] = [each for each in list_open_decisions(project, record) if each.kind == "agreed"]
    assert (entry.code, entry.path, entry.decided) == ("F01", "feedback.findings.F01.text", "")
    assert "always" in str(entry.typed)
    found = compute_status(project, "kade", date(2026, 9, 2))
    assert [each.id for each in found.decisions] == [entry.id]
    collect(project, shutil.copy(path, path.with_name("copy.docx")), moment=SECOND)
    assert entry.id in [each.id for each in list_open_decisions(project, project.record("kade"))]
    file = record.path("feedback")
    file.write_text(file.read_text("utf-8").replace("is always consulted", "is consulted"), "utf-8")
    assert list_open_decisions(project, project.record("kade")) == ()

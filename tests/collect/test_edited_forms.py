"""What people do in a form comes back: answers, rows and text beside them, each as it was written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.store.project.project import Project
from returned_forms import (
    W,
    cell_of,
    changes_by_path,
    edit_form,
    is_unchanged,
    only_manifest,
    paragraph,
    row_of,
    send_form,
    type_answers,
    type_into,
)

CONTACT = "contact: {office: Head of integration, email: office@kade.example, languages: [nl, en]}\n"
LINES = """\
contact:
  office: Head of integration
  email: office@kade.example
  telephone: "14 099"
  languages: [nl, en]
"""


@pytest.fixture(autouse=True)
def write_telephone(project: Project) -> None:
    """Write a telephone number into the review, in a line of its own."""
    change_record(project, CONTACT, LINES)


def sent(project: Project, *, record: str = "kade", language: str = "en", **more: str) -> Path:
    return send_form(project, Order("baseline-report", record=record, language=language, **more))


def files(project: Project) -> dict[str, bytes]:
    folder = project.root / "data/records"
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != "audit.jsonl")
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def change_record(project: Project, old: str, new: str) -> None:
    path = project.root / "data/records/kade/review.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_dry_run_writes_nothing(project: Project) -> None:
    back = edit_form(sent(project), type_answers({"F.1": "Head of office"}))
    before = {path: path.stat().st_mtime_ns for path in project.root.rglob("*")}
    result = collect(project, back, dry_run=True)
    assert changes_by_path(result) == {"review.contact.office": "Head of office"}
    assert {path: path.stat().st_mtime_ns for path in project.root.rglob("*")} == before


def test_what_is_written_is_reported_and_other_lines_stay(project: Project) -> None:
    before = files(project)
    back = edit_form(sent(project), type_answers({"F.4": "14 099 12"}))
    result = collect(project, back)
    after = files(project)
    assert [name for name in after if after[name] != before[name]] == ["kade/review.yaml"]
    old, new = (each["kade/review.yaml"].decode().splitlines() for each in (before, after))
    assert [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]] == [
        ('  telephone: "14 099"', '  telephone: "14 099 12"')]  # fmt: skip
    assert result.written[0] == "data/records/kade/review.yaml"
    [kept] = (project.root / "data/returns/kade").iterdir()
    assert kept.read_bytes() == back.read_bytes()


def test_words_outside_the_answers_are_kept_beside_the_record(project: Project) -> None:
    def edit(root: etree._Element) -> None:
        body = root.find(f"{W}body")
        assert body is not None
        body.insert(3, paragraph(("Please call us before noon.", "")))
        cell_of(root, "P.1", 1).append(paragraph(("We do not understand this.", "")))

    result = collect(project, edit_form(sent(project), edit))
    assert [(each.where, each.text) for each in result.kept] == [
        ("outside the tables", "Please call us before noon."),
        ("P.1", "We do not understand this."),
    ]
    assert {each.rule for each in result.diagnostics} == {"unmatched-text"}
    folder = project.root / "data/kept/kade"
    [kept] = (path for path in folder.iterdir() if path.name != "decisions.json")
    assert "Please call us before noon." in kept.read_text("utf-8")


def test_a_new_row_without_code_or_control_is_a_new_item(project: Project) -> None:
    def edit(root: etree._Element) -> None:
        row = row_of(root, "P.3.1")
        fresh = etree.fromstring(etree.tostring(row))
        for mark in [*fresh.iter(f"{W}bookmarkStart"), *fresh.iter(f"{W}bookmarkEnd")]:
            mark.getparent().remove(mark)  # type: ignore[union-attr]
        for control in list(fresh.iter(f"{W}sdt")):
            control.getparent().remove(control)  # type: ignore[union-attr]
        for cell, text in zip(fresh.iterfind(f"{W}tc"), ("", "Library", "Lent rooms"), strict=True):
            type_into(cell, text)
        row.addnext(fresh)

    result = collect(project, edit_form(sent(project), edit))
    assert changes_by_path(result)["baseline.provenance.contributions[1]"] == {
        "who": "Library",
        "how": "Lent rooms",
    }
    assert len(result.changed) == 1
    assert not result.diagnostics


def test_what_changed_only_in_the_record_stays(project: Project) -> None:
    path = sent(project)
    change_record(project, "14 099", "14 000")
    before = files(project)
    result = collect(project, path)
    assert not result.changed and not result.conflicts
    assert files(project) == before


def test_what_changed_on_both_sides_alike_is_no_conflict(project: Project) -> None:
    path = sent(project)
    change_record(project, "14 099", "14 000")
    assert is_unchanged(collect(project, edit_form(path, type_answers({"F.4": "14 000"}))))


def test_what_changed_on_both_sides_differently_is_a_conflict_and_the_record_stays(project: Project) -> None:
    path = sent(project)
    change_record(project, "14 099", "14 000")
    before = files(project)
    result = collect(project, edit_form(path, type_answers({"F.4": "14 111"})))
    [conflict] = result.conflicts
    assert (conflict.path, conflict.base, conflict.form, conflict.record) == (
        "review.contact.telephone", "14 099", "14 111", "14 000")  # fmt: skip
    assert [each.rule for each in result.diagnostics] == ["conflict"]
    assert files(project) == before


def test_an_answer_that_the_model_refuses_stays_out_and_the_rest_goes_in(project: Project) -> None:
    result = collect(project, edit_form(sent(project), type_answers({"F.3": "no address", "F.4": "14 111"})))
    assert changes_by_path(result) == {"review.contact.telephone": "14 111"}
    assert [(each.rule, each.location.position) for each in result.diagnostics] == [("invalid-answer", "F.3")]
    assert [each.text for each in result.kept] == ["no address"]


def test_what_cannot_be_read_is_left_to_a_person_with_its_readings(project: Project) -> None:
    result = collect(
        project, edit_form(sent(project), type_answers({"F.5": "as soon as we can", "P.2": "somewhat"}))
    )
    assert not result.changed
    assert {(each.rule, each.location.position) for each in result.diagnostics} == {
        ("unreadable-answer", "F.5"), ("unreadable-answer", "P.2")}  # fmt: skip
    assert {each.text for each in result.kept} == {"as soon as we can", "somewhat"}


def test_a_prompt_put_back_by_word_is_no_answer(project: Project) -> None:
    path = sent(project)
    prompt = next(each.prompt for each in only_manifest(project).fields if each.code == "P.1")
    result = collect(project, edit_form(path, type_answers({"P.1": prompt})))
    assert [(each.path, each.new) for each in result.changed] == [("baseline.provenance.drafting", None)]


def control_in(cell: etree._Element) -> tuple[etree._Element, etree._Element]:
    """The control of a cell and its content."""
    control = next(cell.iter(f"{W}sdt"))
    content = control.find(f"{W}sdtContent")
    assert content is not None
    return control, content


def typed_under_the_flag(cell: etree._Element) -> None:
    """The grey style and the prompt flag stay on what was typed."""
    next(control_in(cell)[1].iter(f"{W}t")).text = "Samen."


def typed_before_the_prompt(cell: etree._Element) -> None:
    """The cursor came in by the arrow keys, so the prompt stays behind the answer."""
    words = next(control_in(cell)[1].iter(f"{W}t"))
    words.text = f"Samen.{words.text}"


def control_overtyped(cell: etree._Element) -> None:
    """All was selected and typed over: the control is gone, the text stands in the cell."""
    control, _ = control_in(cell)
    control.addprevious(paragraph(("Samen.", ""))[0])
    control.getparent().remove(control)  # type: ignore[union-attr]


def pasted_beside_the_control(cell: etree._Element) -> None:
    """Pasting leaves the control empty, with its flag set, and puts the text after it."""
    control_in(cell)[1].clear()
    cell.append(paragraph(("Samen.", "")))


def typed_with_changes_tracked(cell: etree._Element) -> None:
    """The prompt is a deletion, the answer an insertion."""
    _, content = control_in(cell)
    [prompt] = content
    change = {f"{W}author": "Ann", f"{W}date": "2026-01-01T00:00:00Z"}
    deleted = etree.SubElement(content, f"{W}del", {f"{W}id": "901", **change})
    deleted.append(prompt)
    next(prompt.iter(f"{W}t")).tag = f"{W}delText"
    inserted = etree.SubElement(content, f"{W}ins", {f"{W}id": "902", **change})
    inserted.append(paragraph(("Samen.", ""))[0])


@pytest.mark.parametrize(("behave", "rules"), [
    (typed_under_the_flag, []),
    (typed_before_the_prompt, ["placeholder-remains"]),
    (control_overtyped, []),
    (pasted_beside_the_control, []),
    (typed_with_changes_tracked, ["accepted-changes"]),
])  # fmt: skip
def test_what_people_do_to_a_control_loses_no_answer(
    project: Project, behave: Callable[[etree._Element], None], rules: list[str]
) -> None:
    """What editors make of a control when people type, paste and select (measured in three LibreOffices)."""
    path = sent(project)
    back = edit_form(path, lambda root: behave(cell_of(root, "IE/I/1.2")))
    result = collect(project, back, dry_run=True)
    assert changes_by_path(result) == {"baseline.assessments.IE/I/1.achievement": "Samen."}
    assert [each.rule for each in result.diagnostics] == rules


def test_a_table_in_an_answer_becomes_lines_and_is_reported(project: Project) -> None:
    def edit(root: etree._Element) -> None:
        cell = cell_of(root, "IE/I/1.2")
        type_into(cell, "Zie tabel:")
        table = etree.SubElement(cell, f"{W}tbl")
        etree.SubElement(table, f"{W}tblPr")
        etree.SubElement(table, f"{W}tblGrid")
        row = etree.SubElement(table, f"{W}tr")
        for text in ("2025", "46"):
            etree.SubElement(row, f"{W}tc").append(paragraph((text, "")))
        cell.append(paragraph())

    result = collect(project, edit_form(sent(project), edit), dry_run=True)
    assert changes_by_path(result) == {"baseline.assessments.IE/I/1.achievement": "Zie tabel:\n\n2025\t46"}
    assert [(each.rule, each.location.position) for each in result.diagnostics] == [
        ("table-in-answer", "IE/I/1.2")
    ]


def test_two_rows_with_their_codes_exchanged_are_not_guessed(project: Project) -> None:
    def exchange(root: etree._Element) -> None:
        one, other = (next(row_of(root, code).iter(f"{W}t")) for code in ("F.1", "F.2"))
        one.text, other.text = other.text, one.text

    result = collect(project, edit_form(sent(project), exchange))
    assert not result.changed
    assert {(each.rule, each.location.position) for each in result.diagnostics} == {
        ("ambiguous-row", "F.1"), ("ambiguous-row", "F.2")}  # fmt: skip


def test_the_form_alone_reports_what_it_is_where_nothing_was_kept(project: Project) -> None:
    path = sent(project)
    for kept in (project.root / "data/forms").iterdir():
        kept.unlink()
    result = collect(project, path)
    assert [each.rule for each in result.diagnostics] == ["form-not-sent"]
    assert not (result.changed or result.conflicts or result.kept)


def test_a_form_made_without_a_record_begins_one(project: Project) -> None:
    path = sent(project, record="", benchmark="tiny", city="pier")
    result = collect(project, edit_form(path, type_answers({"F.1": "Directeur", "P.1": "Samen."})))
    assert changes_by_path(result) == {
        "review.contact.office": "Directeur",
        "baseline.provenance.drafting": "Samen.",
    }
    record = project.record("pier-tiny")
    assert (record.review.city, record.review.benchmark) == ("pier", "tiny@2026a")
    assert record.baseline is not None and record.baseline.provenance.drafting is not None
    assert record.baseline.provenance.drafting.text == "Samen."


def test_what_the_record_lacks_is_reported_separately(project: Project) -> None:
    path = sent(project, record="", benchmark="tiny", city="pier")
    result = collect(project, edit_form(path, type_answers({"F.1": "Hoofd integratie"})))
    assert not result.diagnostics
    assert any(each.rule == "unanswered-indicator" for each in result.incomplete)

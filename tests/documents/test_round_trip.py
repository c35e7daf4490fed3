"""The law of forms: what comes back unedited is the record, what comes back edited is exactly the edits."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.errors import FormError, OutputError
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
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

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
EXAMPLE = "havenstad-dive"
RECORDS = {name: name for name in ("havenstad", "havenstad-dive")}


def sent(project: Project, *, record: str = EXAMPLE, language: str = "en", **asked: str) -> Path:
    return send_form(project, Order("baseline-report", record=record, language=language, **asked))


def tick(cell: etree._Element, *, ticked: bool) -> None:
    next(cell.iter(f"{W14}checked")).set(f"{W14}val", "1" if ticked else "0")
    next(cell.iter(f"{W}t")).text = "☒" if ticked else "☐"


def pick_day(cell: etree._Element, day: str) -> None:
    type_into(cell, day)
    next(cell.iter(f"{W}date")).set(f"{W}fullDate", f"{day}T00:00:00Z")


def files(project: Project) -> dict[str, bytes]:
    folder = project.root / "data/records"
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != "audit.jsonl")
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


@pytest.mark.parametrize(("record", "language"), [
    ("havenstad", "nl"), pytest.param("havenstad", "en", marks=pytest.mark.product),
    ("havenstad-dive", "en"), ("havenstad-dive", "nl"),
])  # fmt: skip
def test_an_unedited_form_gives_the_record(project: Project, record: str, language: str) -> None:
    before = files(project)
    result = collect(project, sent(project, record=record, language=language))
    assert is_unchanged(result), (result.diagnostics, result.changed)
    assert files(project) == before


@pytest.mark.office
@pytest.mark.parametrize(("record", "language"), [
    ("havenstad-dive", "en"), pytest.param("havenstad", "nl", marks=pytest.mark.product),
])  # fmt: skip
def test_a_save_in_libreoffice_changes_nothing(
    project: Project, office: Any, record: str, language: str
) -> None:
    path = sent(project, record=record, language=language)
    for kind in ("docx", "odt"):
        [saved] = office.convert([path], kind)
        result = collect(project, saved, dry_run=True)
        assert "LibreOffice" in result.application
        assert is_unchanged(result), (saved.name, result.diagnostics, result.changed)


EDITS = {
    "F.1": "Afdelingshoofd & <projectleider>",
    "F.5": "2 september 2026",
    "P.1": "Eén.\nTwee.",
    "P.2": "adopted",
    "PS/1.5": "well-above",
    "PS/5.2": "Nieuw antwoord",
}


def expected(project: Project) -> dict[str, Any]:
    budgets = len(project.record(EXAMPLE).baseline.background.budgets)  # type: ignore[union-attr]
    lists = "baseline.background.budgets"
    return {
        "review.contact.office": {"text": "Afdelingshoofd & <projectleider>", "language": "nl"},
        "review.delivered": "2026-09-02",
        "baseline.provenance.drafting": "Eén.\n\nTwee.",
        "baseline.provenance.involvement": "adopted",
        "baseline.assessments.PS/1.rating": "well-above",
        "baseline.assessments.PS/1.no_weak_points": True,
        "baseline.assessments.PS/1.how": "Eerst\n\n**vet** en *schuin*",
        "baseline.assessments.PS/5.achievement": {"text": "Nieuw antwoord", "language": "nl"},
        "baseline.release.released": "2026-09-01",
        f"{lists}[0].amount": "1234.50 EUR",
        f"{lists}[{budgets}]": {
            "line": {"text": "Taalcafé", "language": "nl"},
            "amount": "9000 EUR",
            "year": 2027,
            "origin": "eu",
        },
    }


def spare_row(project: Project, code: str) -> str:
    """The code of the first spare row of a list."""
    [found] = [each for each in only_manifest(project).lists if each.code == code]
    return next(row.code for row in found.rows if not row.base)


def with_spare(project: Project) -> Callable[[etree._Element], None]:
    spare = spare_row(project, "B7.2")

    def edit(root: etree._Element) -> None:
        type_answers(EDITS)(root)
        tick(cell_of(root, "PS/1.4"), ticked=True)
        pick_day(cell_of(root, "R.3"), "2026-09-01")
        how = cell_of(root, "PS/1.6")
        type_into(how, "Eerst")
        how.append(paragraph(("vet", "b"), (" en ", ""), ("schuin", "i")))
        type_into(cell_of(root, "B7.2.1", 2), "€ 1.234,50")
        for column, text in enumerate(("Taalcafé", "€ 9.000", "2027", "eu"), 1):
            type_into(cell_of(root, spare, column), text)

    return edit


def test_typed_chosen_ticked_and_dated_answers_are_exactly_the_changes(project: Project) -> None:
    path = sent(project, language="nl")
    wanted = expected(project)
    back = edit_form(path, with_spare(project))
    tried = collect(project, back, dry_run=True)
    result = collect(project, back)
    assert changes_by_path(result) == changes_by_path(tried) == wanted
    assert not result.conflicts and not result.diagnostics
    record = project.record(EXAMPLE)
    assert record.baseline is not None
    budget = record.baseline.background.budgets[-1]
    assert (budget.line.text, budget.amount and budget.amount.amount, budget.year) == ("Taalcafé", 9000, 2027)
    assert collect(project, back).changed == ()


@pytest.mark.office
def test_edits_survive_a_save_in_libreoffice(project: Project, office: Any) -> None:
    back = edit_form(sent(project, language="nl"), with_spare(project))
    for kind in ("docx", "odt"):
        [saved] = office.convert([back], kind)
        result = collect(project, saved, dry_run=True)
        assert changes_by_path(result) == expected(project), kind
        assert not result.diagnostics


def with_currency(project: Project, line: str) -> Project:
    """The project whose invented city has ``line`` for its currency."""
    shown = (shipped_folder() / "data/cities.yaml").read_text("utf-8")
    before, found, after = shown.partition("havenstad:\n  example: true\n  country: NL\n  currency: EUR\n")
    assert found
    own = found.replace("  currency: EUR\n", line)
    (project.root / "data/cities.yaml").write_text(before + own + after, "utf-8")
    return Project(project.root, share=shipped_folder())


def test_an_amount_without_a_currency_takes_that_of_the_city_or_is_left_to_a_person(project: Project) -> None:
    back = edit_form(sent(project), lambda root: type_into(cell_of(root, "B7.2.1", 2), "1,234.50"))
    path = "baseline.background.budgets[0].amount"
    assert changes_by_path(collect(project, back, dry_run=True)) == {path: "1234.50 EUR"}
    swedish = with_currency(project, "  currency: SEK\n")
    assert changes_by_path(collect(swedish, back, dry_run=True)) == {path: "1234.50 SEK"}
    result = collect(with_currency(project, ""), back, dry_run=True)
    [diagnostic] = result.diagnostics
    assert not result.changed and "has no currency" in diagnostic.message


def test_a_dry_run_writes_nothing(project: Project) -> None:
    back = edit_form(sent(project), type_answers({"F.1": "Head of office"}))
    before = {path: path.stat().st_mtime_ns for path in project.root.rglob("*")}
    result = collect(project, back, dry_run=True)
    assert changes_by_path(result) == {"review.contact.office": {"text": "Head of office", "language": "nl"}}
    assert {path: path.stat().st_mtime_ns for path in project.root.rglob("*")} == before


def test_what_is_written_is_reported_and_other_lines_stay(project: Project) -> None:
    before = files(project)
    back = edit_form(sent(project), type_answers({"F.4": "14 099 12"}))
    result = collect(project, back)
    after = files(project)
    assert [name for name in after if after[name] != before[name]] == [f"{EXAMPLE}/review.yaml"]
    old, new = (each[f"{EXAMPLE}/review.yaml"].decode().splitlines() for each in (before, after))
    assert [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]] == [
        ('  telephone: "14 099"', '  telephone: "14 099 12"')]  # fmt: skip
    assert result.written[0] == "data/records/havenstad-dive/review.yaml"
    [kept] = (project.root / "data/returns/havenstad-dive").iterdir()
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
    folder = project.root / "data/kept/havenstad-dive"
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


def test_a_deleted_row_goes_and_is_reported(project: Project) -> None:
    def edit(root: etree._Element) -> None:
        row = row_of(root, "P.3.2")
        row.getparent().remove(row)  # type: ignore[union-attr]

    result = collect(project, edit_form(sent(project), edit))
    assert [(each.path, each.new) for each in result.changed] == [
        ("baseline.provenance.contributions[1]", None)]  # fmt: skip
    assert [each.rule for each in result.diagnostics] == ["row-deleted"]
    assert len(project.record(EXAMPLE).baseline.provenance.contributions) == 1  # type: ignore[union-attr]


def change_record(project: Project, old: str, new: str, kind: str = "review") -> None:
    path = project.root / "data/records" / EXAMPLE / f"{kind}.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


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
    back = edit_form(path, lambda root: behave(cell_of(root, "PS/5.2")))
    result = collect(project, back, dry_run=True)
    assert changes_by_path(result) == {"baseline.assessments.PS/5.achievement": "Samen."}
    assert [each.rule for each in result.diagnostics] == rules


def test_a_table_in_an_answer_becomes_lines_and_is_reported(project: Project) -> None:
    def edit(root: etree._Element) -> None:
        cell = cell_of(root, "PS/5.2")
        type_into(cell, "Zie tabel:")
        table = etree.SubElement(cell, f"{W}tbl")
        etree.SubElement(table, f"{W}tblPr")
        etree.SubElement(table, f"{W}tblGrid")
        row = etree.SubElement(table, f"{W}tr")
        for text in ("2025", "46"):
            etree.SubElement(row, f"{W}tc").append(paragraph((text, "")))
        cell.append(paragraph())

    result = collect(project, edit_form(sent(project), edit), dry_run=True)
    assert changes_by_path(result) == {"baseline.assessments.PS/5.achievement": "Zie tabel:\n\n2025\t46"}
    assert [(each.rule, each.location.position) for each in result.diagnostics] == [
        ("table-in-answer", "PS/5.2")
    ]


def test_codes_alone_are_enough_where_tags_and_bookmarks_are_gone(project: Project) -> None:
    def strip(root: etree._Element) -> None:
        for name in ("bookmarkStart", "bookmarkEnd", "tag", "alias"):
            for element in list(root.iter(f"{W}{name}")):
                element.getparent().remove(element)  # type: ignore[union-attr]

    assert is_unchanged(collect(project, edit_form(sent(project), strip)))


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


@pytest.mark.office
def test_an_odt_without_a_kept_manifest_is_read_by_its_declaration(project: Project, office: Any) -> None:
    order = Order("desk-review", record="havenstad", language="en", part="HK")
    [saved] = office.convert([send_form(project, order)], "odt")
    for kept in (project.root / "data/forms").iterdir():
        kept.unlink()
    result = collect(project, saved)
    assert [each.rule for each in result.diagnostics] == ["form-not-sent"]
    assert not (result.changed or result.conflicts or result.kept)


@pytest.mark.parametrize(("old", "new", "said"), [
    ("project: Example project DIVE", "project: Another", "its project is"),
    ("benchmark: dive@2010", "benchmark: inti-cities@2009b", "its benchmark is"),
    ("city: havenstad", "city: lyon", "its city is"),
])  # fmt: skip
def test_a_form_of_another_review_is_refused(project: Project, old: str, new: str, said: str) -> None:
    path = sent(project)
    change_record(project, old, new)
    for name in ("baseline.yaml", "desk.yaml"):  # they speak of indicators of the benchmark
        (project.root / "data/records" / EXAMPLE / name).unlink()
    with pytest.raises(FormError, match=said):
        collect(project, path)


def test_a_form_for_another_record_than_the_one_named_is_refused(project: Project) -> None:
    with pytest.raises(FormError, match="made for the record “havenstad-dive”"):
        collect(project, sent(project), record="havenstad")


def test_a_form_made_without_a_record_begins_one(project: Project) -> None:
    path = sent(project, record="", language="nl", benchmark="dive", city="amsterdam")
    result = collect(project, edit_form(path, type_answers({"F.1": "Directeur", "P.1": "Samen."})))
    assert changes_by_path(result) == {
        "review.contact.office": "Directeur",
        "baseline.provenance.drafting": "Samen.",
    }
    record = project.record("amsterdam-dive")
    assert (record.review.city, record.review.benchmark) == ("amsterdam", "dive@2010")
    assert record.baseline is not None and record.baseline.provenance.drafting is not None
    assert record.baseline.provenance.drafting.text == "Samen."


def test_a_record_that_came_with_the_program_is_not_written_to(project: Project) -> None:
    path = sent(project, record="examples/havenstad-dive")
    assert not collect(project, path).changed
    edited = edit_form(path, type_answers({"F.4": "14 111"}))
    with pytest.raises(OutputError, match="part of the program and cannot be changed") as caught:
        collect(project, edited)
    copy = "data/records/examples/havenstad-dive"
    assert f" to {copy} in your project" in caught.value.hint
    shutil.copytree(project.record_folder("examples/havenstad-dive"), project.root / copy)
    with pytest.raises(FormError, match="not for") as other:
        collect(project, edited, record="havenstad-dive")
    assert "the same name" in other.value.hint
    assert collect(project, edited, record="examples/havenstad-dive").changed


def test_what_the_record_lacks_is_reported_separately(project: Project) -> None:
    path = sent(project, record="", language="nl", benchmark="dive", city="amsterdam")
    result = collect(project, edit_form(path, type_answers({"F.1": "Hoofd integratie"})))
    assert not result.diagnostics
    assert any(each.rule == "unanswered-indicator" for each in result.incomplete)

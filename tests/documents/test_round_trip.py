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


@pytest.mark.sampled(2)
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


def test_codes_alone_are_enough_where_tags_and_bookmarks_are_gone(project: Project) -> None:
    def strip(root: etree._Element) -> None:
        for name in ("bookmarkStart", "bookmarkEnd", "tag", "alias"):
            for element in list(root.iter(f"{W}{name}")):
                element.getparent().remove(element)  # type: ignore[union-attr]

    assert is_unchanged(collect(project, edit_form(sent(project), strip)))


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
    ("project: Example project DIVE", "project: Another", "the form’s project is"),
    ("benchmark: dive@2010", "benchmark: inti-cities@2009b", "the form’s benchmark is"),
    ("city: havenstad", "city: lyon", "the form’s city is"),
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
    assert "rename it to “examples/havenstad-dive”" in other.value.hint
    assert collect(project, edited, record="examples/havenstad-dive").changed

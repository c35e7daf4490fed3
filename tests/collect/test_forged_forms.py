"""A form that this project did not send fills what its type declares, replaces nothing, and says so."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.errors import AssemblyError, FormError
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.word.forms.form_parts import CUSTOM, MANIFEST
from assembler.word.forms.manifest import read_manifest
from assembler.word.package.package import open_package
from own_types import EXAMPLE
from returned_forms import changes_by_path, edit_form, only_manifest, send_form, type_answers
from tiny_review import write_review

OFFICE = "review.contact.office"
ANSWERS = {"F.1": "Somebody else", "F.4": "14 111"}


@pytest.fixture
def form(project: Project) -> Path:
    """A form that came back with answers to questions that the record answers."""
    review = project.root / "data/records/kade/review.yaml"
    review.write_text(
        review.read_text("utf-8").replace("contact: {", 'contact: {telephone: "14 099", '), "utf-8"
    )
    order = Order("baseline-report", record="kade", language="en")
    return edit_form(send_form(project, order), type_answers(ANSWERS))


def lose_forms(project: Project) -> None:
    shutil.rmtree(project.root / "data/forms")


def manifest_in(path: Path) -> dict[str, Any]:
    words = open_package(path.read_bytes(), path.name).parts[MANIFEST]
    from assembler.word.forms.manifest import manifest_to_data

    return manifest_to_data(read_manifest(words))


def forged(path: Path, data: Any, *, number: str = "f" * 16) -> Path:
    """The file with another manifest and number, as somebody with a text editor makes it."""
    package = open_package(path.read_bytes(), path.name)
    old = manifest_in(path)["id"]
    words = json.dumps(data).replace("&", "&amp;").replace("<", "&lt;").encode("utf-8", "replace")
    part = b'<form xmlns="urn:assembler:form:1">' + words + b"</form>"
    custom = package.parts[CUSTOM].replace(old.encode(), number.encode())
    back = path.with_name("forged.docx")
    back.write_bytes(package.with_parts({MANIFEST: part, CUSTOM: custom}).to_bytes())
    return back


def with_paths(data: dict[str, Any], paths: Mapping[str, str]) -> dict[str, Any]:
    fields = [{**each, "path": paths.get(each["code"], each["path"])} for each in data["fields"]]
    return {**data, "id": "f" * 16, "fields": fields}


def records(project: Project) -> dict[str, bytes]:
    home = project.root / "data/records"
    return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def test_the_kept_manifest_goes_before_the_one_in_the_file(project: Project, form: Path) -> None:
    number = only_manifest(project).id
    data = {**with_paths(manifest_in(form), {"F.1": "review.deadline"}), "id": number}
    result = collect(project, forged(form, data, number=number), dry_run=True)
    assert changes_by_path(result).keys() == {OFFICE, "review.contact.telephone"}


def test_a_forged_manifest_moves_no_answer_and_replaces_none(project: Project, form: Path) -> None:
    data = with_paths(manifest_in(form), {"F.1": "review.deadline", "F.4": "review.team.members"})
    lied = [{**each, "base": "Somebody"} if each["code"] == "F.1" else each for each in data["fields"]]
    result = collect(project, forged(form, {**data, "fields": lied}))
    assert changes_by_path(result) == {}
    assert {each.path for each in result.conflicts} == {OFFICE, "review.contact.telephone"}
    assert next(each.rule for each in result.diagnostics if each.is_error) == "form-not-sent"


def test_questions_that_the_type_does_not_have_are_not_taken(project: Project, form: Path) -> None:
    data = manifest_in(form)
    more = {**data["fields"][0], "code": "Z.1", "path": "review.deadline", "kind": "date"}
    result = collect(project, forged(form, {**data, "id": "f" * 16, "fields": [*data["fields"], more]}))
    [unknown] = [each for each in result.diagnostics if each.rule == "unknown-field"]
    assert "these questions (1): Z.1;" in unknown.message


def test_answers_where_the_record_has_none_are_merged_and_reported(project: Project) -> None:
    sent = send_form(project, Order("baseline-report", record="kade", language="en"))
    lose_forms(project)
    result = collect(project, edit_form(sent, type_answers(ANSWERS)))
    assert changes_by_path(result) == {"review.contact.telephone": "14 111"}
    assert {each.path for each in result.conflicts} == {OFFICE}


def test_a_form_of_another_project_begins_no_record_unless_somebody_names_it(tmp_path: Path) -> None:
    for name in ("here", "there"):
        write_review(tmp_path / name)
    here, there = (Project(tmp_path / name, share=shipped_folder()) for name in ("here", "there"))
    order = Order("baseline-report", benchmark="tiny", city="pier", language="en")
    back = edit_form(send_form(there, order), type_answers({"F.1": "Head of integration"}))
    with pytest.raises(FormError, match=r"returned\.docx: this form belongs to another project") as error:
        collect(here, back)
    assert "--record pier-tiny" in error.value.hint
    result = collect(here, back, record="pier-tiny")
    assert changes_by_path(result) == {OFFICE: "Head of integration"}
    assert [each.rule for each in result.diagnostics] == ["form-not-sent"]


def test_an_emptied_manifest_of_another_project_is_called_that(project: Project, form: Path) -> None:
    lose_forms(project)
    data = manifest_in(form)
    package = open_package(form.read_bytes(), form.name)
    custom = package.parts[CUSTOM].replace(b">kade<", b">elsewhere<")
    empty = b'<form xmlns="urn:assembler:form:1"/>'
    form.write_bytes(package.with_parts({MANIFEST: empty, CUSTOM: custom}).to_bytes())
    with pytest.raises(FormError, match=r"returned\.docx: this form belongs to another project"):
        collect(project, form)
    assert data["record"] == "kade"


@pytest.mark.parametrize(("key", "value"), [
    ("record", "../../../etc"), ("record", "/tmp"), ("type", "nothing"), ("type", "evidence-log"),
    ("language", "no language"), ("part", "desk.*"), ("benchmark", "nothing@1"), ("city", "atlantis"),
    ("edition", "secret"),
])  # fmt: skip
def test_what_a_forged_manifest_says_it_is_leads_nowhere_else(
    project: Project, form: Path, key: str, value: str
) -> None:
    before = records(project)
    with pytest.raises(AssemblyError):
        collect(project, forged(form, {**manifest_in(form), "id": "f" * 16, key: value}))
    assert records(project) == before


def test_a_damaged_kept_manifest_is_an_error_and_not_a_reason_to_trust_the_file(
    project: Project, form: Path
) -> None:
    [kept] = (project.root / "data/forms").glob("*.json")
    for damage in ("[" * 50_000, "3", '{"id": 3}', kept.read_text("utf-8").replace(kept.stem, "f" * 16)):
        kept.write_text(damage, "utf-8")
        with pytest.raises(FormError, match=kept.name):
            collect(project, form)


@pytest.mark.parametrize("path", [
    "baseline.background.figures[99999999]", "review.__class__", "baseline.background.budgets", "no", ".",
])  # fmt: skip
def test_a_question_that_the_record_has_no_place_for_is_reported_and_its_answer_kept(
    project: Project, form: Path, path: str
) -> None:
    """As an older version may have asked it; the manifest is the one that was kept."""
    [kept] = (project.root / "data/forms").glob("*.json")
    kept.write_text(kept.read_text("utf-8").replace(f'"{OFFICE}"', json.dumps(path)), "utf-8")
    result = collect(project, form)
    assert changes_by_path(result) == {"review.contact.telephone": "14 111"}
    assert [each.rule for each in result.diagnostics if "F.1" in each.message] == ["unknown-field"]
    assert "Somebody else" in {each.text for each in result.kept}
    assert project.record("kade")


TRIES = 60
ODD: tuple[Any, ...] = (
    None, 7, "", "nokind", "review.__class__", "baseline.background.figures[99999999]", "releases.releases",
    "baseline.background.budgets", "x" * 300, "\ud800", [], {}, [[1]],
)  # fmt: skip


def spoilt(data: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The manifest with something odd in one of its fields or lists, or in what it says it is."""
    name = chance.choice(("fields", "fields", "lists" if data["lists"] else "", ""))
    if not name:
        return {**data, chance.choice([key for key in data if key != "id"]): chance.choice(ODD)}
    items = [dict(each) for each in data[name]]
    each = chance.choice(items)
    each[chance.choice(list(each))] = chance.choice(ODD)
    return {**data, name: items}


def test_no_forged_manifest_ends_in_a_traceback_spoils_the_record_or_loses_an_answer(tiny: Project) -> None:
    sent = send_form(tiny, Order("letter", EXAMPLE, language="en"))
    form, chance, refused = edit_form(sent, type_answers({"T.1": "Somebody else"})), random.Random(2027), 0
    data, before = {**manifest_in(form), "id": "f" * 16}, tiny.record(EXAMPLE).review.deadline
    source = tiny.root / f"data/records/{EXAMPLE}/review.yaml"
    review = source.read_bytes()
    for _ in range(TRIES):
        source.write_bytes(review)
        try:
            result = collect(tiny, forged(form, spoilt(data, chance)))
        except AssemblyError as error:
            refused += 1
            assert error.location and error.hint
        else:
            texts, record = [each.text for each in result.kept], tiny.record(EXAMPLE).review
            assert "Somebody else" in str([changes_by_path(result), result.conflicts, texts, record.contact])
        assert tiny.record(EXAMPLE).review.deadline == before
    assert 0 < refused < TRIES

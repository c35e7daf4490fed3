"""Rounds of the same city and benchmark: each has its own record and its own forms."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from assembler.assembly.build import build
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.errors import OutputError
from assembler.model.documents.form_manifest import FormManifest
from assembler.rounds.form_states import FormState
from assembler.rounds.record_status import compute_status
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.store.returns.form_logs import read_returns
from assembler.word.forms.form_parts import CORE
from assembler.word.forms.manifest import manifest_from_data
from assembler.word.package.package import open_package
from returned_forms import (
    cell_of,
    changes_by_path,
    edit_form,
    only_manifest,
    send_form,
    type_answers,
    type_into,
)

OFFICE = "review.contact.office"
MODIFIED = b'<dcterms:modified xsi:type="dcterms:W3CDTF">DAYT10:00:00Z</dcterms:modified>'
RECORDS: dict[str, str] = {}
"""No records: the first form is sent before there is one."""


def renewed(project: Project) -> Project:
    """The same project, as the next command reads it."""
    return Project(project.root, share=shipped_folder(), cache=project.cache)


def empty_form(project: Project, new_record: str = "") -> Path:
    order = Order("baseline-report", benchmark="dive", city="leeds", language="en", new_record=new_record)
    return send_form(project, order)


def test_a_second_round_has_its_own_form_and_its_own_record(project: Project) -> None:
    first = edit_form(empty_form(project), type_answers({"F.1": "Head of 2027"}), "first.docx")
    collect(project, first)
    second = edit_form(
        empty_form(project, "leeds-2028"), type_answers({"F.1": "Head of 2028"}), "second.docx"
    )
    result = collect(project, second)
    assert (result.record, changes_by_path(result)) == ("leeds-2028", {OFFICE: "Head of 2028"})
    assert not result.diagnostics
    offices = [project.record(name).review.contact for name in ("leeds-dive", "leeds-2028")]
    assert [each.office.text for each in offices if each] == ["Head of 2027", "Head of 2028"]


def test_an_empty_form_is_called_that_and_is_no_return(project: Project) -> None:
    sent = empty_form(project)
    resaved = edit_form(sent, lambda root: None, "resaved.docx")
    for file in (sent, resaved):
        result = collect(project, file)
        assert (result.empty, result.written) == (True, ())
    assert not (project.root / "data/records").exists()
    [form] = compute_status(project, "leeds-dive", date(2028, 3, 1)).forms[:1]
    assert (form.type, form.state, form.returns) == ("baseline-report", "sent", 0)
    result = collect(project, edit_form(sent, type_answers({"F.1": "Head of integration"})))
    assert (result.empty, changes_by_path(result)) == (False, {OFFICE: "Head of integration"})


def test_the_sent_file_that_an_earlier_version_noted_as_a_return_is_none(project: Project) -> None:
    sent = empty_form(project)
    number = only_manifest(project).id
    noted = project.root / f"data/forms/{number}.returned.jsonl"
    line = {"digest": sha256(sent.read_bytes()).hexdigest(), "changed": 0}
    noted.write_text(json.dumps(line) + "\n", "utf-8")
    assert read_returns(project, number) == ()


def test_a_form_with_rows_of_a_list_alone_is_not_empty(project: Project) -> None:
    sent = empty_form(project)
    number = next(each for each in only_manifest(project).lists if each.code == "B7.2").rows[0].code
    back = edit_form(sent, lambda root: type_into(cell_of(root, number, 1), "Language courses"))
    collect(project, back)
    again = edit_form(back, lambda root: None, "again.docx")
    result = collect(project, again)
    assert not (result.empty or result.changed)


def test_a_form_with_answers_that_comes_back_as_it_was_confirms_them(project: Project) -> None:
    collect(project, edit_form(empty_form(project), type_answers({"F.1": "Head of integration"})))
    sent = send_form(project, Order("baseline-report", record="leeds-dive", language="en"))
    assert collect(project, sent).empty
    assert not collect(project, edit_form(sent, lambda root: None)).empty


def test_a_file_that_was_saved_before_the_form_was_sent_may_be_of_an_earlier_round(project: Project) -> None:
    """An empty form of the same city, built in another folder a year ago, has the same number."""
    sent, number = empty_form(project), only_manifest(project).id
    noted = project.root / f"data/forms/{number}.sent.jsonl"
    line = json.loads(noted.read_text("utf-8").splitlines()[0])
    noted.write_text(json.dumps({**line, "sent": "2028-01-10T09:00:00+00:00"}) + "\n", "utf-8")
    back = edit_form(sent, type_answers({"P.1": "Together."}))
    package = open_package(back.read_bytes(), back.name)
    core = package.parts[CORE]
    for day, rules in (("2027-03-02", ["saved-before-sent"]), ("2028-02-01", [])):
        moment = MODIFIED.replace(b"DAY", day.encode()) + b"</cp:coreProperties>"
        changed = core.replace(b"</cp:coreProperties>", moment)
        back.write_bytes(package.with_parts({CORE: changed}).to_bytes())
        assert [each.rule for each in collect(project, back, dry_run=True).diagnostics] == rules


def prefilled(project: Project, language: str = "en") -> tuple[Path, FormManifest]:
    """The form of Leeds with the answers so far, and what is kept of it."""
    order = Order("baseline-report", record="leeds-dive", language=language)
    made = build(BuildContext(project), order, output=project.root / "out")
    assert made.path is not None
    return made.path, manifest_from_data(project.form(made.form))


def write_office(project: Project, text: str, *, days: str = "") -> None:
    """The record of Leeds as somebody writes it by hand."""
    folder = project.root / "data/records/leeds-dive"
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["project: DIVE", "language: en", "city: leeds", "benchmark: dive@2010"]
    lines += [days, f"contact: {{office: {text}}}"]
    (folder / "review.yaml").write_text("\n".join(lines) + "\n", "utf-8")


def baseline(project: Project, day: str = "2028-03-01") -> FormState:
    """How the form of Leeds is doing."""
    forms = compute_status(renewed(project), "leeds-dive", date.fromisoformat(day)).forms
    return next(form for form in forms if form.type == "baseline-report")


def test_a_form_that_was_built_again_before_it_came_back_is_the_same_sending(project: Project) -> None:
    write_office(project, "Head of integration")
    path, first = prefilled(project)
    data = path.read_bytes()
    path.unlink()
    again, second = prefilled(project)
    assert (second.id, second.number, again.read_bytes()) == (first.id, 1, data)
    [sendings] = (project.root / "data/forms").glob("*.sendings.jsonl")
    assert sendings.read_text("utf-8") == json.dumps({"number": 1, "form": first.id}) + "\n"


def test_a_form_that_could_not_be_written_is_no_sending(project: Project) -> None:
    write_office(project, "Head of integration")
    (project.root / "out/baseline-report_leeds-dive_en.docx").mkdir(parents=True)
    with pytest.raises(OutputError):
        prefilled(project)
    assert not list((project.root / "data/forms").glob("*.jsonl"))


def test_after_a_form_came_back_the_next_one_is_another_sending(project: Project) -> None:
    write_office(project, "Head of integration")
    path, first = prefilled(project)
    back = edit_form(path, lambda root: None, "first.docx")
    assert not collect(project, back).diagnostics
    assert baseline(project).state == "returned"
    path, second = prefilled(project)
    assert (second.number, second.fields, second.lists) == (2, first.fields, first.lists)
    assert second.id != first.id
    assert prefilled(project)[1].id == second.id
    assert [each.rule for each in collect(project, back, dry_run=True).diagnostics] == ["later-sending"]
    collect(project, back)
    form = baseline(project)
    assert (form.state, form.returns, bool(form.built_again)) == ("returned", 1, True)
    result = collect(project, edit_form(path, type_answers({"F.1": "Deputy"}), "second.docx"))
    assert (result.form, result.diagnostics, changes_by_path(result)) == (second.id, (), {OFFICE: "Deputy"})
    assert (baseline(project).state, baseline(project).built_again) == ("returned", "")


def test_a_second_sending_is_not_overdue_where_the_first_came_back(project: Project) -> None:
    write_office(project, "Head of integration", days="deadline: 2027-06-01")
    path, _ = prefilled(project)
    assert baseline(project).state == "overdue"
    collect(project, edit_form(path, type_answers({"F.1": "Deputy"})))
    prefilled(project)
    form = baseline(project)
    assert (form.state, form.days_overdue) == ("returned", 0)


def test_a_form_with_other_answers_is_another_sending_also_where_they_are_those_of_before(
    project: Project,
) -> None:
    made = []
    for text in ("Head", "Deputy", "Head"):
        write_office(project, text)
        made.append(prefilled(renewed(project)))
    assert [manifest.number for _, manifest in made] == [1, 2, 3]
    assert len({manifest.id for _, manifest in made}) == 3


def test_a_form_that_an_earlier_version_sent_and_that_came_back_is_not_sent_again(project: Project) -> None:
    """Earlier versions noted no sendings."""
    write_office(project, "Head of integration")
    path, first = prefilled(project)
    [sendings] = (project.root / "data/forms").glob("*.sendings.jsonl")
    sendings.unlink()
    assert prefilled(project)[1].id == first.id
    collect(project, edit_form(path, lambda root: None))
    sendings.unlink()
    assert prefilled(project)[1].number == 2


def test_of_a_form_in_two_languages_one_that_came_back_is_enough(project: Project) -> None:
    write_office(project, "Head of integration")
    path, first = prefilled(project)
    _, other = prefilled(project, "fr")
    assert (first.number, other.number) == (1, 1)
    result = collect(project, edit_form(path, type_answers({"F.1": "Deputy"})))
    assert not result.diagnostics
    assert baseline(project).state == "returned"


def test_the_days_of_a_round_tell_its_forms_from_those_of_another(project: Project, tmp_path: Path) -> None:
    other = Project(tmp_path / "last-year", share=shipped_folder(), cache=project.cache)
    write_office(project, "Head", days="deadline: 2028-06-01")
    write_office(other, "Head", days="deadline: 2027-06-01")
    path, theirs = prefilled(other)
    _, ours = prefilled(project)
    assert (ours.fields, ours.number) == (theirs.fields, theirs.number)
    result = collect(project, edit_form(path, type_answers({"F.1": "Deputy"})), dry_run=True)
    assert "form-not-sent" in {each.rule for each in result.diagnostics}
    write_office(other, "Head", days="deadline: 2028-06-01")
    assert prefilled(renewed(other))[1].round == ours.round
    fresh = Project(tmp_path / "the-same", share=shipped_folder(), cache=project.cache)
    write_office(fresh, "Head", days="deadline: 2028-06-01")
    assert prefilled(fresh)[1].id == ours.id, "the same data are the same project"


@pytest.mark.parametrize("name", ["agenda-2009", "publication-2026", "havenstad-agenda-2009"])
def test_a_record_that_is_not_a_review_has_a_status_too(name: str) -> None:
    found = compute_status(Project(shipped_folder()), f"examples/{name}", date(2026, 9, 1))
    assert found.kind == name.split("-")[0].replace("havenstad", "agenda_choices")
    assert not [each for each in found.diagnostics if each.is_error]

"""Municipalities answer the agenda guide: their choices come back, and a new edition changes none of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.errors import FormError
from assembler.merging.collect_result import CollectResult
from assembler.model.reference.agenda_edition import LocalDecision
from assembler.model.reference.municipality_choices import AgendaChoices, AreaRelevance, CitySize
from assembler.rounds.agenda_choices import create_choices
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from returned_forms import cell_of, edit_form, send_form, type_answers, type_into, type_row

MOMENT = "2026-11-22T10:00:00+00:00"
EDITION = """
{{project: P, language: en, agenda: gia, number: {number}, title: T, subtitle: S, owners: [State, Cities],
entries: {{GIA/05: {{core_problem: P., joint_ambition: A., efforts: [{efforts}]}}}}}}
"""
STATE = "{id: GIA/05.e1, side: state, nature: state-activity, text: Pays.}"
SECOND = "{id: GIA/05.e2, side: municipalities, nature: possible-extra, text: Meets people.}"
MOVED = "{id: GIA/06.e3, side: municipalities, nature: possible-extra, text: Fills empty chairs.}"
NEW = "{id: GIA/05.e4, side: municipalities, nature: under-way, text: Opens houses.}"
CHOICES = "{project: P, language: en, guide: second, city: leeds}"


def write(root: Path, name: str, file: str, text: str) -> None:
    folder = root / "data/records" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / file).write_text(text, "utf-8")


@pytest.fixture
def leeds(tmp_path: Path) -> Project:
    """A project with an edition of two efforts for municipalities, and the empty choices of a city."""
    write(tmp_path, "second", "agenda.yaml", EDITION.format(number=2, efforts=f"{STATE}, {SECOND}, {MOVED}"))
    write(tmp_path, "leeds-2", "agenda_choices.yaml", CHOICES)
    return Project(tmp_path, share=shipped_folder())


def send_back(project: Project, order: Order, edit: object = None) -> CollectResult:
    sent = send_form(project, order)
    returned = edit_form(sent, edit) if callable(edit) else sent
    return collect(project, returned, settle=lambda conflict: "", moment=MOMENT)


def choices_of(project: Project, name: str) -> AgendaChoices:
    return Project(project.root, share=shipped_folder()).record(name).require(AgendaChoices)


def fill_in(root: etree._Element) -> None:
    type_answers({"GIA/05.a": "plays a part here", "GIA/05.c": "Pay earlier.", "M.2": "Adviser"})(root)
    type_into(cell_of(root, "GIA/05.e2", 1), "chosen")
    type_into(cell_of(root, "GIA/05.e2", 2), "A street party.")
    type_into(cell_of(root, "GIA/05.e2", 4), "1 May 2011")
    type_into(cell_of(root, "GIA/06.e3", 1), "not chosen")
    type_into(cell_of(root, "M.3"), "municipalities outside the G31")
    type_row("GIA/05.d.1", "Language café", "Library", "2 May 2011")(root)


def test_a_municipality_answers_and_its_choices_come_back(leeds: Project) -> None:
    result = send_back(leeds, Order("agenda-guide", "leeds-2", draft=True), fill_in)
    assert not [each for each in result.diagnostics if each.is_error]
    kept = choices_of(leeds, "leeds-2")
    area, choices = kept.areas["GIA/05"], dict(kept.iter_choices())
    assert (kept.size, kept.office and kept.office.text) == (CitySize.OTHER, "Adviser")
    assert area.relevance is AreaRelevance.ISSUE
    assert area.remark is not None and area.remark.text == "Pay earlier."
    assert [(each.action.text, str(each.deadline)) for each in area.additions] == [
        ("Language café", "2011-05-02")
    ]
    assert set(choices) == {"GIA/05.e2", "GIA/06.e3"}
    assert choices["GIA/05.e2"].decision is LocalDecision.CHOSEN
    assert str(choices["GIA/05.e2"].deadline) == "2011-05-01"
    assert choices["GIA/06.e3"].decision is LocalDecision.NOT_CHOSEN


def test_a_new_edition_changes_no_answer_and_asks_what_is_new(leeds: Project) -> None:
    send_back(leeds, Order("agenda-guide", "leeds-2", draft=True), fill_in)
    before = dict(choices_of(leeds, "leeds-2").iter_choices())
    write(
        leeds.root,
        "third",
        "agenda.yaml",
        EDITION.format(number=3, efforts=f"{STATE}, {NEW}, {MOVED}, {SECOND}"),
    )
    [created] = create_choices(Project(leeds.root, share=shipped_folder()), "third", ["leeds"])
    assert (created.record, created.earlier, created.carried) == ("leeds-third", "leeds-2", 2)
    project = Project(leeds.root, share=shipped_folder())
    begun = choices_of(project, "leeds-third")
    assert dict(begun.iter_choices()) == before
    assert begun.areas["GIA/05"].remark is None and not begun.has_answers

    def decide(root: etree._Element) -> None:
        type_into(cell_of(root, "GIA/05.e4", 1), "chosen")

    result = send_back(project, Order("agenda-guide", "leeds-third", draft=True), decide)
    assert [each.path for each in result.changed] == ["agenda_choices.efforts.GIA/05.e4.decision"]
    after = dict(choices_of(project, "leeds-third").iter_choices())
    assert {code: after[code] for code in before} == before
    assert dict(choices_of(project, "leeds-2").iter_choices()) == before


def test_choices_of_efforts_that_the_new_edition_lacks_stay_in_the_earlier_record(leeds: Project) -> None:
    send_back(leeds, Order("agenda-guide", "leeds-2", draft=True), fill_in)
    write(leeds.root, "third", "agenda.yaml", EDITION.format(number=3, efforts=f"{STATE}, {SECOND}"))
    [created] = create_choices(Project(leeds.root, share=shipped_folder()), "third", ["leeds"])
    assert created.carried == 1
    assert [code for code, _ in choices_of(leeds, created.record).iter_choices()] == ["GIA/05.e2"]
    assert len(dict(choices_of(leeds, "leeds-2").iter_choices())) == 2


def test_efforts_without_ids_that_changed_places_take_no_choice_with_them(leeds: Project) -> None:
    """Without an id, the number is the place: the choice on "Meets people." is none on "Opens houses."."""
    pays, meets, opens = (
        each.partition("id: ")[0] + each.partition(", ")[2] for each in (STATE, SECOND, NEW)
    )
    write(leeds.root, "second", "agenda.yaml", EDITION.format(number=2, efforts=f"{pays}, {meets}, {opens}"))

    def decide(root: etree._Element) -> None:
        type_into(cell_of(root, "GIA/05.e2", 1), "chosen")
        type_into(cell_of(root, "GIA/05.e3", 1), "not chosen")

    project = Project(leeds.root, share=shipped_folder())
    send_back(project, Order("agenda-guide", "leeds-2", draft=True), decide)
    new = pays.replace("Pays", "Lends")
    write(
        leeds.root,
        "third",
        "agenda.yaml",
        EDITION.format(number=3, efforts=f"{pays}, {meets}, {new}, {opens}"),
    )
    [created] = create_choices(Project(leeds.root, share=shipped_folder()), "third", ["leeds"])
    begun = choices_of(project, created.record)
    assert [code for code, _ in begun.iter_choices()] == ["GIA/05.e2"]


def test_an_existing_record_is_kept_and_a_new_city_begins_without_choices(leeds: Project) -> None:
    [created] = create_choices(leeds, "second", ["utrecht"])
    assert (created.record, created.earlier) == ("utrecht-second", "")
    assert choices_of(leeds, "utrecht-second").language == "nl"
    again = Project(leeds.root, share=shipped_folder())
    assert create_choices(again, "second", ["utrecht"]) == ()


def test_an_answer_to_an_earlier_edition_comes_back_after_the_guide_was_changed(leeds: Project) -> None:
    sent = send_form(leeds, Order("agenda-guide", "leeds-2", draft=True))
    write(leeds.root, "second", "agenda.yaml", EDITION.format(number=2, efforts=f"{STATE}, {NEW}, {SECOND}"))
    project = Project(leeds.root, share=shipped_folder())
    result = collect(project, edit_form(sent, fill_in), settle=lambda conflict: "", moment=MOMENT)
    assert not [each for each in result.diagnostics if each.is_error]
    assert (
        dict(choices_of(project, "leeds-2").iter_choices())["GIA/06.e3"].decision is LocalDecision.NOT_CHOSEN
    )


def test_a_guide_that_belongs_to_no_municipality_cannot_be_collected(leeds: Project) -> None:
    with pytest.raises(FormError, match="does not belong to a municipality"):
        send_back(leeds, Order("agenda-guide", "second", draft=True), fill_in)

"""A follow-up asks about the open promises; the register keeps its answers, and the tracker shows them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.assembly.orders.resolve import expand_parts
from assembler.collect.collect import collect
from assembler.model.tracking.promise_register import PromiseRegister, PromiseStatus
from assembler.rounds.record_status import compute_status
from assembler.store.project.project import Project
from assembler.structs import replace
from assembler.views.promise_data import list_promises
from assembler.word.dump.dump import show
from returned_forms import changes_by_path, edit_form, is_unchanged, send_form, type_answers

MOMENT = "2028-01-05T09:00:00+00:00"


def send_follow_up(project: Project, part: str, language: str = "nl") -> Path:
    return send_form(project, Order("follow-up", "havenstad", language=language, part=part))


def show_tracker(project: Project, record: str = "havenstad", language: str = "en") -> str:
    made = assemble(BuildContext(project), Order("recommendations-tracker", record, language=language))
    assert not [each for each in made.diagnostics if each.is_error]
    return show(made.data, made.file_name, with_looks=False)


def test_promises_without_an_action_are_in_one_chapter_with_a_section_for_each_source(
    project: Project,
) -> None:
    headings = [line.strip() for line in show_tracker(project).splitlines() if " Heading" in line]
    start = next(index for index, line in enumerate(headings) if line.endswith(": No action agreed yet"))
    assert [line.rpartition(": ")[2] for line in headings[start:]] == [
        "No action agreed yet",
        "Charter on Integrating Cities",
        "European Agenda for the Integration of Third-Country Nationals",
    ]


def write_register(project: Project, text: str, record: str = "havenstad") -> Path:
    path = project.root / "data/records" / record / "promises.yaml"
    path.write_text(text, "utf-8")
    return path


def test_answers_are_added_to_the_history_and_replace_nothing(project: Project) -> None:
    before = project.record("havenstad").require(PromiseRegister).follow_ups["2027-1"]
    form = send_follow_up(project, "2027-2")
    typed = {
        "U.1": "3 januari 2028",
        "U.2": "Gemeentesecretaris",
        "R05.1": "afgerond",
        "R05.2": "Alle vijftig gesprekken zijn gehouden. {{ city_name }} {% if %}",
        "R06.4": "1 maart 2028",
        "R06.5": "De toets wacht op de nieuwe omgevingswet.",
        "EU/13.1": "vervallen",
    }
    result = collect(project, edit_form(form, type_answers(typed)), moment=MOMENT)
    answers = "promises.follow_ups.2027-2"
    assert changes_by_path(result) == {
        f"{answers}.reported": "2028-01-03",
        f"{answers}.office": "Gemeentesecretaris",
        f"{answers}.answers.R05.status": "done",
        f"{answers}.answers.R05.done": typed["R05.2"],
        f"{answers}.answers.R06.deadline": "2028-03-01",
        f"{answers}.answers.R06.reason": typed["R06.5"],
        f"{answers}.answers.EU/13.status": "dropped",
    }
    assert project.record("havenstad").require(PromiseRegister).follow_ups["2027-1"] == before
    states = {each.code: each.state for each in list_promises(project, project.record("havenstad"))}
    assert [each.half_year for each in states["R05"].history] == ["2027-1", "2027-2"]
    assert (states["R05"].status, states["R06"].deadline) == (PromiseStatus.DONE, date(2028, 3, 1))
    shown = show_tracker(project)
    assert "De toets wacht op de nieuwe omgevingswet." in shown and typed["R05.2"] in shown
    assert "Eenendertig van de vijftig gesprekken zijn gehouden." in shown


def test_a_new_deadline_without_a_reason_is_reported_when_the_form_comes_back(project: Project) -> None:
    form = send_follow_up(project, "2027-2")
    typed = {"R05.4": "1 februari 2028", "R06.4": "1 maart 2028", "R06.5": "De wet is later."}
    result = collect(project, edit_form(form, type_answers(typed)), dry_run=True, moment=MOMENT)
    [found] = [each for each in result.incomplete if each.rule == "unexplained-deadline"]
    assert found.location.position == "promises.follow_ups.2027-2.answers.R05.deadline"


def test_without_a_part_only_the_half_year_after_the_last_report_is_built(project: Project) -> None:
    order = Order("follow-up", "havenstad", language="nl")
    assert {each.part for each in expand_parts(project, [order])} > {"2027-1", "2027-2"}
    assert [each.part for each in expand_parts(project, [order], only_next=True)] == ["2027-2"]
    [chosen] = expand_parts(project, [replace(order, part="2027-1")], only_next=True)
    assert chosen.part == "2027-1"


def test_the_form_asks_about_the_same_promises_after_its_own_answers(project: Project) -> None:
    form = send_follow_up(project, "2027-1")
    result = collect(project, form, dry_run=True)
    assert is_unchanged(result), (result.diagnostics, result.changed)
    later = show(send_follow_up(project, "2027-2").read_bytes(), "later.docx", with_looks=False)
    assert "R01.1" not in later and "R05.1" in later
    assert "Wat er is gedaan" in later or "Eenendertig" in later


def test_headings_name_the_promise_without_its_code(project: Project) -> None:
    form = send_follow_up(project, "2027-2", "en")
    said = show(form.read_bytes(), form.name, with_looks=False).splitlines()
    headings = [each.partition(": ")[2] for each in said if each.startswith("  paragraph Heading2")]
    assert headings[0] == "Consult the advisory council at the start of a proposal"
    assert headings[-1] == "Actors at all levels of government"
    assert "Workforce that reflects the city at all levels" in headings


def test_the_tracker_shows_what_is_overdue_then_numbers_then_who_does_what(project: Project) -> None:
    shown = show_tracker(project)
    parts = dict(
        re.findall(r"paragraph Heading1 [^\n]*: ([^\n]+)\n(.*?)(?=paragraph Heading1 |\Z)", shown, re.DOTALL)
    )
    titles = (
        "Overdue",
        "Summary",
        "Who does what",
        "Recommendations of the peer review",
        "No action agreed yet",
    )
    assert [each for each in parts if each in titles] == [*titles]
    lines = [line.strip() for line in parts["Who does what"].splitlines()]
    owners = [line.partition(": ")[2] for line in lines if line.startswith("cell TableText nl")]
    assert owners[:3] == ["Hoofd Onderzoek", "Bestuursadviseur", "Griffier"]
    assert "●●○ Under way" in shown
    assert "Overdue by:› 2 days" in shown.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.office
def test_answers_typed_in_libreoffice_come_back(project: Project, office: Any) -> None:
    form = send_follow_up(project, "2027-2")
    typed = {"R02.1": "afgerond", "R02.2": "Alle vier de voorstellen zijn besproken.", "R02.4": "1-2-2028"}
    edited = edit_form(form, type_answers(typed))
    for kind in ("docx", "odt"):
        [saved] = office.convert([edited], kind)
        result = collect(project, saved, dry_run=True, moment=MOMENT)
        assert {path.rpartition(".")[2]: new for path, new in changes_by_path(result).items()} == {
            "status": "done",
            "done": typed["R02.2"],
            "deadline": "2028-02-01",
        }


def test_an_item_is_never_printed_without_its_lead_in(project: Project) -> None:
    """Rule R42 (S4:344-350)."""
    lines = [line.strip() for line in show_tracker(project).splitlines()]
    paper = project.paper("eu-agenda-2011")
    for _, group, item in paper.list_items():
        [printed] = [line for line in lines if line.endswith(item.text.text)]
        assert printed.endswith(f"{group.lead_in.text} {item.text.text}")


def test_a_register_of_the_paper_alone_needs_no_city(project: Project) -> None:
    folder = project.root / "data/records/agenda"
    folder.mkdir()
    (folder / "register.yaml").write_text("{project: P, language: en, title: Our agenda}", "utf-8")
    (folder / "promises.yaml").write_text("paper: eu-agenda-2011", "utf-8")
    shown = show_tracker(project, "agenda")
    assert "Our agenda" in shown and "EU/19" in shown and "No promise is overdue." in shown
    (folder / "promises.yaml").unlink()
    assert "Rekisterissä ei vielä ole sitoumuksia." in show_tracker(project, "agenda", "fi")


def write_answers(project: Project, record: str, count: int, answer: str) -> None:
    """Give ``record`` a report of ``count`` recommendations that the host answers in the same way."""
    numbers = [f"R{number:02}" for number in range(1, count + 1)]
    advice = [f'  {each}: {{text: "Συμβουλευτείτε {{{{ name }}}} {each}."}}' for each in numbers]
    answers = [f"  {each}: {answer}" for each in numbers]
    path = project.root / "data/records" / record / "feedback.yaml"
    path.write_text("\n".join(["recommendations:", *advice, "responses:", *answers]), "utf-8")


def test_sixty_promises_without_an_owner_are_asked_about_and_overdue_the_day_after(project: Project) -> None:
    (project.root / "data/records/havenstad/promises.yaml").unlink()
    write_answers(project, "havenstad", 60, "{decision: accepted, deadline: 2027-06-30}")
    assert compute_status(project, "havenstad", date(2027, 6, 30)).overdue_promises == ()
    status = compute_status(project, "havenstad", date(2027, 7, 1))
    assert len(status.overdue_promises) == status.as_dict()["overview"]["overdue_promises"] == 60
    assert {(each.owner, each.days_overdue) for each in status.overdue_promises} == {("", 1)}
    assert "send follow-up 2027-1" in status.next
    sent = send_follow_up(project, "2027-1", "el")
    shown = show(sent.read_bytes(), sent.name, with_looks=False)
    assert "R60.1" in shown and shown.count("Συμβουλευτείτε {{ name }} R60.") == 1
    assert is_unchanged(collect(project, sent, dry_run=True))


def test_the_register_of_28_reviews_names_the_city_of_each_promise(project: Project) -> None:
    records = project.root / "data/records"
    cities = [*project.cities()][:28]
    for number, city in enumerate(cities):
        (records / f"c{number}").mkdir()
        header = f"{{project: P, city: {city}, benchmark: dive@2010, language: en}}"
        (records / f"c{number}/review.yaml").write_text(header, "utf-8")
        write_answers(project, f"c{number}", 1, "{decision: partly, action: We shall., deadline: 2027-03-01}")
    (records / "all").mkdir()
    names = ", ".join(f"c{number}" for number in range(len(cities)))
    header = f"{{project: P, language: en, title: All cities, reviews: [{names}]}}"
    (records / "all/register.yaml").write_text(header, "utf-8")
    shown = show_tracker(project, "all")
    for city in cities:
        assert f"{project.city(city).name('en')}: Recommendations of the peer review" in shown

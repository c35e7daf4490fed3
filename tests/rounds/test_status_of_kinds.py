"""The status of records that are no reviews: the forms of a charter round, an agenda, a survey, a meeting."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.rounds.agenda_choices import create_choices
from assembler.rounds.form_states import FormState
from assembler.rounds.record_status import compute_status
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from commands import run_command
from returned_forms import edit_form, send_form, type_answers
from tiny_review import PUBLICATION, ROUND

AGENDA = """\
{project: P, language: en, agenda: gia, number: 1, title: T, subtitle: S, owners: [State, Cities], entries: {
 GIA/05: {core_problem: P., joint_ambition: A., efforts: [
  {id: GIA/05.e1, side: municipalities, nature: possible-extra, text: Meets people.},
  {id: GIA/05.e2, side: state, nature: state-activity, text: Pays.}]}}}
"""
EVALUATION = """\
{project: P, language: en, agenda: gia, title: Two years, subtitle: S, asked: 2,
 reply_by: 2027-05-13, tables: [
 {chapter: practice, title: Read?, heading: Question, columns: ["Yes", "No"], options: ["yes", "no"],
  rows: [{label: Did you read it?, question: Q1}]}]}
"""
MEETING = (
    "{project: P, language: en, agenda: gia, title: Health, region: Coast, day: 2027-03-24, place: Kade}"
)
SENT_ON = "2027-05-01T09:00:00+00:00"


@pytest.fixture
def others(project: Project) -> Project:
    """The tiny project with an agenda for two municipalities, an evaluation and a meeting."""
    for name, text in {"agenda": AGENDA, "evaluation": EVALUATION, "meeting": MEETING}.items():
        folder = project.root / "data/records" / f"our-{name}"
        folder.mkdir()
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    project = renewed(project)
    create_choices(project, "our-agenda", ["kade", "pier"], date(2027, 5, 13))
    return renewed(project)


def renewed(project: Project) -> Project:
    return Project(project.root, share=shipped_folder(), cache=project.cache)


def forms_of(project: Project, record: str, day: str) -> list[FormState]:
    return list(compute_status(project, record, date.fromisoformat(day)).forms)


def returned(project: Project, form: Path, name: str, answers: dict[str, str]) -> None:
    collect(project, edit_form(form, type_answers(answers), name), moment=SENT_ON)


def test_an_agenda_lists_the_forms_of_its_municipalities(others: Project) -> None:
    form = send_form(others, Order("agenda-guide", "pier-our-agenda", language="en", draft=True))
    assert [(each.part, each.state, each.due) for each in forms_of(others, "our-agenda", "2027-05-13")] == [
        ("kade-our-agenda", "not sent", "2027-05-13"), ("pier-our-agenda", "sent", "2027-05-13"),
    ]  # fmt: skip
    late = compute_status(others, "our-agenda", date(2027, 5, 14))
    assert (late.forms[1].state, late.forms[1].days_overdue) == ("overdue", 1)
    assert late.next[0] == "ask for agenda-guide pier-our-agenda: it was due on 2027-05-13"
    returned(others, form, "back.docx", {"M.1": "Head of integration"})
    assert forms_of(others, "our-agenda", "2027-05-14")[1].state == "returned"


def test_a_survey_counts_the_people_who_returned_it_until_its_deadline(others: Project) -> None:
    form = send_form(others, Order("agenda-survey", "our-evaluation", language="en"))
    states = [("sent", "0 of 2 people")]
    for name, answer in {"one.docx": "Yes", "two.docx": "No"}.items():
        returned(others, form, name, {"Q1": answer})
        states += [(each.state, each.share) for each in forms_of(others, "our-evaluation", "2027-05-13")]
        [after] = forms_of(others, "our-evaluation", "2027-05-14")
        assert after.state == "returned", "after the deadline, nobody is awaited"
    assert states == [("sent", "0 of 2 people"), ("sent", "1 of 2 people"), ("returned", "2 of 2 people")]


def test_a_charter_round_lists_the_progress_forms_and_its_signatures(others: Project) -> None:
    progress = others.root / "data/records/round/progress.yaml"
    progress.unlink()
    others = renewed(others)
    assert forms_of(others, "round", "2028-01-01") == [], "no progress report has begun"
    send_form(others, Order("charter-progress-report", "round", language="en", part="kade"))
    assert [(each.part, each.state) for each in forms_of(others, "round", "2028-01-01")] == [("kade", "sent")]
    progress.write_text("deadline: 2028-12-01\n", "utf-8")
    listed = forms_of(renewed(others), "round", "2028-12-02")
    assert [(each.part, each.state) for each in listed] == [("kade", "overdue"), ("pier", "not sent")]
    ran = run_command(others.root, "status", "round", "--date", "2028-12-02")
    assert "charter-progress-report kade  overdue" in ran.stdout
    assert "city  last step" in ran.stdout
    [found] = json.loads(run_command(others.root, "status", "round", "--format", "json").stdout)
    assert (found["kind"], found["signed"], len(found["forms"])) == ("charter", 2, 2)


def test_every_record_with_forms_has_a_line(others: Project) -> None:
    lines = run_command(others.root, "status", "--date", "2027-03-25").stdout.splitlines()
    listed = {line.split()[0] for line in lines if line}
    assert listed >= {"kade", "our-agenda", "our-evaluation", "our-meeting", "round"}
    assert not {"pier-our-agenda", "book"} & listed


BROKEN = {
    "our-agenda": ("agenda.yaml", AGENDA.replace("side: municipalities", "side: state"),
                   "effort-on-the-wrong-side"),
    "our-evaluation": ("survey.yaml", "answers: {A: {Q1: perhaps}}", "unknown-answer"),
    "round": ("charter.yaml", ROUND.replace("decided: 2026-05-12", "decided: 2026-06-30"),
              "signature-before-decision"),
    "book": ("publication.yaml", PUBLICATION.replace("problems: [P01, P02]", "problems: [P01]"),
             "open-problem"),
    "our-meeting": ("meeting.yaml", MEETING, ""),
}  # fmt: skip


@pytest.mark.parametrize("record", BROKEN)
def test_a_record_of_every_kind_is_checked(others: Project, record: str) -> None:
    name, text, rule = BROKEN[record]
    path = others.root / "data/records" / record / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    [checked] = json.loads(run_command(others.root, "check", record, "--format", "json").stdout)
    assert {each["rule"] for each in checked["diagnostics"]} >= ({rule} if rule else set())
    [shown] = json.loads(run_command(others.root, "status", record, "--format", "json").stdout)
    assert shown["diagnostics"] == checked["diagnostics"]


def test_choices_are_checked_with_the_guide_that_their_form_prints(others: Project) -> None:
    path = others.root / "data/records/our-agenda/agenda.yaml"
    path.write_text(BROKEN["our-agenda"][1], "utf-8")
    assert "effort-on-the-wrong-side" in run_command(others.root, "check", "pier-our-agenda").stderr

"""The papers of a meeting: its invitation, its attendance list, which comes back, and its report."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.model.reference.agenda_evaluations import ListStatus, Visitors
from assembler.model.reference.policy_agenda_meeting import AgendaMeeting
from assembler.store.project.project import Project
from assembler.views.agenda_evaluation import load_evaluation
from returned_forms import (
    body_of,
    changes_by_path,
    edit_form,
    is_unchanged,
    lines_of,
    send_form,
    type_answers,
    type_row,
)
from shipped import HOUSE_STYLES, LANGUAGES

RECORDS = {"meeting": "meeting-havenstad", "agenda": "agenda-2011"}
PAGE = re.compile(rb"/Type\s*/Page[^s]")
PAPERS = ("meeting-invitation", "attendance-list", "meeting-report")


def read_meeting(project: Project) -> AgendaMeeting:
    return project.record("meeting").require(AgendaMeeting)


def sent(project: Project, language: str = "en") -> Path:
    return send_form(project, Order("attendance-list", "meeting", language=language))


def before_the_meeting(project: Project) -> None:
    path = project.root / "data/records/meeting/meeting.yaml"
    text = path.read_text("utf-8")
    path.write_text(text[: text.index("list: complete")], "utf-8")


def lines(build_context: BuildContext, name: str, language: str = "en") -> list[str]:
    made = assemble(build_context, Order(name, "examples/meeting-havenstad", language=language))
    return [line.replace("\u00a0", " ") for line in lines_of(body_of(made.data))]


def test_the_invitation_says_when_where_and_how_to_register(build_context: BuildContext) -> None:
    text = lines(build_context, "meeting-invitation")
    date = text.index("Date")
    assert text[date : date + 6] == ["Date", "Time", "Place", "24 March 2011", "13:00–16:30", "Havenstad"]
    register = text.index("Register by")
    assert text[register : register + 3] == ["Register by", "Organiser", "10 March 2011"]
    assert text[text.index("15:00") + 1] == "Discussion at tables of eight"
    assert lines(build_context, "meeting-invitation", "fi").count("13.00") == 1


@pytest.mark.parametrize("name", PAPERS)
def test_a_place_that_is_a_known_city_is_named_in_the_language(
    build_context: BuildContext, name: str
) -> None:
    text = lines(build_context, name, "el")
    assert "Χάβενσταντ" in text[:3]


@pytest.mark.product
@pytest.mark.office
def test_the_invitation_has_one_page_in_every_language_and_style(
    build_context: BuildContext, office: Any, tmp_path: Path
) -> None:
    paths = []
    for language in LANGUAGES:
        for style in HOUSE_STYLES:
            order = Order(PAPERS[0], "examples/meeting-havenstad", language=language, house_style=style)
            paths.append(tmp_path / f"{language}-{style}.docx")
            paths[-1].write_bytes(assemble(build_context, order).data)
    pages = {path.stem: len(PAGE.findall(path.read_bytes())) for path in office.convert(paths, "pdf")}
    assert pages == dict.fromkeys(pages, 1)


def test_the_report_has_the_questions_with_replies_and_the_visitors(build_context: BuildContext) -> None:
    text = lines(build_context, "meeting-report")
    statuses = ["Being examined", "Answered", "Passed on to the State", "No reply yet"]
    assert [line for line in text if line in statuses] == statuses
    assert "Attendance: 14 visitors. Represented: 3 municipalities." in text
    assert text[text.index("Others from municipalities") + 1] == "4"


def test_an_attendance_list_names_the_categories_on_paper(build_context: BuildContext) -> None:
    text = lines(build_context, "attendance-list")
    assert any(line.startswith("Category: Aldermen, Others from municipalities, ") for line in text)


def test_an_attendance_list_comes_back_with_its_rows(project: Project) -> None:
    before_the_meeting(project)

    def edit(root: Any) -> None:
        type_row("V.1.1", "Alderman", "Havenstad", "Aldermen")(root)
        type_row("V.1.2", "Teacher", "College", "")(root)
        type_answers({"V.2": "incomplete list", "V.3": "31"})(root)

    result = collect(project, edit_form(sent(project), edit))
    assert not result.diagnostics and not result.kept
    assert changes_by_path(result)["meeting.visitors[1]"] == {"office": "Teacher", "organisation": "College"}
    counted = read_meeting(project).count_visitors()
    assert (counted.total, counted.municipalities, counted.list) == (31, 1, ListStatus.INCOMPLETE)
    assert counted.visitors == {Visitors.ALDERMEN: 1}
    assert is_unchanged(collect(project, sent(project)))


def test_a_complete_list_counts_nobody_as_zero(project: Project) -> None:
    path = project.root / "data/records/meeting/meeting.yaml"
    text = "".join(
        line for line in path.read_text("utf-8").splitlines(True) if "category: others" not in line
    )
    path.write_text(text, "utf-8")
    assert read_meeting(project).count_visitors().visitors[Visitors.OTHERS] == 0


@pytest.mark.office
def test_a_list_saved_by_libreoffice_has_only_the_changes_that_were_made(
    project: Project, office: Any
) -> None:
    path = sent(project)
    filled = edit_form(path, type_row("V.1.15", "Doctor", "Practice", "Welfare organisations"), "filled.docx")
    for kind in ("docx", "odt"):
        unchanged, changed = office.convert([path, filled], kind)
        assert is_unchanged(collect(project, unchanged, dry_run=True)), kind
        assert changes_by_path(collect(project, changed, dry_run=True)) == {
            "meeting.visitors[14]": {"office": "Doctor", "organisation": "Practice", "category": "welfare"}
        }


def test_the_evaluation_counts_the_visitors_of_listed_meetings(project: Project) -> None:
    [meeting] = load_evaluation(project.record("agenda"), project).meetings
    assert (meeting.region, meeting.place, meeting.total) == ("Coast", "Havenstad", 14)
    assert sum(meeting.visitors.values()) == 14


def test_papers_of_a_meeting_that_is_only_planned(project: Project) -> None:
    before_the_meeting(project)
    for name in PAPERS:
        made = assemble(BuildContext(project), Order(name, "meeting", language="nl"))
        assert not [each for each in made.diagnostics if each.is_error]
        assert "Vragen aan het Rijk" not in lines_of(body_of(made.data))

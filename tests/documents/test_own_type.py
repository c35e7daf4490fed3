"""A document type of a user's own: a folder in ``templates/`` is all that it takes, from lint to release."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from assembler.model.review.feedback import FeedbackReport
from assembler.model.review.release import Releases
from assembler.rounds.form_states import NOT_SENT, OVERDUE, RETURNED, SENT, FormState
from assembler.rounds.record_status import RecordStatus, compute_status
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from commands import run_command
from own_types import Line, write_type
from returned_forms import edit_form, type_answers

FORM = dedent("""\
    title: "Contact form {city_of}"
    description: "The contact of a city, and what it spends"
    kind: form
    record: baseline
    example: examples/havenstad
    answers: document
    due: [review.visit_start]
    needs: [review.contact]
    fields:
      office:
        code: "T.1"
        path: review.contact.office
        control: text
        title: "Position of the contact"
        prompt: "Type the position of the contact here"
    lists:
      budgets:
        code: "T.2"
        path: baseline.background.budgets
        title: "Budgets of the city"
        spare_rows: 2
        columns:
          line: {heading: "Budget line of the city", control: text}
          amount: {heading: "Amount of the budget", control: text}
""")
FORM_BODY: list[Line] = [
    "# Contact form {{ city_of }}",
    [("Code", "Question", "Answer"), ("{{ office.code }}", "Which position does it have?", "{{ office }}")],
    [
        ("Code", "Budget line of the city", "Amount of the budget"),
        ("{%tr for row in budgets.rows %}", "", ""),
        ("{{ row.code }}", "{{ row.line }}", "{{ row.amount }}"),
        ("{%tr endfor %}", "", ""),
    ],
]
LETTER = dedent("""\
    title: "Letter of thanks {city_of}"
    description: "A letter of thanks to the host city"
    record: feedback
    example: examples/havenstad
    notes:
      dated: "the date of the report"
""")
LETTER_BODY: list[Line] = [
    "# Letter of thanks {{ city_of }}",
    "The team thanks {{ city_name }} for all that led to the report of {{ feedback.dated }}.",
]
DUTCH = {
    "Type the position of the contact here": "Typ hier de functie van de contactpersoon",
    "Which position does it have?": "Welke functie is dat?",
}
TODAY = date(2026, 9, 1)


@pytest.fixture
def root(project: Project) -> Path:
    """A project with a form and a letter of its own, each in its folder."""
    write_type(project.root, FORM, FORM_BODY, name="contact")
    write_type(project.root, LETTER, LETTER_BODY, name="thanks")
    return project.root


def now(root: Path, today: date = TODAY) -> RecordStatus:
    return compute_status(Project(root, share=shipped_folder()), "havenstad", today)


def form(root: Path, today: date = TODAY) -> FormState:
    [found] = [form for form in now(root, today).forms if form.type == "contact"]
    return found


def put(root: Path, translations: dict[str, str]) -> None:
    """Write translations into the Dutch catalogue."""
    path = root / "locales/nl/LC_MESSAGES/documents.po"
    text = path.read_text("utf-8")
    for english, dutch in translations.items():
        empty = f'msgid "{english}"\nmsgstr ""'
        assert empty in text, english
        text = text.replace(empty, f'msgid "{english}"\nmsgstr "{dutch}"')
    path.write_text(text, "utf-8")


def entity(root: Path, model: type[Any]) -> Any:
    return Project(root, share=shipped_folder()).record("havenstad").require(model)


def test_a_form_goes_out_in_two_languages_and_its_answers_come_back(root: Path) -> None:
    assert "nothing found" in run_command(root, "lint", "contact", "thanks", code=0).output
    run_command(root, "catalogue", "update", "nl", code=0)
    put(root, DUTCH)
    run_command(root, "catalogue", "extract", "--check", code=0)
    assert "#. {feedback.dated} the date of the report" in (root / "locales/documents.pot").read_text("utf-8")
    assert (form(root).state, form(root).due, form(root).title) == (NOT_SENT, "2026-10-05", "Contact form")
    assert "send contact" in now(root).next

    languages = ("--language", "nl", "--language", "en")
    run_command(root, "build", "contact", "--record", "havenstad", *languages, code=0)
    assert form(root).state == SENT
    assert form(root, date(2026, 11, 1)).state == OVERDUE
    dutch = root / "build/contact_havenstad_nl.docx"
    assert DUTCH["Which position does it have?"] in run_command(root, "show", str(dutch), code=0).output

    back = edit_form(dutch, type_answers({"T.1": "Wethouder"}))
    run_command(root, "collect", str(back), "--dry-run", code=0)
    run_command(root, "collect", str(back), code=0)
    assert form(root).state == RETURNED
    assert [(each.code, each.answered, each.asked) for each in form(root).sections] == [("T", 2, 2)]
    contact = Project(root, share=shipped_folder()).record("havenstad").review.contact
    assert contact is not None and contact.office is not None
    assert contact.office.text == "Wethouder"


def test_a_form_is_not_back_because_another_form_was_delivered(root: Path) -> None:
    path = root / "data/records/havenstad/review.yaml"
    text = path.read_text("utf-8")
    assert "delivered:" in text
    run_command(root, "build", "contact", "--record", "havenstad", "--language", "nl", code=0)
    assert form(root).state == SENT


def test_a_form_waits_for_what_it_needs(root: Path) -> None:
    declared = FORM.replace("review.contact]", "feedback.recommendations]")
    write_type(root, declared, FORM_BODY, name="contact")
    assert "send contact" in now(root).next
    for name in ("feedback.yaml", "narratives.yaml"):
        (root / "data/records/havenstad" / name).unlink(missing_ok=True)
    assert "send contact" not in now(root).next


def test_a_form_is_never_released_and_a_letter_leaves_the_report_as_it_is(root: Path) -> None:
    path = root / "data/records/havenstad/feedback.yaml"
    path.write_text(path.read_text("utf-8").replace("status: released", "status: approved"), "utf-8")
    assert "is a form" in run_command(root, "release", "contact", "--record", "havenstad", code=3).output
    thanks = run_command(root, "release", "thanks", "--record", "havenstad", code=3)
    assert "no version was given" in thanks.output
    order = ("release", "thanks", "--record", "havenstad", "--language", "en", "--version", "3.2")
    run_command(root, *order, "--dry-run", code=0)
    run_command(root, *order, code=0)
    [release] = entity(root, Releases).releases
    assert (release.document, release.version, release.approvals) == ("thanks", "3.2", {})
    assert (root / "data/records/havenstad/releases/3.2" / release.documents[0].file).is_file()
    assert entity(root, FeedbackReport).status.value == "approved"
    [letter] = [each for each in now(root).reports if each.type == "thanks"]
    assert (letter.state, letter.version) == ("released", "3.2")


def test_a_status_does_without_a_type_whose_folder_is_gone(root: Path) -> None:
    run_command(root, "build", "contact", "--record", "havenstad", "--language", "nl", code=0)
    shutil.rmtree(root / "templates/contact")
    assert "contact" not in {each.type for each in now(root).forms}

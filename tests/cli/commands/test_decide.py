"""``assembler decide`` lists open decisions with their choices, and takes them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assembler.assembly.orders.order import Order
from assembler.store.project.project import Project
from commands import run_command
from returned_forms import collect_answers, send_form, type_row


@pytest.fixture
def form(project: Project) -> Path:
    form = send_form(project, Order("baseline-report", benchmark="tiny", city="pier", language="en"))
    collect_answers(project, form, {"F.1": "Head", "F.5": "one of these days"})
    return form


def test_the_list_names_the_question_the_choices_and_how_to_decide(project: Project, form: Path) -> None:
    shown = run_command(project.root, "decide", "pier-tiny").stdout
    assert "baseline-report, F.5 Date of submission" in shown
    assert "typed:   one of these days" in shown
    assert "--answer TEXT: enter the answer" in shown
    assert "leave-out: keep the record as it is" in shown
    assert "1 open decision about pier-tiny" in shown
    [entry] = json.loads(run_command(project.root, "decide", "pier-tiny", "--format", "json").stdout)
    assert list(entry["choices"]) == ["answer", "leave-out"]


def test_the_list_names_the_column_as_the_form_does(project: Project, form: Path) -> None:
    collect_answers(project, form, {}, more=type_row("B7.2.1", "Lessons", "a lot"), name="row.docx")
    shown = run_command(project.root, "decide", "pier-tiny").stdout
    assert "(Amount)" in shown and "(amount)" not in shown


def test_a_decision_is_taken_logged_and_no_longer_listed(project: Project, form: Path) -> None:
    [entry] = json.loads(run_command(project.root, "decide", "pier-tiny", "--format", "json").stdout)
    done = run_command(
        project.root, "decide", "pier-tiny", entry["id"][:5], "--answer", "1.9.2026", "--by", "Ann"
    )
    assert done.exit_code == 0, done.stderr
    assert "review.delivered: (nothing) → 2026-09-01" in done.stdout
    assert "0 open decisions" in run_command(project.root, "decide", "pier-tiny").stdout
    history = run_command(project.root, "status", "pier-tiny", "--history").stdout
    assert "Ann: F.5 Date of submission: 2026-09-01" in history


def test_what_was_left_out_is_in_the_history(project: Project, form: Path) -> None:
    [entry] = json.loads(run_command(project.root, "decide", "pier-tiny", "--format", "json").stdout)
    run_command(project.root, "decide", "pier-tiny", entry["id"], "leave-out", "--by", "Ann")
    history = run_command(project.root, "status", "pier-tiny", "--history").stdout
    assert "Ann: F.5 Date of submission: “one of these days”: left out" in history


def test_a_sheet_goes_out_and_comes_in(project: Project, form: Path) -> None:
    path = str(project.root / "open.csv")
    assert run_command(project.root, "decide", "pier-tiny", "--export", path).stdout.strip() == path
    done = run_command(project.root, "decide", "pier-tiny", "--import", path, "--by", "Ann")
    assert "0 decisions taken" in done.stdout
    other = run_command(project.root, "decide", "pier-tiny", "--export")
    assert other.stdout.strip().endswith("decisions_pier-tiny.xlsx")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--answer", "x"), "--answer needs the ID"),
        (("abc", "--ask"), "use only one of"),
        (("ffff", "form", "--by", "Ann"), "there is no decision “ffff”"),
    ],
)
def test_bad_input_is_one_clear_message(
    project: Project, form: Path, args: tuple[str, ...], message: str
) -> None:
    done = run_command(project.root, "decide", "pier-tiny", *args)
    assert done.exit_code != 0
    assert message in done.stderr
    assert "Traceback" not in done.stderr

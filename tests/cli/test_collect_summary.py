"""What `collect` prints: a summary by codes and questions, in words, and each change with --details."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from assembler.assembly.orders.order import Order
from assembler.cli.output import format_short
from assembler.store.project.project import Project
from commands import run_command
from returned_forms import cell_of, edit_form, send_form, type_answers, type_into


@pytest.fixture
def back(project: Project) -> Path:
    form = send_form(project, Order("baseline-report", benchmark="tiny", city="pier", language="en"))
    typed = {"F.1": "Head of unit", "F.5": "soon", "P.2": "städtisch", "P.1": "- Point\n- Two"}
    return edit_form(form, type_answers(typed))


def test_the_summary_counts_and_the_details_list_each_change(project: Project, back: Path) -> None:
    plain = run_command(project.root, "collect", str(back), "--dry-run").stdout
    assert "record pier-tiny: 2 new answers, 2 could not be read (dry run; nothing was written)" in plain
    assert "Head of unit" not in plain
    full = run_command(project.root, "collect", str(back), "--details").stdout
    assert "  F.1 Contact person: position: (nothing) → Head of unit\n" in full
    assert "review.contact.office" not in full
    assert "\\" not in full


def test_the_summary_names_the_first_missing_answer(project: Project, back: Path) -> None:
    printed = run_command(project.root, "collect", str(back)).stdout.splitlines()
    [at] = [number for number, line in enumerate(printed) if " is still incomplete: " in line]
    assert printed[at + 1].startswith("    first: baseline.")


def test_an_unread_answer_says_how_to_decide_and_what_may_be_written(project: Project, back: Path) -> None:
    told = run_command(project.root, "collect", str(back), "--dry-run").stderr
    assert "P.2 Political involvement" in told
    decide = "run `assembler decide pier-tiny` and enter"
    assert f"{decide} one of none (no politician was involved), informed" in told
    assert f"{decide} a date such as 2026-03-31" in told


def test_an_unread_answer_in_a_list_says_how_to_decide(project: Project) -> None:
    form = send_form(project, Order("baseline-report", benchmark="tiny", city="pier", language="en"))

    def edit(root: etree._Element) -> None:
        for at, words in ((1, "Plan"), (2, "perhaps")):
            type_into(cell_of(root, "S.1.1", at), words)

    told = run_command(project.root, "collect", str(edit_form(form, edit)), "--dry-run").stderr
    assert "run `assembler decide pier-tiny` and enter one of " in told


def test_status_lists_what_collect_could_not_read_and_the_trail_names_the_questions(
    project: Project, back: Path
) -> None:
    run_command(project.root, "collect", str(back))
    told = run_command(project.root, "status", "pier-tiny", "--history").stdout
    assert "2 open decisions:" in told
    assert "baseline-report, P.2 Political involvement: “städtisch”" in told
    assert "F.1 Contact person: position: Head of unit (was (nothing))" in told
    assert "städtisch" in (project.root / "build/status.html").read_text("utf-8")


def test_a_value_is_shown_as_people_write_it() -> None:
    assert format_short("A\\\n\\- one\\*") == "A - one*"
    assert format_short({"text": "Biel", "language": "de"}) == "Biel (de)"
    assert format_short([{"line": "Courses", "amount": "1 EUR"}, "b"]) == "line Courses, amount 1 EUR; b"
    assert format_short(True) == "yes"


def test_check_reports_unread_answers_of_the_file_apart_from_what_the_record_lacks(
    project: Project, back: Path
) -> None:
    told = run_command(project.root, "check", str(back))
    assert "could not be read: 2 warnings" in told.stdout
    assert "with the answers of this file, the record pier-tiny is incomplete" in told.stdout
    assert "“städtisch” is not in the list" in told.stderr

"""A file of a record with a fault never stops what does not need it; whatever needs it says what is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from assembler.assembly.build import build
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.errors import DataError
from assembler.rounds.form_states import SENT
from assembler.rounds.record_status import compute_status
from assembler.store.project.project import Project
from commands import run_command
from returned_forms import cell_of, edit_form, type_into

FAULTS = {
    "unknown key": "curency: EUR\n",
    "no YAML": "a: [\n",
    "not UTF-8": b"\xff\xfe\x00",
}


def damage(project: Project, name: str, fault: str | bytes = FAULTS["unknown key"]) -> bytes:
    """Add ``fault`` to a file of the record; the bytes that it has then."""
    path = project.root / "data/records/kade" / name
    path.write_bytes(path.read_bytes() + (fault.encode() if isinstance(fault, str) else fault))
    return path.read_bytes()


def desk_review(project: Project) -> Path:
    order = Order("desk-review", record="kade", language="en", part="HK")
    path = build(BuildContext(project), order, output=project.root / "out").path
    assert path is not None
    return path


def ask(root: etree._Element) -> None:
    """What a peer types into a desk review."""
    type_into(cell_of(root, "GG/A/1", 2), "Who pays?")


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_document_that_does_not_read_the_file_is_built_and_the_file_is_named(
    project: Project, fault: str | bytes
) -> None:
    damage(project, "feedback.yaml", fault)
    order = Order("desk-review", record="kade", language="en", part="HK")
    done = build(BuildContext(project), order, output=project.root / "out")
    assert done.path is not None
    assert done.path.is_file()
    (named,) = [each for each in done.diagnostics if each.rule == "skipped-file"]
    assert named.location.file.endswith("feedback.yaml")


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_document_that_reads_the_file_fails_with_each_diagnostic(
    project: Project, fault: str | bytes
) -> None:
    damage(project, "feedback.yaml", fault)
    for name in ("feedback-report", "host-response"):
        order = Order(name, record="kade", language="en", draft=True)
        with pytest.raises(DataError) as raised:
            build(BuildContext(project), order, output=project.root / "out")
        assert "feedback.yaml" in raised.value.location
        assert raised.value.diagnostics


def test_the_file_that_says_what_the_record_is_about_is_needed_by_everything(project: Project) -> None:
    damage(project, "review.yaml")
    with pytest.raises(DataError, match="1 error in the record"):
        desk_review(project)


@pytest.mark.parametrize("name", ["baseline", "desk", "team_desk", "visit", "feedback"])
def test_the_status_goes_on_and_reports_the_fault(project: Project, name: str) -> None:
    desk_review(project)
    damage(project, f"{name}.yaml")
    found = compute_status(project, "kade", date(2026, 9, 1))
    assert [
        each.location.file.endswith(f"{name}.yaml")
        for each in found.diagnostics
        if each.rule == "unknown-key"
    ]
    form = next(each for each in found.forms if (each.type, each.part) == ("desk-review", "HK"))
    assert form.state == SENT
    assert bool(form.sections) == (name != "desk")
    assert found.next[0] == f"correct {name}.yaml: it has errors and cannot be read"


def test_a_damaged_table_does_not_stop_the_status(project: Project) -> None:
    damage(project, "evidence.csv", b"\xff\xfe")
    assert any(each.location.file.endswith("evidence.csv") for each in
               compute_status(project, "kade", date(2026, 9, 1)).diagnostics)  # fmt: skip


def test_a_form_is_collected_into_the_other_files(project: Project) -> None:
    sent = desk_review(project)
    content = damage(project, "feedback.yaml")
    done = collect(project, edit_form(sent, ask))
    assert len(done.changed) == 1
    assert any(each.rule == "skipped-file" for each in done.diagnostics)
    assert (project.root / "data/records/kade/feedback.yaml").read_bytes() == content


def test_a_form_about_the_faulty_file_is_refused_and_the_file_stays_as_it_is(project: Project) -> None:
    sent = desk_review(project)
    content = damage(project, "desk.yaml")
    with pytest.raises(DataError) as raised:
        collect(project, edit_form(sent, ask))
    assert "desk.yaml" in raised.value.location
    assert (project.root / "data/records/kade/desk.yaml").read_bytes() == content


def test_sheets_of_other_files_are_exported_and_imported(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.root)
    content = damage(project, "feedback.yaml")
    for what in ("sessions", "evidence"):
        sent = run_command(project.root, "export", what, "--record", "kade", "--output", f"{what}.csv")
        assert sent.exit_code == 0, sent.output
        assert "feedback.yaml" in sent.output
        back = run_command(project.root, "import", what, f"{what}.csv", "--record", "kade")
        assert back.exit_code == 0, back.output
        assert "changed 0 values" in back.output
        assert "feedback.yaml" in back.output
    assert (project.root / "data/records/kade/feedback.yaml").read_bytes() == content


def test_the_sheet_of_the_faulty_file_is_refused(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.root)
    run_command(project.root, "export", "sessions", "--record", "kade", "--output", "sessions.csv")
    content = damage(project, "visit.yaml")
    for args in (("export", "sessions", "--output", "other.csv"), ("import", "sessions", "sessions.csv")):
        done = run_command(project.root, *args, "--record", "kade")
        assert done.exit_code == 4
        assert "unknown key `curency`" in done.output
    assert (project.root / "data/records/kade/visit.yaml").read_bytes() == content


def test_names_from_the_faulty_file_are_not_called_unknown(project: Project) -> None:
    damage(project, "visit.yaml")
    rules = {each.rule for each in project.checked_record("kade").diagnostics}
    assert rules == {"unknown-key"}


def test_nothing_is_released_from_a_record_with_a_faulty_file(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.root)
    damage(project, "desk.yaml")
    done = run_command(
        project.root,
        "release",
        "feedback-report",
        "--record",
        "kade",
        "--version",
        "1.0",
        "--language",
        "en",
    )
    assert done.exit_code == 4
    assert "desk.yaml" in done.output


def test_a_name_that_does_not_exist_elsewhere_refuses_no_answer(project: Project) -> None:
    sent = desk_review(project)
    path = project.root / "data/records/kade/feedback.yaml"
    text = path.read_text("utf-8")
    assert "I4-1" in text
    path.write_text(text.replace("I4-1", "I99-1", 1), "utf-8")
    assert len(collect(project, edit_form(sent, ask)).changed) == 1


def test_parts_that_cannot_be_read_fail_in_a_batch_and_are_not_left_out(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.root)
    damage(project, "visit.yaml")
    chosen = ("--language", "en", "--house-style", "plain")
    done = run_command(project.root, "build", "--all", "interview-guide", "--record", "kade", *chosen)
    assert done.exit_code == 4
    assert "visit.yaml" in done.output


def test_a_draft_that_needs_an_unknown_indicator_says_in_which_line_it_is(project: Project) -> None:
    path = project.root / "data/records/kade/feedback.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("indicators: [GG/I/3]", "indicators: [GG/A/99, GG/I/3]", 1), "utf-8")
    order = Order("feedback-report", record="kade", language="en", edition="team", draft=True)
    with pytest.raises(DataError) as raised:
        build(BuildContext(project), order, output=project.root / "out")
    (unknown,) = raised.value.diagnostics
    assert unknown.location.file.endswith("feedback.yaml")
    assert unknown.location.line == text[: text.index("indicators: [GG/I/3]")].count("\n") + 1

"""The status of a review: its forms sent, overdue and returned, the questions answered, the next steps."""

from __future__ import annotations

import json
import shutil
from datetime import date
from html import escape
from pathlib import Path

from assembler.assembly.build import build
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.diagnostics import Diagnostic, Level, Location
from assembler.rounds.charter_status import compute_charter_status
from assembler.rounds.form_states import FormState
from assembler.rounds.next_steps import NOT_SENT, OVERDUE, RETURNED, SENT, ReviewProgress, list_next_steps
from assembler.rounds.record_status import (
    RecordStatus,
    compute_status,
    list_records,
    sort_by_urgency,
)
from assembler.rounds.report_states import DRAFTED, NOT_DRAFTED, RELEASED, ReportState
from assembler.rounds.status_page import render_status_page
from assembler.store.project.project import Project
from assembler.store.returns.decisions import decisions_file
from commands import run_command
from returned_forms import edit_form, type_answers

BEFORE, AFTER = date(2026, 9, 1), date(2026, 11, 1)


def of(found: RecordStatus, kind: str, part: str = "") -> FormState:
    return next(form for form in found.forms if (form.type, form.part) == (kind, part))


def test_a_form_is_not_sent_then_sent_then_overdue_then_returned(project: Project) -> None:
    first = of(compute_status(project, "kade", BEFORE), "desk-review", "HK")
    assert (first.state, first.due) == (NOT_SENT, "2026-10-05")
    order = Order("desk-review", record="kade", language="en", part="HK")
    path = build(BuildContext(project), order, output=project.root / "out").path
    assert path is not None
    assert of(compute_status(project, "kade", BEFORE), "desk-review", "HK").state == SENT
    overdue = compute_status(project, "kade", AFTER)
    assert of(overdue, "desk-review", "HK").state == OVERDUE
    assert overdue.next[0] == "ask for desk-review HK: it was due on 2026-10-05"
    collect(project, edit_form(path, lambda root: None), moment="2026-11-02T09:00:00+00:00")
    back = of(compute_status(project, "kade", AFTER), "desk-review", "HK")
    assert (back.state, back.returned, back.returns, back.languages) == (RETURNED, "2026-11-02", 1, ("en",))
    assert sum(each.answered for each in back.sections) == sum(each.answered for each in back.indicators) + 2
    assert {each.code: (each.answered, each.asked) for each in back.indicators} == {
        "GG/A/1": (0, 7), "GG/I/3": (5, 7),
    }, "nobody has to write about the indicators on which the city says nothing"  # fmt: skip


def test_a_form_whose_files_are_put_aside_was_not_sent(project: Project) -> None:
    order = Order("desk-review", record="kade", language="en", part="HK")
    build(BuildContext(project), order, output=project.root / "out")
    assert of(compute_status(project, "kade", BEFORE), "desk-review", "HK").state == SENT
    aside = project.root / "data/forms/not-sent"
    aside.mkdir()
    for path in [each for each in aside.parent.iterdir() if each.is_file()]:
        path.rename(aside / path.name)
    assert of(compute_status(project, "kade", BEFORE), "desk-review", "HK").state == NOT_SENT


def test_a_broken_rule_is_reported_and_becomes_a_step(project: Project) -> None:
    path = project.root / "data/records/kade/baseline.yaml"
    shutil.copyfile(path, path.with_suffix(".old"))
    found = compute_status(project, "kade", BEFORE)
    rules = {diagnostic.rule for diagnostic in found.diagnostics}
    assert "unanswered-indicator" in rules
    assert any(step.startswith("correct ") for step in found.next)
    assert "send desk-review (HK, LM, MS)" in found.next


def test_sent_empty_forms_are_a_review_before_there_is_a_record(project: Project) -> None:
    order = Order("baseline-report", benchmark="tiny", city="pier", language="en")
    path = build(BuildContext(project), order, output=project.root / "out").path
    assert path is not None
    assert set(list_records(project)) == {"kade", "round", "pier-tiny"}
    found = compute_status(project, "pier-tiny", BEFORE)
    assert found.next[0] == "wait for baseline-report"
    assert not any(step.startswith("correct") for step in found.next)
    missing = of(found, "baseline-report").missing
    assert missing > 1
    assert found.diagnostics == (), "nobody has answered yet, and no file is there"
    assert found.next[1].startswith("list the review team"), "desk reviews go to a team"
    assert not any("team-desk-review" in step or "host-response" in step for step in found.next)
    collect(project, edit_form(path, type_answers({"P.1": "Together."})), moment="2026-09-02T09:00:00+00:00")
    back = compute_status(project, "pier-tiny", BEFORE)
    assert of(back, "baseline-report").missing == missing - 1
    assert {each.location.file for each in back.diagnostics} == {"data/records/pier-tiny/baseline.yaml"}
    assert back.next[0] == f"ask for {missing - 1} required answers in baseline-report"


def test_next_steps_follow_the_order_of_a_review_and_group_forms() -> None:
    forms = [
        FormState("baseline-report", "", SENT, due="2026-08-31"),
        FormState("desk-review", "HK", OVERDUE, due="2026-10-05"),
        FormState("desk-review", "LM", OVERDUE, due="2026-10-05"),
        FormState("team-desk-review", "", NOT_SENT),
        FormState("interview-guide", "I1", SENT, due="2026-10-06"),
        FormState("interview-guide", "I2", SENT, due="2026-10-06"),
    ]
    assert list(list_next_steps(forms, 1)) == [
        "ask for desk-review (HK, LM): they were due on 2026-10-05",
        "correct 1 error in the record",
        "wait for baseline-report, due on 2026-08-31",
        "send team-desk-review",
        "wait for interview-guide (I1, I2), due on 2026-10-06",
    ]


def test_the_examples_are_not_listed_as_reviews(project: Project) -> None:
    assert set(list_records(project)) == {"kade", "round"}


def test_the_page_escapes_what_people_wrote_and_names_its_tables() -> None:
    state = FormState("desk-review", "<b>", SENT)
    page = render_status_page([RecordStatus("r", "2026-09-01", "City <i> & project", (state,))]).decode()
    assert "City &lt;i&gt; &amp; project" in page
    assert "<b>" not in page
    assert '<html lang="en">' in page
    assert page.count("<caption>") == page.count("<table>") == 1
    assert 'scope="col"' in page


def test_a_problem_without_a_path_is_named_as_a_problem_and_not_as_a_location() -> None:
    found = tuple(
        Diagnostic("missing-picture", Level.ERROR, Location("visit.yaml", path), message, "add it")
        for path, message in (
            ("", "no a.png"),
            ("visit.map", "no map.png"),
            ("", "no b.png"),
            ("", "no b.png"),
        )
    )
    page = render_status_page([RecordStatus("r", "2026-09-01", "City", diagnostics=found)]).decode()
    assert "<td>no a.png; also: no b.png</td><td>visit.map</td><td>add it</td>" in page


def test_the_command_prints_text_or_json_and_writes_the_page(project: Project) -> None:
    command = ("status", "kade", "--date", "2026-09-01")
    assert "desk-review HK" in run_command(project.root, *command, code=0).stdout
    [found] = json.loads(run_command(project.root, *command, "--format", "json").stdout)
    assert found["record"] == "kade"
    assert (project.root / "build/status.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_one_review_and_one_charter_round_have_a_line_each(project: Project) -> None:
    lines = run_command(project.root, "status", "--date", "2026-09-01", code=0).stdout.splitlines()
    assert [line.split()[0] for line in lines if line] == [
        "record", "kade", "round", "charter", "round", "wrote",
    ]  # fmt: skip
    found = json.loads(run_command(project.root, "status", "--format", "json").stdout)
    assert [each["record"] for each in found] == ["kade", "round"]


def test_an_invalid_date_is_a_usage_error(tmp_path: Path) -> None:
    run_command(tmp_path, "status", "--date", "soon", code=2)


def test_the_history_names_the_person_the_change_and_the_file(project: Project) -> None:
    line = {"who": "Ann", "collected": "2026-09-01T09:00:00+00:00", "file": "back.docx",
            "path": "review.city", "from": "lyon", "to": "kade"}  # fmt: skip
    kept = {**line, "who": "", "path": "review.project", "kept": "DIVE", "said": "MIXITIES"}
    lines = "".join(json.dumps(each) + "\n" for each in (line, kept))
    (project.root / "data/records/kade/audit.jsonl").write_text(lines, "utf-8")
    command = ("status", "kade", "--history")
    told = run_command(project.root, *command).stdout
    assert "2026-09-01 09:00 Ann: review.city: kade (was lyon), back.docx" in told
    assert "unknown person: review.project: DIVE (kept, not MIXITIES), back.docx" in told
    [found] = json.loads(run_command(project.root, *command, "--format", "json").stdout)
    assert found["trail"] == [line, kept]


def test_required_answers_are_counted_apart_from_the_optional_ones(project: Project) -> None:
    order = Order("baseline-report", record="kade", language="nl")
    build(BuildContext(project), order, output=project.root / "out")
    found = compute_status(project, "kade", BEFORE)
    form = of(found, "baseline-report")
    rules = [each.rule for each in found.diagnostics]
    assert form.missing == rules.count("unanswered-indicator") + rules.count("missing-background") > 0
    assert sum(each.asked - each.answered for each in form.sections) > form.missing
    assert of(found, "desk-review", "HK").missing == 0


def test_a_rule_about_several_files_is_counted_once(project: Project) -> None:
    folder = project.root / "data/records/kade"
    (folder / "desk.yaml").write_text("peers: {HK: {entries: {GG/A/1: {rating: unknown}}}}\n", "utf-8")
    assert (folder / "team_desk.yaml").is_file()
    found = compute_status(project, "kade", BEFORE).diagnostics
    assert [each.rule for each in found].count("doubt-without-question") == 1


def test_required_answers_missing_from_several_forms_are_one_step() -> None:
    forms = [FormState("desk-review", part, RETURNED, missing=2) for part in ("AB", "CD")]
    assert list(list_next_steps(forms, 0)) == ["ask for 4 required answers in desk-review (AB, CD)"]


def test_no_step_needs_a_team_or_advice_that_does_not_exist_yet() -> None:
    forms = [FormState(kind, "", NOT_SENT) for kind in ("first", "grid", "answer")]
    missing = {"name the team": ("review", "letter"), "plan the sessions": ("guide",)}
    reports = [ReportState("report", "Report", NOT_DRAFTED)]
    now = ReviewProgress(not_ready={"grid", "answer", "report"}, missing_parts=missing, reports=reports)
    assert list(list_next_steps(forms, 0, now)) == [
        "send first",
        "name the team; then send review and letter",
    ]


def test_a_report_is_drafted_once_its_data_exist_and_released_once_approved() -> None:
    reports = [
        ReportState("a", "A", NOT_DRAFTED),
        ReportState("b", "B", DRAFTED),
        ReportState("c", "C", RELEASED),
    ]
    assert list(list_next_steps([], 0, ReviewProgress(reports=reports))) == [
        "draft a",
        "release b when it has been approved",
    ]


def test_the_forms_follow_the_order_of_a_review_and_wait_for_their_data(project: Project) -> None:
    folder = project.root / "data/records/kade"
    found = compute_status(project, "kade", BEFORE)
    kinds = dict.fromkeys(form.type for form in found.forms)
    assert list(kinds) == [
        "baseline-report", "desk-review", "team-desk-review", "interview-guide", "team-conclusions",
        "host-response",
    ]  # fmt: skip
    assert of(found, "interview-guide", "I1").due == "2026-10-06"
    assert of(found, "host-response").due == ""
    for name in ("visit.yaml", "feedback.yaml", "evidence.csv", "narratives.yaml", "team_desk.yaml"):
        (folder / name).unlink(missing_ok=True)
    steps = compute_status(project, "kade", BEFORE).next
    assert "send team-desk-review" in steps
    assert any(
        step.startswith("plan the sessions") and step.endswith("; then send interview-guide")
        for step in steps
    )
    assert not any(word in step for word in ("host-response", "draft feedback-report") for step in steps)


def test_an_optional_form_is_listed_once_it_was_sent(project: Project) -> None:
    def states() -> list[str]:
        forms = compute_status(project, "kade", BEFORE).forms
        return [form.state for form in forms if form.type == "toolkit-self-assessment"]

    assert states() == []
    order = Order("toolkit-self-assessment", "kade", language="en")
    build(BuildContext(project), order, output=project.root / "out")
    assert states() == [SENT]


def test_a_report_is_not_drafted_then_drafted_then_released_with_its_version(project: Project) -> None:
    def state() -> tuple[str, str]:
        [report] = compute_status(project, "kade", BEFORE).reports
        return report.state, report.version

    assert state() == ("not drafted", "")
    build(BuildContext(project), Order("feedback-report", "kade"), output=project.root / "out")
    assert state() == ("drafted", "")
    folder = project.root / "data/records/kade"
    digest = "0" * 64
    document = {"file": "report.docx", "language": "nl", "digest": digest}
    release = {"document": "feedback-report", "version": "1.0", "released": "2026-12-01", "kind": "feedback",
               "record": {"feedback": digest}, "documents": [document]}  # fmt: skip
    (folder / "releases.yaml").write_text(json.dumps({"releases": [release]}), "utf-8")
    path = folder / "feedback.yaml"
    path.write_text(path.read_text("utf-8").replace("status: draft", "status: released"), "utf-8")
    assert state()[1] == "1.0"


def test_every_review_has_a_line_and_the_longest_overdue_is_first(project: Project) -> None:
    overdue = FormState("baseline-report", "", OVERDUE, "2026-08-01", days_overdue=31)
    sent = FormState("baseline-report", "", SENT)
    names = [("a", "Zürich", ()), ("b", "Arad", (sent,)), ("c", "Bern", (overdue,))]
    found = sort_by_urgency(RecordStatus(name, "2026-09-01", title, forms) for name, title, forms in names)
    assert [each.record for each in found] == ["c", "b", "a"]
    assert found[0].as_dict()["overview"] == {
        "sent": 1, "returned": 0, "due": "2026-08-01", "percent": None, "decisions": 0, "days_overdue": 31,
        "overdue_promises": 0,
    }  # fmt: skip


def test_a_damaged_list_of_decisions_is_reported_and_does_not_stop_the_status(project: Project) -> None:
    path = decisions_file(project, "kade")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{", "utf-8")
    found = compute_status(project, "kade", BEFORE).diagnostics
    (damaged,) = [each for each in found if each.rule == "damaged-decisions"]
    assert damaged.location.file == "data/kept/kade/decisions.json"
    assert damaged.message.startswith("cannot read the list of open decisions: ")


def test_a_charter_round_counts_its_cities_step_by_step(project: Project) -> None:
    found = compute_charter_status(project, "round", date(2030, 1, 1))
    assert (found.cities, found.decided, found.signed, found.scanned, found.listed) == (2, 2, 2, 2, 1)
    before = compute_charter_status(project, "round", date(2000, 1, 1))
    assert (before.cities, before.signed, before.listed) == (2, 0, 0)
    assert {each.step for each in before.steps} == {""}


def test_a_review_with_errors_is_listed_among_the_others(project: Project) -> None:
    folder = project.root / "data/records/rome"
    folder.mkdir()
    (folder / "review.yaml").write_text("project: P\ncity: rome\ndeadline: 15.1.2027\n", "utf-8")
    ran = run_command(project.root, "status")
    lines = ran.stdout.splitlines()
    assert any(line.startswith("kade ") for line in lines)
    assert any(line.startswith("rome ") and "cannot be read" in line for line in lines)
    assert ran.exit_code == 1


def test_the_page_lists_candidates_and_says_what_is_wrong_and_what_to_do(project: Project) -> None:
    path = project.root / "data/records/kade/feedback.yaml"
    path.write_text(path.read_text("utf-8").replace("state: agreed", "state: candidate", 1), "utf-8")
    found = compute_status(Project(project.root), "kade", BEFORE)
    [candidate] = found.candidate_findings
    assert found.candidates == (candidate.code,)
    page = render_status_page([found]).decode()
    assert f'<th scope="row">{candidate.code}</th>' in page
    assert escape("decide with `assembler decide kade`") in page
    worst = found.diagnostics[0]
    assert escape(worst.message) in page
    assert escape(worst.hint) in page


def test_the_page_uses_the_titles_of_forms_and_sections(project: Project) -> None:
    order = Order("baseline-report", record="kade", language="nl")
    build(BuildContext(project), order, output=project.root / "out")
    found = compute_status(project, "kade", BEFORE)
    page = render_status_page([found]).decode()
    assert "Baseline report" in page
    benchmark = project.benchmark(project.record("kade").about.benchmark_tag)
    for each in benchmark.dimensions:
        assert f"{each.code} {escape(each.name.text)}" in page

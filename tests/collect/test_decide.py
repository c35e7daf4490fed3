"""People decide what a form left open; a decision is validated and logged, and keeps what was typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler import api
from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.collect.decision_edits import describe_answers
from assembler.collect.open_decisions import list_open_decisions
from assembler.collect.take_decisions import DecideResult, Resolution, decide, list_choices
from assembler.errors import DataError
from assembler.store.project.project import Project
from assembler.store.records.audit_log import read_changes
from assembler.store.returns.decisions import Decision, decisions_file, read_decisions
from assembler.structs import replace
from returned_forms import W, collect_answers, edit_form, paragraph, send_form, type_row

FIRST, SECOND = "2026-09-02T09:00:00+00:00", "2026-09-03T09:00:00+00:00"
UNREAD = "one of these days"
RECORD = "pier-tiny"


@pytest.fixture
def form(project: Project) -> Path:
    return send_form(project, Order("baseline-report", benchmark="tiny", city="pier", language="en"))


def find_open(project: Project, record: str = RECORD) -> list[Decision]:
    return list(list_open_decisions(project, project.record(record)))


def take(project: Project, choice: str = "", answer: str = "", *, by: str = "Ann", id_: str = "",
         dry_run: bool = False, record: str = RECORD) -> DecideResult:  # fmt: skip
    """Decide the first open decision, or the one with the id."""
    wanted = id_ or find_open(project, record)[0].id
    return decide(project, record, [Resolution(wanted, choice, answer, by)], moment=SECOND, dry_run=dry_run)


def read_file(project: Project, name: str, record: str = RECORD) -> str:
    return (project.root / f"data/records/{record}/{name}").read_text("utf-8")


def test_an_answer_is_read_like_the_answer_in_the_form(project: Project, form: Path) -> None:
    collect_answers(project, form, {"F.1": "Head of unit", "F.5": UNREAD})
    assert list(list_choices(find_open(project)[0])) == ["answer", "leave-out"]
    done = take(project, answer="1 September 2026")
    assert [(each.path, each.old, each.new) for each in done.changed] == [
        ("review.delivered", None, "2026-09-01")
    ]
    assert "delivered: 2026-09-01" in read_file(project, "review.yaml")
    assert find_open(project) == []
    [entry] = read_decisions(project, RECORD)
    assert (entry.decided, entry.decided_by, entry.typed) == (SECOND, "Ann", UNREAD)
    assert entry.decision == "another answer was entered: 1 September 2026"
    line = read_changes(project.record_folder(RECORD))[-1]
    assert (line["who"], line["to"], line["collected"]) == ("Ann", "2026-09-01", SECOND)


@pytest.mark.parametrize(
    ("choice", "answer", "by", "message"),
    [
        ("", "some day", "Ann", "“some day” is not a date"),
        ("", "", "Ann", "no choice was made"),
        ("answer", " ", "Ann", "there is no answer to enter"),
        ("perhaps", "", "Ann", "“perhaps” is not a choice here"),
        ("leave-out", "2026-09-01", "Ann", "does not use the answer"),
        ("leave-out", "", " ", "the name of the person who decided is missing"),
    ],
)
def test_a_bad_decision_is_refused_with_its_reason_and_changes_nothing(
    project: Project, form: Path, choice: str, answer: str, by: str, message: str
) -> None:
    collect_answers(project, form, {"F.1": "Head of unit", "F.5": UNREAD})
    before = decisions_file(project, RECORD).read_bytes(), read_file(project, "review.yaml")
    with pytest.raises(DataError) as caught:
        take(project, choice, answer, by=by)
    [diagnostic] = caught.value.diagnostics
    assert message in diagnostic.message
    assert diagnostic.hint
    assert (decisions_file(project, RECORD).read_bytes(), read_file(project, "review.yaml")) == before


def test_an_unreadable_decision_gets_an_example_of_its_format(project: Project, form: Path) -> None:
    collect_answers(project, form, {"F.1": "Head of unit", "F.5": UNREAD})
    with pytest.raises(DataError) as caught:
        take(project, answer="some day")
    [diagnostic] = caught.value.diagnostics
    assert diagnostic.hint == "use the format 2027-02-15"


def test_a_value_that_the_model_rejects_is_refused(project: Project, form: Path) -> None:
    collect_answers(project, form, {"F.1": "Head of unit", "F.3": "office at pier"})
    with pytest.raises(DataError) as caught:
        take(project, answer="also at pier")
    [diagnostic] = caught.value.diagnostics
    assert (diagnostic.rule, diagnostic.variant) == ("invalid-decision", "rejected")
    assert "also at pier" in diagnostic.message
    take(project, answer="office@pier.example")
    assert "office@pier.example" in read_file(project, "review.yaml")


def test_the_answers_of_a_list_are_named(project: Project, form: Path) -> None:
    collect_answers(project, form, {"F.1": "Head of unit", "P.2": "a little"})
    [decision] = find_open(project)
    answers = describe_answers(project, project.record(RECORD), decision)
    with pytest.raises(DataError) as caught:
        take(project, answer="somewhat")
    assert caught.value.diagnostics[0].hint == f"choose one of: {answers}"
    take(project, answer=answers.split(", ")[1])
    assert find_open(project) == []


def test_what_is_left_out_stays_in_the_list_and_in_the_log(project: Project, form: Path) -> None:
    collect_answers(project, form, {"F.1": "Head of unit", "F.5": UNREAD})
    take(project, "leave-out")
    assert find_open(project) == []
    [entry] = read_decisions(project, RECORD)
    assert (entry.typed, entry.decision) == (UNREAD, "left out")
    assert read_changes(project.record_folder(RECORD))[-1]["said"] == UNREAD
    collect(project, form.with_name("back.docx"), moment=SECOND)
    assert find_open(project) == []


@pytest.mark.parametrize(
    ("choice", "answer", "kept"),
    [("form", "", "Mayor"), ("record", "", "Head of unit"), ("", "Vice-mayor", "Vice-mayor")],
)
def test_a_conflict_is_decided_without_the_form(
    project: Project, form: Path, choice: str, answer: str, kept: str
) -> None:
    collect_answers(project, form, {"F.1": "Head of unit"})
    collect_answers(project, form, {"F.1": "Mayor"}, name="other.docx")
    take(project, choice, answer)
    assert f"text: {kept}\n" in read_file(project, "review.yaml") or f"office: {kept}\n" in read_file(
        project, "review.yaml"
    )
    assert find_open(project) == []
    assert collect(project, form.with_name("other.docx"), moment=SECOND).conflicts == ()


def test_the_same_form_again_does_not_reopen_a_conflict_that_was_decided(
    project: Project, form: Path
) -> None:
    collect_answers(project, form, {"F.1": "Head of unit"})
    collect_answers(project, form, {"F.1": "Mayor"}, name="other.docx")
    take(project, "form")
    result = collect(project, form.with_name("other.docx"), moment=SECOND)
    assert (result.conflicts, result.changed) == ((), ())
    assert find_open(project) == []


def test_two_conflicts_in_one_row_are_decided_one_after_the_other(project: Project, form: Path) -> None:
    collect_answers(project, form, {}, more=type_row("B7.2.1", "Language lessons", "EUR 500"))
    again = send_form(project, Order("baseline-report", record=RECORD, language="en"))
    path = project.root / f"data/records/{RECORD}/baseline.yaml"
    text = path.read_text("utf-8").replace("Language lessons", "Interpreters").replace("500", "700")
    path.write_text(text, "utf-8")
    collect_answers(project, again, {}, name="late.docx", more=type_row("B7.2.1", "Libraries", "EUR 900"))
    first, second = find_open(project)
    assert {first.code, second.code} == {"B7.2.1"}
    assert {first.column, second.column} == {"line", "amount"}
    take(project, "form", id_=first.id)
    [left] = find_open(project)
    assert left.id == second.id
    take(project, "form")
    assert "Libraries" in read_file(project, "baseline.yaml")
    assert "900" in read_file(project, "baseline.yaml")
    assert find_open(project) == []


def test_two_cells_of_a_row_with_the_same_unreadable_text_are_two_decisions(
    project: Project, form: Path
) -> None:
    collect_answers(
        project, form, {"F.1": "Head of unit"}, more=type_row("B7.2.1", "Lessons", "a lot", "a lot")
    )
    assert [each.typed for each in find_open(project)] == ["a lot", "a lot"]


def test_the_cell_of_a_new_row_is_entered_in_that_row(project: Project, form: Path) -> None:
    collect_answers(
        project, form, {"F.1": "Head of unit"}, more=type_row("B7.2.1", "Language lessons", "a lot of money")
    )
    done = take(project, answer="EUR 1000")
    assert [(each.path, each.new) for each in done.changed] == [
        ("baseline.background.budgets[0].amount", "1000 EUR")
    ]
    assert find_open(project) == []


def test_a_new_row_that_the_record_rejected_is_entered_complete(project: Project, form: Path) -> None:
    collect_answers(project, form, {"F.1": "Head of unit"}, more=type_row("B7.2.1", "", "EUR 1000"))
    [decision] = find_open(project)
    with pytest.raises(DataError) as caught:
        take(project, answer="just 1000 euros")
    assert "Amount: " in caught.value.diagnostics[0].hint
    done = take(project, answer="Budget line: Lessons; Amount: EUR 1000")
    assert done.changed[0].new == {"line": "Lessons", "amount": "1000 EUR"}
    assert find_open(project) == []
    assert decision.typed == "1000 EUR"


def test_a_text_beside_the_questions_is_dealt_with_or_left_out(project: Project, form: Path) -> None:
    def beside(root: object) -> None:
        root[0].insert(0, paragraph(("Please call me first.", "")))  # type: ignore[index]

    collect_answers(project, form, {"F.1": "Head of unit"}, more=beside)
    assert list(list_choices(find_open(project)[0])) == ["done", "leave-out"]
    take(project, "done")
    assert find_open(project) == []
    assert read_decisions(project, RECORD)[0].decision == "dealt with"


def test_agreed_text_that_a_report_changed_is_agreed_or_restored(project: Project) -> None:
    def change(root: object) -> None:
        for text in root.iter(f"{W}t"):  # type: ignore[attr-defined]
            text.text = (text.text or "").replace("is consulted and gets", "is always consulted and gets")

    sent = send_form(project, Order("feedback-report", record="kade", language="en"))
    collect(project, edit_form(sent, change), moment=FIRST)
    [decision] = [each for each in find_open(project, "kade") if each.kind == "agreed"]
    assert "always" in read_file(project, "feedback.yaml", "kade")
    take(project, "restore", id_=decision.id, record="kade")
    assert "always" not in read_file(project, "feedback.yaml", "kade")
    assert not [each for each in find_open(project, "kade") if each.kind == "agreed"]


def test_a_candidate_finding_is_agreed_by_the_team(project: Project) -> None:
    path = project.root / "data/records/kade/feedback.yaml"
    path.write_text(path.read_text("utf-8").replace("state: agreed", "state: candidate", 1), "utf-8")
    [decision] = find_open(project, "kade")
    assert (decision.kind, list(list_choices(decision))) == ("candidate", ["agree", "reject", "context"])
    take(project, "agree", record="kade")
    assert "state: candidate" not in path.read_text("utf-8")
    line = read_changes(project.record_folder("kade"))[-1]
    assert (line["who"], line["from"], line["to"]) == ("Ann", "candidate", "agreed")


def test_agreeing_on_a_finding_without_evidence_says_what_is_missing(project: Project) -> None:
    path = project.root / "data/records/kade/feedback.yaml"
    lines = path.read_text("utf-8").replace("state: agreed", "state: candidate", 1).splitlines()
    evidence = next(number for number, line in enumerate(lines) if line.lstrip().startswith("evidence:"))
    path.write_text("\n".join(lines[:evidence] + lines[evidence + 1 :]), "utf-8")
    code = find_open(project, "kade")[0].code
    message = f"{code} is not supported by any fact about its indicators"
    done = take(project, "agree", record="kade", dry_run=True)
    assert message in [each.message for each in done.incomplete]
    assert message not in [each.message for each in take(project, "reject", record="kade").incomplete]


def test_a_candidate_without_a_kind_is_completed_in_the_sheet_first(project: Project) -> None:
    path = project.root / "data/records/kade/feedback.yaml"
    text = path.read_text("utf-8").replace("state: agreed", "state: candidate", 1)
    path.write_text(text.replace("kind: ", "# kind: ", 1), "utf-8")
    [code] = [each.code for each in find_open(project, "kade")]
    with pytest.raises(DataError) as raised:
        take(project, "agree", record="kade")
    [diagnostic] = raised.value.diagnostics
    assert diagnostic.message.startswith(f"the team cannot agree on {code} yet: ")
    assert "assembler export findings --record kade" in diagnostic.hint


def test_one_bad_decision_stops_the_others(project: Project, form: Path) -> None:
    collect_answers(project, form, {"F.1": "Head of unit", "F.5": UNREAD, "F.3": "office at pier"})
    one, two = find_open(project)
    good = Resolution(one.id, "leave-out", by="Ann")
    with pytest.raises(DataError, match="the decision cannot be taken; nothing was written"):
        decide(project, RECORD, [good, Resolution(two.id, "form", by="Ann")], moment=SECOND)
    assert len(find_open(project)) == 2
    with pytest.raises(DataError) as caught:
        decide(project, RECORD, [good, good, replace(good, id="0x")], moment=SECOND)
    assert [each.variant for each in caught.value.diagnostics] == ["twice", ""]


def test_a_decision_is_taken_once(project: Project, form: Path) -> None:
    collect_answers(project, form, {"F.1": "Head of unit", "F.5": UNREAD})
    id_ = find_open(project)[0].id
    take(project, "leave-out", id_=id_[:4])
    with pytest.raises(DataError) as caught:
        take(project, "leave-out", id_=id_)
    assert "Ann already decided this on 2026-09-03: left out" in caught.value.diagnostics[0].message


def test_a_dry_run_writes_nothing(project: Project, form: Path) -> None:
    collect_answers(project, form, {"F.1": "Head of unit", "F.5": UNREAD})
    before = read_file(project, "review.yaml")
    assert take(project, answer="2026-09-01", dry_run=True).changed
    assert read_file(project, "review.yaml") == before
    assert find_open(project)


def test_the_public_interface_decides_too(project: Project, form: Path) -> None:
    collect_answers(project, form, {"F.1": "Head of unit", "F.5": UNREAD})
    public = api.Project(project)
    [decision] = public.open_decisions(RECORD)
    assert public.decide(RECORD, decision.id, answer="2026-09-01", by="Ann").changed
    assert public.open_decisions(RECORD) == ()


def test_a_conflict_about_a_section_of_a_report_is_decided(project: Project) -> None:
    def change(root: object) -> None:
        for text in root.iter(f"{W}t"):  # type: ignore[attr-defined]
            text.text = (text.text or "").replace("is consulted and gets", "is always consulted and gets")

    sent = send_form(project, Order("feedback-report", record="kade", language="en"))
    path = project.root / "data/records/kade/feedback.yaml"
    path.write_text(
        path.read_text("utf-8").replace("is consulted and gets", "is often consulted and gets"), "utf-8"
    )
    collect(project, edit_form(sent, change), moment=FIRST)
    [decision] = [each for each in find_open(project, "kade") if each.kind == "conflict"]
    take(project, "form", id_=decision.id, record="kade")
    assert "is always consulted" in path.read_text("utf-8")
    assert [each for each in find_open(project, "kade") if each.kind == "conflict"] == []
    assert collect(project, sent.with_name("returned.docx"), moment=SECOND).conflicts == ()

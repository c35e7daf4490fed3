"""Each rule finds what its bad example shows, passes its good one, and the list knows every rule."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Any

import pytest

import assembler.rules
from assembler.diagnostics import Level
from assembler.model.paths import ROOTS
from assembler.model.reference.benchmark import Benchmark
from assembler.rules import BASELINE_RULES, PUBLICATION_RULES, RULES_ABOUT, Rule, run_rules, select_rules
from assembler.rules.findings import traceable_guest
from assembler.store.records.record import Record
from assembler.store.yaml.yaml_file import YamlFile, parse_yaml
from rule_examples import example

BENCHMARK = Benchmark.model_validate({
    "id": "small", "prefix": "X", "version": "2020a", "version_label": "first", "owner": "nobody",
    "name": {"text": "Small", "source": "own"},
    "dimensions": [{
        "code": "GG", "kind": "group", "name": {"text": "Group", "source": "own"},
        "indicators": [
            {"code": code, "label": code, "statement": {"text": code, "source": "own"}}
            for code in ("GG/1", "GG/2")
        ],
    }],
})  # fmt: skip
REVIEW = {"project": "P", "city": "kade", "benchmark": "small@2020a", "language": "en"}
PUBLICATION = {"project": "P", "benchmark": "small@2020a", "language": "en", "title": "Findings"}

RULES = tuple(dict.fromkeys(rule for rules in RULES_ABOUT.values() for rule in rules))
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)


def record_of(text: str) -> Record:
    """A record from all its files in one piece of YAML."""
    file = parse_yaml(text.encode(), "x.yaml")
    assert not file.diagnostics
    said = file.data or {}
    told = {"baseline": {}, **said, "review": {**REVIEW, **said.get("review", {})}}
    if "publication" in said:
        told = {"publication": PUBLICATION | said["publication"]}
    entities = {kind: ROOTS[kind].model_validate(data) for kind, data in told.items()}
    files = {
        kind: YamlFile("x.yaml", None, {p[1:]: line for p, line in file.lines.items() if kind in p[:1]})
        for kind in ROOTS
    }
    return Record("x", Path("x"), entities, files)


@each_rule
def test_the_bad_example_is_found_with_place_and_hint(rule: Rule) -> None:
    found = run_rules([rule], record_of(example(rule, "Bad")), BENCHMARK)
    assert found
    for diagnostic in found:
        assert diagnostic.rule == rule.__name__.replace("_", "-")
        assert diagnostic.location.file == "x.yaml"
        assert diagnostic.location.position
        assert diagnostic.message
        assert diagnostic.hint


@each_rule
def test_the_good_example_passes(rule: Rule) -> None:
    assert run_rules([rule], record_of(example(rule, "Good")), BENCHMARK) == ()


@each_rule
def test_a_rule_names_the_line_it_rests_on(rule: Rule) -> None:
    assert re.search(r"S\d:\d+", inspect.getdoc(rule) or "")


def test_every_rule_of_a_module_is_in_a_list() -> None:
    lists = [rules for name, rules in vars(assembler.rules).items() if name.endswith("_RULES")]
    listed = {rule for rules in lists for rule in rules}
    modules = {inspect.getmodule(rule) for rule in listed}
    reporting = {
        function
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
        and inspect.signature(function).return_annotation == "Iterator[Diagnostic]"
    }  # fmt: skip
    assert reporting == listed
    folder = Path(assembler.rules.__file__).parent
    others = {"__init__", "draft_cover_texts", "check_record", "rule"}
    files = {path.stem for path in folder.glob("*.py")} - others
    assert {module.__name__.rsplit(".", 1)[-1] for module in modules} == files


def test_an_empty_report_is_reported_once_for_all_indicators() -> None:
    found = run_rules(BASELINE_RULES, record_of(""), BENCHMARK)
    assert [diagnostic.message for diagnostic in found if diagnostic.rule == "unanswered-indicator"] == [
        "none of the 2 indicators is answered"
    ]
    assert {diagnostic.rule for diagnostic in found} == {
        "unanswered-indicator", "missing-provenance", "missing-definition", "missing-background",
    }  # fmt: skip


def test_an_indicator_that_is_left_out_is_asked_for_nothing_else() -> None:
    text = "baseline: {assessments: {GG/1: {left_out: The region decides.}}}"
    found = run_rules(BASELINE_RULES, record_of(text), BENCHMARK)
    assert not [diagnostic for diagnostic in found if "GG/1" in diagnostic.message]


def test_what_is_missing_in_an_answer_is_named_in_one_sentence_at_its_line() -> None:
    text = "baseline:\n  assessments:\n    GG/1:\n      achievement: A desk.\n      why: It was asked for.\n"
    found = run_rules(BASELINE_RULES, record_of(text), BENCHMARK)
    (diagnostic,) = [each for each in found if each.rule == "unexplained-answer"]
    assert diagnostic.location.line == 3
    positions = "the politically responsible position and the operationally responsible position"
    assert diagnostic.message == f"missing from the answer to GG/1: how, who, {positions}"


def test_a_reason_to_leave_out_beside_an_answer_is_doubtful() -> None:
    text = "baseline: {assessments: {GG/1: {how: By plan., left_out: No time.}, GG/2: {left_out: No.}}}"
    found = run_rules(BASELINE_RULES, record_of(text), BENCHMARK)
    (diagnostic,) = [each for each in found if each.rule == "unanswered-indicator"]
    assert diagnostic.level is Level.WARNING


@pytest.mark.parametrize(
    ("deadline", "delivered", "said"),
    [
        ("2026-09-08", "2026-09-08", ["peers have only 27 days to read the report before the visit"] * 2),
        ("2026-09-07", "2026-09-07", []),
        ("2026-10-07", "2026-10-07", ["peers have only 0 days to read the report before the visit"] * 2),
        ("2026-08-01", "2026-08-02", ["the report was delivered 1 day after the deadline"]),
    ],
)
def test_four_weeks_are_left_to_read(deadline: str, delivered: str, said: list[str]) -> None:
    text = f"review: {{deadline: {deadline}, delivered: {delivered}, visit_start: 2026-10-05}}"
    found = run_rules(BASELINE_RULES, record_of(text), BENCHMARK)
    assert [diagnostic.message for diagnostic in found if diagnostic.rule == "late-delivery"] == said


def test_a_team_is_measured_only_once_it_has_members() -> None:
    two = "{role: leader, person: {office: A, city: lyon}}, {role: leader, person: {office: B, city: genoa}}"
    found = run_rules(BASELINE_RULES, record_of(f"review: {{team: {{members: [{two}]}}}}"), BENCHMARK)
    team = [(diagnostic.level, diagnostic.message) for diagnostic in found if diagnostic.rule == "unfit-team"]
    assert team == [
        (Level.ERROR, "the team has 2 leaders"),
        (Level.WARNING, "the size of the team is unusual (members from other cities: 2; experts: 0)"),
    ]


def test_a_session_is_found_in_a_text_whatever_space_it_has_before_its_number() -> None:
    text = example(traceable_guest, "Bad").replace("Interview 1", "Interview\u00a01")
    found = run_rules([traceable_guest], record_of(text), BENCHMARK)
    assert any("Interview\u00a01" in finding.message for finding in found)


def report(text: str, kind: str) -> list[tuple[str, str]]:
    """The rules and messages about one kind of file of a record, in order."""
    found = run_rules(select_rules((kind,)), record_of(text), BENCHMARK)
    return [(diagnostic.rule, diagnostic.message) for diagnostic in found]


TWO_GUESTS = """
visit:
  sessions:
    I1:
      kind: interview
      interviewees:
        - {office: Trainer, category: staff, consent: true}
        - {office: Head of unit, category: staff}
evidence: {records: {I1-1: {indicator: GG/1, statement: Late., guest: GUEST}}}
feedback: {findings: {F01: {indicators: [GG/1], kind: weakness, text: Late., state: candidate}}}
"""


@pytest.mark.parametrize("kind", ["evidence", "feedback"])
@pytest.mark.parametrize(
    ("guest", "message"),
    [
        ("'trainer '", ""),
        ("Head of unit", "Head of unit did not agree to notes in Interview 1, so this evidence must not be"),
        ("''", "Head of unit did not agree to notes in Interview 1, so this evidence must not be used: I1-1"),
        ("Mayor", "I1-1 is a statement by “Mayor”, who is not a guest of Interview 1"),
    ],
)
def test_a_statement_needs_the_consent_of_its_guest(kind: str, guest: str, message: str) -> None:
    found = dict(report(TWO_GUESTS.replace("GUEST", guest), kind))
    assert found.get("unusable-evidence", "").startswith(message)
    assert ("unusable-evidence" in found) is bool(message)


def test_conclusions_are_agreed_by_everybody_present_and_rest_on_agreed_findings() -> None:
    text = """
review:
  team:
    members:
      - {role: leader, person: {office: A, initials: JB}}
      - {role: peer, person: {office: B, initials: FC}}
      - {role: peer, person: {office: C, initials: LM}}
feedback:
  findings: {F01: {indicators: [GG/1], kind: weakness, text: Late.}}
  conclusions:
    {agreed: 2026-10-08, agreed_by: [JB], absent: [FC], items: [{text: Ask., findings: [F01]}]}
"""
    assert [message for rule, message in report(text, "feedback") if rule == "late-conclusions"] == [
        "it is not recorded whether LM agreed to the main conclusions",
        "this conclusion is based on findings that are not agreed: F01",
    ]


def test_approvals_are_dated_and_not_before_the_report() -> None:
    text = """
review:
  visit_end: 2026-10-08
  team:
    members:
      - {role: leader, person: {office: A, initials: JB}}
      - {role: peer, person: {office: B, initials: FC}}
      - {role: peer, person: {office: C, initials: LM}}
feedback:
  status: approved
  version: "1.0"
  dated: 2026-11-10
  approvals:
    JB: {decision: approved, version: "1.0", decided: 2026-11-10}
    FC: {decision: approved, version: "1.0", decided: 2026-11-09}
    LM: {decision: approved, version: "1.0"}
"""
    assert [message for rule, message in report(text, "feedback") if rule == "missing-approval"] == [
        "FC approved the report before the date of the report, 2026-11-10",
        "the date on which LM approved the report is missing",
    ]


def test_an_approval_without_a_version_is_reported_in_words() -> None:
    text = """
review: {team: {members: [{role: leader, person: {office: A, initials: JB}}]}}
feedback: {status: approved, dated: 2026-11-10, VERSION, approvals: {JB: {decision: approved, APPROVED}}}
"""
    for version, approved, message in (
        ('version: "1.0"', "remark: Fine.", "the version that JB approved is missing"),
        ("summary: Fine.", 'version: "0.9"', "JB approved version 0.9, but the report has no version"),
        ('version: "1.0"', 'version: "0.9"', "JB approved version 0.9, but the report is version 1.0"),
    ):
        found = report(text.replace("VERSION", version).replace("APPROVED", approved), "feedback")
        assert ("missing-approval", message) in found


def test_recommendations_without_an_answer_are_listed_and_do_not_stop_a_report() -> None:
    text = """
feedback:
  status: released
  recommendations: {R01: {text: Ask., priority: high}, R02: {text: Ask more.}, R03: {text: Ask less.}}
  responses: {R01: {decision: partly}}
  commitment: {office: Mayor, signed: 2026-12-10}
"""
    found = run_rules(select_rules(("feedback",)), record_of(text), BENCHMARK)
    (diagnostic,) = [each for each in found if each.rule == "missing-response"]
    assert (diagnostic.level, diagnostic.message) == (
        Level.WARNING, "the host has not answered these recommendations: R02 and R03",
    )  # fmt: skip


def test_the_limits_of_a_review_are_its_own() -> None:
    text = """
review:
  deadline: 2026-09-25
  visit_start: 2026-10-05
  limits: {days_to_read: 10, interviews_per_day: 1, interview_minutes: 45, confirming_sessions: 3}
  team: {members: [{role: leader, person: {office: A, initials: JB, city: lyon}}]}
visit:
  sessions:
    I1:
      kind: interview
      minutes: 45
      day: 2026-10-06
      interviewers: [JB, FC]
      interviewees: [{office: Trainer, category: staff, consent: true}]
    I2:
      kind: interview
      minutes: 45
      day: 2026-10-06
      interviewers: [JB, LM]
      interviewees: [{office: Mayor, category: politician, consent: true}]
evidence:
  records:
    I1-1: {indicator: GG/1, statement: Late., nature: fact, colour: does-not-meet, checked: baseline}
    I2-1: {indicator: GG/1, statement: Late., nature: fact, colour: does-not-meet}
feedback:
  findings:
    F01: {indicators: [GG/1], kind: weakness, text: Late., state: agreed, evidence: [I1-1, I2-1]}
"""
    assert not [rule for rule, _ in report(text, "baseline") if rule == "late-delivery"]
    assert {rule for rule, _ in report(text, "visit")} == {"overloaded-member", "crowded-visit"}
    assert dict(report(text, "feedback"))["unconfirmed-finding"] == (
        "F01 needs 3 sessions that confirm it, but has only Interview 1 and Interview 2"
    )


def publication_variants(**publication: Any) -> list[tuple[str, str]]:
    found = run_rules(PUBLICATION_RULES, record_of(str({"publication": publication})), BENCHMARK)
    return [(each.rule, each.variant) for each in found]


def test_advice_that_is_not_paired_leaves_no_problem_open() -> None:
    problems = {"P01": {"chapter": "C/1", "text": "Few people answer."}}
    assert publication_variants(problems=problems) == [("open-problem", "")]
    assert publication_variants(problems=problems, layout="listed") == []


@pytest.mark.parametrize(
    ("consent", "variants"), [("refused", ["refused"]), ("asked", [""]), ("given", []), ("published", [])]
)
def test_a_practice_needs_the_consent_of_its_city(consent: str, variants: list[str]) -> None:
    practice = {"chapter": "C/1", "title": "A", "text": "So.", "cities": ["leeds"], "consent": consent}
    found = publication_variants(cities=["leeds"], practices={"G01": practice})
    assert found == [("practice-without-consent", each) for each in variants]


def test_a_practice_of_an_organisation_needs_no_city() -> None:
    practice = {"chapter": "C/1", "title": "A", "text": "So.", "organisation": "EUROCITIES"}
    assert publication_variants(practices={"G01": practice}) == []

"""The example review tells one story from desk to signature, obeys the rules, and shows all there is."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from assembler.diagnostics import Level
from assembler.model.review import evidence_log as log_of
from assembler.model.review.desk_reviews import (
    DeskReviews,
    TeamDeskReview,
    find_reviewed_codes,
    list_people_to_meet,
    merge_row,
)
from assembler.model.review.evidence import Checked, Colour, EvidenceLog, Nature, build_labels
from assembler.model.review.feedback import (
    FeedbackReport,
    FindingKind,
    FindingState,
    HostDecision,
    Priority,
    filter_agreed,
    map_to_findings,
)
from assembler.model.review.finding_support import build_sections, find_confirmed
from assembler.model.review.review import PersonRole
from assembler.model.review.visit import IntervieweeCategory, SessionKind, Visit, filter_held
from assembler.model.types.values import Text
from assembler.planning.plan import propose_plan
from assembler.rules import RULES_ABOUT, run_rules
from assembler.store.project.project import Project
from assembler.store.records.record import Record, iter_entities
from planned_visits import breaches

PROJECT = Project(Path(__file__).resolve().parents[1])


@pytest.fixture(scope="module")
def record() -> Record:
    return PROJECT.record("examples/havenstad")


def test_it_obeys_every_rule_from_the_desk_to_the_signature(record: Record) -> None:
    benchmark = PROJECT.benchmark(record.review.benchmark)
    kinds = RULES_ABOUT.keys() - {"baseline", "publication"}
    rules = {rule for kind in kinds for rule in RULES_ABOUT[kind]}
    found = [
        diagnostic for diagnostic in run_rules(rules, record, benchmark) if diagnostic.level is not Level.INFO
    ]
    assert {(each.rule, each.location.position) for each in found} == {
        ("unchecked-fact", "evidence.records"), ("missing-response", "feedback.responses"),
    }  # fmt: skip
    assert all(each.level is Level.WARNING for each in found)


def test_every_peer_wrote_about_twenty_indicators_or_more_and_an_expert_joined_in(record: Record) -> None:
    desks = record.require(DeskReviews)
    roles = {member.person.initials: member.role for member in record.review.team.members}
    peers = {who for who, role in roles.items() if role in (PersonRole.LEADER, PersonRole.PEER)}
    assert len(peers) == 4
    assert all(len(desks.peers[who or ""].entries) >= 20 for who in peers)
    assert any(roles[who] is PersonRole.EXPERT for who in desks.peers)
    languages = {part.language for _, part in iter_entities(desks) if isinstance(part, Text)}
    assert languages >= {"en", "fi", "fr", "it", "nl", "sv"}


def test_the_merged_grid_shows_agreement_division_and_shared_questions(record: Record) -> None:
    desks, team = record.require(DeskReviews), record.require(TeamDeskReview)
    rows = [merge_row(code, desks, team) for code in sorted(find_reviewed_codes(desks, team))]
    assert any(row.is_divided for row in rows)
    assert any(not row.is_divided for row in rows)
    assert any(len(said.by) > 1 for row in rows for said in row.questions)
    assert any(not said.by for row in rows for said in row.questions)
    assert max(len(each.indicators) for each in list_people_to_meet(rows)) > 2
    ratings = [entry.rating for entry in team.entries.values()]
    assert None in ratings and any(ratings)
    assert any(entry.dissent for entry in team.entries.values())


def test_the_visit_has_the_timetable_of_the_guide(record: Record) -> None:
    sessions = record.require(Visit).sessions
    interviews = filter_held(sessions, SessionKind.INTERVIEW)
    workshops = filter_held(sessions, SessionKind.WORKSHOP)
    assert list(interviews) == [f"I{number}" for number in range(1, 29)]
    assert list(workshops) == ["WA", "WB"]
    days = Counter(each.day for each in interviews.values())
    assert sorted(days.values()) == [14, 14]
    assert {each.kind for each in sessions.values()} == set(SessionKind)
    guests = [guest for each in sessions.values() for guest in each.interviewees]
    assert {guest.category for guest in guests} == set(IntervieweeCategory)
    assert any(each.interpreter for each in interviews.values())
    assert {each.recording.value for each in interviews.values()} == {"given", "refused", "not-asked"}


def test_the_guests_are_offices_and_nobody_is_named(record: Record) -> None:
    for session in record.require(Visit).sessions.values():
        assert all(not guest.name for guest in session.interviewees)


def test_the_evidence_shows_every_nature_colour_and_check(record: Record) -> None:
    records = record.require(EvidenceLog).records
    assert len(records) >= 60
    assert len({each.indicator for each in records.values()}) >= 25
    assert {each.nature for each in records.values()} == set(Nature)
    assert {each.colour for each in records.values()} == set(Colour)
    assert {each.checked for each in records.values()} == set(Checked)
    for name in ("obstacle", "good_practice", "document", "context", "original"):
        assert any(getattr(each, name) for each in records.values()), name
    used = map_to_findings(record.require(FeedbackReport))
    assert (
        log_of.find_single_source(records)
        and log_of.find_contradicted(records)
        and log_of.find_unused(records, used)
    )


def test_some_labels_need_a_number(record: Record) -> None:
    made = build_labels(
        record.require(EvidenceLog).records, record.require(Visit), PROJECT.benchmark("inti-cities")
    )
    assert len(set(map(str, made.values()))) == len(made)
    assert any(label.rank > 1 for label in made.values())


def test_the_report_has_findings_in_every_state_and_answers_of_every_kind(record: Record) -> None:
    report = record.require(FeedbackReport)
    assert len(filter_agreed(report.findings)) >= 12
    assert {each.state for each in report.findings.values()} == set(FindingState)
    assert {each.kind for each in report.findings.values()} == set(FindingKind)
    assert any(each.flexible_reading for each in report.findings.values())
    assert len(report.recommendations) >= 10
    assert {each.priority for each in report.recommendations.values()} == set(Priority)
    assert {each.decision for each in report.responses.values()} == set(HostDecision)
    assert set(report.recommendations) - set(report.responses)
    found = find_confirmed(report, record.require(EvidenceLog).records, record.require(Visit))
    assert set(filter_agreed(report.findings)) <= set(found)


def test_every_pillar_is_praised_and_criticised_somewhere(record: Record) -> None:
    pillars = [dimension.code for dimension in PROJECT.benchmark("inti-cities").dimensions]
    for section in build_sections(record.require(FeedbackReport), pillars):
        assert section.weaknesses or section.mixed
        assert section.strengths
        assert section.good_practices


def test_a_broken_copy_is_reported_rule_by_rule(record: Record) -> None:
    report = record.require(FeedbackReport)
    late = report.conclusions.model_copy(update={"agreed": date(2026, 10, 20)})
    broken = report.model_copy(update={"conclusions": late, "approvals": {}, "responses": {}})
    copy = Record(record.name, record.folder, {**record.entities, "feedback": broken}, record.files)
    found = run_rules(RULES_ABOUT["feedback"], copy, PROJECT.benchmark("inti-cities"))
    told = [diagnostic for diagnostic in found if diagnostic.level is not Level.INFO]
    assert Counter(diagnostic.rule for diagnostic in told) == {
        "late-conclusions": 1, "missing-approval": 6, "missing-response": 6,
    }  # fmt: skip
    assert all(diagnostic.location.line for diagnostic in told)


def test_the_example_without_a_plan_gets_one() -> None:
    pytest.importorskip("ortools")
    record = PROJECT.record("examples/havenstad-dive")
    result, edited = propose_plan(record, PROJECT.benchmark(record.review.benchmark))
    assert len(result.sessions) == 13 and result.left_out == ()
    assert breaches(edited.record) == []

"""Evidence: labels are made from what is known, and the log tells what the records say together."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from assembler.errors import ProjectError
from assembler.model.reference.benchmark import Benchmark
from assembler.model.review import evidence_log as log_of
from assembler.model.review.evidence import Colour, EvidenceLog, EvidenceRecord, build_labels
from assembler.model.review.feedback import FeedbackReport, ReviewFinding
from assembler.model.review.finding_support import assess_support
from assembler.model.review.visit import Session, Visit, session_label, sort_sessions
from assembler.store.project.project import Project

BENCHMARK: Benchmark = Project(Path(__file__).parents[3]).benchmark("inti-cities")


def guest(office: str, category: str, **more: object) -> dict[str, object]:
    return {"office": office, "category": category, "consent": True, **more}


VISIT = Visit.model_validate({
    "sessions": {
        "I17": {"kind": "interview", "interviewers": ["JB", "FC"],
                "interviewees": [guest("Chair", "staff", unit="Council")]},
        "I18": {"kind": "interview", "interviewers": ["LM", "GF"],
                "interviewees": [guest("chair", "staff", unit="council")]},
        "I19": {"kind": "interview", "interviewers": ["LM", "GF"],
                "interviewees": [guest("Clerk", "staff", unit="Council")]},
        "WA": {"kind": "workshop", "facilitators": ["LM", "PV"],
               "interviewees": [guest("Residents", "immigrant-group", people=9)]},
    }
})  # fmt: skip


def record(
    key: str,
    *,
    code: str = "GG/I/3",
    nature: str = "fact",
    colour: str | None = "meets",
    checked: str = "baseline",
    reference: str | None = None,
) -> EvidenceRecord:
    session, number = key.split("-")
    return EvidenceRecord.model_validate({
        "session": session, "sequence": number, "indicator": code, "statement": "Asked.", "nature": nature,
        "colour": colour, "checked": checked, "checked_reference": reference,
    })  # fmt: skip


def records(*found: EvidenceRecord) -> dict[str, EvidenceRecord]:
    return {each.key: each for each in found}


def test_the_label_of_the_worked_example() -> None:
    heard = records(record("I17-1"), record("I17-2"), record("WA-1", code="WP/A/1"))
    assert {key: str(label) for key, label in build_labels(heard, VISIT, BENCHMARK).items()} == {
        "I17-1": "GG/I/3 – Interview 17 – JB & FC",
        "I17-2": "GG/I/3 – Interview 17 – JB & FC #2",
        "WA-1": "WP/A/1 – Workshop A – LM & PV",
    }


def test_the_printed_example_has_a_draft_code_which_is_carried_over_and_says_so() -> None:
    label = build_labels(records(record("I17-1", code="AC/I/3")), VISIT, BENCHMARK)["I17-1"]
    assert label.code == "GG/I/3"
    assert label.replaced is not None and label.replaced.code == "AC/I/3"
    with pytest.raises(ProjectError):
        build_labels(records(record("I17-1", code="AC/I/9")), VISIT, BENCHMARK)


def test_a_record_cannot_bear_the_name_of_another() -> None:
    with pytest.raises(ValidationError):
        EvidenceLog(records={"I17-1": record("I17-2")})


def test_a_record_takes_session_and_number_from_its_name() -> None:
    told = {"records": {"I17-4": {"indicator": "GG/I/3", "statement": "Asked."}}}
    assert EvidenceLog.model_validate(told).records["I17-4"].sequence == 4


def test_the_same_statement_noted_by_both_interviewers_confirms_nothing() -> None:
    both = records(record("I17-1"), record("I17-2"))
    assert set(log_of.find_single_source(both)) == {"I17-1", "I17-2"}


def test_opinions_and_other_colours_and_other_indicators_confirm_nothing() -> None:
    found = records(
        record("I17-1"), record("I18-1", nature="opinion"), record("I19-1", colour="does-not-meet"),
        record("WA-1", code="WP/A/1"), record("WA-2", colour=None),
    )  # fmt: skip
    assert set(log_of.find_single_source(found)) == {"I17-1", "I19-1", "WA-1", "WA-2"}
    assert set(log_of.find_single_source({**found, "I18-2": record("I18-2")})) == {"I19-1", "WA-1", "WA-2"}


def test_only_another_session_contradicts() -> None:
    found = records(
        record("I17-1"), record("I17-2", colour="does-not-meet"), record("I18-1", colour="inconclusive"),
        record("I19-1", colour="does-not-meet"), record("WA-1", colour="does-not-meet", nature="opinion"),
    )  # fmt: skip
    assert set(log_of.find_contradicted(found)) == {"I17-1", "I19-1"}


KEYS = st.sampled_from([f"{session}-{n}" for session in ("I17", "I18", "I19", "WA") for n in (1, 2, 3)])
RECORDS = st.lists(
    st.builds(
        record, KEYS, code=st.sampled_from(["GG/I/3", "WP/A/1", "IE/I/2"]),
        nature=st.sampled_from(["fact", "opinion"]), colour=st.sampled_from([None, *map(str, Colour)]),
    ),
    max_size=12,
).map(lambda found: records(*found))  # fmt: skip


@given(RECORDS)
def test_every_view_has_each_record_once(found: dict[str, EvidenceRecord]) -> None:
    codes = ["GG/I/3", "WP/A/1", "IE/I/2"]
    for view in (log_of.group_by_indicator(found, codes), log_of.group_by_session(found)):
        assert sorted(key for inside in view.values() for key in inside) == sorted(found)
    assert list(log_of.group_by_session(found)) == sort_sessions(log_of.group_by_session(found))


@given(RECORDS)
def test_the_coverage_matrix_adds_up(found: dict[str, EvidenceRecord]) -> None:
    matrix = log_of.compute_coverage(found, ["GG/I/3", "WP/A/1", "IE/I/2"], VISIT.sessions)
    assert sum(map(matrix.total_of, matrix.sessions)) == len(found)
    for code in matrix.indicators:
        heard = {each.session for each in found.values() if each.indicator == code}
        assert matrix.sessions_of(code) == len(heard)


@given(RECORDS)
def test_confirmation_and_contradiction_are_mutual(found: dict[str, EvidenceRecord]) -> None:
    sessions = log_of.find_confirming_sessions(found)
    disputed = log_of.find_contradicted(found)
    for each in disputed.values():
        others = (other for other in disputed.values() if other.indicator == each.indicator)
        assert any(other.colour != each.colour and other.session != each.session for other in others)
    for key, each in found.items():
        assert each.session in sessions[key]


def finding(*evidence: str) -> ReviewFinding:
    return ReviewFinding.model_validate(
        {"indicators": ["GG/I/3"], "kind": "strength", "text": "Asked.", "evidence": evidence}
    )


@pytest.mark.parametrize(
    "second",
    [
        record("I18-1", colour="does-not-meet"),
        record("I18-1", colour="inconclusive"),
        record("I18-1", code="GG/I/4"),
        record("I18-1", nature="opinion"),
    ],
)
def test_only_facts_that_fit_the_finding_confirm_it(second: EvidenceRecord) -> None:
    first = record("I17-1")
    assert assess_support(finding("I17-1", "I18-1"), records(first, record("I18-1")), VISIT).is_confirmed
    support = assess_support(finding("I17-1", "I18-1"), records(first, second), VISIT)
    assert not support.is_confirmed and support.fitting == ("I17-1",)


def test_what_says_the_opposite_is_listed_and_does_not_count() -> None:
    heard = records(record("I17-1"), record("I18-1"), record("I19-1", colour="does-not-meet"))
    support = assess_support(finding(*heard), heard, VISIT)
    assert support.is_confirmed and support.contrary == ("I19-1",)


@pytest.mark.parametrize(
    "change", [{"cancelled": True}, {"interviewees": [{"office": "Clerk", "category": "staff"}]}]
)
def test_a_cancelled_session_or_a_guest_who_did_not_agree_confirms_nothing(change: dict[str, object]) -> None:
    heard = records(record("I17-1"), record("I18-1"))
    assert assess_support(finding(*heard), heard, VISIT).is_confirmed
    session = Session.model_validate({"kind": "interview", **change})
    visit = VISIT.model_copy(update={"sessions": {**VISIT.sessions, "I18": session}})
    assert not assess_support(finding(*heard), heard, visit).is_confirmed


@pytest.mark.parametrize(
    ("checked", "reference", "counts"),
    [
        ("nothing", None, False),
        ("document", "Plan, page 4", True),
        ("session", "Interview 19", True),
        ("session", "gesprek 17", False),
        ("session", "Interview 99", False),
        ("session", "Taller A", True),
    ],
)
def test_one_fact_at_least_was_checked_against_something_else_that_exists(
    checked: str, reference: str | None, counts: bool
) -> None:
    heard = records(record("I17-1", checked=checked, reference=reference), record("I18-1", checked="nothing"))
    assert assess_support(finding(*heard), heard, VISIT).is_confirmed is counts


@pytest.mark.parametrize(
    ("evidence", "confirmed", "same_guests", "same_unit"),
    [
        ((), False, False, False),
        (("I17-1", "I17-2"), False, False, False),
        (("I17-1", "I18-1"), True, True, True),
        (("I17-1", "I19-1"), True, False, True),
        (("I17-1", "I18-1", "WA-1"), True, False, False),
        (("I17-1", "I19-2"), False, False, False),
    ],
)
def test_two_sessions_carry_a_finding_and_better_two_people(
    evidence: tuple[str, ...], confirmed: bool, same_guests: bool, same_unit: bool
) -> None:
    facts = (record(key) for key in ("I17-1", "I17-2", "I18-1", "I19-1", "WA-1"))
    found = records(*facts, record("I19-2", nature="opinion"))
    support = assess_support(finding(*evidence), found, VISIT)
    assert (support.is_confirmed, support.same_guests, support.same_unit) == (
        confirmed,
        same_guests,
        same_unit,
    )


def test_a_finding_without_evidence_and_a_report_without_findings_are_no_trouble() -> None:
    assert assess_support(finding("I99-1"), {}, Visit()).facts == ()
    assert FeedbackReport().findings == {}
    assert log_of.compute_coverage({}, [], []).counts == {}


def test_sessions_are_counted_as_people_count_them() -> None:
    assert sort_sessions(["WB", "I2", "D1", "I10", "WA"]) == ["I2", "I10", "WA", "WB", "D1"]
    assert session_label("WB") == "Workshop B"
    with pytest.raises(ValidationError):
        Visit.model_validate({"sessions": {"I1": {"kind": "workshop"}}})

"""The rules for a feedback report find a sound record that one change has broken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assembler.diagnostics import Level
from assembler.model.paths import ROOTS
from assembler.rules import FEEDBACK_RULES, run_rules
from assembler.store.records.record import Record
from planned_visits import build_benchmark

BENCHMARK = build_benchmark(("GG/1", "GG/2"))
TRAINER = {"office": "Trainer", "category": "staff", "name": "Ana Soto", "consent": True}


def build_data() -> dict[str, Any]:
    """A released report on one confirmed weakness, which follows all rules."""
    fact = {"indicator": "GG/1", "statement": "Late.", "nature": "fact", "colour": "does-not-meet"}
    session = {"kind": "interview", "day": "2026-10-06", "interviewers": ["HK", "LM"]}
    return {
        "review": {
            "project": "P", "city": "kade", "benchmark": "small@2020a", "language": "en",
            "visit_start": "2026-10-05", "visit_end": "2026-10-08",
            "team": {"members": [{"role": "leader", "person": {"office": "Head", "initials": "HK"}}]},
        },
        "visit": {
            "sessions": {
                "I1": {**session, "interviewees": [TRAINER]},
                "I2": {**session, "interviewees": [{**TRAINER, "office": "Mayor", "name": ""}]},
                "I3": {**session, "interviewees": [{**TRAINER, "office": "Nurse", "name": ""}]},
            }
        },
        "evidence": {
            "records": {
                "I1-1": {**fact, "checked": "session", "checked_reference": "Interview 3"},
                "I2-1": fact,
                "I3-1": {**fact, "indicator": "GG/2", "colour": "meets"},
                "I3-2": {**fact, "colour": "meets"},
            }
        },
        "feedback": {
            "status": "released", "version": "1.0", "dated": "2026-11-10",
            "conclusions": {
                "agreed": "2026-10-08", "agreed_by": ["HK"],
                "items": [{"text": "Ask earlier.", "findings": ["F01"]}],
            },
            "findings": {
                "F01": {"indicators": ["GG/1"], "kind": "weakness", "text": "Late.", "state": "agreed",
                        "evidence": ["I1-1", "I2-1"]}
            },
            "judgements": {"GG/1": {"judgement": "does-not-meet"}, "GG/2": {"judgement": "meets"}},
            "recommendations": {
                "R01": {"text": "Ask.", "findings": ["F01"], "addressee": "Mayor", "deadline": "2027-03-01"}
            },
            "approvals": {"HK": {"decision": "approved", "decided": "2026-11-12", "version": "1.0"}},
            "good_practices": {"G01": {"title": "A desk", "text": "Open late.", "indicators": ["GG/2"]}},
            "responses": {
                "R01": {"decision": "accepted", "action": "Ask.", "responsible": "Mayor",
                        "deadline": "2027-03-01"}
            },
            "commitment": {"office": "Mayor", "signed": "2026-12-10"},
        },
    }  # fmt: skip


def find(data: dict[str, Any]) -> list[tuple[str, str, Level]]:
    record = Record("x", Path("x"), {kind: ROOTS[kind].model_validate(each) for kind, each in data.items()})
    found = run_rules(FEEDBACK_RULES, record, BENCHMARK)
    return [(each.rule, each.message, each.level) for each in found]


def messages(data: dict[str, Any]) -> list[str]:
    return [message for _, message, _ in find(data)]


def test_the_record_follows_all_rules_before_it_is_broken() -> None:
    assert find(build_data()) == []


def test_an_indicator_that_all_facts_contradict_is_not_part_of_a_finding() -> None:
    data = build_data()
    data["feedback"]["findings"]["F01"].update(indicators=["GG/1", "GG/2"], evidence=["I1-1", "I2-1", "I3-1"])
    assert ("unconfirmed-finding", "all facts about GG/2 contradict F01: I3-1", Level.ERROR) in find(data)


def test_a_mixed_finding_has_facts_of_both_sides() -> None:
    data = build_data()
    finding = data["feedback"]["findings"]["F01"]
    finding["kind"] = "mixed"
    assert find(data) == [
        (
            "unconfirmed-finding",
            "F01 is mixed, but all its facts have the same judgement",
            Level.WARNING,
        )
    ]
    finding["evidence"].append("I3-2")
    assert find(data) == []


def test_a_cancelled_session_confirms_nothing() -> None:
    data = build_data()
    data["visit"]["sessions"]["I3"]["cancelled"] = True
    assert "I1-1 was checked against Interview 3, which was cancelled" in messages(data)
    assert "no fact that supports F01 was checked against another source" in messages(data)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A colleague in Interview 3, page 12, on 1 October", []),
        ("Page 12", ["Interview 12"]),
        ("A and B", ["Workshop A", "Workshop B"]),
        ("Interview 1", ["I1-1"]),
    ],
)
def test_pages_and_days_beside_a_session_are_no_sessions(text: str, told: list[str]) -> None:
    data = build_data()
    data["evidence"]["records"]["I1-1"]["checked_reference"] = text
    found = [message for rule, message, _ in find(data) if rule == "unusable-evidence"]
    assert len(found) == len(told) and all(each in line for each, line in zip(told, found, strict=True)), (
        found
    )


def test_an_interview_without_guests_is_no_source() -> None:
    data = build_data()
    data["visit"]["sessions"]["I2"]["interviewees"] = []
    found = messages(data)
    assert "no guest of Interview 2 is listed, so nobody has agreed to the notes used in I2-1" in found
    assert any(each.startswith("F01 must not use I2-1") for each in found)


def test_conclusions_are_agreed_during_the_visit() -> None:
    data = build_data()
    data["feedback"]["conclusions"]["agreed"] = "2026-10-04"
    assert messages(data) == ["the main conclusions were agreed before the visit began"]


def test_a_report_that_is_approved_and_answered_has_a_date_before_that() -> None:
    data = build_data()
    data["feedback"]["commitment"]["signed"] = "2026-11-09"
    assert messages(data) == ["the host signed its commitment before the date of the report, 2026-11-10"]
    del data["feedback"]["dated"]
    assert messages(data) == ["the date of the report is missing"]


def test_a_judgement_fits_the_findings_on_its_indicator() -> None:
    data = build_data()
    judgement = data["feedback"]["judgements"]["GG/1"]
    judgement["judgement"] = "meets"
    warning = ("missing-judgement", "the team’s judgement on GG/1 contradicts F01", Level.WARNING)
    assert find(data) == [warning]
    judgement["flexible_reading"] = "In substance it is met."
    assert find(data) == []


def test_a_dash_is_not_an_addressee() -> None:
    data = build_data()
    data["feedback"]["recommendations"]["R01"]["addressee"] = "–"
    assert messages(data) == ["R01 does not say who should act"]


def test_evidence_recorded_by_somebody_who_was_elsewhere_stops_the_report() -> None:
    data = build_data()
    data["evidence"]["records"]["I1-1"]["recorded_by"] = "PV"
    assert (
        "unlabelled-evidence",
        "I1-1 was recorded by PV, who is not listed for the session",
        Level.ERROR,
    ) in find(data)


def test_guests_and_members_are_found_by_parts_of_their_names() -> None:
    found = {}
    for text in ("Ask SOTO, Ana.", "Write to ana.soto@kade.example.", "Ms Soto waits.", "HK was there."):
        data = build_data()
        data["feedback"]["summary"] = text
        [(_, message, level)] = find(data)
        found[message] = level
    assert found == {
        "“SOTO, Ana” could identify somebody who was interviewed": Level.ERROR,
        "“ana.soto” could identify somebody who was interviewed": Level.ERROR,
        "“Soto” is also the last name of a guest who has not agreed to be named": Level.WARNING,
        "“HK” are also the initials of a team member": Level.WARNING,
    }

"""A report that breaks a rule is built only as a draft, and its cover says what is missing."""

from __future__ import annotations

import pytest

from assembler.assembly.rule_gate import enforce_rules, list_draft_notices
from assembler.diagnostics import Diagnostic, Level, Location
from assembler.errors import DataError
from assembler.model.documents.document_type import DocumentType
from assembler.model.review.feedback import FeedbackReport
from assembler.model.review.visit import Session, Visit
from assembler.rules.draft_cover_texts import DRAFT_NOTICES
from assembler.store.project.project import Project
from assembler.store.records.record import Record
from assembler.structs import replace

DECLARED = {"name": "feedback-report", "title": "R", "description": "R", "record": "feedback", "example": "x"}
REPORT = DocumentType.model_validate({**DECLARED, "kind": "report"})
CONCLUDED = {
    "findings": {
        "F01": {
            "indicators": ["GG/I/3"],
            "kind": "weakness",
            "text": "Late.",
            "state": "agreed",
            "evidence": ["I4-2", "WA-2"],
        }
    },
    "judgements": {
        code: {"judgement": "cannot-tell"} for code in ("GG/A/1", "GG/A/3", "GG/L/1", "GG/I/3", "IE/I/1")
    },
    "conclusions": {
        "agreed": "2026-10-08",
        "agreed_by": ["HK", "LM", "MS"],
        "items": [{"text": "Ask earlier.", "findings": ["F01"]}],
    },
}
UNFOUNDED = {**CONCLUDED, "recommendations": {"R01": {"text": "Ask earlier."}}}


def review_with(project: Project, report: dict[str, object]) -> Record:
    """Return the tiny review with another report."""
    record = project.record("kade")
    entities = {**record.entities, "feedback": FeedbackReport.model_validate(report)}
    return replace(record, entities=entities)


def test_a_report_that_breaks_a_rule_is_not_built(project: Project) -> None:
    with pytest.raises(DataError, match="cannot be final") as caught:
        enforce_rules(project, REPORT, review_with(project, UNFOUNDED), draft=False, publish=False)
    assert "--draft" in caught.value.hint
    rules = {each.rule for each in caught.value.diagnostics}
    assert rules >= {"unfounded-recommendation", "vague-recommendation"}


def test_a_draft_is_built_and_lists_the_broken_rule(project: Project) -> None:
    found = enforce_rules(project, REPORT, review_with(project, UNFOUNDED), draft=True, publish=False)
    assert list_draft_notices(found, str.upper) == [DRAFT_NOTICES["unfounded-recommendation"].upper()]


def test_warnings_alone_stop_nothing_and_are_reported(project: Project) -> None:
    found = enforce_rules(project, REPORT, review_with(project, CONCLUDED), draft=False, publish=False)
    assert "only-criticism" in {each.rule for each in found}
    assert list_draft_notices(found, str) == []


def test_only_a_public_edition_needs_the_answers_of_the_host(project: Project) -> None:
    record = project.record("kade")
    report = record.require(FeedbackReport).model_copy(update={"responses": {}})
    unanswered = replace(record, entities={**record.entities, "feedback": report})
    enforce_rules(project, REPORT, unanswered, draft=False, publish=False)
    with pytest.raises(DataError, match="cannot be final") as caught:
        enforce_rules(project, REPORT, unanswered, draft=False, publish=True)
    assert {each.rule for each in caught.value.diagnostics if each.is_error} == {"missing-response"}


def test_a_report_stops_if_no_guest_agrees_to_notes(project: Project) -> None:
    record = project.record("kade")
    visit = record.require(Visit)
    sessions = {name: _withdraw_consent(each) for name, each in visit.sessions.items()}
    silent = visit.model_copy(update={"sessions": sessions})
    refused = replace(record, entities={**record.entities, "visit": silent})
    with pytest.raises(DataError, match="cannot be final") as caught:
        enforce_rules(project, REPORT, refused, draft=False, publish=False)
    assert {each.rule for each in caught.value.diagnostics if each.is_error} == {
        "unconfirmed-finding", "unusable-evidence",
    }  # fmt: skip


def _withdraw_consent(session: Session) -> Session:
    guests = tuple(each.model_copy(update={"consent": False}) for each in session.interviewees)
    return session.model_copy(update={"interviewees": guests})


def test_no_rule_stops_a_form(project: Project) -> None:
    form = DocumentType.model_validate({**DECLARED, "kind": "form"})
    assert enforce_rules(project, form, review_with(project, UNFOUNDED), draft=False, publish=False) == ()


def test_a_rule_without_a_draft_notice_is_reported_in_english() -> None:
    found = [Diagnostic("new-rule", Level.ERROR, Location(), "R01 has no owner")] * 2
    [text] = list_draft_notices(found, str)
    assert (text.text, text.language) == ("R01 has no owner.", "en")

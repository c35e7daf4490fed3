"""A report that breaks a rule is made only as a draft, and its cover says what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.assembly.rule_gate import enforce_rules, list_draft_notices
from assembler.diagnostics import Diagnostic, Level, Location
from assembler.errors import DataError
from assembler.model.documents.document_type import DocumentType
from assembler.model.review.feedback import FeedbackReport
from assembler.rules.draft_notices import DRAFT_NOTICES
from assembler.store.project.project import Project
from assembler.store.records.record import Record
from assembler.structs import replace

PROJECT = Project(Path(__file__).resolve().parents[2])
SAID = {"name": "feedback-report", "title": "R", "description": "R", "record": "feedback", "example": "x"}
REPORT = DocumentType.model_validate({**SAID, "kind": "report"})
CONCLUDED = {
    "conclusions": {
        "agreed": "2026-10-08",
        "agreed_by": ["HK", "LM", "MS", "GF", "ER", "PV"],
        "items": [{"text": "Ask earlier.", "findings": ["F01"]}],
    }
}
UNFOUNDED = {**CONCLUDED, "recommendations": {"R01": {"text": "Ask earlier."}}}


def told(report: dict[str, object]) -> Record:
    """The example review with another report."""
    record = PROJECT.record("examples/havenstad")
    entities = {**record.entities, "feedback": FeedbackReport.model_validate(report)}
    return replace(record, entities=entities)


def test_a_report_that_breaks_a_rule_is_not_made() -> None:
    with pytest.raises(DataError, match="1 rule is broken") as caught:
        enforce_rules(PROJECT, REPORT, told(UNFOUNDED), draft=False)
    assert "--draft" in caught.value.hint
    told_too = {each.rule for each in caught.value.diagnostics}
    assert told_too >= {"unfounded-recommendation", "vague-recommendation"}


def test_a_draft_is_made_and_told_the_same() -> None:
    found = enforce_rules(PROJECT, REPORT, told(UNFOUNDED), draft=True)
    assert list_draft_notices(found, str.upper) == [DRAFT_NOTICES["unfounded-recommendation"].upper()]


def test_warnings_alone_stop_nothing_and_are_told() -> None:
    report = {**CONCLUDED, "findings": {
        "F01": {"indicators": ["GG/I/3"], "kind": "weakness", "text": "Late.", "state": "agreed",
                "evidence": ["I17-2", "I27-1"]}}}  # fmt: skip
    found = enforce_rules(PROJECT, REPORT, told(report), draft=False)
    assert "only-criticism" in {each.rule for each in found}
    assert list_draft_notices(found, str) == []


def test_a_form_is_never_judged() -> None:
    form = DocumentType.model_validate({**SAID, "kind": "form"})
    assert enforce_rules(PROJECT, form, told(UNFOUNDED), draft=False) == ()


def test_a_rule_without_a_sentence_of_its_own_is_told_in_english() -> None:
    found = [Diagnostic("new-rule", Level.ERROR, Location(), "R01 has no owner")] * 2
    [text] = list_draft_notices(found, str)
    assert (text.text, text.language) == ("R01 has no owner.", "en")

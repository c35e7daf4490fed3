"""Every rule of the method has its rule here, or holds by the way the documents are made."""

from __future__ import annotations

import inspect
import io
import re
from pathlib import Path

import pytest
from docx import Document

from assembler.diagnostics import Level
from assembler.diagnostics.registry import all_rules
from assembler.model.types.values import Link, Text
from assembler.rules import AGENDA_RULES, CHARTER_RULES, EVALUATION_RULES, PROGRESS_RULES, RULES_ABOUT

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").glob("*/template.docx"))
LISTS = (*RULES_ABOUT.values(), AGENDA_RULES, CHARTER_RULES, EVALUATION_RULES, PROGRESS_RULES)
EVERY = {rule for rules in LISTS for rule in rules}

RULES = {
    "R5": "late_delivery", "R7": "missing_desk_entry", "R8": "doubt_without_question", "R9": "unfit_team",
    "R10": "unfit_interviewers two_places_at_once", "R11": "overloaded_member", "R12": "short_interview",
    "R13": "crowded_visit", "R14": "unlabelled_evidence shared_initials", "R15": "opinion_as_evidence",
    "R16": "unconfirmed_finding", "R17": "unchecked_fact", "R18": "late_conclusions",
    "R19": "missing_approval", "R20": "only_criticism", "R21": "unfounded_recommendation",
    "R22": "vague_recommendation", "R23": "missing_response", "R24": "traceable_guest",
    "R25": "open_problem", "R26": "practice_without_city",
    "R28": "signature_before_decision", "R30": "effort_on_the_wrong_side", "R31": "incomplete_area",
    "R32": "printed_percentage impossible_percentages contradicted_claim", "R34": "other_base",
    "R35": "attendance_gap", "R36": "attendance_gap", "R37": "unknown_meeting",
    "R38": "quotation_without_speaker name_without_consent", "R43": "malformed_link",
    "R44": "changed_after_release", "R46": "unusable_evidence", "R47": "unconfirmed_finding",
    "R48": "missing_background missing_evidence", "R50": "missing_response",
    "R51": "late_conclusions", "R52": "missing_judgement", "R53": "unusable_evidence unchecked_fact",
    "R54": "missing_approval", "R55": "incomplete_desk_review", "R27": "ranked_city", "R57": "ranked_city",
}  # fmt: skip
"""By the numbers of the domain file; R39 is the test below."""


@pytest.mark.parametrize("number", RULES)
def test_a_rule_of_the_method_is_a_rule_of_ours_and_says_its_number(number: str) -> None:
    known = {rule.__name__: rule for rule in EVERY}
    for name in RULES[number].split():
        module = inspect.getmodule(known[name])
        assert module is not None and re.search(rf"\b{number}\b", inspect.getsource(module)), name


def test_the_levels_are_those_of_the_method() -> None:
    warns = {
        "R5",
        "R8",
        "R11",
        "R13",
        "R17",
        "R20",
        "R22",
        "R25",
        "R35",
        "R36",
        "R37",
        "R38",
        "R43",
        "R55",
        "R27",
        "R57",
    }
    for number, names in RULES.items():
        for name in names.split():
            is_warning = number in warns or name in ("unchecked_fact", "contradicted_claim")
            wanted = Level.WARNING if is_warning else Level.ERROR
            assert all_rules()[name.replace("_", "-")].level is wanted, name


TYPED = re.compile(r"\b(?:tables?|figures?|chapters?|sections?|annex|pages?|notes?)\s+\d", re.IGNORECASE)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.parent.name)
def test_no_number_of_a_table_chapter_or_page_is_typed(path: Path) -> None:
    """R39 (S0:573-576, S3:96): Word counts tables, headings, notes and pages; templates hold its fields."""
    body = Document(io.BytesIO(path.read_bytes())).element.body
    typed = [text for p in body.iter(f"{W}p") if TYPED.search(text := "".join(words_of(p)))]
    assert typed == []
    headings = [p for p in body.iter(f"{W}p") if (s := p.find(f"{W}pPr/{W}pStyle")) is not None
                and s.get(f"{W}val", "").startswith("Heading")]  # fmt: skip
    assert not [p for p in headings if re.match(r"\s*[\dIVX]+[.)]\s", "".join(words_of(p)))]


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def words_of(paragraph: object) -> list[str]:
    """The words of a paragraph that no field computes."""
    words, depth = [], 0
    for each in paragraph.iter(f"{W}fldChar", f"{W}t"):  # type: ignore[attr-defined]
        if each.tag == f"{W}fldChar":
            depth += {"begin": 1, "end": -1}.get(each.get(f"{W}fldCharType"), 0)
        elif not depth and next(each.iterancestors(f"{W}fldSimple"), None) is None:
            words.append(each.text or "")
    return words


def test_a_field_for_an_address_takes_nothing_else() -> None:
    """R43 where a field holds nothing but an address: the model refuses what is none."""
    from pydantic import TypeAdapter, ValidationError

    for wrong in ("www.example.org", "http//example.org", "https://a b", "see the site"):
        with pytest.raises(ValidationError):
            TypeAdapter(Link).validate_python(wrong)
    assert Text.model_validate("www.example.org").text == "www.example.org"

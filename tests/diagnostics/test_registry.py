"""The registry of rules: ids, fields, examples and the reference page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assembler.diagnostics import Diagnostic, Level, Location, Rule
from assembler.diagnostics.registry import TOPICS, all_rules, messages, reference_page, rules_of

ROOT = Path(__file__).resolve().parents[2]
RULES = [rule for topic in TOPICS for rule in rules_of(topic)]


def test_ids_are_unique_and_in_kebab_case() -> None:
    ids = [rule.id for rule in RULES]
    assert sorted(ids) == sorted(all_rules())
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", each) for each in ids)


@pytest.mark.parametrize("topic", TOPICS)
def test_every_declared_rule_is_used(topic: str) -> None:
    names = [
        name for name in vars(__import__(f"assembler.diagnostics.{topic}", fromlist=["x"])) if name.isupper()
    ]
    folder = ROOT / "assembler"
    code = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py")
                   if path.parent != folder / "diagnostics")  # fmt: skip
    assert [name for name in names if f"{name}.at(" not in code] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_has_the_texts_of_its_reference_entry(rule: Rule) -> None:
    assert rule.explanation and rule.source and rule.hint and rule.bad.strip() and rule.good.strip()


def test_a_diagnostic_keeps_its_fields_and_variant_as_plain_data() -> None:
    rule = all_rules()["late-delivery"]
    diagnostic = rule.at(Location("review.yaml"), "after the deadline", days="2 days")
    assert diagnostic.message == "delivered 2 days after the deadline"
    assert diagnostic.as_dict()["fields"] == {"days": "2 days"}
    assert Diagnostic.from_dict(diagnostic.as_dict()) == diagnostic


def test_fields_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="takes"):
        Rule("a", Level.INFO, "{code} is missing").at(Location(), name="x")


def test_each_message_has_a_note_for_translators() -> None:
    assert {text for text, note in messages() if note} >= {rule.message for rule in RULES}


def test_the_reference_page_is_up_to_date() -> None:
    page = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
    assert page == reference_page(), "run `assembler explain --format markdown > docs/rules.md`"

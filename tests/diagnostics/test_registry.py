"""The registry of rules: ids, fields, examples and the reference page."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

from assembler.diagnostics import Diagnostic, Level, Location, Rule
from assembler.diagnostics.earlier_ids import EARLIER_IDS
from assembler.diagnostics.registry import TOPICS, all_rules, messages, reference_page, rules_of

ROOT = Path(__file__).resolve().parents[2]
RULES = [rule for topic in TOPICS for rule in rules_of(topic)]


def test_ids_are_unique_and_in_kebab_case() -> None:
    ids = [rule.id for rule in RULES]
    assert sorted(ids) == sorted(all_rules())
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", each) for each in ids)


def test_every_declared_rule_is_used() -> None:
    modules = [import_module(f"assembler.diagnostics.{topic}") for topic in TOPICS]
    names = [name for each in modules for name, value in vars(each).items() if isinstance(value, Rule)]
    folder = ROOT / "assembler"
    code = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py")
                   if path.parent != folder / "diagnostics")  # fmt: skip
    lines = (line for line in code.split("\n") if not re.match(r"from |import |    [A-Z_]+,$", line))
    used = set(re.findall(r"\w+", "\n".join(lines)))
    assert [name for name in names if name not in used] == []


def test_each_call_gives_the_fields_of_its_wording() -> None:
    """Else a wrong field fails only when the problem occurs; calls with ``**fields`` are not checked."""
    declared = {name: value for topic in TOPICS
                for name, value in vars(import_module(f"assembler.diagnostics.{topic}")).items()
                if isinstance(value, Rule)}  # fmt: skip
    checked, wrong = set(), []
    for call in (each for path in (ROOT / "assembler").rglob("*.py")
                 for each in ast.walk(ast.parse(path.read_text(encoding="utf-8")))):  # fmt: skip
        match call:
            case ast.Call(ast.Name("InvalidValueError"), [ast.Constant(variant)], fields):
                given = {each.arg for each in fields}
                if all_rules()["invalid-value"].wording(variant).fields != given:
                    wrong.append(f"InvalidValueError, {variant}: {sorted(map(str, given))}")
            case ast.Call(ast.Attribute(ast.Name(name) | ast.Attribute(attr=name), "at"), [_, *rest], fields):
                given = {each.arg for each in fields}
                variant = ast.literal_eval(rest[0]) if rest and isinstance(rest[0], ast.Constant) else ""
                if name in declared and None not in given and bool(rest) is bool(variant):
                    checked.add(declared[name].id)
                    if declared[name].wording(variant).fields != given:
                        wrong.append(f"{name}, {variant}: {sorted(map(str, given))}")
    assert wrong == []
    assert len(checked) > len(declared) / 2, "the calls have another form now"


def test_diagnostics_come_from_declared_rules_alone() -> None:
    folder = ROOT / "assembler"
    building = [path.relative_to(folder).as_posix() for path in folder.rglob("*.py")
                if path.parent != folder / "diagnostics"
                and re.search(r"\bDiagnostic\(", path.read_text(encoding="utf-8"))]  # fmt: skip
    assert building == [], "declare the rule, and use RULE.at(location, ...)"


def test_earlier_ids_lead_to_rules_and_are_used_no_more() -> None:
    assert set(EARLIER_IDS.values()) <= all_rules().keys()
    assert EARLIER_IDS.keys().isdisjoint(all_rules())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_has_the_texts_of_its_reference_entry(rule: Rule) -> None:
    assert rule.explanation and rule.source and rule.hint and rule.bad.strip() and rule.good.strip()


def test_a_diagnostic_keeps_its_fields_and_variant_as_plain_data() -> None:
    rule = all_rules()["late-delivery"]
    diagnostic = rule.at(Location("review.yaml"), "after the deadline", days="2 days")
    assert diagnostic.message == "the report was delivered 2 days after the deadline"
    assert diagnostic.as_dict()["fields"] == {"days": "2 days"}
    assert Diagnostic.from_dict(diagnostic.as_dict()) == diagnostic


def test_a_variant_may_have_a_level_of_its_own() -> None:
    rule = all_rules()["missing-achievement"]
    assert rule.at(Location(), indicator="GG/1").level is Level.ERROR
    assert rule.at(Location(), "same as the ambition", indicator="GG/1").level is Level.WARNING
    assert "| *warning:* {indicator} repeats its ambition as its achievement |" in reference_page()


def test_fields_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="has the fields"):
        Rule("a", Level.INFO, "{code} is missing").at(Location(), name="x")


def test_each_message_has_a_note_for_translators() -> None:
    assert {text for text, note in messages() if note} >= {rule.message for rule in RULES}


def test_the_reference_page_is_up_to_date() -> None:
    page = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
    assert page == reference_page(), "run `assembler explain --format markdown > docs/rules.md`"

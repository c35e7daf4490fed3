"""``assembler explain``: one rule, all rules, an unknown one."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from assembler.cli import assembler
from assembler.diagnostics import earlier_ids
from assembler.diagnostics.registry import all_rules, messages, reference_page
from assembler.i18n.po.po_file import BRACE_FORMAT, read_po


def printed(*args: str, code: int = 0) -> str:
    result = CliRunner().invoke(assembler, ["explain", *args])
    assert result.exit_code == code, result.output
    return result.output


def test_a_rule_is_explained_with_its_examples_and_hints() -> None:
    text = printed("late-delivery")
    rule = all_rules()["late-delivery"]
    assert all(each in text for each in (rule.explanation, rule.source, rule.hint, rule.good.strip()))
    assert "the report was delivered {days} after the deadline" in text


def test_a_hint_for_several_messages_is_explained_as_another_hint() -> None:
    rule = all_rules()["placeholder-damaged"]
    text = printed("placeholder-damaged")
    assert text.count("(another hint for the messages above)") == len(rule.hints) > 1
    assert f"| *(another hint for the messages above)* | {rule.hints['flag']} |" in reference_page()


def test_without_a_rule_all_are_listed() -> None:
    text = printed()
    assert all(f"  {name} " in text for name in all_rules())


def test_machines_and_the_reference_page_get_every_rule() -> None:
    assert [each["id"] for each in json.loads(printed("--format", "json"))] == list(all_rules())
    assert json.loads(printed("late-delivery", "--format", "json"))["level"] == "warning"
    assert printed("--format", "markdown") == reference_page()


def test_translators_get_each_text_once_with_its_rules() -> None:
    entries = {each.id: each for each in read_po(printed("--format", "pot").encode(), "rules.pot").entries}
    assert entries.keys() == {text for text, _ in messages()}
    assert all(note in entries[text].comments for text, note in messages())
    assert BRACE_FORMAT in entries["the report was delivered {days} after the deadline"].flags
    assert BRACE_FORMAT not in entries[all_rules()["missing-definition"].message].flags


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("late-delivry", "did you mean `late-delivery`?"),
        ("delivery", "did you mean `late-delivery`?"),
        ("nonsense", "run `assembler explain` to list all rules"),
    ],
)
def test_an_unknown_rule_is_an_error_with_a_suggestion(name: str, hint: str) -> None:
    text = printed(name, code=3)
    assert f"there is no rule `{name}`" in text
    assert hint in text


def test_an_earlier_id_is_explained_as_the_present_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(earlier_ids, "EARLIER_IDS", {"late-sending": "late-delivery"})
    assert printed("late-sending") == printed("late-delivery")


@pytest.mark.parametrize("rule", ["stray-brace", "field-ending", "counted-without-number"])
def test_braces_are_shown_as_readers_type_them(rule: str) -> None:
    (first, *_) = json.loads(printed(rule, "--format", "json"))["wordings"]
    assert first["hint"] == all_rules()[rule].wording().for_readers().hint
    assert first["hint"] in printed(rule)
    assert "{{{{" not in first["hint"] and "{{n}}" not in first["hint"] and "{{city_of}}" not in first["hint"]

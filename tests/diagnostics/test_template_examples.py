"""The examples of the rules about templates, put into small templates and checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.diagnostics import Diagnostic, Rule
from assembler.diagnostics.registry import rules_of
from assembler.errors import TemplateError
from assembler.word.check.template_checks import check_template
from assembler.word.messages.extract import find_untranslatable
from assembler.word.render.broken_tags import prepare_readable
from word_notation import markup, package, paragraph

TESTS = Path(__file__).resolve().parents[1]
RULES = {rule.id: rule for rule in rules_of("template_text")}
TESTED_ELSEWHERE = {
    "omitted-comment": "test_lint_templates.py",
    "omitted-header": "test_lint_templates.py",
    "unfilled-tag": "test_lint_templates.py",
    "missing-style": "word/style/test_house_style.py",
    "broken-word": "translation/test_overflow.py",
}
"""Rules whose examples need more than a paragraph, with the test module that reports them."""


def check_example(example: str) -> set[str]:
    """Return the rules that a template with the paragraph ``example``, filled with a name, breaks."""
    text = example.strip()
    template = package(markup(text) if text.startswith("<") else paragraph(text))
    readable = prepare_readable(template, template.name)
    found: list[Diagnostic] = [*check_template(template), *find_untranslatable(template)]
    found += readable.diagnostics
    if readable.prepared:
        try:
            readable.prepared.render({"name": "Mayor"})
        except TemplateError as error:
            found += error.diagnostics
    return {each.rule for each in found}


@pytest.mark.parametrize("rule", [each for each in RULES.values() if each.id not in TESTED_ELSEWHERE],
                         ids=lambda rule: rule.id)  # fmt: skip
def test_the_bad_example_is_reported_and_the_good_one_is_not(rule: Rule) -> None:
    assert rule.id in check_example(rule.bad)
    assert rule.id not in check_example(rule.good)


@pytest.mark.parametrize(("rule", "module"), TESTED_ELSEWHERE.items())
def test_a_rule_without_a_runnable_example_is_reported_in_a_test(rule: str, module: str) -> None:
    assert rule in RULES
    assert f'"{rule}"' in (TESTS / module).read_text(encoding="utf-8")

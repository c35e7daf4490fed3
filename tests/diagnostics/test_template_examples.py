"""The examples of the rules about templates, put into small templates and checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.diagnostics import Diagnostic, Rule
from assembler.diagnostics.registry import rules_of
from assembler.errors import TemplateError
from assembler.model.documents.control_kind import ControlKind
from assembler.model.documents.document_type import (
    BlockDeclaration,
    CellDeclaration,
    ColumnDeclaration,
    DocumentType,
    FieldDeclaration,
    GridDeclaration,
    ListDeclaration,
)
from assembler.word.check.template_checks import check_template
from assembler.word.forms.placement import check_layout, check_placement
from assembler.word.messages.extract import read_texts
from assembler.word.render.broken_tags import prepare_readable
from word_notation import Markup, markup, package, paragraph, row, table

TESTS = Path(__file__).resolve().parents[1]
RULES = {rule.id: rule for rule in rules_of("template_text")}
FORM = DocumentType(
    name="small", title="Small", description="A small form", kind="form", record="baseline", example="x",
    fields={
        "deadline": FieldDeclaration(code="F", path="x", control=ControlKind.TEXT, title="T", prompt="P")
    },
    lists={
        "budgets": ListDeclaration(
            code="L", path="x", title="T",
            columns={"line": ColumnDeclaration(heading="Line"), "kind": ColumnDeclaration(heading="Kind")},
        )
    },
    blocks={
        "indicator": BlockDeclaration(
            path="x",
            grids={
                "desk": GridDeclaration(
                    cells={"known": CellDeclaration(heading="Known", control=ControlKind.RICH)}
                )
            },
        )
    },
)  # fmt: skip
"""The declaration to which the templates of the examples belong."""
TESTED_ELSEWHERE = {
    "omitted-comment": "test_lint_templates.py",
    "omitted-header": "test_lint_templates.py",
    "unfilled-tag": "test_lint_templates.py",
    "missing-style": "word/style/test_house_style.py",
    "broken-word": "translation/test_check.py",
}
"""Rules whose examples need more than a paragraph, with the test module that reports them."""


def check_example(example: str) -> set[str]:
    """Return the rules that a template with the paragraph ``example``, filled with a name, breaks."""
    text = example.strip()
    template = package(markup(text) if text.startswith("<") else paragraph(text))
    readable = prepare_readable(template, template.name)
    found: list[Diagnostic] = [*check_template(template), *read_texts(template, "letter").diagnostics]
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


def check_form(example: str) -> set[str]:
    """Return the rules that a form with the tables of ``example`` breaks; a line without cells is a title."""
    blocks = [_build_block(each.strip().split("\n")) for each in example.strip().split("\n\n")]
    template = package(*blocks)
    declared = FORM if "desk." in example else FORM.model_copy(update={"blocks": {}})
    return {each.rule for each in (*check_placement(template, declared), *check_layout(template, declared))}


def _build_block(lines: list[str]) -> Markup:
    title = lines.pop(0) if "|" not in lines[0] else ""
    cells = [[paragraph(text.strip()) for text in line.removeprefix("#").split("|")] for line in lines]
    rows = [row(*each, header=line.startswith("#")) for each, line in zip(cells, lines, strict=True)]
    return table(*rows, caption=title) if rows else paragraph(title)


@pytest.mark.parametrize("rule", rules_of("template_forms"), ids=lambda rule: rule.id)
def test_the_bad_form_is_reported_and_the_good_one_is_not(rule: Rule) -> None:
    assert rule.id in check_form(rule.bad)
    assert rule.id not in check_form(rule.good)


@pytest.mark.parametrize(("rule", "module"), TESTED_ELSEWHERE.items())
def test_a_rule_without_a_runnable_example_is_reported_in_a_test(rule: str, module: str) -> None:
    assert rule in RULES
    assert f'"{rule}"' in (TESTS / module).read_text(encoding="utf-8")

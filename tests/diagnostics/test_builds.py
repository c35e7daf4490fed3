"""The rules about building documents: each is named by the test that builds such a document."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.assembly.content.embedded_objects import TextObjects, TextOptions
from assembler.batch.plan import read_plan
from assembler.diagnostics.builds import MISSING_KEPT_FILE, UNKNOWN_PLAN_NAME
from assembler.diagnostics.registry import rules_of
from assembler.errors import DataError
from assembler.model.types.rich_text import KEPT, Block, Run
from assembler.store.project.project import Project

ROOT = Path(__file__).resolve().parents[2]
TESTS = {
    "unnamed-city": "tests/assembly/test_language_checks.py",
    "section-in-other-language": "tests/documents/test_report_returns.py",
    "unfamiliar-language": "tests/documents/test_desk_review.py",
    "missing-kept-file": "tests/diagnostics/test_builds.py",
    "changed-document": "tests/batch/test_batch.py",
    "inaccessible-pdf": "tests/pdf/test_conformance.py",
    "unknown-plan-name": "tests/diagnostics/test_builds.py",
    "stopped-worker": "tests/batch/test_batch.py",
}


@pytest.mark.parametrize("rule", rules_of("builds"), ids=lambda rule: rule.id)
def test_a_rule_is_named_by_a_test(rule: object) -> None:
    name = rule.id
    assert f'"{name}"' in (ROOT / TESTS[name]).read_text(encoding="utf-8")


def test_a_picture_that_is_missing_or_damaged_is_described_in_brackets() -> None:
    options = TextOptions("en", int, lambda _text, _tag: "")
    block = Block((Run("A chart", link=f"{KEPT}a.png"),))
    for data, variant in ((None, ""), (b"GIF89a", "damaged")):
        objects = TextObjects(lambda _name, data=data: data)
        assert "[A chart]" in objects.build_paragraphs((block,), options)
        assert [(each.rule, each.variant) for each in objects.diagnostics] == [
            (MISSING_KEPT_FILE.id, variant)
        ]
    assert MISSING_KEPT_FILE.id == "missing-kept-file"


@pytest.mark.parametrize(
    ("key", "similar", "other"),
    [
        ("types", "charter-comitment", "many"),
        ("records", "rond", "many"),
        ("benchmarks", "dve", ""),
        ("cities", "kadde", "many"),
        ("languages", "nll", ""),
        ("house_styles", "harbuor", ""),
        ("editions", "publik", ""),
    ],
)
def test_unknown_names_in_a_plan_are_reported_with_a_suggestion(
    project: Project, key: str, similar: str, other: str
) -> None:
    lists = {"types": "feedback-report", "records": "kade"} | {key: f"{similar}, qqqqqqq"}
    path = project.root / "plan.yaml"
    entry = ", ".join(f"{name}: [{values}]" for name, values in lists.items())
    path.write_text(f"documents: [{{{entry}}}]\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_plan(project, path)
    found = [(each.rule, each.variant) for each in caught.value.diagnostics]
    assert (UNKNOWN_PLAN_NAME.id, f"{key} similar") in found
    assert [variant for _, variant in found] == [f"{key} similar", f"{key} {other}".strip()]
    assert UNKNOWN_PLAN_NAME.id == "unknown-plan-name"

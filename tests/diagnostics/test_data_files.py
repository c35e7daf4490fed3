"""The examples of the rules about data files: each is read as the file that it looks like."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assembler.diagnostics import Diagnostic, Rule
from assembler.diagnostics.registry import rules_of
from assembler.errors import DataError
from assembler.model.paths import ROOTS, TABLES
from assembler.store.tables.csv_file import parse_csv
from assembler.store.yaml.data_file import read_data
from assembler.store.yaml.validate import validate_file
from assembler.store.yaml.yaml_file import parse_yaml

ROOT = Path(__file__).resolve().parents[2]
COVERED_ELSEWHERE = {
    "ambiguous-record": "tests/store/project/test_project.py",
    "damaged-decisions": "tests/rounds/test_status.py",
    "misplaced-file": "tests/store/project/test_project.py",
    "missing-record-header": "tests/store/project/test_project.py",
    "redundant-name": "tests/store/project/test_project.py",
    "skipped-file": "tests/test_faulty_file.py",
    "stopped-check": "tests/test_lint.py",
    "too-large": "tests/store/yaml/test_yaml_file.py",
    "unknown-file": "tests/store/project/test_project.py",
    "unread-file": "tests/store/checks/test_unread_files.py",
    "unreadable-file": "tests/store/project/test_changing_files.py",
    "unused-note": "tests/assembly/checks/test_declarations.py",
    "wrong-encoding": "tests/store/yaml/test_yaml_file.py",
}
"""Rules about folders, and about files that no text shows: each is named in that module."""
RULES = [rule for rule in (*rules_of("data_files"), *rules_of("data_value_rules"))
         if rule.id not in COVERED_ELSEWHERE]  # fmt: skip


def diagnostics(example: str, folder: Path) -> tuple[Diagnostic, ...]:
    """Return what is wrong in ``example``: JSON, a table of evidence, or a baseline report."""
    text = example.strip()
    if re.match(r"\{['\"]", text):
        path = folder / "data.json"
        path.write_text(text, encoding="utf-8")
        try:
            read_data(path)
        except DataError as error:
            return error.diagnostics
        return ()
    if text.startswith("session,"):
        return parse_csv(text.encode(), "evidence.csv", ROOTS["evidence"], TABLES["evidence"]).diagnostics
    return validate_file(parse_yaml(text.encode(), "baseline.yaml"), ROOTS["baseline"]).diagnostics


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_bad_example_is_reported_and_the_good_one_is_valid(rule: Rule, tmp_path: Path) -> None:
    assert rule.id in [each.rule for each in diagnostics(rule.bad, tmp_path)]
    assert diagnostics(rule.good, tmp_path) == ()


@pytest.mark.parametrize(("rule", "module"), COVERED_ELSEWHERE.items())
def test_a_rule_without_a_small_example_is_named_by_a_test(rule: str, module: str) -> None:
    assert f'"{rule}"' in (ROOT / module).read_text(encoding="utf-8")

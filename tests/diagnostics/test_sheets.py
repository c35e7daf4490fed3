"""The examples of the rules about sheets: each is imported into a small record."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from assembler.diagnostics import Rule
from assembler.diagnostics.registry import rules_of
from assembler.errors import DataError
from assembler.sheets.import_sheet import import_sheet
from assembler.store.project.project import Project


def reported(project: Project, example: str) -> set[str]:
    """Return the rules that are reported when the sheet of ``example`` is imported."""
    book = Workbook()
    for line in example.strip().split("\n"):
        book.active.append([cell or None for cell in line.split(",")])
    path = project.root / "sheet.xlsx"
    book.save(path)
    kind = "evidence" if "Statement" in example else "sessions"
    try:
        return {each.rule for each in import_sheet(project, kind, path, record="kade").diagnostics}
    except DataError as error:
        return {each.rule for each in error.diagnostics}


@pytest.mark.parametrize("rule", rules_of("sheets"), ids=lambda rule: rule.id)
def test_the_bad_example_is_reported_and_the_good_one_is_not(rule: Rule, project: Project) -> None:
    assert rule.id in reported(project, rule.bad)
    assert rule.id not in reported(project, rule.good)

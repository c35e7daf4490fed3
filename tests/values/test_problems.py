"""Text that is not a value: each problem has its message, the same for a form and for a sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.diagnostics import Location
from assembler.diagnostics.returned_answers import UNREADABLE_ANSWER
from assembler.diagnostics.sheets import UNREADABLE_CELL
from assembler.diagnostics.value_problems import ANSWER_MESSAGES, MESSAGES, SHEET_MESSAGES
from assembler.model.documents.form_manifest import ChoiceItem
from assembler.model.documents.sheet_kind import SheetColumn
from assembler.sheets.cells import SheetLanguage, read_cell
from assembler.store.tables.sheet import CellValue, UnreadableCell
from assembler.values import KINDS, UnreadableError

CHOICES = (ChoiceItem("yes", "ja"), ChoiceItem("no", "nee"))
EXAMPLES = {
    "": ("date", "26/01/12"),
    "not in the list": ("choice", "perhaps"),
    "not a date": ("date", "soon"),
    "other weekday": ("date", "maandag 4 oktober 2026"),
    "not a date and time": ("moment", "soon"),
    "invalid time": ("moment", "2026-10-06 25:10"),
    "not a box": ("flag", "perhaps"),
    "not a picture": ("image", "picture.png"),
    "unknown language": ("language", "xyzzy"),
    "no https": ("link", "example.org/plan"),
    "not an address": ("link", "in the drawer"),
    "not money": ("money", "a lot"),
    "no currency": ("money", "250"),
    "unknown currency": ("money", "250 beads"),
    "not a number": ("number", "several"),
    "not a period": ("period", "soon"),
    "invalid period": ("period", "2026-2010"),
    "not a year": ("year", "26"),
}
"""For each problem a kind of value and a text."""
IN_SHEETS: dict[str, tuple[str, CellValue]] = {
    "no stored result": ("words", UnreadableCell("no stored result")),
    "formula error": ("words", UnreadableCell("formula error", "#REF!")),
    "not a whole number": ("number", True),
    "not a choice": ("choice", "blue"),
    "not a session": ("session", "the second one"),
    "not one language": ("language", "nl, fr"),
    "number instead of a date": ("date", 46301),
    "not a time": ("clock", "noon"),
    "not a window": ("windows", "whenever"),
}
"""For each problem of sheets a kind of column and a cell."""
OF_A_ROW = "new row"
"""The problem of a whole row, which ``tests/rounds/test_gathered_items.py`` shows."""


def test_each_problem_has_an_example() -> None:
    assert EXAMPLES.keys() == MESSAGES.keys()
    assert {*IN_SHEETS, OF_A_ROW} == SHEET_MESSAGES.keys()
    answers = (Path(__file__).resolve().parents[1] / "collect/reading/test_answers.py").read_text("utf-8")
    assert [name for name in ANSWER_MESSAGES if f'"{name} + readings"' not in answers] == []


@pytest.mark.parametrize("problem", EXAMPLES)
def test_a_problem_has_its_message(problem: str) -> None:
    kind, text = EXAMPLES[problem]
    with pytest.raises(UnreadableError) as refused:
        KINDS[kind].read(text, "nl", CHOICES)
    assert refused.value.problem == problem
    for rule in (UNREADABLE_ANSWER, UNREADABLE_CELL):
        assert rule.at(Location(), problem, **refused.value.fields).message == refused.value.message


@pytest.mark.parametrize("problem", IN_SHEETS)
def test_a_problem_of_a_cell_has_its_message(problem: str) -> None:
    kind, cell = IN_SHEETS[problem]
    column = SheetColumn("x", "X", kind)
    with pytest.raises(UnreadableError) as refused:
        read_cell(column, cell, SheetLanguage("en", [str]))
    assert refused.value.problem == problem
    assert UNREADABLE_CELL.at(Location(), problem, **refused.value.fields).message == refused.value.message

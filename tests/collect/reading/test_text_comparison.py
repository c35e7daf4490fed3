"""Whether a cell was answered is told by its text and the prompt that was sent."""

from __future__ import annotations

import pytest

from assembler.collect.reading.text_comparison import CellState, classify_text

PROMPT = "Describe how this report was written, read and checked (P.1)"


@pytest.mark.parametrize(("text", "state", "left"), [
    ("", CellState.CLEARED, ""),
    (" \u00a0\n\u200b", CellState.CLEARED, ""),
    (PROMPT, CellState.UNTOUCHED, ""),
    (PROMPT.replace(" ", "\u00a0") + "\n", CellState.UNTOUCHED, ""),
    ("By three offices.", CellState.FILLED, "By three offices."),
    (f"Hello{PROMPT}", CellState.FILLED, "Hello"),
    (f"{PROMPT}\nBy three\noffices", CellState.FILLED, "By three\noffices"),
    (f"{PROMPT[:20]}we{PROMPT[20:]}", CellState.SUSPECT, f"{PROMPT[:20]}we{PROMPT[20:]}"),
    (PROMPT[:-6], CellState.SUSPECT, PROMPT[:-6]),
    (PROMPT.replace("how", "who"), CellState.SUSPECT, PROMPT.replace("how", "who")),
])  # fmt: skip
def test_the_state_of_a_cell(text: str, state: CellState, left: str) -> None:
    found = classify_text(text, PROMPT)
    assert (found.state, found.text) == (state, left)


def test_a_prompt_that_was_taken_off_is_reported() -> None:
    assert classify_text(f"Yes {PROMPT}", PROMPT).residue
    assert not classify_text("Yes", PROMPT).residue


def test_without_a_prompt_all_text_is_an_answer() -> None:
    assert classify_text("Plan", "").state is CellState.FILLED
    assert classify_text("", "").state is CellState.CLEARED


def test_an_answer_that_begins_like_the_prompt_is_no_damaged_prompt() -> None:
    said = "Describe how? By three offices, and the council read it twice."
    assert classify_text(said, PROMPT).state is CellState.FILLED

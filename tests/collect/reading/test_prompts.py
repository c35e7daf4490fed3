"""Whether a cell was answered is told by its text and the prompt that was sent."""

from __future__ import annotations

import pytest

from assembler.collect.reading.prompts import State, answered

PROMPT = "Describe how this report was written, read and checked (P.1)"


@pytest.mark.parametrize(("text", "state", "left"), [
    ("", State.CLEARED, ""),
    (" \u00a0\n\u200b", State.CLEARED, ""),
    (PROMPT, State.UNTOUCHED, ""),
    (PROMPT.replace(" ", "\u00a0") + "\n", State.UNTOUCHED, ""),
    ("By three offices.", State.FILLED, "By three offices."),
    (f"Hello{PROMPT}", State.FILLED, "Hello"),
    (f"{PROMPT}\nBy three\noffices", State.FILLED, "By three\noffices"),
    (f"{PROMPT[:20]}we{PROMPT[20:]}", State.SUSPECT, f"{PROMPT[:20]}we{PROMPT[20:]}"),
    (PROMPT[:-6], State.SUSPECT, PROMPT[:-6]),
    (PROMPT.replace("how", "who"), State.SUSPECT, PROMPT.replace("how", "who")),
])  # fmt: skip
def test_the_state_of_a_cell(text: str, state: State, left: str) -> None:
    found = answered(text, PROMPT)
    assert (found.state, found.text) == (state, left)


def test_a_prompt_that_was_taken_off_is_told() -> None:
    assert answered(f"Yes {PROMPT}", PROMPT).residue
    assert not answered("Yes", PROMPT).residue


def test_without_a_prompt_all_text_is_an_answer() -> None:
    assert answered("Plan", "").state is State.FILLED
    assert answered("", "").state is State.CLEARED


def test_an_answer_that_begins_like_the_prompt_is_no_damaged_prompt() -> None:
    said = "Describe how? By three offices, and the council read it twice."
    assert answered(said, PROMPT).state is State.FILLED

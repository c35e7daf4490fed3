"""Detection of answered cells by comparison with the prompt in the manifest.

Word flags a prompt in the file, but editors set or clear that flag wrongly: an answer may have it, and a
prompt may lack it. The complete text of the cell is therefore compared with the prompt that was sent.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from enum import StrEnum

from assembler.structs import Struct
from assembler.values.plain_text import normalise_text

SIMILARITY = 0.8
"""Minimum similarity at which a text may be a damaged prompt."""
MIN_LENGTH = 8
"""Minimum length of a prompt that can be recognised inside a longer text."""


class CellState(StrEnum):
    """The state of a cell: cleared, unchanged prompt, answer, or doubtful."""

    CLEARED = "cleared"
    UNTOUCHED = "untouched"
    FILLED = "filled"
    SUSPECT = "suspect"


class CellText(Struct, frozen=True):
    """The state of a cell, and its text without the prompt; ``residue`` means that a prompt was removed."""

    state: CellState
    text: str
    residue: bool = False


def classify_text(text: str, prompt: str) -> CellText:
    """Compare ``text``, the complete text of a cell, with the ``prompt`` that was sent.

    >>> classify_text("Type here (F.1)", "Type here (F.1)").state.value
    'untouched'
    >>> classify_text("HelloType here (F.1)", "Type here (F.1)")
    CellText(state=<CellState.FILLED: 'filled'>, text='Hello', residue=True)
    >>> classify_text("Type Hello here (F.1)", "Type here (F.1)").state.value
    'suspect'
    """
    typed, expected = normalise_text(text), normalise_text(prompt)
    if not typed:
        return CellText(CellState.CLEARED, "")
    if not expected:
        return CellText(CellState.FILLED, text.strip())
    if typed == expected:
        return CellText(CellState.UNTOUCHED, "")
    if len(expected) < MIN_LENGTH:
        return CellText(CellState.FILLED, text.strip())
    if expected in typed:
        return CellText(CellState.FILLED, _remove_prompt(text, prompt), residue=True)
    if (
        _is_interrupted(typed, expected)
        or SequenceMatcher(None, typed, expected, autojunk=False).ratio() > SIMILARITY
    ):
        return CellText(CellState.SUSPECT, text.strip())
    return CellText(CellState.FILLED, text.strip())


def _remove_prompt(text: str, prompt: str) -> str:
    """Return ``text`` without the prompt; line breaks are kept if nothing was typed inside the prompt."""
    if prompt in text:
        return text.replace(prompt, "", 1).strip()
    return normalise_text(text).replace(normalise_text(prompt), "", 1).strip()


def _is_interrupted(typed: str, expected: str) -> bool:
    """Return whether text was typed inside the prompt, with parts of the prompt before and after it.

    >>> _is_interrupted("Type Hello here", "Type here"), _is_interrupted("Tomorrow", "Type here")
    (True, False)
    """
    if len(typed) <= len(expected):
        return False
    return any(
        typed.startswith(expected[:index]) and typed.endswith(expected[index:])
        for index in range(1, len(expected))
    )

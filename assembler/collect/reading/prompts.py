"""Whether a cell was answered: known from the manifest's prompt, never from the file's own flag.

Editors set and forget that flag in both directions: real text may stand under it, and a prompt may stand
without it. So the text of the whole cell is compared with the prompt that the form was sent with.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from enum import StrEnum

from assembler.structs import Struct
from assembler.values.plain_text import normalise_text

SIMILARITY = 0.8
"""Text that is more alike to the prompt than this may be a prompt that was damaged."""
MIN_LENGTH = 8
"""A prompt of fewer letters (an ellipsis) may stand in any answer: then only all of the cell is a prompt."""


class CellState(StrEnum):
    """What a cell says: nothing any more, the prompt as sent, an answer, or something for a person to see."""

    CLEARED = "cleared"
    UNTOUCHED = "untouched"
    FILLED = "filled"
    SUSPECT = "suspect"


class CellText(Struct, frozen=True):
    """The state of a cell and its text without the prompt; ``residue`` where a prompt was taken off."""

    state: CellState
    text: str
    residue: bool = False


def classify_text(text: str, prompt: str) -> CellText:
    """What ``text``, all of a cell, is beside the ``prompt`` that was sent.

    >>> classify_text("Type here (F.1)", "Type here (F.1)").state.value
    'untouched'
    >>> classify_text("HelloType here (F.1)", "Type here (F.1)")
    CellText(state=<CellState.FILLED: 'filled'>, text='Hello', residue=True)
    >>> classify_text("Type Hello here (F.1)", "Type here (F.1)").state.value
    'suspect'
    """
    words, asked = normalise_text(text), normalise_text(prompt)
    if not words:
        return CellText(CellState.CLEARED, "")
    if not asked:
        return CellText(CellState.FILLED, text.strip())
    if words == asked:
        return CellText(CellState.UNTOUCHED, "")
    if len(asked) < MIN_LENGTH:
        return CellText(CellState.FILLED, text.strip())
    if asked in words:
        return CellText(CellState.FILLED, _remove_prompt(text, prompt), residue=True)
    if (
        _is_interrupted(words, asked)
        or SequenceMatcher(None, words, asked, autojunk=False).ratio() > SIMILARITY
    ):
        return CellText(CellState.SUSPECT, text.strip())
    return CellText(CellState.FILLED, text.strip())


def _remove_prompt(text: str, prompt: str) -> str:
    """``text`` with the prompt taken off; lines are kept where the prompt stands in one piece."""
    if prompt in text:
        return text.replace(prompt, "", 1).strip()
    return normalise_text(text).replace(normalise_text(prompt), "", 1).strip()


def _is_interrupted(words: str, asked: str) -> bool:
    """Whether the prompt stands around something else: its beginning before, the rest of it after.

    >>> _is_interrupted("Type Hello here", "Type here"), _is_interrupted("Tomorrow", "Type here")
    (True, False)
    """
    if len(words) <= len(asked):
        return False
    return any(words.startswith(asked[:at]) and words.endswith(asked[at:]) for at in range(1, len(asked)))

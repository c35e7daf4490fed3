"""The sign of a judgement, never colour alone: a letter, a large one for a fact and a small one for the rest.

The template chooses the style by the flag, so that tints and borders belong to the house style.
"""

from __future__ import annotations

from typing import Any

from assembler.model.review.evidence import Colour
from assembler.views.evidence_queries import NOTHING


def judgements() -> dict[tuple[Colour | None, bool], dict[str, Any]]:
    """Letter and flags of a record by its colour and by whether it is a fact.

    A fact counts, an opinion never does by itself (S0:958-965).
    """
    return {(colour, fact): sign(colour, fact=fact) for colour in (*Colour, None) for fact in (True, False)}


def sign(colour: Colour | None, *, fact: bool, times: int = 1) -> dict[str, Any]:
    """Letter and flags of ``times`` records of one colour and nature.

    >>> sign(Colour.FAILS, fact=False, times=3)["letter"], sign(None, fact=True)["letter"]
    ('n3', '–')
    """
    letter = colour.letter if colour else NOTHING
    shown = letter if fact else letter.lower()
    return {
        "letter": f"{shown}{times}" if times > 1 else shown,
        "meets": colour is Colour.MEETS,
        "fails": colour is Colour.FAILS,
        "inconclusive": colour is Colour.INCONCLUSIVE,
    }

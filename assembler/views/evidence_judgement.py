"""Letters for judgements, so that colour is never the only distinction.

Facts have upper-case letters, other records lower-case ones. The template chooses the style from the flags,
so that tints and borders belong to the house style.
"""

from __future__ import annotations

from typing import Any

from assembler.model.review.evidence import Colour
from assembler.views.evidence_data import NOTHING


def build_judgement_signs() -> dict[tuple[Colour | None, bool], dict[str, Any]]:
    """Return the letter and flags of a record, by its colour and whether it is a fact.

    A fact counts; an opinion alone does not (S0:958-965).
    """
    return {
        (colour, fact): build_sign(colour, fact=fact) for colour in (*Colour, None) for fact in (True, False)
    }


def build_sign(colour: Colour | None, *, fact: bool, times: int = 1) -> dict[str, Any]:
    """Return the letter and flags for a number of records of one colour and nature.

    >>> build_sign(Colour.FAILS, fact=False, times=3)["letter"], build_sign(None, fact=True)["letter"]
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

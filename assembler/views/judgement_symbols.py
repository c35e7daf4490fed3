"""Letters that show the judgement of evidence, so that nothing is conveyed by colour alone.

Facts have upper-case letters, and other records lower-case ones. Each letter has flags, by which the template
chooses a style. Tints and borders are left to the house style.
"""

from __future__ import annotations

from typing import Any

from assembler.model.review.evidence import Colour
from assembler.views.report_data import NOTHING


def build_judgement_letters() -> dict[tuple[Colour | None, bool], dict[str, Any]]:
    """Map each judgement, once for facts and once for other records, to its letter and flags.

    Facts count as evidence. An opinion alone does not (S0:958-965).
    """
    return {
        (colour, fact): build_letter(colour, fact=fact)
        for colour in (*Colour, None)
        for fact in (True, False)
    }


def build_letter(colour: Colour | None, *, fact: bool, times: int = 1) -> dict[str, Any]:
    """Return the letter and flags for ``times`` records with the judgement ``colour``.

    ``fact`` is true if all of them are facts.

    >>> build_letter(Colour.FAILS, fact=False, times=3)["letter"], build_letter(None, fact=True)["letter"]
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

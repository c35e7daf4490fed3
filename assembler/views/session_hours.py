"""How the time of a workshop is divided: a welcome, a round for each topic, and time to look back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from assembler.model.review.visit import Session
from assembler.values.time_range import show_span
from assembler.views.block import Block

WELCOME, CLOSING, STEP = 10, 15, 5
"""Minutes; what the rounds leave over is added to the closing."""


def divided(minutes: int, rounds: int) -> tuple[int, int, int]:
    """Minutes for the welcome, for each of the rounds and for the closing; they add up to ``minutes``.

    >>> divided(120, 4), divided(60, 2), divided(20, 0)
    ((10, 20, 30), (10, 15, 20), (10, 0, 10))
    """
    welcome = min(WELCOME, minutes)
    each = max(0, minutes - welcome - CLOSING) // max(rounds, 1) // STEP * STEP if rounds else 0
    return welcome, each, minutes - welcome - rounds * each


def hours(session: Session, topics: Sequence[Block], language: str) -> dict[str, Any]:
    """When each part of the session is, and the minutes of each topic; "" where no hour is fixed yet."""
    welcome, each, closing = divided(session.minutes, len(topics))
    for number, topic in enumerate(topics):
        topic["time"] = _time(session, welcome + number * each, each, language)
    return {
        "round_minutes": each,
        "welcome_time": _time(session, 0, welcome, language),
        "closing_time": _time(session, session.minutes - closing, closing, language),
    }


def _time(session: Session, after: int, minutes: int, language: str) -> str:
    begins = session.begins
    return show_span(begins + timedelta(minutes=after), minutes, language) if begins else ""

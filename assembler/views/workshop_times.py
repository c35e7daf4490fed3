"""Schedule of a workshop: a welcome, a round on each topic and a closing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from assembler.model.review.visit import Session
from assembler.values.moment import show_span
from assembler.views.block import Block

WELCOME, CLOSING, STEP = 10, 15, 5
"""Times in minutes. The closing also gets the time that the rounds leave."""


def divide_time(minutes: int, rounds: int) -> tuple[int, int, int]:
    """Return the minutes for the welcome, each round and the closing, which add up to ``minutes``.

    >>> divide_time(120, 4), divide_time(60, 2), divide_time(20, 0)
    ((10, 20, 30), (10, 15, 20), (10, 0, 10))
    """
    welcome = min(WELCOME, minutes)
    each = max(0, minutes - welcome - CLOSING) // max(rounds, 1) // STEP * STEP if rounds else 0
    return welcome, each, minutes - welcome - rounds * each


def build_times(session: Session, topics: Sequence[Block], language: str) -> dict[str, Any]:
    """Return the times of welcome and closing, and the length of a round in minutes.

    Each topic's time is added to its block. Times are "" if the session has no start time yet.
    """
    welcome, each, closing = divide_time(session.minutes, len(topics))
    for number, topic in enumerate(topics):
        topic["time"] = _format_time(session, welcome + number * each, each, language)
    return {
        "round_minutes": each,
        "welcome_time": _format_time(session, 0, welcome, language),
        "closing_time": _format_time(session, session.minutes - closing, closing, language),
    }


def _format_time(session: Session, after: int, minutes: int, language: str) -> str:
    begins = session.begins
    return show_span(begins + timedelta(minutes=after), minutes, language) if begins else ""

"""Schedule of a workshop: a welcome, a round on each topic and a closing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from assembler.model.review.visit import Session
from assembler.values.moment import show_clock, show_span
from assembler.views.block import Block

WELCOME, CLOSING, STEP = 10, 15, 5
"""Times in minutes. The closing also gets the time that the rounds leave."""

_NARROWEST = 2
"""Minimum width of a cell of the bar, in units."""


def divide_time(minutes: int, rounds: int) -> tuple[int, int, int]:
    """Return the minutes for the welcome, each round and the closing, which add up to ``minutes``.

    >>> divide_time(120, 4), divide_time(60, 2), divide_time(20, 0)
    ((10, 20, 30), (10, 15, 20), (10, 0, 10))
    """
    welcome = min(WELCOME, minutes)
    each = max(0, minutes - welcome - CLOSING) // max(rounds, 1) // STEP * STEP if rounds else 0
    return welcome, each, minutes - welcome - rounds * each


def build_times(session: Session, topics: Sequence[Block], language: str) -> dict[str, Any]:
    """Return the times of welcome and closing, the length of a round in minutes, and a bar of the schedule.

    Each topic's time is added to its block. Times are "" if the session has no start time yet.
    """
    welcome, each, closing = divide_time(session.minutes, len(topics))
    for number, topic in enumerate(topics):
        topic["time"] = _format_time(session, welcome + number * each, each, language)
    return {
        "time_bar": _build_bar(session, [welcome, *[each] * len(topics), closing], language),
        "round_minutes": each,
        "welcome_time": _format_time(session, 0, welcome, language),
        "closing_time": _format_time(session, session.minutes - closing, closing, language),
    }


def _build_bar(session: Session, parts: Sequence[int], language: str) -> list[dict[str, Any]]:
    """Return the cells of a bar that shows how many minutes each part takes.

    There are no cells if the session has no start time. ``units`` is the width of a cell: one unit for every
    ``STEP`` minutes, but at least enough units for the start time to fit.
    """
    cells: list[dict[str, Any]] = []
    begins = session.begins
    for length in filter(None, parts):
        if begins:
            units = max(round(length / STEP), _NARROWEST)
            cells.append({"begins": show_clock(begins, language), "length": length, "units": units})
            begins += timedelta(minutes=length)
    return cells


def _format_time(session: Session, after: int, minutes: int, language: str) -> str:
    begins = session.begins
    return show_span(begins + timedelta(minutes=after), minutes, language) if begins else ""

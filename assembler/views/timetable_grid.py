"""Grid of a timetable: rows of at most an hour, and as many columns for each day as it has parallel tracks.

A session is repeated in every row during which it takes place. A session without a track is as wide as its
day. Cells are never merged downwards, because screen readers find the time of a cell in its row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby, pairwise
from typing import Any

from assembler.model.review.availability import VisitHours
from assembler.model.review.coverage import MEETINGS
from assembler.model.review.visit import Session
from assembler.structs import Struct

MAX_TRACKS, MAX_COLUMNS = 4, 3
"""Maximum number of tracks of a day, and of columns of days side by side, that is legible on A4."""
Names = tuple[str, ...]


class Day(Struct, frozen=True):
    """A day with its number in the visit, and its sessions by name."""

    number: int
    day: date
    sessions: Mapping[str, Session]

    @property
    def width(self) -> int:
        """The number of columns, which is the highest track number, up to ``MAX_TRACKS``."""
        return min(max([each.track or 1 for each in self.sessions.values()], default=1), MAX_TRACKS)

    def find_sessions(self, column: int, start: time) -> Names:
        """Return the sessions of a column, counted from 0, that are in progress at ``start``.

        Sessions without a track are in every column.
        """
        moment = datetime.combine(self.day, start)
        return tuple(
            name
            for name, each in self.sessions.items()
            if each.begins and each.ends and each.begins <= moment < each.ends
            and (each.track is None or min(each.track, self.width) == column + 1)
        )  # fmt: skip


def meets_as_team(session: Session) -> bool:
    """Return whether the whole team attends a session, without guests and without an interpreter."""
    return not (session.kind in MEETINGS or session.interviewees or session.team or session.interpreter)


def list_days(sessions: Mapping[str, Session]) -> list[Day]:
    """Return the days on which sessions begin, in order.

    Cancelled sessions are omitted.
    """
    timed = {name: each for name, each in sessions.items() if each.begins and not each.cancelled}
    days = sorted({each.day for each in timed.values() if each.day})
    return [
        Day(number, day, {name: each for name, each in timed.items() if each.day == day})
        for number, day in enumerate(days, 1)
    ]


def split_days(days: Sequence[Day]) -> Iterator[list[Day]]:
    """Yield the days in groups whose columns fit side by side.

    A day with many tracks forms its own group.
    """
    group: list[Day] = []
    for day in days:
        if group and sum(each.width for each in [*group, day]) > MAX_COLUMNS:
            yield group
            group = []
        group.append(day)
    if group:
        yield group


def list_slots(days: Sequence[Day], hours: VisitHours) -> list[tuple[time, time]]:
    """Return the beginning and end of each row.

    A row ends at each full hour, and whenever a session begins or ends. The first row begins at
    ``hours.start``, or with the earliest session if that begins before. Lunch begins a row.
    """
    marks = {hours.start, hours.end, hours.lunch}
    for each in (session for day in days for session in day.sessions.values()):
        if each.begins and each.ends:
            is_same_day = each.ends.date() == each.day
            marks |= {each.begins.time(), each.ends.time() if is_same_day else time(23, 59)}
    first, last = min(marks), max(marks)
    marks |= {time(hour) for hour in range(first.hour, last.hour + 1) if first <= time(hour) <= last}
    return list(pairwise(sorted(marks)))


def build_rows(
    days: Sequence[Day],
    hours: VisitHours,
    show_time: Callable[[time, time], str],
    show_session: Callable[[str], dict[str, Any]],
) -> list[dict[str, Any]]:
    """Return the rows of a grid, each with its time and cells.

    ``show_time`` formats the beginning and end of a row, and ``show_session`` returns the data shown about a
    session. The ``width`` of a cell is its number of columns. A cell without sessions at lunchtime has the
    flag ``lunch``, and one with sessions of the whole team the flag ``together``. A session that began in an
    earlier row has the flag ``continues``. A row has the flag ``holds`` if a session continues in the next
    row.
    """
    rows: list[dict[str, Any]] = []
    lunch_end = datetime.combine(date.min, hours.lunch) + timedelta(minutes=hours.lunch_minutes)
    for start, end in list_slots(days, hours):
        is_lunch = hours.lunch <= start and end <= lunch_end.time()
        cells: list[dict[str, Any]] = [
            {
                "width": width,
                "lunch": is_lunch and not names,
                "together": bool(names) and all(meets_as_team(day.sessions[name]) for name in names),
                "sessions": [
                    {**show_session(name), "continues": day.sessions[name].start != start} for name in names
                ],
            }
            for day in days
            for names, width in _join_columns(day, start, is_lunch)
        ]
        if rows:
            rows[-1]["holds"] = any(each["continues"] for cell in cells for each in cell["sessions"])
        rows.append({"time": show_time(start, end), "cells": cells, "holds": False})
    return rows


def _join_columns(day: Day, start: time, is_lunch: bool) -> Iterator[tuple[Names, int]]:
    """Yield the sessions and the width of each cell at ``start``.

    Empty cells are joined at lunch.
    """
    columns = [day.find_sessions(column, start) for column in range(day.width)]
    for names, group in groupby(columns):
        width = len(list(group))
        yield from [(names, width)] if names or is_lunch else [(names, 1)] * width

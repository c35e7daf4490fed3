"""Constraints on a timetable: hours of the day, rooms, and when people are available."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Self

from pydantic import Field, model_validator

from assembler.model.types.invalid_value import InvalidValueError
from assembler.model.types.record_header import LanguageTag
from assembler.model.types.values import Frozen, Text


class Window(Frozen):
    """A period on one day.

    If ``start`` or ``end`` is missing, the period begins or ends with the day.
    """

    day: date
    start: time | None = None
    end: time | None = None

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if self.start and self.end and self.end <= self.start:
            raise InvalidValueError("window")
        return self


class Availability(Frozen):
    """Periods when a person or room is available; if there are none, they are always available."""

    available: tuple[Window, ...] = ()


class Room(Availability):
    """A room for sessions.

    ``seats`` is the number of guests that it can hold, or None if that does not matter.
    """

    name: Text
    seats: Annotated[int, Field(ge=1)] | None = None


class Interpreter(Availability):
    """An interpreter, with the ``languages`` of guests for whom they can interpret."""

    name: Text
    """Name of the interpreter, or the agency with its reference."""
    languages: Annotated[tuple[LanguageTag, ...], Field(min_length=1)]


class VisitHours(Frozen):
    """Hours of each day of the visit (S0:803-842).

    By default, a day has nine hours, with a free hour in the middle and two parallel tracks.
    """

    start: time = time(9)
    end: time = time(18)
    lunch: time = time(13)
    lunch_minutes: Annotated[int, Field(ge=0, le=180)] = 60
    """Length of the free time in the middle of the day."""
    tracks: Annotated[int, Field(ge=1, le=9)] = 2
    """Maximum number of sessions at the same time."""

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if not self.start <= self.lunch < self.end:
            raise InvalidValueError("visit hours")
        return self

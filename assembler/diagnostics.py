"""A finding: what somebody got wrong, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from assembler.structs import Struct, as_data


class Level(StrEnum):
    """How bad: an ``error`` blocks, a ``warning`` wants a look, ``info`` is told and no more."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Place(Struct, frozen=True, order=True):
    """Where something stands, in words a person can follow.

    ``file`` is a path as the user gave it; ``where`` is a YAML path (``baseline.budgets[3].amount``) or a
    spot in a Word file ("header 1, paragraph 2"); ``line`` counts from 1; ``near`` is the text around it.
    """

    file: str = ""
    where: str = ""
    line: int | None = None
    near: str = ""

    def __str__(self) -> str:
        """One line for people.

        >>> str(Place("data/cities.yaml", "cities.lyon.country", 12))
        'data/cities.yaml, line 12, cities.lyon.country'
        """
        line = f"line {self.line}" if self.line is not None else ""
        return ", ".join(part for part in (self.file, line, self.where) if part)


class Finding(Struct, frozen=True):
    """One thing found: ``rule`` names it in words (``unknown-key``), ``remedy`` says what to do."""

    rule: str
    level: Level
    place: Place
    what: str
    remedy: str = ""

    @property
    def is_error(self) -> bool:
        """Whether it blocks."""
        return self.level is Level.ERROR

    def as_dict(self) -> dict[str, Any]:
        """The finding as plain data, for ``--format json``."""
        return as_data(self)

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Finding:
        """The finding that ``as_dict`` told.

        >>> told = Finding("unknown-key", Level.ERROR, Place("x.yaml", "a", 3), "what").as_dict()
        >>> Finding.from_dict(told).place.line
        3
        """
        return cls(**{**told, "level": Level(told["level"]), "place": Place(**told["place"])})


def worst(findings: tuple[Finding, ...]) -> Level | None:
    """The most serious level among ``findings``, or None where there is none."""
    order = (Level.ERROR, Level.WARNING, Level.INFO)
    return next((level for level in order if any(f.level is level for f in findings)), None)

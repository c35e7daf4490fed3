"""Diagnostics: problems in a user's files, with their locations and remedies."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from assembler.structs import Struct, as_data

_CONTROL_CHARACTERS = {
    code: f"[U+{code:04X}]" for code in (*range(32), *range(127, 160)) if chr(code) not in "\t\n\r"
}


def show_control_characters(text: str) -> str:
    """Return ``text`` with control characters shown as code points, so that they cannot control a terminal.

    >>> show_control_characters("\x1b[31mred")
    '[U+001B][31mred'
    """
    return text.translate(_CONTROL_CHARACTERS)


class Level(StrEnum):
    """Severity of a diagnostic.

    An ``error`` must be corrected, a ``warning`` asks for a check, and ``info`` only informs.
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Location(Struct, frozen=True, order=True):
    """The location of a problem in a file.

    ``file`` is the path as the user gave it. ``position`` is a YAML path (``baseline.budgets[3].amount``) or
    a position in a Word file ("header 1, paragraph 2"). ``line`` counts from 1. ``context`` is the
    surrounding text.
    """

    file: str = ""
    position: str = ""
    line: int | None = None
    context: str = ""

    def __str__(self) -> str:
        """Return the location on one line, for people to read.

        >>> str(Location("data/cities.yaml", "cities.lyon.country", 12))
        'data/cities.yaml, line 12, cities.lyon.country'
        """
        line = f"line {self.line}" if self.line is not None else ""
        return ", ".join(part for part in (self.file, line, self.position) if part)


class Diagnostic(Struct, frozen=True):
    """One problem in a user's files.

    ``rule`` is the id of a rule, such as ``unknown-key``. ``message`` describes the problem, and ``hint`` the
    remedy. ``variant`` names the wording of the rule. ``fields`` are the names and values that are filled
    into the wording, sorted by name. With ``variant`` and ``fields``, message and hint can be shown in other
    languages.
    """

    rule: str
    level: Level
    location: Location
    message: str
    hint: str = ""
    variant: str = ""
    fields: tuple[tuple[str, str | int], ...] = ()

    @property
    def is_error(self) -> bool:
        """True if the level of the diagnostic is ``error``."""
        return self.level is Level.ERROR

    def as_dict(self) -> dict[str, Any]:
        """Return the diagnostic as plain data, for ``--format json``."""
        return {**as_data(self), "fields": dict(self.fields)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Diagnostic:
        """Return the diagnostic from which ``as_dict`` created ``data``.

        >>> data = Diagnostic("unknown-key", Level.ERROR, Location("x.yaml", "a", 3), "unknown key").as_dict()
        >>> Diagnostic.from_dict(data).location.line
        3
        """
        location, fields = Location(**data["location"]), tuple(data.get("fields", {}).items())
        return cls(**{**data, "level": Level(data["level"]), "location": location, "fields": fields})

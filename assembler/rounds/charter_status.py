"""Status of a charter round: how many cities decided, signed, sent the signed copy, and are listed."""

from __future__ import annotations

from datetime import date
from typing import Any

from assembler.model.reference.charter import CharterRound, Signature
from assembler.store.project.project import Project
from assembler.structs import Struct, as_data

STEPS = ("decided", "signed", "scanned", "listed")
"""The steps of a city, in order."""


class CityStep(Struct, frozen=True):
    """A city in a round, and the last step that it has taken, or "" if it has taken none."""

    city: str
    step: str


class CharterStatus(Struct, frozen=True):
    """The status of a charter round on a given day.

    Each number is a number of cities. A city that withdrew is counted only as withdrawn.
    """

    record: str
    day: str
    title: str
    cities: int = 0
    decided: int = 0
    signed: int = 0
    scanned: int = 0
    listed: int = 0
    withdrawn: int = 0
    steps: tuple[CityStep, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the status as plain data, for ``--format json``."""
        return {"kind": "charter", **as_data(self)}


def is_charter(project: Project, name: str) -> bool:
    """Return whether the record ``name`` exists and is a charter round."""
    return name in project.records() and (project.record_folder(name) / "charter.yaml").is_file()


def compute_charter_status(project: Project, name: str, today: date) -> CharterStatus:
    """Return the status of the charter round ``name`` on ``today``.

    Raises DataError if the record has errors.
    """
    charter = project.record(name).require(CharterRound)
    withdrawn = [each for each in charter.signatures if each.withdrawn and each.withdrawn <= today]
    steps = [(each.city, _list_steps(each, today)) for each in charter.signatures if each not in withdrawn]
    counts = {step: sum(step in taken for _, taken in steps) for step in STEPS}
    return CharterStatus(
        name,
        today.isoformat(),
        charter.project,
        cities=len(charter.signatures),
        withdrawn=len(withdrawn),
        steps=tuple(CityStep(city, taken[-1] if taken else "") for city, taken in steps),
        decided=counts["decided"],
        signed=counts["signed"],
        scanned=counts["scanned"],
        listed=counts["listed"],
    )


def _list_steps(signature: Signature, today: date) -> list[str]:
    """Return the steps that the city has taken by ``today``."""
    decided = signature.decision.decided if signature.decision else None
    days = (decided, signature.signed, signature.scan_received, signature.listed)
    return [step for step, day in zip(STEPS, days, strict=True) if day is not None and day <= today]

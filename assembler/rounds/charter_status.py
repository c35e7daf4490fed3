"""How far a charter round is: how many cities decided, signed, sent the signed copy, and are listed."""

from __future__ import annotations

from datetime import date
from typing import Any

from assembler.model.reference.charter import CharterRound, Signature
from assembler.store.project.project import Project
from assembler.structs import Struct, as_data

STEPS = ("decided", "signed", "scanned", "listed")
"""The steps of a city, in their order."""


class CityStep(Struct, frozen=True):
    """A city of a round, and the last step that it took ("" for none)."""

    city: str
    step: str


class CharterStatus(Struct, frozen=True):
    """A charter round on a day, as counts of cities; withdrawn ones count as such and nowhere else."""

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
        """The same as plain data, for ``--format json``."""
        return {"kind": "charter", **as_data(self)}


def charters(project: Project) -> tuple[str, ...]:
    """The names of the user's own charter rounds, in alphabetical order."""
    folders = {name: project.record_folder(name) for name in project.records()}
    own = [name for name, each in folders.items() if each.is_relative_to(project.root)]
    mine = (name for name in own if not name.startswith("examples/"))
    return tuple(sorted(name for name in mine if is_charter(project, name)))


def is_charter(project: Project, name: str) -> bool:
    """Whether the record is a charter round."""
    return name in project.records() and (project.record_folder(name) / "charter.yaml").is_file()


def charter_status(project: Project, name: str, today: date) -> CharterStatus:
    """The status of the charter round ``name``; DataError where its record has faults."""
    found = project.record(name).held(CharterRound)
    left = [each for each in found.signatures if each.withdrawn is not None and each.withdrawn <= today]
    steps = [(each.city, _steps(each, today)) for each in found.signatures if each not in left]
    counts = {step: sum(step in taken for _, taken in steps) for step in STEPS}
    return CharterStatus(
        name,
        today.isoformat(),
        found.project,
        cities=len(found.signatures),
        withdrawn=len(left),
        steps=tuple(CityStep(city, taken[-1] if taken else "") for city, taken in steps),
        decided=counts["decided"],
        signed=counts["signed"],
        scanned=counts["scanned"],
        listed=counts["listed"],
    )


def _steps(signature: Signature, today: date) -> list[str]:
    """The steps that were taken by ``today``."""
    decided = signature.decision.decided if signature.decision else None
    days = (decided, signature.signed, signature.scan_received, signature.listed)
    return [step for step, day in zip(STEPS, days, strict=True) if day is not None and day <= today]

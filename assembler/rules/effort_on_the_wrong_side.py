"""R30: the nature of an effort must fit the side that makes it, and an agreement must be named."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.agendas_and_charters import EFFORT_ON_THE_WRONG_SIDE
from assembler.model.reference.agenda import Effort
from assembler.model.reference.policy_agenda import EffortNature, PolicyAgenda
from assembler.rules.rule import edition_of
from assembler.store.records.record import Record


def effort_on_the_wrong_side(record: Record, _agenda: PolicyAgenda) -> Iterator[Diagnostic]:
    """Check that the State's activities, statutory tasks, agreements and options are kept apart (S3:831;
    R30).

    When a guide mixed them, municipalities read it as the State's list of demands (S3:226).
    """
    for code, entry in edition_of(record).entries.items():
        for number, effort in enumerate(entry.efforts):
            yield from _check_effort(record, f"agenda.entries.{code}.efforts[{number}]", effort)


def _check_effort(record: Record, path: str, effort: Effort) -> Iterator[Diagnostic]:
    nature = effort.nature
    if effort.side not in nature.sides:
        variant = "" if nature is EffortNature.STATE_ACTIVITY else nature.value
        yield EFFORT_ON_THE_WRONG_SIDE.at(record.locate(f"{path}.nature"), variant)
    if nature is EffortNature.AGREEMENT and effort.agreement is None:
        yield EFFORT_ON_THE_WRONG_SIDE.at(record.locate(path), "no agreement")

"""Rules for an edition of a policy agenda."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.agendas_and_charters import EFFORT_ON_THE_WRONG_SIDE, INCOMPLETE_AREA
from assembler.model.reference.agenda_edition import AreaEntry, Effort
from assembler.model.reference.policy_agenda import EffortNature, EffortSide, PolicyAgenda
from assembler.rules.rule import edition_of, join_words
from assembler.store.records.record import Record


def effort_on_the_wrong_side(record: Record, _agenda: PolicyAgenda) -> Iterator[Diagnostic]:
    """Check that the nature of each effort fits its side, and that an agreement is named (S3:831; R30).

    The sides are the State and municipalities. The natures are activities of the State, statutory tasks,
    agreements, policy under way and options. When a guide mixed them, municipalities read it as the State's
    list of demands (S3:226).
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


def incomplete_area(record: Record, agenda: PolicyAgenda) -> Iterator[Diagnostic]:
    """Check that each area of the edition has a problem, an ambition and efforts by both sides.

    Editions have different areas: the first had fewer than the second (S3:88). All areas have the same
    structure (S3:224-226; rule R31). An entry on an area that the edition does not have is an error when the
    record is read, so it is not reported here.
    """
    edition = edition_of(record)
    for area in agenda.areas_of(edition.number):
        location = record.locate(f"agenda.entries.{area.code}")
        if area.code not in edition.entries:
            name = area.name_in(edition.number).text
            number, code = edition.number, area.code
            yield INCOMPLETE_AREA.at(location, "no entry", edition=number, area=code, name=name)
        elif missing := _list_missing(edition.entries[area.code]):
            yield INCOMPLETE_AREA.at(location, area=area.code, missing=join_words(missing))


def _list_missing(entry: AreaEntry) -> list[str]:
    sides = {effort.side for effort in entry.efforts}
    parts = {
        "the core problem": entry.core_problem is not None,
        "the joint ambition": entry.joint_ambition is not None,
        "an effort of the State": EffortSide.STATE in sides,
        "an effort of the municipalities": EffortSide.MUNICIPALITIES in sides,
    }
    return [name for name, there in parts.items() if not there]

"""R31: an edition has a complete entry for each of its areas."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.diagnostics import Diagnostic
from assembler.model.reference.agenda import AreaEntry
from assembler.model.reference.policy_agenda import EffortSide, PolicyAgenda
from assembler.rules.rule import edition_of, error, join_words
from assembler.store.records.record import Record

NAME = "incomplete-area"


def incomplete_area(record: Record, agenda: PolicyAgenda) -> Iterator[Diagnostic]:
    """Each area of the edition has a problem, an ambition, and efforts of both sides.

    The edition determines the areas: the first had fewer than the second (S3:88), and all areas have the same
    structure (S3:224-226; rule R31). An area that the edition does not have is an error when the record is
    read, not a matter of completeness.

    Bad:

        agenda:
          number: 1
          entries:
            GIA/01: {core_problem: Courses are left half-way.}

    Good:

        agenda:
          number: 1
          entries:
            GIA/01:
              core_problem: Courses are left half-way.
              joint_ambition: Who begins will finish.
              efforts:
                - {side: state, nature: state-activity, text: Pays for childcare.}
                - {side: municipalities, nature: possible-extra, text: Calls those who stay away.}
    """
    edition = edition_of(record)
    for area in agenda.areas_of(edition.number):
        path = f"agenda.entries.{area.code}"
        if area.code not in edition.entries:
            name = area.name_in(edition.number).text
            yield error(NAME, record, path, f"edition {edition.number} has the area {area.code}, {name}, and "
                        "nothing is said of it", "write its entry")  # fmt: skip
        elif missing := _list_missing(edition.entries[area.code]):
            verb = "is" if len(missing) == 1 else "are"
            yield error(NAME, record, path, f"{area.code}: {join_words(missing)} {verb} missing",
                        "fill in what is named")  # fmt: skip


def _list_missing(entry: AreaEntry) -> list[str]:
    sides = {effort.side for effort in entry.efforts}
    parts = {
        "the core problem": entry.core_problem is not None,
        "the joint ambition": entry.joint_ambition is not None,
        "an effort of the State": EffortSide.STATE in sides,
        "an effort of the municipalities": EffortSide.MUNICIPALITIES in sides,
    }
    return [name for name, there in parts.items() if not there]

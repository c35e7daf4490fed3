"""R14: no two members of a team have the same initials."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.rules.rule import error
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "shared-initials"


def shared_initials(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Evidence is labelled with initials, so they tell members apart (S0:922; the team's part of rule R14).

    Bad:

        review:
          team:
            members:
              - {role: leader, person: {office: Head of unit, initials: JB}}
              - {role: peer, person: {office: Adviser, initials: jb}}

    Good:

        review:
          team:
            members:
              - {role: leader, person: {office: Head of unit, initials: JB}}
              - {role: peer, person: {office: Adviser, initials: JBo}}
              - {role: peer, person: {office: Trainer}}
    """
    seen: set[str] = set()
    for number, member in enumerate(record.review.team.members):
        initials = (member.person.initials or "").casefold()
        if initials and initials in seen:
            yield error(NAME, record, f"review.team.members[{number}].person.initials",
                        f"the initials {member.person.initials} stand twice in the team",
                        "add a letter for one of the two")  # fmt: skip
        seen.add(initials)

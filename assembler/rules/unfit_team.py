"""R9: a team has one leader, four city peers, and nobody from the host city."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.model.review.review import PersonRole
from assembler.rules.rule import error, warning
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "unfit-team"
CITY_PEERS = 4
MOST_EXPERTS = 3


def unfit_team(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """A team has one leader, four people from other cities and up to three experts (S0:197-200, 507-509; R9).

    A team without any members yet is not reported.

    Bad:

        review:
          city: havenstad
          team:
            members:
              - {role: peer, person: {office: Adviser, city: havenstad}}

    Good:

        review:
          city: havenstad
          team:
            members:
              - {role: leader, person: {office: Head of unit, city: helsinki}}
              - {role: peer, person: {office: Adviser, city: lyon}}
              - {role: peer, person: {office: Adviser, city: malmo}}
              - {role: peer, person: {office: Trainer, city: genoa}}
              - {role: expert, person: {office: Researcher}}
    """
    members = record.review.team.members
    roles = [member.role for member in members]
    if not members:
        return
    for number, member in enumerate(members):
        if member.person.city == record.review.city:
            path = f"review.team.members[{number}].person.city"
            yield error(NAME, record, path, "a member of the team comes from the host city",
                        "ask somebody from elsewhere")  # fmt: skip
    if (leaders := roles.count(PersonRole.LEADER)) != 1:
        yield error(NAME, record, "review.team", f"the team has {leaders or 'no'} leader{'s'[:leaders > 1]}",
                    "name exactly one leader")  # fmt: skip
    peers, experts = roles.count(PersonRole.PEER) + leaders, roles.count(PersonRole.EXPERT)
    if peers != CITY_PEERS or experts > MOST_EXPERTS:
        yield warning(NAME, record, "review.team", f"the team has {peers} from cities and {experts} experts",
                      f"normally there are {CITY_PEERS}, and up to {MOST_EXPERTS} experts")  # fmt: skip

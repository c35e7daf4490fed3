"""R9: a team must have one leader, four city peers and nobody from the host city."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_records import UNFIT_TEAM
from assembler.model.review.review import PersonRole
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

CITY_PEERS = 4
MOST_EXPERTS = 3


def unfit_team(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that a team has one leader, four people from other cities and up to three experts.

    A team without members is not reported. Source: S0:197-200, 507-509; rule R9.
    """
    members = record.review.team.members
    roles = [member.role for member in members]
    if not members:
        return
    for number, member in enumerate(members):
        if member.person.city == record.review.city:
            location = record.locate(f"review.team.members[{number}].person.city")
            yield UNFIT_TEAM.at(location, "from the host")
    location = record.locate("review.team")
    if not (leaders := roles.count(PersonRole.LEADER)):
        yield UNFIT_TEAM.at(location, "no leader")
    elif leaders > 1:
        yield UNFIT_TEAM.at(location, count=leaders)
    peers, experts = roles.count(PersonRole.PEER) + leaders, roles.count(PersonRole.EXPERT)
    if peers != CITY_PEERS or experts > MOST_EXPERTS:
        yield UNFIT_TEAM.at(
            location, "size", peers=peers, experts=experts, usual=CITY_PEERS, most=MOST_EXPERTS
        )

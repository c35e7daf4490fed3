"""Document parts: the entities of a record, such as peers, that each have a separate document."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assembler.errors import DataError
from assembler.store.records.record import Record
from assembler.structs import Struct


class PartKind(Struct, frozen=True):
    """A kind of document part, such as peers or interviews.

    ``find`` returns a record's parts, and ``hint`` explains how to add one. ``is_city`` is true if the name
    of a part is the id of a city. If parts follow each other in time, ``find_next`` returns those that are
    due next.
    """

    find: Callable[[Record], tuple[str, ...]]
    hint: str
    is_city: bool = False
    find_next: Callable[[Record], tuple[str, ...]] | None = None


def list_peers(record: Record) -> tuple[str, ...]:
    """Return the initials of the members of the review team, in order.

    Members without initials are omitted.
    """
    members = (member.person.initials for member in record.review.team.members)
    return tuple(initials for initials in members if initials)


def list_interviews(record: Record) -> tuple[str, ...]:
    """Return the names of all interviews and workshops of the visit, in order."""
    from assembler.model.review.visit import SessionKind, Visit, session_kind

    kinds = (SessionKind.INTERVIEW, SessionKind.WORKSHOP)
    visit = record.find(Visit)
    return tuple(key for key in visit.sessions if session_kind(key) in kinds) if visit else ()


def list_follow_ups(record: Record) -> tuple[str, ...]:
    """Return the half-years for which a follow-up asks about the promises of the review, in order."""
    from assembler.views.promise_data import list_half_years_to_follow

    return list_half_years_to_follow(record)


def list_next_follow_up(record: Record) -> tuple[str, ...]:
    """Return the first half-year to follow up after the last reported one.

    The result is empty if no half-year remains.
    """
    from assembler.views.promise_data import list_half_years_to_follow, list_reported_half_years

    last = max(list_reported_half_years(record), default="")
    return tuple(each for each in list_half_years_to_follow(record) if each > last)[:1]


def list_signatories(record: Record) -> tuple[str, ...]:
    """Return the ids of the cities that have signed the charter and have not withdrawn, in order."""
    from assembler.model.reference.charter import CharterRound

    charter_round = record.require(CharterRound)
    standing = charter_round.standing_signatures()
    return tuple(city for city in charter_round.city_ids if city in standing)


PART_KINDS: Mapping[str, PartKind] = {
    "peers": PartKind(list_peers, "list the review team in the sheet written by `assembler export people`"),
    "interviews": PartKind(
        list_interviews, "plan the sessions of the visit in the sheet written by `assembler export sessions`"
    ),
    "half-years": PartKind(
        list_follow_ups,
        "collect the host’s answers to the recommendations",
        find_next=list_next_follow_up,
    ),
    "signatories": PartKind(
        list_signatories,
        "enter the signatures in the sheet written by `assembler export signatures`",
        is_city=True,
    ),
}
"""Maps the name used in declarations (``parts: peers``) to the kind of document part."""


def list_parts(name: str, record: Record) -> tuple[str, ...]:
    """Return the parts of the kind ``name`` in ``record``.

    Raises DataError for an unknown kind.
    """
    if name not in PART_KINDS:
        raise DataError(
            f"unknown kind of document part “{name}”", hint=f"choose one of: {', '.join(PART_KINDS)}"
        )
    return PART_KINDS[name].find(record)


def list_next_parts(name: str, record: Record) -> tuple[str, ...]:
    """Return the parts of the kind ``name`` that are due next, or all parts if they have no order in time.

    Raises DataError for an unknown kind.
    """
    kind = PART_KINDS.get(name)
    return kind.find_next(record) if kind and kind.find_next else list_parts(name, record)


def is_city_part(name: str) -> bool:
    """Return whether the parts of the kind ``name`` are cities, or False if there is no such kind."""
    return name in PART_KINDS and PART_KINDS[name].is_city

"""Document parts: entities of a record, such as peers or interviews, that each get a separate document."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assembler.errors import DataError
from assembler.store.records.record import Record
from assembler.structs import Struct


class PartKind(Struct, frozen=True):
    """A kind of document part; ``find`` returns a record's parts, and ``hint`` explains how to add one."""

    find: Callable[[Record], tuple[str, ...]]
    hint: str


def list_peers(record: Record) -> tuple[str, ...]:
    """Return the initials of all members of the review team, in order."""
    members = (member.person.initials for member in record.review.team.members)
    return tuple(initials for initials in members if initials)


def list_interviews(record: Record) -> tuple[str, ...]:
    """Return the names of all interviews and workshops of the visit, in order."""
    from assembler.model.review.visit import SessionKind, Visit, session_kind

    kinds = (SessionKind.INTERVIEW, SessionKind.WORKSHOP)
    visit = record.find(Visit)
    return tuple(key for key in visit.sessions if session_kind(key) in kinds) if visit else ()


def list_follow_ups(record: Record) -> tuple[str, ...]:
    """Return the half-years at whose end a follow-up asks about the promises of the review, in order."""
    from assembler.views.promise_data import list_half_years_to_follow

    return list_half_years_to_follow(record)


PART_KINDS: Mapping[str, PartKind] = {
    "peers": PartKind(list_peers, "list the review team in the sheet written by `assembler export people`"),
    "interviews": PartKind(
        list_interviews, "plan the sessions of the visit in the sheet written by `assembler export sessions`"
    ),
    "half-years": PartKind(list_follow_ups, "collect the host’s answers to the recommendations"),
}
"""Maps the name used in declarations (``parts: peers``) to the kind of document part."""


def list_parts(name: str, record: Record) -> tuple[str, ...]:
    """Return the parts of ``record`` of the kind ``name``; raise DataError for an unknown kind."""
    if name not in PART_KINDS:
        raise DataError(
            f"unknown kind of document part “{name}”", hint=f"choose one of: {', '.join(PART_KINDS)}"
        )
    return PART_KINDS[name].find(record)

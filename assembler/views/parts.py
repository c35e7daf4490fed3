"""What a record has several of, where each of them gets a document of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assembler.errors import DataError
from assembler.store.records.record import Record
from assembler.structs import Struct


class PartKind(Struct, frozen=True):
    """One kind of part: ``find`` returns a record's parts, ``hint`` says how to add the first."""

    find: Callable[[Record], tuple[str, ...]]
    hint: str


def peers(record: Record) -> tuple[str, ...]:
    """The initials of everybody in the review team, in its order."""
    members = (member.person.initials for member in record.review.team.members)
    return tuple(initials for initials in members if initials)


def interviews(record: Record) -> tuple[str, ...]:
    """The keys of all interviews and workshops of the visit, in its order."""
    from assembler.model.review.visit import SessionKind, Visit, session_kind

    asked = (SessionKind.INTERVIEW, SessionKind.WORKSHOP)
    visit = record.find(Visit)
    return tuple(key for key in visit.sessions if session_kind(key) in asked) if visit else ()


PARTS: Mapping[str, PartKind] = {
    "peers": PartKind(peers, "name the review team in review.yaml"),
    "interviews": PartKind(
        interviews, "plan the sessions of the visit in the sheet that assembler export sessions writes"
    ),
}
"""By the name that a declaration gives (``parts: peers``)."""


def parts(name: str, record: Record) -> tuple[str, ...]:
    """The parts of ``record`` of the kind ``name``; DataError where no such kind is known."""
    if name not in PARTS:
        raise DataError(f"nothing has {name!r} as its parts", hint=f"one of: {', '.join(PARTS)}")
    return PARTS[name].find(record)

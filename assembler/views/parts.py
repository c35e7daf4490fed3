"""What a record has several of, where each of them gets a document of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assembler.errors import DataError
from assembler.store.records.record import Record


def peers(record: Record) -> tuple[str, ...]:
    """The initials of everybody in the review team, in its order."""
    members = (member.person.initials for member in record.review.team.members)
    return tuple(initials for initials in members if initials)


def interviews(record: Record) -> tuple[str, ...]:
    """The keys of all interviews and workshops of the visit, in its order."""
    from assembler.model.review.visit import SessionKind, Visit, kind_of

    asked = (SessionKind.INTERVIEW, SessionKind.WORKSHOP)
    visit = record.find(Visit)
    return tuple(key for key in visit.sessions if kind_of(key) in asked) if visit else ()


PARTS: Mapping[str, Callable[[Record], tuple[str, ...]]] = {"peers": peers, "interviews": interviews}
"""By the name that a declaration gives (``parts: peers``)."""


def parts(name: str, record: Record) -> tuple[str, ...]:
    """The parts of ``record`` of the kind ``name``; DataError where no such kind is known."""
    if name not in PARTS:
        raise DataError(f"nothing has {name!r} as its parts", remedy=f"one of: {', '.join(PARTS)}")
    return PARTS[name](record)

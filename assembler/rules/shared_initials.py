"""R14: the initials of team members must be unique."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_records import SHARED_INITIALS
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def shared_initials(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that initials are unique, because they label evidence (S0:922; part of rule R14)."""
    seen: set[str] = set()
    for number, member in enumerate(record.review.team.members):
        initials = (member.person.initials or "").casefold()
        if initials and initials in seen:
            location = record.locate(f"review.team.members[{number}].person.initials")
            yield SHARED_INITIALS.at(location, initials=member.person.initials or "")
        seen.add(initials)

"""Check that nobody belongs to two teams that visit cities on the same day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_visits import TWO_PLACES_AT_ONCE
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.review.review import Person, Review


def report_overlapping_visits(records: Iterable[Record]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each person in two teams whose visits overlap (S0:524-526; rule R56).

    Two members count as the same person if they have the same name or, where no names are given, the same
    initials, position and home city. Example records are skipped, because people copy them.
    """
    readable = (each for each in records if "review" in each.readable_entities)
    reviews = [each for each in readable if each.review.visit_start and not each.review.example]
    for first, second in combinations(reviews, 2):
        if _have_common_day(first.review, second.review):
            known = {_identify(member.person) for member in first.review.team.members}
            for index, member in enumerate(second.review.team.members):
                if _identify(member.person) in known:
                    person = member.person.name or member.person.initials or member.person.office.text
                    location = second.locate(f"review.team.members[{index}]")
                    yield TWO_PLACES_AT_ONCE.at(location, "visit", person=person, record=first.name)


def _have_common_day(first: Review, second: Review) -> bool:
    (start, end), (other_start, other_end) = (
        (each.visit_start, each.visit_end or each.visit_start) for each in (first, second)
    )
    return bool(start and end and other_start and other_end and start <= other_end and other_start <= end)


def _identify(person: Person) -> tuple[str, ...]:
    if person.name:
        return (person.name.casefold(),)
    return (person.initials or "", person.office.text.casefold(), person.city)

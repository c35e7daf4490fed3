"""What a peer's desk review sees: who reads, what was read, and what the city says on each indicator."""

from __future__ import annotations

from typing import Any

from assembler.model.review.desk import DeskReview, DeskReviews
from assembler.model.review.review import Person
from assembler.views.city_answers import groups
from assembler.views.context import Sight


def view(sight: Sight) -> dict[str, Any]:
    """The names that ``templates/desk-review/template.docx`` uses, apart from its fields and grids.

    ``peer`` are the initials of the reader; optional texts are "" where there is nothing.
    """
    return {**heading(sight), **_reader(sight), "groups": groups(sight, _own(sight).entries, _nothing)}


def _nothing(_code: str) -> dict[str, Any]:
    return {}


def _own(sight: Sight) -> DeskReview:
    """What this peer wrote so far."""
    found = sight.record.find(DeskReviews) or DeskReviews()
    return found.peers.get(sight.part, DeskReview())


def heading(sight: Sight) -> dict[str, Any]:
    """Host city, benchmark and visit, for the top of a grid."""
    review, code = sight.record.review, sight.language.code
    return {
        "city_name": sight.city.name(code),
        "city_of": sight.city.phrase("of", code),
        "benchmark_name": sight.wording(sight.benchmark.name),
        "benchmark_version": sight.says(sight.benchmark.version_label),
        "visit": sight.visit_days(review),
        "example": review.example,
    }


def _reader(sight: Sight) -> dict[str, Any]:
    """The peer: initials, office and home city (or organisation)."""
    members = (member.person for member in sight.record.review.team.members)
    person = next(each for each in members if each.initials == sight.part)
    return {"peer": sight.part, "peer_office": person.office, "home": home(sight, person)}


def home(sight: Sight, person: Person) -> Any:
    """Where somebody comes from: the city, else the organisation, else nothing."""
    city = sight.cities.get(person.city)
    return city.name(sight.language.code) if city else person.organisation or ""

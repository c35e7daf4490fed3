"""View of a peer's desk review: the peer who reads the answers, and the city's answer on each indicator."""

from __future__ import annotations

from typing import Any

from assembler.model.review.desk_reviews import DeskReview, DeskReviews
from assembler.model.review.review import Person
from assembler.views.city_answers import build_groups
from assembler.views.context import ViewContext


def view(context: ViewContext) -> dict[str, Any]:
    """Return a value for each name that ``templates/desk-review/template.docx`` uses.

    ``assembly.forms`` adds the fields and grids. ``peer`` is the reader's initials. Missing texts are "".
    """
    return {
        **build_heading(context),
        **_build_reader(context),
        "groups": build_groups(context, _find_read_codes(context), _no_extra),
    }


def _find_read_codes(context: ViewContext) -> list[str]:
    """Return the codes of the indicators on which the peer noted what is known, unknown or suspected."""
    entries = _find_own_review(context).entries
    return [code for code, each in entries.items() if each.known or each.unknown or each.suspected]


def _no_extra(_code: str) -> dict[str, Any]:
    return {}


def _find_own_review(context: ViewContext) -> DeskReview:
    """Return the desk review of the peer for whom the document is made, or an empty one."""
    found = context.record.find(DeskReviews) or DeskReviews()
    return found.peers.get(context.part, DeskReview())


def build_heading(context: ViewContext) -> dict[str, Any]:
    """Return the names of the host city and the benchmark, and the days of the visit, for a heading."""
    review, code = context.record.review, context.language.code
    return {
        "city_name": context.city.name(code),
        "city_of": context.city.phrase("of", code),
        "benchmark_name": context.translate_wording(context.benchmark.name),
        "benchmark_version": context.translate(context.benchmark.version_label),
        "visit": context.format_visit_days(review),
        "example": review.example,
    }


def _build_reader(context: ViewContext) -> dict[str, Any]:
    """Return the initials, position and home city or organisation of the peer."""
    members = (member.person for member in context.record.review.team.members)
    person = next(each for each in members if each.initials == context.part)
    return {"peer": context.part, "peer_office": person.office, "home": find_home(context, person)}


def find_home(context: ViewContext, person: Person) -> Any:
    """Return the name of a person's home city, or else of their organisation.

    The result is "" if neither is known.
    """
    city = context.cities.get(person.city)
    return city.name(context.language.code) if city else person.organisation or ""

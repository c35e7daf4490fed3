"""View of the guides for host cities and peers, which are about one review or about reviews in general."""

from __future__ import annotations

from typing import Any

from assembler.model.review.review import Review
from assembler.values.date import show_long
from assembler.views.context import ViewContext


def view(context: ViewContext) -> dict[str, Any]:
    """Return a value for each name that the templates of the guides use.

    Texts that are missing from the record are "". ``of_city`` ends a title: " · Havenstad".
    """
    review, city, code = context.record.require(Review), context.optional_city, context.language.code
    city_name = city.name(code) if city else ""
    return {
        "city_name": city_name,
        "of_city": f" · {city_name}" if city_name else "",
        "project": context.project_name,
        "visit": context.format_visit_days(review),
        "deadline": show_long(review.deadline, code) if review.deadline else "",
    }

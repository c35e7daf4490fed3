"""What the host's response sees: the recommendations that come out, each with what the team suggests."""

from __future__ import annotations

from typing import Any

from assembler.model.review.feedback import Recommendation, pillar_of_recommendation
from assembler.values.date import show_interval
from assembler.views.block import Block
from assembler.views.context import Sight
from assembler.views.feedback_context import Reporting, reporting
from assembler.views.feedback_sections import flat


def view(sight: Sight) -> dict[str, Any]:
    """The names that ``templates/host-response/template.docx`` uses, apart from its fields.

    The recommendations stand in the order of the report, pillar by pillar.
    """
    about, code = reporting(sight), sight.language.code
    starts, ends = about.review.visit_start, about.review.visit_end
    return {
        "city_name": sight.city.name(code),
        "city_of": sight.city.phrase("of", code),
        "project": about.review.project,
        "language_name": sight.language.own_name,
        "example": about.review.example,
        "visit": show_interval(starts, ends, code) if starts else "",
        "dated": about.day(about.report.dated),
        "version": about.report.version,
        "recommendations": [
            _recommendation(about, key, each)
            for dimension in sight.benchmark.dimensions
            for key, each in about.recommendations.items()
            if pillar_of_recommendation(each, about.report) == dimension.code
        ],
    }


def _recommendation(about: Reporting, key: str, advice: Recommendation) -> Block:
    return Block(
        "recommendation",
        key,
        words=flat(advice.text),
        addressee=advice.addressee or "",
        priority=about.label(advice.priority),
        deadline=about.day(advice.deadline),
    )

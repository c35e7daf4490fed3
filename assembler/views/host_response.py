"""What the host's response sees: the recommendations that come out, each with what the team suggests."""

from __future__ import annotations

from typing import Any

from assembler.model.review.feedback import Recommendation, pillar_of_recommendation
from assembler.views.block import Block
from assembler.views.context import Sight
from assembler.views.feedback_context import Reporting, reporting


def view(sight: Sight) -> dict[str, Any]:
    """The names that ``templates/host-response/template.docx`` uses, apart from its fields.

    The recommendations stand in the order of the report, pillar by pillar.
    """
    about, code = reporting(sight), sight.language.code
    return {
        "city_name": sight.city.name(code),
        "city_of": sight.city.phrase("of", code),
        "project": sight.project_name,
        "language_name": sight.language_name,
        "example": about.review.example,
        "visit": sight.visit_days(about.review),
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
        words=about.flat(advice.text),
        addressee=advice.addressee or "",
        priority=about.label(advice.priority),
        deadline=about.day(advice.deadline),
    )

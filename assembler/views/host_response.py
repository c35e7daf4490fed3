"""View of the host's response: the recommendations in the report, and an overview of the answers so far."""

from __future__ import annotations

from typing import Any

from assembler.model.review.feedback import HostResponse, Recommendation, pillar_of_recommendation
from assembler.views.block import Block
from assembler.views.context import ViewContext
from assembler.views.report_data import ReportData, load_report_data

_ON_A_PAGE = 2
"""Number of recommendations on a page, each with room to answer."""


def view(context: ViewContext) -> dict[str, Any]:
    """Return a value for each name that ``templates/host-response/template.docx`` uses.

    ``assembly.forms`` adds the fields. The recommendations are in the order of the report, pillar by pillar.
    """
    data, code = load_report_data(context), context.language.code
    given = [
        (key, each)
        for dimension in context.benchmark.dimensions
        for key, each in data.recommendations.items()
        if pillar_of_recommendation(each, data.report) == dimension.code
    ]
    return {
        "city_name": context.city.name(code),
        "city_of": context.city.phrase("of", code),
        "project": context.project_name,
        "language_name": context.language_name,
        "example": data.review.example,
        "visit": context.format_visit_days(data.review),
        "dated": data.format_day(data.report.dated),
        "version": data.report.version,
        "recommendations": [
            _build_recommendation(data, key, each, starts_page=at > 0 and at % _ON_A_PAGE == 0)
            for at, (key, each) in enumerate(given)
        ],
        "overview": [_build_line(data, key, each) for key, each in given],
    }


def _build_recommendation(data: ReportData, key: str, advice: Recommendation, *, starts_page: bool) -> Block:
    return Block(
        "recommendation",
        key,
        starts_page=starts_page,
        heading=advice.title or advice.addressee or "",
        words=data.flatten(advice.text),
        addressee=advice.addressee or "",
        priority=data.choice_label(advice.priority),
        deadline=data.format_day(advice.deadline),
    )


def _build_line(data: ReportData, key: str, advice: Recommendation) -> dict[str, Any]:
    """Return the line about a recommendation in the overview, with the city's answer so far."""
    response = data.report.responses.get(key, HostResponse())
    return {
        "key": key,
        "title": advice.title or "",
        "addressee": advice.addressee or "",
        "answer": data.choice_label(response.decision),
        "responsible": response.responsible or "",
        "deadline": data.format_day(response.deadline),
    }

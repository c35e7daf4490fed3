"""View of the handout for the last morning of a visit: conclusions, findings and next steps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assembler.model.review.feedback import FindingKind, Priority, pillar_of
from assembler.views.baseline_report import PILLARS
from assembler.views.context import ViewContext
from assembler.views.report_data import NOTHING, ReportData, load_report_data
from assembler.views.text_shortening import shorten

LONGEST = 360
"""Maximum length of a finding, in characters. The report contains the complete text."""


def view(context: ViewContext) -> dict[str, Any]:
    """Return a value for each name that ``templates/conclusions-handout/template.docx`` uses.

    The findings are those in the report, without their evidence. The next steps are the recommendations of
    high priority, or all of them if none has a high priority.
    """
    data, code = load_report_data(context), context.language.code
    presentation = data.report.presentation
    return {
        "city_name": context.city.name(code),
        "visit": context.format_visit_days(data.review),
        "example": data.review.example,
        "conclusions": [each.text for each in data.report.conclusions.items],
        "strengths": list(_list_findings(data, FindingKind.STRENGTH)),
        "weaknesses": [
            *_list_findings(data, FindingKind.MIXED),
            *_list_findings(data, FindingKind.WEAKNESS),
        ],
        "steps": _build_steps(data),
        "presented": data.format_day(presentation.day),
    }


def _list_findings(data: ReportData, kind: FindingKind) -> Iterator[dict[str, Any]]:
    """Yield the text of each finding of a kind, with the code and the number of the colour of its pillar.

    The number is 0 and the code "–" if the finding has no indicators.
    """
    pillars = [each.code for each in data.context.benchmark.dimensions]
    for each in data.findings.values():
        if each.kind is kind:
            code = pillar_of(each)
            number = pillars.index(code) % PILLARS + 1 if code in pillars else 0
            yield {"text": shorten(each.text, LONGEST), "code": code or NOTHING, "pillar": number}


def _build_steps(data: ReportData) -> list[dict[str, Any]]:
    advice = list(data.recommendations.values())
    urgent = [each for each in advice if each.priority is Priority.HIGH]
    return [
        {
            "text": shorten(each.text, LONGEST),
            "addressee": each.addressee or NOTHING,
            "deadline": data.format_day(each.deadline) or NOTHING,
        }
        for each in urgent or advice
    ]

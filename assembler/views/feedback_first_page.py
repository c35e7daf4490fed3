"""First page of a feedback report: key figures, facts by pillar and judgement, urgent recommendations."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from assembler.model.review.evidence import Colour
from assembler.model.review.feedback import Priority
from assembler.views.cross_references import References
from assembler.views.feedback_sections import list_recommendations
from assembler.views.report_data import NOTHING, ReportData

MOST_URGENT = 5
"""Maximum number of recommendations on the first page."""


def build_glance(data: ReportData) -> dict[str, Any]:
    """Return the contents of the first page, except the summary and the numbers of sessions and people."""
    advice = [(key, each) for _, key, each in list_recommendations(data)]
    urgent = [(key, each) for key, each in advice if each.priority is Priority.HIGH]
    urgent.sort(key=lambda item: item[1].deadline or date.max)
    return {
        "facts": sum(each.is_fact for each in data.records.values()),
        "pillars": _build_pillar_rows(data),
        "urgent_count": len(urgent),
        "urgent": [
            {
                "number": References((key,)),
                "text": each.title or data.flatten(each.text),
                "addressee": each.addressee or NOTHING,
                "deadline": data.format_day(each.deadline) or NOTHING,
            }
            for key, each in urgent[:MOST_URGENT]
        ],
    }


def _build_pillar_rows(data: ReportData) -> list[dict[str, Any]]:
    """Return a row for each pillar or group, with its facts counted by judgement.

    The result is empty if there are no facts.
    """
    facts = [each for each in data.records.values() if each.is_fact and each.colour]
    counts = Counter((each.indicator.partition("/")[0], each.colour) for each in facts)
    return [
        {
            "code": each.code,
            "name": data.context.translate_wording(each.name),
            "meets": _show_count(Colour.MEETS, counts[each.code, Colour.MEETS]),
            "fails": _show_count(Colour.FAILS, counts[each.code, Colour.FAILS]),
            "inconclusive": _show_count(Colour.INCONCLUSIVE, counts[each.code, Colour.INCONCLUSIVE]),
        }
        for each in data.context.benchmark.dimensions
        if facts
    ]


def _show_count(colour: Colour, count: int) -> str:
    """Return the letter of a judgement and the number of facts, such as ``M 14``, or "" if there are none."""
    return f"{colour.letter}\N{NO-BREAK SPACE}{count}" if count else ""

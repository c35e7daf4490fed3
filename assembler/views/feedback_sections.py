"""Findings, good practices, recommendations, judgements and host responses of a feedback report.

Findings, good practices and recommendations are in a section for each pillar of the benchmark.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from assembler.model.reference.benchmark import Dimension
from assembler.model.review.desk_reviews import TeamDeskReview
from assembler.model.review.feedback import (
    Confidence,
    FindingKind,
    GoodPractice,
    HostResponse,
    Judgement,
    Priority,
    Recommendation,
    ReviewFinding,
    pillar_of,
    pillar_of_recommendation,
)
from assembler.model.review.visit import sort_sessions
from assembler.views.block import Block
from assembler.views.cross_references import References
from assembler.views.footnote import Footnote
from assembler.views.report_data import NOTHING, ReportData

_LEVELS: Mapping[Confidence, str] = MappingProxyType(
    {Confidence.HIGH: "●●●", Confidence.MEDIUM: "●●○", Confidence.LOW: "●○○"}
)
_URGENCIES: Mapping[Priority, str] = MappingProxyType(
    {Priority.HIGH: "▲▲▲", Priority.MEDIUM: "▲▲", Priority.LOW: "▲"}
)


def build_sections(data: ReportData) -> list[Block]:
    """Return a block for each pillar or group, in benchmark order, even if it has no findings."""
    return [_build_section(data, dimension) for dimension in data.context.benchmark.dimensions]


def _build_section(data: ReportData, dimension: Dimension) -> Block:
    def select_findings(kind: FindingKind) -> list[Block]:
        here = ((key, each) for key, each in data.findings.items() if pillar_of(each) == dimension.code)
        return [_build_finding(data, key, each) for key, each in here if each.kind is kind]

    found = [each for each in data.findings.values() if pillar_of(each) == dimension.code]
    advice = [each for each in list_recommendations(data) if each[0] is dimension]
    practices = {k: p for k, p in data.report.good_practices.items() if pillar_of(p) == dimension.code}
    return Block(
        "section",
        dimension.code,
        title=data.context.translate_wording(dimension.name),
        norm=data.context.translate_wording(dimension.norm) if dimension.norm else "",
        strengths=select_findings(FindingKind.STRENGTH),
        weaknesses=select_findings(FindingKind.WEAKNESS),
        mixed=select_findings(FindingKind.MIXED),
        practices=[_build_practice(data, key, each) for key, each in practices.items()],
        recommendations=[_build_recommendation(data, key, each) for _, key, each in advice],
        fact_count=len({fact for each in found for fact in _list_facts(data, each.evidence)}),
        recommendation_count=len(advice),
    )


def _build_finding(data: ReportData, key: str, finding: ReviewFinding) -> Block:
    facts = _list_facts(data, finding.evidence)
    sure = None if data.is_public else finding.confidence
    return Block(
        "finding",
        key,
        title=finding.title or "",
        indicators=_join_indicators(data, finding.indicators),
        obstacles=list(finding.obstacles),
        evidence=_join_labels(data, facts),
        fact_count=len(facts),
        session_count=len({data.records[fact].session for fact in facts}),
        confidence=data.translate_choice(sure),
        level=_LEVELS[sure] if sure else "",
        advice=References(tuple(r for r, each in data.recommendations.items() if key in each.findings)),
        reading=Footnote(data.flatten(finding.flexible_reading)) if finding.flexible_reading else "",
    )


def _build_practice(data: ReportData, key: str, practice: GoodPractice) -> Block:
    return Block(
        "practice",
        key,
        title=practice.title,
        city=data.city_name(practice.city or data.review.city),
        year=str(practice.year) if practice.year else "",
        link=practice.link or "",
        indicators=_join_indicators(data, practice.indicators),
        evidence=_join_labels(data, _list_facts(data, practice.evidence)),
    )


def _build_recommendation(data: ReportData, key: str, advice: Recommendation) -> Block:
    return Block(
        "recommendation",
        key,
        title=advice.title or "",
        findings=References(data.filter_included(advice.findings)),
        addressee=advice.addressee or "",
        priority=data.choice_label(advice.priority),
        urgency=_URGENCIES[advice.priority] if advice.priority else "",
        deadline=data.format_day(advice.deadline) or NOTHING,
        answer=data.choice_label(data.report.responses.get(key, HostResponse()).decision),
        schedule=advice.schedule or "",
        effect=advice.effect or "",
    )


def _join_indicators(data: ReportData, codes: tuple[str, ...]) -> str:
    """Return the indicators' codes and labels, such as ``GG/I/3 advisory committee; GG/E/1 ...``.

    Old codes are replaced by current ones.
    """
    found = (data.context.benchmark.resolve(code)[0] for code in codes)
    return data.join_long_items(f"{each.code} {data.context.translate(each.label)}" for each in found)


def _list_facts(data: ReportData, keys: tuple[str, ...]) -> list[str]:
    """Return those ``keys`` that are names of facts, with facts from interviews first.

    Opinions are not evidence (rule R15).
    """
    facts = [key for key in dict.fromkeys(keys) if key in data.records and data.records[key].is_fact]
    sessions = sort_sessions({data.records[key].session for key in facts})
    return sorted(facts, key=lambda key: sessions.index(data.records[key].session))


def _join_labels(data: ReportData, facts: list[str]) -> str:
    """Return the labels of the ``facts`` in the team edition, and "" in others."""
    return data.team_only(data.join_long_items(data.evidence_label(key) for key in facts))


def build_judgement_rows(data: ReportData) -> list[dict[str, Any]]:
    """Return a row for each judged indicator, in benchmark order.

    Each row also shows how the city and the team rated the indicator before the visit.
    """
    record, translate = data.context.record, data.choice_label
    answers = record.baseline.assessments if record.baseline else {}
    team = (record.find(TeamDeskReview) or TeamDeskReview()).entries
    rows = []
    for indicator in data.context.benchmark.indicators():
        code, given = indicator.code, data.report.judgements.get(indicator.code)
        if given is None or given.judgement is None:
            continue
        reading = data.flatten(given.flexible_reading) if given.flexible_reading else None
        rows.append(
            {
                "indicator": _join_indicators(data, (code,)),
                "own": translate(answers[code].rating if code in answers else None) or NOTHING,
                "before": translate(team[code].rating if code in team else None) or NOTHING,
                "judgement": translate(given.judgement),
                "meets": given.judgement is Judgement.MEETS,
                "fails": given.judgement is Judgement.FAILS,
                "reading": Footnote(reading) if reading else "",
            }
        )
    return rows


def build_summary_rows(data: ReportData) -> list[dict[str, Any]]:
    """Return a row for each recommendation, in report order."""
    return [
        {
            "number": References((key,)),
            "text": data.flatten(each.text),
            "addressee": each.addressee or "",
            "pillar": data.context.translate_wording(dimension.name),
            "priority": data.choice_label(each.priority),
            "deadline": data.format_day(each.deadline),
        }
        for dimension, key, each in list_recommendations(data)
    ]


def build_responses(data: ReportData) -> list[dict[str, Any]]:
    """Return the host's response to each recommendation in the report.

    The result is empty if there is no response.
    """
    given = data.report.responses
    keys = [key for _, key, _ in list_recommendations(data)]
    if not any(key in given for key in keys):
        return []
    return [_build_response(data, key, given.get(key, HostResponse())) for key in keys]


def _build_response(data: ReportData, key: str, response: HostResponse) -> dict[str, Any]:
    return {
        "number": References((key,)),
        "decision": data.choice_label(response.decision),
        "action": data.flatten(response.action) if response.action else "",
        "responsible": response.responsible or "",
        "deadline": data.format_day(response.deadline),
    }


def list_recommendations(data: ReportData) -> list[tuple[Dimension, str, Recommendation]]:
    """Return each recommendation with its pillar and name, in the order of the report."""
    return [
        (dimension, key, each)
        for dimension in data.context.benchmark.dimensions
        for key, each in data.recommendations.items()
        if pillar_of_recommendation(each, data.report) == dimension.code
    ]

"""The parts of a feedback report that follow the benchmark: findings and advice, pillar by pillar."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assembler.model.reference.benchmark import Dimension
from assembler.model.review.feedback import (
    FindingKind,
    GoodPractice,
    HostResponse,
    Recommendation,
    ReviewFinding,
    pillar_of,
    pillar_of_recommendation,
)
from assembler.model.review.visit import sort_sessions
from assembler.views.block import Block
from assembler.views.feedback_context import Reporting
from assembler.views.footnote import Footnote
from assembler.views.reference import References


def sections(about: Reporting) -> list[Block]:
    """A block for each pillar or group of the benchmark, in its order, also where nothing was found."""
    return [_section(about, dimension) for dimension in about.sight.benchmark.dimensions]


def _section(about: Reporting, dimension: Dimension) -> Block:
    def of(kind: FindingKind) -> list[Block]:
        here = ((key, each) for key, each in about.findings.items() if pillar_of(each) == dimension.code)
        return [_finding(about, key, each) for key, each in here if each.kind is kind]

    practices = {k: p for k, p in about.report.good_practices.items() if pillar_of(p) == dimension.code}
    return Block(
        "section",
        dimension.code,
        title=about.sight.wording(dimension.name),
        norm=about.sight.wording(dimension.norm) if dimension.norm else "",
        strengths=of(FindingKind.STRENGTH),
        weaknesses=of(FindingKind.WEAKNESS),
        mixed=of(FindingKind.MIXED),
        practices=[_practice(about, key, each) for key, each in practices.items()],
        recommendations=[_recommendation(about, key, each) for key, each in _advice(about, dimension)],
    )


def _finding(about: Reporting, key: str, finding: ReviewFinding) -> Block:
    sure = finding.confidence if about.internal else None
    return Block(
        "finding",
        key,
        indicators=_indicators(about, finding.indicators),
        obstacles=list(finding.obstacles),
        evidence=_evidence(about, finding.evidence),
        confidence=about.says(sure),
        reading=Footnote(about.flat(finding.flexible_reading)) if finding.flexible_reading else "",
    )


def _practice(about: Reporting, key: str, practice: GoodPractice) -> Block:
    return Block(
        "practice",
        key,
        title=practice.title,
        city=about.city(practice.city or about.review.city),
        year=str(practice.year) if practice.year else "",
        link=practice.link or "",
        indicators=_indicators(about, practice.indicators),
        evidence=_evidence(about, practice.evidence),
    )


def _recommendation(about: Reporting, key: str, advice: Recommendation) -> Block:
    return Block(
        "recommendation",
        key,
        findings=References(about.shown(advice.findings)),
        addressee=advice.addressee or "",
        priority=about.says(advice.priority),
        deadline=about.day(advice.deadline),
        schedule=advice.schedule or "",
        effect=advice.effect or "",
    )


def _indicators(about: Reporting, codes: tuple[str, ...]) -> str:
    """``GG/I/3 advisory committee; GG/E/1 ...``: codes of an older version as what they became."""
    found = (about.sight.benchmark.resolve(code)[0] for code in codes)
    return about.join_long_items(f"{each.code} {about.sight.says(each.label)}" for each in found)


def _evidence(about: Reporting, keys: tuple[str, ...]) -> str:
    """The labels of the facts behind something, interviews before workshops; nothing for other readers.

    An opinion is no evidence and is not named (rule R15).
    """
    facts = [key for key in dict.fromkeys(keys) if key in about.records and about.records[key].is_fact]
    places = sort_sessions({about.records[key].session for key in facts})
    facts.sort(key=lambda key: places.index(about.records[key].session))
    return about.inside(about.join_long_items(about.evidence_label(key) for key in facts))


def summary_rows(about: Reporting) -> list[dict[str, Any]]:
    """One row for each recommendation that comes out, in the order of the report."""
    return [
        {
            "number": References((key,)),
            "text": about.flat(each.text),
            "addressee": each.addressee or "",
            "pillar": about.sight.wording(dimension.name),
            "priority": about.label(each.priority),
            "deadline": about.day(each.deadline),
        }
        for dimension in about.sight.benchmark.dimensions
        for key, each in _advice(about, dimension)
    ]


def responses(about: Reporting) -> list[dict[str, Any]]:
    """What the host says to each recommendation that comes out; nothing at all as long as it says nothing."""
    said = about.report.responses
    keys = [key for each in about.sight.benchmark.dimensions for key, _ in _advice(about, each)]
    if not any(key in said for key in keys):
        return []
    return [_response(about, key, said.get(key, HostResponse())) for key in keys]


def _response(about: Reporting, key: str, found: HostResponse) -> dict[str, Any]:
    return {
        "number": References((key,)),
        "decision": about.label(found.decision),
        "action": about.flat(found.action) if found.action else "",
        "responsible": found.responsible or "",
        "deadline": about.day(found.deadline),
    }


def _advice(about: Reporting, dimension: Dimension) -> Iterator[tuple[str, Recommendation]]:
    """The recommendations that stand in a pillar's section."""
    for key, each in about.recommendations.items():
        if pillar_of_recommendation(each, about.report) == dimension.code:
            yield key, each

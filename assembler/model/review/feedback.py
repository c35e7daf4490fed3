"""Feedback report: findings, recommendations, approval and the host's response.

The report is stored in ``feedback.yaml``. Findings are numbered F01, F02 ..., recommendations R01 ... and
good practices G01 .... A finding names its evidence records and a recommendation its findings, so that
nothing is typed twice. ``finding_support`` assesses the evidence for a finding.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Self

from pydantic import Field, model_validator

from assembler.model.types.default_language import WithDefaultLanguage
from assembler.model.types.invalid_value import InvalidValueError
from assembler.model.types.references import (
    EvidenceName,
    FindingKey,
    FindingName,
    IndicatorCode,
    Member,
    PillarCode,
    PracticeKey,
    RecommendationKey,
    RecommendationName,
)
from assembler.model.types.values import Choice, Frozen, Link, RichText, Text, Year

VERSION = "Version {version}"
"""English message for the version of a report, in the footer of each page."""


class FindingKind(Choice):
    """Kind of finding: strength, weakness or both."""

    STRENGTH = "strength", "strength"
    WEAKNESS = "weakness", "weakness"
    MIXED = "mixed", "mixed"


class FindingState(Choice):
    """State of a finding.

    Only agreed findings are included in a report.
    """

    CANDIDATE = "candidate", "candidate"
    CORROBORATED = "corroborated", "corroborated"
    AGREED = "agreed", "agreed"
    REJECTED = "rejected", "rejected"
    CONTEXT = "context", "context only"


_CONFIRMED_STATES = (FindingState.CORROBORATED, FindingState.AGREED)
"""States of the findings that the team regards as confirmed."""


class Confidence(Choice):
    """The team's confidence in a finding."""

    HIGH = "high", "high"
    MEDIUM = "medium", "medium"
    LOW = "low", "low"


class Priority(Choice):
    """Priority of a recommendation."""

    HIGH = "high", "high"
    MEDIUM = "medium", "medium"
    LOW = "low", "low"


class HostDecision(Choice):
    """The host's decision on a recommendation."""

    ACCEPTED = "accepted", "accepted"
    PARTLY = "partly", "partly"
    NOT_NOW = "not-now", "not now"


class Judgement(Choice):
    """The team's judgement on an indicator after the visit (S0:856-858)."""

    MEETS = "meets", "meets the benchmark"
    FAILS = "does-not-meet", "does not meet the benchmark"
    CANNOT_TELL = "cannot-tell", "cannot tell"


class ApprovalDecision(Choice):
    """A peer's decision on the report."""

    APPROVED = "approved", "approved"
    NOT_APPROVED = "not-approved", "not approved"


class ReportStatus(Choice):
    """Status of the feedback report."""

    DRAFT = "draft", "draft"
    IN_REVIEW = "in-review", "in review"
    APPROVED = "approved", "approved"
    RELEASED = "released", "released"
    WITHDRAWN = "withdrawn", "withdrawn"


class ReviewFinding(Frozen):
    """A finding by the team about one or more indicators, with its evidence.

    Only a finding that the team regards as confirmed must have indicators and a kind.
    """

    indicators: tuple[IndicatorCode, ...] = ()
    kind: FindingKind | None = None
    text: RichText
    title: Text | None = None
    """What the finding says in a few words; the heading of the finding in the report."""
    state: FindingState = FindingState.CANDIDATE
    evidence: tuple[EvidenceName, ...] = ()
    obstacles: tuple[Text, ...] = ()
    confidence: Confidence | None = None
    flexible_reading: RichText | None = None
    """Reason why the indicator is met in substance, although not to the letter (S0:945-956)."""

    @model_validator(mode="after")
    def _check_complete(self) -> Self:
        if self.state in _CONFIRMED_STATES and not (self.indicators and self.kind):
            raise InvalidValueError("incomplete finding")
        return self


class IndicatorJudgement(Frozen):
    """The team's conclusion about one indicator after the visit."""

    judgement: Judgement | None = None
    flexible_reading: RichText | None = None
    """Reason why the indicator is met in substance, although not to the letter (S0:945-956)."""


class Recommendation(Frozen):
    """A recommendation with its addressee and deadline (S0:931-943)."""

    text: RichText
    title: Text | None = None
    """What is to be done in a few words, beginning with a verb; the heading in the report."""
    findings: tuple[FindingName, ...] = ()
    addressee: Text | None = None
    priority: Priority | None = None
    deadline: date | None = None
    schedule: RichText | None = None
    """Steps with their dates, such as a timetable of consultation (S0:939-943)."""
    effect: RichText | None = None
    """Expected effect on the benchmark."""
    pillar: PillarCode | None = None
    """Pillar whose section contains the recommendation; None means the pillar of its first finding."""


class GoodPractice(Frozen):
    """A successful practice that other cities may adopt."""

    title: Text
    text: RichText
    city: str = ""
    """Id of the city; empty means the host."""
    indicators: tuple[IndicatorCode, ...] = ()
    evidence: tuple[EvidenceName, ...] = ()
    year: Year | None = None
    link: Link | None = None


class Conclusion(Frozen):
    """A main conclusion and the findings that support it."""

    text: Text
    findings: tuple[FindingName, ...] = ()


class MainConclusions(Frozen):
    """Main conclusions, agreed and written before the team leaves (S0:882-883; rule R18)."""

    agreed: date | None = None
    agreed_by: tuple[Member, ...] = ()
    absent: tuple[Member, ...] = ()
    """Members who had left or could not attend when the others agreed."""
    items: tuple[Conclusion, ...] = ()


class Approval(Frozen):
    """A peer's decision to approve the report or not (S0:894-896)."""

    decision: ApprovalDecision | None = None
    decided: date | None = None
    version: str = ""
    remark: Text | None = None


class Presentation(Frozen):
    """Presentation of the report in the host city (S0:898-901)."""

    day: date | None = None
    place: Text | None = None
    presenter: Member | None = None
    audience: tuple[Text, ...] = ()


class HostResponse(Frozen):
    """The host's response to one recommendation."""

    decision: HostDecision | None = None
    action: RichText | None = None
    responsible: Text | None = None
    deadline: date | None = None


class Commitment(Frozen):
    """The host's commitment to act, with its signatory (S0:903-904)."""

    statement: RichText | None = None
    office: Text | None = None
    name: str = ""
    signed: date | None = None
    place: Text | None = None
    decision: Text | None = None
    """Decision of the council or executive behind the commitment."""
    decided: date | None = None


class FeedbackReport(WithDefaultLanguage):
    """The complete report, with its ``status`` and ``version``.

    ``dated`` is the date printed on it.
    """

    status: ReportStatus = ReportStatus.DRAFT
    version: str = ""
    dated: date | None = None
    summary: RichText | None = None
    method: RichText | None = None
    """Description of the method.

    The numbers of interviews, workshops and documents are not entered but counted.
    """
    context: RichText | None = None
    """A fair account of the national and local constraints (S0:317-327)."""
    introductions: dict[PillarCode, RichText] = Field(default_factory=dict)
    """Introduction to each pillar's section."""
    conclusions: MainConclusions = MainConclusions()
    findings: dict[FindingKey, ReviewFinding] = Field(default_factory=dict)
    judgements: dict[IndicatorCode, IndicatorJudgement] = Field(default_factory=dict)
    """The team's judgement on each indicator that it reviewed."""
    recommendations: dict[RecommendationKey, Recommendation] = Field(default_factory=dict)
    good_practices: dict[PracticeKey, GoodPractice] = Field(default_factory=dict)
    approvals: dict[Member, Approval] = Field(default_factory=dict)
    presentation: Presentation = Presentation()
    responses: dict[RecommendationName, HostResponse] = Field(default_factory=dict)
    commitment: Commitment = Commitment()


def filter_agreed(findings: Mapping[str, ReviewFinding]) -> dict[str, ReviewFinding]:
    """Return the agreed findings, the only ones on which reports and recommendations may be based (R21)."""
    return {key: each for key, each in findings.items() if each.state is FindingState.AGREED}


def filter_corroborated(findings: Mapping[str, ReviewFinding]) -> dict[str, ReviewFinding]:
    """Return the findings that the team regards as confirmed: corroborated or agreed."""
    return {key: each for key, each in findings.items() if each.state in _CONFIRMED_STATES}


def map_to_findings(report: FeedbackReport) -> dict[str, tuple[str, ...]]:
    """Return the findings that cite each evidence record, by the name of the record.

    Rejected findings are ignored.

    >>> finding = {"indicators": ["GG/I/3"], "kind": "strength", "text": "Asked.", "evidence": ["I1-1"]}
    >>> map_to_findings(FeedbackReport.model_validate({"findings": {"F01": finding}}))
    {'I1-1': ('F01',)}
    """
    used: dict[str, tuple[str, ...]] = {}
    for key, finding in report.findings.items():
        if finding.state is not FindingState.REJECTED:
            for name in finding.evidence:
                used[name] = (*used.get(name, ()), key)
    return used


def map_to_recommendations(report: FeedbackReport) -> dict[str, tuple[str, ...]]:
    """Return the recommendations that are based on each evidence record, by the name of the record.

    A recommendation is based on the evidence that its findings cite. Rejected findings are ignored.
    """
    from_findings: dict[str, list[str]] = {}
    for key, each in report.recommendations.items():
        for finding in each.findings:
            from_findings.setdefault(finding, []).append(key)
    return {
        name: advice
        for name, findings in map_to_findings(report).items()
        if (advice := tuple(dict.fromkeys(r for f in findings for r in from_findings.get(f, ()))))
    }


def pillar_of_recommendation(recommendation: Recommendation, report: FeedbackReport) -> str:
    """Return the code of a recommendation's pillar, or "" if it has none.

    If the recommendation names no pillar, its pillar is that of its first finding.

    >>> finding = {"indicators": ["GG/I/3"], "kind": "weakness", "text": "Late."}
    >>> advice = {"text": "Ask.", "findings": ["F01"]}
    >>> parts = {"findings": {"F01": finding}, "recommendations": {"R01": advice}}
    >>> report = FeedbackReport.model_validate(parts)
    >>> pillar_of_recommendation(report.recommendations["R01"], report)
    'GG'
    """
    if recommendation.pillar:
        return recommendation.pillar
    findings = (report.findings[name] for name in recommendation.findings if name in report.findings)
    return next((pillar_of(finding) for finding in findings), "")


def pillar_of(entity: ReviewFinding | GoodPractice) -> str:
    """Return the code of the first indicator's pillar or group, or "" if there are no indicators.

    The code of an indicator begins with the code of its pillar.
    """
    return entity.indicators[0].partition("/")[0] if entity.indicators else ""

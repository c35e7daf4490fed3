"""The feedback report (domain section 1f): findings, recommendations, approval, the host's response.

Kept in ``feedback.yaml``. Findings are F01, F02 ..., recommendations R01 ..., good practices G01 ...; a
finding names its evidence records, a recommendation its findings, and nothing is typed twice. What evidence
carries a finding is in ``support``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from assembler.model.types.content import Choice, Frozen, Link, RichText, Text, Year
from assembler.model.types.default_language import WithDefaultLanguage
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


class FindingKind(Choice):
    """Which way a finding points."""

    STRENGTH = "strength", "strength"
    WEAKNESS = "weakness", "weakness"
    MIXED = "mixed", "mixed"


class FindingState(Choice):
    """How far a finding has come (domain 2.4); only agreed ones stand in a report."""

    CANDIDATE = "candidate", "candidate"
    CORROBORATED = "corroborated", "corroborated"
    AGREED = "agreed", "agreed"
    REJECTED = "rejected", "rejected"
    CONTEXT = "context", "context only"


class Confidence(Choice):
    """How sure the team is."""

    HIGH = "high", "high"
    MEDIUM = "medium", "medium"
    LOW = "low", "low"


class Priority(Choice):
    """How urgent a recommendation is."""

    HIGH = "high", "high"
    MEDIUM = "medium", "medium"
    LOW = "low", "low"


class HostDecision(Choice):
    """What the host says to a recommendation (domain 2.4)."""

    ACCEPTED = "accepted", "accepted"
    PARTLY = "partly", "partly"
    NOT_NOW = "not-now", "not now"


class ApprovalDecision(Choice):
    """What a peer says to the report."""

    APPROVED = "approved", "approved"
    NOT_APPROVED = "not-approved", "not approved"


class ReportStatus(Choice):
    """Where a document stands (domain 2.4)."""

    DRAFT = "draft", "draft"
    IN_REVIEW = "in-review", "in review"
    APPROVED = "approved", "approved"
    RELEASED = "released", "released"
    WITHDRAWN = "withdrawn", "withdrawn"


class ReviewFinding(Frozen):
    """What the team found about one or more indicators, and the evidence it rests on."""

    indicators: tuple[IndicatorCode, ...] = Field(min_length=1)
    kind: FindingKind
    text: RichText
    state: FindingState = FindingState.CANDIDATE
    evidence: tuple[EvidenceName, ...] = ()
    obstacles: tuple[Text, ...] = ()
    confidence: Confidence | None = None
    flexible_reading: RichText | None = None
    """Why the indicator counts as met although its letter is not: the purpose is reached otherwise
    (S0:945-956)."""


class Recommendation(Frozen):
    """What the team advises, to whom and by when (S0:931-943)."""

    text: RichText
    findings: tuple[FindingName, ...] = ()
    addressee: Text | None = None
    priority: Priority | None = None
    deadline: date | None = None
    schedule: RichText | None = None
    """Steps with their dates, such as a timetable of consultation (S0:939-943)."""
    effect: RichText | None = None
    """What it would change against the benchmark."""
    pillar: PillarCode | None = None
    """Where it stands in the report; none means with its first finding."""


class GoodPractice(Frozen):
    """Something that works and that others may use."""

    title: Text
    text: RichText
    city: str = ""
    """Id of the city; none means the host's."""
    indicators: tuple[IndicatorCode, ...] = ()
    evidence: tuple[EvidenceName, ...] = ()
    year: Year | None = None
    link: Link | None = None


class Conclusion(Frozen):
    """One of the main conclusions, and the findings behind it."""

    text: Text
    findings: tuple[FindingName, ...] = ()


class MainConclusions(Frozen):
    """Agreed and written down before the team leaves (S0:882-883; rule R18)."""

    agreed: date | None = None
    agreed_by: tuple[Member, ...] = ()
    items: tuple[Conclusion, ...] = ()


class Approval(Frozen):
    """One peer's word on the report (S0:894-896)."""

    decision: ApprovalDecision | None = None
    decided: date | None = None
    version: str = ""
    remark: Text | None = None


class Presentation(Frozen):
    """The report's presentation in the host city (S0:898-901)."""

    day: date | None = None
    place: Text | None = None
    presenter: Member | None = None
    audience: tuple[Text, ...] = ()


class HostResponse(Frozen):
    """The host's answer to one recommendation."""

    decision: HostDecision | None = None
    action: RichText | None = None
    responsible: Text | None = None
    deadline: date | None = None


class Commitment(Frozen):
    """The host's commitment to act, and who signs it (S0:903-904)."""

    statement: RichText | None = None
    office: Text | None = None
    name: str = ""
    signed: date | None = None
    place: Text | None = None
    decision: Text | None = None
    """The decision of council or executive that it rests on."""
    decided: date | None = None


class FeedbackReport(WithDefaultLanguage):
    """The whole report. ``status`` and ``version`` say how far it is; ``dated`` is the report's own date."""

    status: ReportStatus = ReportStatus.DRAFT
    version: str = ""
    dated: date | None = None
    summary: RichText | None = None
    method: RichText | None = None
    """What was done beyond what is counted: interviews, workshops and documents are counted, not typed."""
    context: RichText | None = None
    """A fair reading of what nation and place allow (S0:317-327)."""
    introductions: dict[PillarCode, RichText] = Field(default_factory=dict)
    """The narrative that opens a pillar's section."""
    conclusions: MainConclusions = MainConclusions()
    findings: dict[FindingKey, ReviewFinding] = Field(default_factory=dict)
    recommendations: dict[RecommendationKey, Recommendation] = Field(default_factory=dict)
    good_practices: dict[PracticeKey, GoodPractice] = Field(default_factory=dict)
    approvals: dict[Member, Approval] = Field(default_factory=dict)
    presentation: Presentation = Presentation()
    responses: dict[RecommendationName, HostResponse] = Field(default_factory=dict)
    commitment: Commitment = Commitment()


def filter_agreed(findings: Mapping[str, ReviewFinding]) -> dict[str, ReviewFinding]:
    """The findings that the team agreed on: those that a report may print and advice may rest on (R21)."""
    return {key: each for key, each in findings.items() if each.state is FindingState.AGREED}


def filter_corroborated(findings: Mapping[str, ReviewFinding]) -> dict[str, ReviewFinding]:
    """The findings that the team takes as confirmed: corroborated or agreed."""
    states = (FindingState.CORROBORATED, FindingState.AGREED)
    return {key: each for key, each in findings.items() if each.state in states}


def map_to_findings(report: FeedbackReport) -> dict[str, tuple[str, ...]]:
    """For each evidence record that is used, the findings that name it; rejected ones use nothing.

    >>> finding = {"indicators": ["GG/I/3"], "kind": "strength", "text": "Asked.", "evidence": ["I1-1"]}
    >>> map_to_findings(FeedbackReport.model_validate({"findings": {"F01": finding}}))
    {'I1-1': ('F01',)}
    """
    found: dict[str, tuple[str, ...]] = {}
    for key, each in report.findings.items():
        if each.state is not FindingState.REJECTED:
            for name in each.evidence:
                found[name] = (*found.get(name, ()), key)
    return found


def map_to_recommendations(report: FeedbackReport) -> dict[str, tuple[str, ...]]:
    """For each evidence record the recommendations that rest on a finding which names it."""
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
    """The code of the pillar where a recommendation stands: its own, or its first finding's; "" for none.

    >>> finding = {"indicators": ["GG/I/3"], "kind": "weakness", "text": "Late."}
    >>> advice = {"text": "Ask.", "findings": ["F01"]}
    >>> parts = {"findings": {"F01": finding}, "recommendations": {"R01": advice}}
    >>> report = FeedbackReport.model_validate(parts)
    >>> pillar_of_recommendation(report.recommendations["R01"], report)
    'GG'
    """
    if recommendation.pillar:
        return recommendation.pillar
    found = (report.findings[name] for name in recommendation.findings if name in report.findings)
    return next((pillar_of(each) for each in found), "")


def pillar_of(thing: ReviewFinding | GoodPractice) -> str:
    """The code of the pillar or group of the first indicator; "" where there is none.

    The code of an indicator begins with that of its pillar (domain 2.2).
    """
    return thing.indicators[0].partition("/")[0] if thing.indicators else ""

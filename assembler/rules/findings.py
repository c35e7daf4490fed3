"""Rules for the findings and conclusions of a feedback report, and for its approval."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.review_feedback import (
    CHANGED_AFTER_RELEASE,
    LATE_CONCLUSIONS,
    MISSING_APPROVAL,
    MISSING_JUDGEMENT,
    ONLY_CRITICISM,
    OPINION_AS_EVIDENCE,
    UNCONFIRMED_FINDING,
)
from assembler.diagnostics.review_privacy import TRACEABLE_GUEST
from assembler.model.review.feedback import (
    Approval,
    ApprovalDecision,
    FeedbackReport,
    FindingKind,
    IndicatorJudgement,
    Judgement,
    ReportStatus,
    filter_agreed,
    filter_corroborated,
)
from assembler.model.review.finding_support import Support, assess_support, build_sections
from assembler.model.review.release import Release, Releases
from assembler.model.review.visit import SessionKind, session_kind, session_label
from assembler.model.types.values import Text
from assembler.rules.rule import (
    evidence_of,
    feedback_of,
    format_days,
    has_text,
    initials_of,
    join_some,
    join_words,
    reviewed_indicators_of,
    visit_of,
)
from assembler.store.records.record import Record, iter_entities
from assembler.store.records.record_data import ANSWERS, find_changed_kinds

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark
    from assembler.model.review.visit import Session


def opinion_as_evidence(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that findings are supported by facts, which opinions may only supplement (S0:959-963; R15)."""
    records, visit = evidence_of(record), visit_of(record)
    for key, finding in filter_corroborated(feedback_of(record).findings).items():
        found = assess_support(finding, records, visit)
        if found.opinions and not found.facts:
            location = record.locate(f"feedback.findings.{key}.evidence")
            yield OPINION_AS_EVIDENCE.at(location, finding=key, evidence=join_words(found.opinions))


def unconfirmed_finding(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that two or more sessions confirm each finding, preferably with different guests.

    A fact counts only if it is about one of the finding's indicators, if its judgement fits the finding's
    direction, and if it comes from a session that was held, with guests who agreed to notes. At least one
    fact must have been checked. A finding is reported if it has no suitable fact, or if all facts about one
    of its indicators contradict it. So is a mixed finding whose facts all have the same judgement. Other
    facts that contradict a finding are listed (R47). A review may require more than two sessions. Source:
    S0:878-880, 934-935. Rule R16.
    """
    records, visit = evidence_of(record), visit_of(record)
    needed = record.review.limits.confirming_sessions
    for key, finding in filter_corroborated(feedback_of(record).findings).items():
        support = assess_support(finding, records, visit, needed)
        location = record.locate(f"feedback.findings.{key}.evidence")
        if not support.is_confirmed:
            yield _report_unconfirmed(location, key, support)
        elif support.contradicted:
            evidence, codes = join_words(support.contrary), join_words(support.contradicted)
            yield UNCONFIRMED_FINDING.at(
                location, "contradicted", finding=key, indicators=codes, evidence=evidence
            )
        elif support.one_sided:
            yield UNCONFIRMED_FINDING.at(location, "one-sided", finding=key)
        elif support.contrary:
            evidence = join_words(support.contrary)
            yield UNCONFIRMED_FINDING.at(location, "contrary", finding=key, evidence=evidence)
        elif support.same_guests:
            yield UNCONFIRMED_FINDING.at(location, "same person", finding=key)
        elif support.same_unit:
            yield UNCONFIRMED_FINDING.at(location, "same unit", finding=key)


def _report_unconfirmed(location: Location, key: str, support: Support) -> Diagnostic:
    """Return a diagnostic with the reason why the finding ``key`` is not confirmed.

    ``support`` is the assessment of its evidence.
    """
    if not support.fitting and support.contrary:
        evidence = join_words(support.contrary)
        return UNCONFIRMED_FINDING.at(location, "opposite", finding=key, evidence=evidence)
    if not support.fitting:
        return UNCONFIRMED_FINDING.at(location, "no fact", finding=key)
    if unusable := [name for name in support.fitting if name not in support.usable]:
        return UNCONFIRMED_FINDING.at(location, "unusable", finding=key, evidence=join_words(unusable))
    if len(support.sessions) < support.needed:
        sessions = join_words(map(session_label, support.sessions))
        return UNCONFIRMED_FINDING.at(location, finding=key, sessions=sessions, needed=support.needed)
    return UNCONFIRMED_FINDING.at(location, "not checked", finding=key)


_OPPOSITE: Mapping[Judgement | None, FindingKind] = MappingProxyType(
    {Judgement.MEETS: FindingKind.WEAKNESS, Judgement.FAILS: FindingKind.STRENGTH}
)
"""Maps each judgement to the kind of finding that contradicts it."""


def missing_judgement(record: Record, benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that each indicator that the team reviewed has a judgement (S0:856-858, 945-956; R52).

    Reviewed indicators are those in the team's grid, in the evidence and in agreed findings. A flexible
    reading is allowed only for an indicator that is met. Without a flexible reading, a judgement must not
    contradict all findings on its indicator.
    """
    report = record.find(FeedbackReport)
    if report is None:
        return
    reviewed, judgements = reviewed_indicators_of(record), report.judgements
    judged = {code for code, each in judgements.items() if each.judgement}
    codes = [each.code for each in benchmark.indicators()]
    if missing := [code for code in codes if code in reviewed and code not in judged]:
        location = record.locate("feedback.judgements")
        yield MISSING_JUDGEMENT.at(location, indicators=join_some(missing))
    for code, each in judgements.items():
        if has_text(each.flexible_reading) and each.judgement is not Judgement.MEETS:
            location = record.locate(f"feedback.judgements.{code}.flexible_reading")
            yield MISSING_JUDGEMENT.at(location, "flexible reading", indicator=code)
        elif not has_text(each.flexible_reading) and (found := _find_opposite(report, code, each)):
            location = record.locate(f"feedback.judgements.{code}.judgement")
            yield MISSING_JUDGEMENT.at(location, "opposite", indicator=code, findings=join_words(found))


def _find_opposite(report: FeedbackReport, code: str, given: IndicatorJudgement) -> list[str]:
    """Return the codes of the agreed findings on an indicator if all of them contradict its judgement.

    Otherwise, the list is empty. ``code`` is the indicator, and ``given`` the team's judgement on it.
    """
    findings = {k: each for k, each in filter_agreed(report.findings).items() if code in each.indicators}
    opposite = _OPPOSITE.get(given.judgement)
    return list(findings) if all(each.kind is opposite for each in findings.values()) else []


def late_conclusions(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that the team agreed on written main conclusions before it left (S0:882-883; R18, R51).

    Each conclusion must be based on an agreed finding, and every member who was present must have agreed.
    """
    report = record.find(FeedbackReport)
    if report is None:
        return
    locate, conclusions = record.locate, report.conclusions
    days = [each.day for each in visit_of(record).sessions.values() if each.day]
    start = record.review.visit_start or min(days, default=None)
    end = record.review.visit_end or max(days, default=None)
    if not conclusions.items:
        yield LATE_CONCLUSIONS.at(locate("feedback.conclusions"), "none")
    elif conclusions.agreed is None:
        yield LATE_CONCLUSIONS.at(locate("feedback.conclusions.agreed"), "no date")
    elif start and conclusions.agreed < start:
        yield LATE_CONCLUSIONS.at(locate("feedback.conclusions.agreed"), "before the visit")
    elif end and conclusions.agreed > end:
        days_late = format_days(end, conclusions.agreed)
        yield LATE_CONCLUSIONS.at(locate("feedback.conclusions.agreed"), days=days_late)
    if conclusions.items and (
        missing := set(initials_of(record)) - {*conclusions.agreed_by, *conclusions.absent}
    ):
        members = join_words(sorted(missing))
        yield LATE_CONCLUSIONS.at(locate("feedback.conclusions.agreed_by"), "not agreed", members=members)
    agreed = filter_agreed(report.findings)
    for number, each in enumerate(conclusions.items):
        location = locate(f"feedback.conclusions.items[{number}].findings")
        if not each.findings:
            yield LATE_CONCLUSIONS.at(location, "no finding")
        elif agreed.keys().isdisjoint(each.findings):
            yield LATE_CONCLUSIONS.at(location, "not agreed finding", findings=join_words(each.findings))


def missing_approval(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that every team member has approved the current version of the report (S0:894-896; R19).

    Only reports that are approved or released are checked. The report and each approval must be dated, and no
    approval may be dated before the end of the visit or before the report (R54).
    """
    report = feedback_of(record)
    if report.status not in (ReportStatus.APPROVED, ReportStatus.RELEASED):
        return
    if report.dated is None:
        yield MISSING_APPROVAL.at(record.locate("feedback.dated"), "no report date")
    for who in initials_of(record):
        given = report.approvals.get(who, Approval())
        location = record.locate(f"feedback.approvals.{who}")
        if given.decision is not ApprovalDecision.APPROVED:
            yield MISSING_APPROVAL.at(location, member=who)
        elif report.version and not given.version:
            yield MISSING_APPROVAL.at(location, "no approved version", member=who)
        elif given.version and not report.version:
            yield MISSING_APPROVAL.at(location, "no report version", member=who, approved=given.version)
        elif given.version != report.version:
            yield MISSING_APPROVAL.at(
                location, "another version", member=who, approved=given.version, version=report.version
            )
        elif given.decided is None:
            yield MISSING_APPROVAL.at(location, "no date", member=who)
        elif record.review.visit_end and given.decided < record.review.visit_end:
            location = record.locate(f"feedback.approvals.{who}.decided")
            yield MISSING_APPROVAL.at(location, "before the end", member=who)
        elif report.dated and given.decided < report.dated:
            location, date = record.locate(f"feedback.approvals.{who}.decided"), report.dated.isoformat()
            yield MISSING_APPROVAL.at(location, "before the report", member=who, date=date)


def only_criticism(record: Record, benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that sections with weaknesses also mention strengths or good practices (S0:885-888; rule R20)."""
    pillars = {dimension.code: dimension.name.text for dimension in benchmark.dimensions}
    for section in build_sections(feedback_of(record), pillars):
        if section.lacks_praise:
            location = record.locate(f"feedback.findings.{section.weaknesses[0]}")
            yield ONLY_CRITICISM.at(location, section=pillars[section.pillar])


_JOINT = r"(?:[\s_.,+-]|%20)+"
"""Matches what may separate the words of a name."""


def traceable_guest(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that no edition of a report names a guest or session in its text (S0:853-859; R24, inferred).

    The last name of a guest and the initials of a team member cause only warnings, because they may be other
    words.
    """
    report = record.find(FeedbackReport)
    if report is None:
        return
    sessions = visit_of(record).sessions
    names, initials = list_hidden_names(sessions), initials_of(record)
    traces, last_names = build_trace_pattern(names, sessions), {each.split()[-1] for each in names}
    for path, part in iter_entities(report, "feedback"):
        if not isinstance(part, Text):
            continue
        words = set(re.findall(r"[^\W_]+", part.text))
        if found := traces.search(part.text):
            yield TRACEABLE_GUEST.at(record.locate(path), text=found[0])
        elif names_found := sorted(words & last_names):
            yield TRACEABLE_GUEST.at(record.locate(path), "last name", name=names_found[0])
        if initials_found := sorted(words.intersection(initials)):
            yield TRACEABLE_GUEST.at(record.locate(path), "initials", initials=initials_found[0])


def list_hidden_names(sessions: Mapping[str, Session]) -> list[str]:
    """Return the names of guests who did not agree to the publication of their names."""
    guests = (guest for each in sessions.values() for guest in each.interviewees)
    return [guest.name for guest in guests if guest.name and not guest.publish_name]


def list_interviews(sessions: Iterable[str]) -> list[str]:
    """Return those ``sessions`` that are interviews or workshops."""
    asking = (SessionKind.INTERVIEW, SessionKind.WORKSHOP)
    return [name for name in sessions if session_kind(name) in asking]


def build_trace_pattern(names: Iterable[str], sessions: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that matches ``names``, the names of interviews and workshops, and evidence labels.

    Interviews and workshops are matched by their English names. Other kinds of ``sessions`` are ignored. The
    words of a name may be joined, as in an email address, or begin with the surname.

    >>> build_trace_pattern(["Ana Soto"], ["I7"]).findall("Ask Ana  Soto (Interview 7, I7-1), not Ana.")
    ['Ana  Soto', 'Interview 7', 'I7-1']
    >>> build_trace_pattern(["Ana Soto"], []).findall("SOTO, Ana: ana.soto@kade.example")
    ['SOTO, Ana', 'ana.soto']
    """
    labels = map(session_label, list_interviews(sessions))
    known = list(names)
    turned = (" ".join((each.split()[-1], *each.split()[:-1])) for each in known)
    texts = (_JOINT.join(map(re.escape, each.split())) for each in (*known, *turned, *labels))
    words = "|".join((*texts, r"(?:I\d+|W[A-Z])-\d+"))
    return re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])", re.IGNORECASE)


def changed_after_release(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that a released version is still the one that its peers approved (R44, inferred from S0:894-896).

    A withdrawn report may differ. If only files other than the report have changed, a warning is given.
    """
    report, found = feedback_of(record), record.find(Releases)
    for release in found.releases if found else ():
        mine = release.kind == "feedback" and release.version == report.version
        if mine and report.status is not ReportStatus.WITHDRAWN:
            yield from _check_release(record, release)


def _check_release(record: Record, release: Release) -> Iterator[Diagnostic]:
    changed = find_changed_kinds(record, release.record)
    location, version = record.locate(f"{release.kind}.version"), release.version
    date = release.released.isoformat()
    if release.kind in changed or ANSWERS in changed:
        yield CHANGED_AFTER_RELEASE.at(location, version=version, date=date)
    elif changed:
        files = ", ".join(changed)
        yield CHANGED_AFTER_RELEASE.at(location, "other files", version=version, date=date, files=files)

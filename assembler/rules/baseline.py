"""Rules for a baseline report and its review: background, answers to the indicators, deadline and team."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_records import (
    LATE_DELIVERY,
    MISSING_ACHIEVEMENT,
    MISSING_BACKGROUND,
    MISSING_DEFINITION,
    MISSING_EVIDENCE,
    MISSING_PROVENANCE,
    SHARED_INITIALS,
    SILENT_ON_WEAK_POINTS,
    UNANSWERED_INDICATOR,
    UNEXPLAINED_ANSWER,
    UNFIT_TEAM,
)
from assembler.model.review.baseline import Background, SelfAssessment
from assembler.model.review.review import PersonRole
from assembler.model.types.values import Text
from assembler.rules.rule import baseline_of, format_days, has_answer, has_text, iter_answered, join_words
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def missing_provenance(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that the report states who wrote it and how, so that peers can judge how biased it is.

    Source: S0:619-624. Rule R2.
    """
    provenance = baseline_of(record).provenance
    if not has_text(provenance.drafting):
        yield MISSING_PROVENANCE.at(record.locate("baseline.provenance.drafting"))
    if provenance.involvement is None:
        yield MISSING_PROVENANCE.at(record.locate("baseline.provenance.involvement"), "no involvement")
    if not any(has_text(each.who) for each in provenance.contributions):
        yield MISSING_PROVENANCE.at(record.locate("baseline.provenance.contributions"), "no contributors")


def missing_definition(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that the city gives its own definition of an immigrant (S0:668-673; R6).

    Cities count immigrants in different ways.
    """
    if not has_text(baseline_of(record).background.immigrant_definition):
        yield MISSING_DEFINITION.at(record.locate("baseline.background.immigrant_definition"))


_SECTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "features": ("figures",),
    "role": ("organisation_chart", "bodies"),
    "levels": ("responsibilities",),
    "decisions": ("political_bodies",),
    "steering": ("strategies",),
    "cooperation": ("arrangements",),
    "funding": ("budgets",),
})  # fmt: skip
"""Maps each section's text to its tables and pictures, in the order of the guide."""


def missing_background(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that each section of the background has a text, a table or a picture (S0:641-642; R48).

    A text that explains why a section is left out is enough.
    """
    background = baseline_of(record).background
    missing = [text for text, others in _SECTIONS.items() if not _is_given(background, text, others)]
    if len(missing) == len(_SECTIONS):
        yield MISSING_BACKGROUND.at(record.locate("baseline.background"), "all", count=len(missing))
        return
    numbers = {text: number for number, text in enumerate(_SECTIONS, 1)}
    for text in missing:
        yield MISSING_BACKGROUND.at(record.locate(f"baseline.background.{text}"), section=numbers[text])


def _is_given(background: Background, text: str, others: tuple[str, ...]) -> bool:
    return has_text(getattr(background, text)) or any(getattr(background, name) for name in others)


def unanswered_indicator(record: Record, benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that each indicator has either an answer or a reason for leaving it out (S0:599; R1)."""
    known = baseline_of(record).assessments
    codes = [indicator.code for indicator in benchmark.indicators()]
    open_codes = [code for code in codes if code not in known or not _is_complete(known[code])]
    if len(open_codes) == len(codes):
        location = record.locate("baseline.assessments")
        yield UNANSWERED_INDICATOR.at(location, "none answered", count=len(codes))
        return
    for code in open_codes:
        yield UNANSWERED_INDICATOR.at(record.locate(f"baseline.assessments.{code}"), indicator=code)
    for code in codes:
        if code in known and has_answer(known[code]) and has_text(known[code].left_out):
            location = record.locate(f"baseline.assessments.{code}.left_out")
            yield UNANSWERED_INDICATOR.at(location, "left out", indicator=code)


def _is_complete(assessment: SelfAssessment) -> bool:
    return has_answer(assessment) or has_text(assessment.left_out)


def missing_achievement(record: Record, benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that achievement is stated in its own field and not mixed with ambition (S0:600-602; rule R3)."""
    for code, assessment in iter_answered(record, benchmark):
        location = record.locate(f"baseline.assessments.{code}.achievement")
        if not has_text(assessment.achievement):
            yield MISSING_ACHIEVEMENT.at(location, indicator=code)
        elif _split_words(assessment.ambition) == _split_words(assessment.achievement):
            yield MISSING_ACHIEVEMENT.at(location, "same as the ambition", indicator=code)


def _split_words(text: Text | None) -> list[str]:
    return text.text.split() if text else []


def silent_on_weak_points(record: Record, benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that each answer lists weak points or states that there are none.

    The guide asks for openness (S0:602).
    """
    for code, assessment in iter_answered(record, benchmark):
        path = f"baseline.assessments.{code}.weak_points"
        if has_text(assessment.weak_points) and assessment.no_weak_points:
            yield SILENT_ON_WEAK_POINTS.at(record.locate(path), "contradiction", indicator=code)
        elif not has_text(assessment.weak_points) and not assessment.no_weak_points:
            yield SILENT_ON_WEAK_POINTS.at(record.locate(path), indicator=code)


def unexplained_answer(record: Record, benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that each answer covers how, why and who, and names both responsible positions.

    Peers then know whom to meet (S0:604-608; rule R4).
    """
    for code, assessment in iter_answered(record, benchmark):
        if missing := _list_missing(assessment):
            location = record.locate(f"baseline.assessments.{code}")
            yield UNEXPLAINED_ANSWER.at(location, indicator=code, missing=join_words(missing))


def _list_missing(assessment: SelfAssessment) -> list[str]:
    politician, official = assessment.political, assessment.operational
    parts = {
        "how": has_text(assessment.how),
        "why": has_text(assessment.why),
        "who": has_text(assessment.who),
        "the politically responsible position": has_text(politician.office) or has_text(politician.person),
        "the operationally responsible position": has_text(official.office) or has_text(official.person),
    }
    return [name for name, there in parts.items() if not there]


def missing_evidence(record: Record, benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that each answered indicator has evidence (S0:604; R48).

    Counts are also evidence (S1:162).
    """
    for code, assessment in iter_answered(record, benchmark):
        counted = any(row.count is not None for row in assessment.statistics)
        if not counted and not any(has_text(each.title) for each in assessment.evidence):
            yield MISSING_EVIDENCE.at(record.locate(f"baseline.assessments.{code}.evidence"), indicator=code)


def late_delivery(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that the report is delivered by its deadline and long enough before the visit (S0:628-633; R5).

    The deadline must also be long enough before the visit. The guide only asks for delivery well before the
    visit. Each review sets the number of days.
    """
    review, wanted = record.review, record.review.limits.days_to_read
    for name, day in (("deadline", review.deadline), ("delivered", review.delivered)):
        if day and review.visit_start and (review.visit_start - day).days < wanted:
            left = format_days(day, max(day, review.visit_start))
            yield LATE_DELIVERY.at(record.locate(f"review.{name}"), days=left, wanted=wanted)
    if review.deadline and review.delivered and review.delivered > review.deadline:
        late = format_days(review.deadline, review.delivered)
        yield LATE_DELIVERY.at(record.locate("review.delivered"), "after the deadline", days=late)


CITY_PEERS = 4
MOST_EXPERTS = 3


def unfit_team(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that a team has four people from other cities, including one leader, and up to three experts.

    Members from the host city are reported. A team without members is not reported. Source: S0:197-200,
    507-509. Rule R9.
    """
    members = record.review.team.members
    roles = [member.role for member in members]
    if not members:
        return
    for number, member in enumerate(members):
        if member.person.city == record.review.city:
            location = record.locate(f"review.team.members[{number}].person.city")
            yield UNFIT_TEAM.at(location, "from the host")
    location = record.locate("review.team")
    if not (leaders := roles.count(PersonRole.LEADER)):
        yield UNFIT_TEAM.at(location, "no leader")
    elif leaders > 1:
        yield UNFIT_TEAM.at(location, count=leaders)
    peers, experts = roles.count(PersonRole.PEER) + leaders, roles.count(PersonRole.EXPERT)
    if peers != CITY_PEERS or experts > MOST_EXPERTS:
        yield UNFIT_TEAM.at(
            location, "size", peers=peers, experts=experts, usual=CITY_PEERS, most=MOST_EXPERTS
        )


def shared_initials(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that initials are unique, because they label evidence (S0:922; part of rule R14)."""
    seen: set[str] = set()
    for number, member in enumerate(record.review.team.members):
        initials = (member.person.initials or "").casefold()
        if initials and initials in seen:
            location = record.locate(f"review.team.members[{number}].person.initials")
            yield SHARED_INITIALS.at(location, initials=member.person.initials or "")
        seen.add(initials)

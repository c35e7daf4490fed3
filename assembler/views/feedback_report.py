"""What the feedback report sees: who came and heard whom, what the team concluded, what the host says to it.

The internal edition says where each finding comes from; the public one names nobody: no initials, no session
and nobody who spoke or signed (rule R24). What two sessions do not confirm comes out in neither (rule R16).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assembler.model.review.review import PersonRole, TeamMember
from assembler.model.review.visit import IntervieweeCategory, Session, SessionKind, filter_held
from assembler.model.types.content import Choice, Text
from assembler.values.lists import join_codes
from assembler.values.text import capitalise
from assembler.views.context import Sight
from assembler.views.feedback_context import Reporting, reporting
from assembler.views.feedback_sections import responses, sections, summary_rows
from assembler.views.reference import References

IN_TEAM = (PersonRole.LEADER, PersonRole.PEER, PersonRole.EXPERT)


def view(sight: Sight) -> dict[str, Any]:
    """The names that ``templates/feedback-report/template.docx`` uses, apart from its sections of text.

    Optional texts are "" where there is nothing; counts are numbers (the declaration turns them into
    phrases).
    """
    about = reporting(sight)
    return {
        **_heading(about),
        **_counts(about),
        **_conclusions(about),
        "internal": about.internal,
        "members": [_member(about, member) for member in _team(about)],
        "heard": list(_heard(about)),
        "sections": sections(about),
        "recommendations": summary_rows(about),
        "responses": responses(about),
        **_commitment(about),
        "approvals": [_approval(about, member) for member in _team(about)],
        **_presentation(about),
    }


def _heading(about: Reporting) -> dict[str, Any]:
    review, report, code = about.review, about.report, about.sight.language.code
    return {
        "city_name": about.sight.city.name(code),
        "city_of": about.sight.city.phrase("of", code),
        "benchmark_name": about.sight.wording(about.sight.benchmark.name),
        "benchmark_version": about.sight.says(about.sight.benchmark.version_label),
        "project": about.sight.project_name,
        "language_name": about.sight.language_name,
        "example": review.example,
        "visit": about.sight.visit_days(review),
        "dated": about.day(report.dated),
        "status": about.label(report.status),
        "version": report.version,
    }


def _counts(about: Reporting) -> dict[str, int]:
    """Counted, never typed: sessions held, people heard, papers read, members of the team."""
    baseline, sessions = about.sight.record.baseline, about.visit.sessions
    return {
        "member_count": len(_team(about)),
        "interview_count": len(filter_held(sessions, SessionKind.INTERVIEW)),
        "workshop_count": len(filter_held(sessions, SessionKind.WORKSHOP)),
        "people_count": sum(guest.people for each in _sessions(about) for guest in each.interviewees),
        "document_count": len(baseline.supporting_documents) if baseline else 0,
        "conclusion_count": len(about.report.conclusions.items),
        "recommendation_count": len(about.recommendations),
    }


def _team(about: Reporting) -> list[TeamMember]:
    return [member for member in about.review.team.members if member.role in IN_TEAM]


def _member(about: Reporting, member: TeamMember) -> dict[str, Any]:
    return {
        "initials": about.inside(member.person.initials or ""),
        "office": member.person.office,
        "city": about.city(member.person.city),
        "role": about.label(member.role),
    }


def _heard(about: Reporting) -> Iterator[dict[str, Any]]:
    """Whom the team heard, by category; never by session, which would tell who said what."""
    for category in IntervieweeCategory:
        inside = [each for each in _sessions(about) if _people(each, category)]
        if inside:
            yield {
                "category": capitalise(about.sight.says(category.plural)),
                "sessions": len(inside),
                "people": sum(_people(each, category) for each in inside),
            }


def _sessions(about: Reporting) -> list[Session]:
    """The interviews and workshops that were held."""
    asking = (SessionKind.INTERVIEW, SessionKind.WORKSHOP)
    return [each for kind in asking for each in filter_held(about.visit.sessions, kind).values()]


def _people(session: Session, category: Choice) -> int:
    return sum(guest.people for guest in session.interviewees if guest.category is category)


def _conclusions(about: Reporting) -> dict[str, Any]:
    found = about.report.conclusions
    return {
        "agreed_on": about.day(found.agreed),
        "agreed_by": about.inside(join_codes(found.agreed_by, about.sight.language.code)),
        "conclusions": [
            {"text": each.text, "findings": References(about.shown(each.findings)) or ""}
            for each in found.items
        ],
    }


def _commitment(about: Reporting) -> dict[str, Any]:
    found = about.report.commitment
    return {
        "signed_by": found.office or "",
        "signed_name": about.inside(found.name),
        "signed": about.day(found.signed),
        "signed_at": found.place or "",
        "decision": found.decision or "",
        "decided": about.day(found.decided),
    }


def _approval(about: Reporting, member: TeamMember) -> dict[str, Any]:
    """One line for everybody in the team, also for those who have not said anything yet."""
    found = about.report.approvals.get(member.person.initials or "")
    decision = found.decision if found else None
    return {
        **_member(about, member),
        "decision": about.label(decision),
        "decided": about.day(found.decided) if found else "",
        "remark": (found.remark if found and about.internal else None) or "",
    }


def _presentation(about: Reporting) -> dict[str, Any]:
    found = about.report.presentation
    presenter = next((m for m in _team(about) if m.person.initials == found.presenter), None)
    return {
        "presented": about.day(found.day),
        "presented_at": found.place or "",
        "presenter": presenter.person.office if presenter and found.presenter else "",
        "presenter_city": about.city(presenter.person.city) if presenter and found.presenter else "",
        "audience": [about.flat(each) if isinstance(each, Text) else each for each in found.audience],
    }

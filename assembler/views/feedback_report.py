"""View of the feedback report: the team and its guests, the findings and advice, and the host's response.

The team edition gives the source of each finding. The host edition names no session, because the host knows
who took part in each. The public edition also names no person, either by initials or as a signatory (rule
R24). All editions omit findings that too few sessions confirm (rule R16).
"""

from __future__ import annotations

from typing import Any

from assembler.model.messages.markup import fill
from assembler.model.review.feedback import VERSION, ReportStatus
from assembler.model.review.visit import SessionKind, filter_held
from assembler.model.types.values import Text
from assembler.values.joined_items import join_codes
from assembler.views.context import ViewContext
from assembler.views.cross_references import References
from assembler.views.feedback_first_page import build_glance
from assembler.views.feedback_people import (
    build_approval,
    build_heard,
    build_member,
    list_absent,
    list_sessions,
    list_team,
)
from assembler.views.feedback_sections import (
    build_judgement_rows,
    build_responses,
    build_sections,
    build_summary_rows,
)
from assembler.views.report_data import ReportData, load_report_data
from assembler.views.review_charts import build_ratings_chart


def view(context: ViewContext) -> dict[str, Any]:
    """Return a value for each name that ``templates/feedback-report/template.docx`` uses.

    ``assembly.content.sections`` adds the sections of text. Missing texts are "". Counts are numbers;
    ``document.yaml`` declares the phrases that show them.
    """
    data = load_report_data(context)
    judgements = build_judgement_rows(data)
    return {
        **_build_heading(data),
        **_count_items(data),
        **_build_conclusions(data),
        "team_edition": data.is_team,
        "public_edition": data.is_public,
        "released": data.report.status is ReportStatus.RELEASED,
        "members": [build_member(data, member) for member in list_team(data)],
        "heard": build_heard(data),
        **build_glance(data),
        "sections": build_sections(data),
        "judgements": judgements,
        "judged_count": len(judgements),
        **build_ratings_chart(data),
        "recommendations": build_summary_rows(data),
        "responses": build_responses(data),
        **_build_commitment(data),
        "approvals": [build_approval(data, member) for member in list_team(data)],
        **_build_presentation(data),
    }


def _build_heading(data: ReportData) -> dict[str, Any]:
    review, report, code = data.review, data.report, data.context.language.code
    return {
        "city_name": data.context.city.name(code),
        "city_of": data.context.city.phrase("of", code),
        "benchmark_name": data.context.translate_wording(data.context.benchmark.name),
        "benchmark_version": data.context.translate(data.context.benchmark.version_label),
        "project": data.context.project_name,
        "language_name": data.context.language_name,
        "example": review.example,
        "visit": data.context.format_visit_days(review),
        "dated": data.format_day(report.dated),
        "status": data.choice_label(report.status),
        "version": report.version,
        "page_foot": _build_page_foot(data),
    }


def _build_page_foot(data: ReportData) -> str:
    """Return the version and the date of the report, or only one of them if the other is unknown."""
    report = data.report
    version = fill(data.context.translate(VERSION), {"version": report.version}) if report.version else ""
    return " · ".join(filter(None, (version, data.format_day(report.dated))))


def _count_items(data: ReportData) -> dict[str, int]:
    """Return the numbers of sessions, people met, documents, members, conclusions and recommendations."""
    baseline = data.context.record.baseline
    interviews, workshops = (
        len(filter_held(data.visit.sessions, kind)) for kind in (SessionKind.INTERVIEW, SessionKind.WORKSHOP)
    )
    people = sum(guest.people for each in list_sessions(data) for guest in each.interviewees)
    return {
        "member_count": len(list_team(data)),
        "interview_count": interviews,
        "interviews": interviews,
        "workshop_count": workshops,
        "workshops": workshops,
        "people_count": people,
        "people": people,
        "document_count": len(baseline.supporting_documents) if baseline else 0,
        "conclusion_count": len(data.report.conclusions.items),
        "recommendation_count": len(data.recommendations),
        "recommended": len(data.recommendations),
    }


def _build_conclusions(data: ReportData) -> dict[str, Any]:
    conclusions = data.report.conclusions
    return {
        "agreed_on": data.format_day(conclusions.agreed),
        "agreed_by": data.team_only(join_codes(conclusions.agreed_by, data.context.language.code)),
        "absent": list_absent(data),
        "conclusions": [
            {"text": each.text, "findings": References(data.filter_included(each.findings)) or ""}
            for each in conclusions.items
        ],
    }


def _build_commitment(data: ReportData) -> dict[str, Any]:
    commitment = data.report.commitment
    return {
        "signed_by": commitment.office or "",
        "signed_name": "" if data.is_public else commitment.name,
        "signed": data.format_day(commitment.signed),
        "signed_at": commitment.place or "",
        "decision": commitment.decision or "",
        "decided": data.format_day(commitment.decided),
    }


def _build_presentation(data: ReportData) -> dict[str, Any]:
    presentation = data.report.presentation
    presenter = next((m for m in list_team(data) if m.person.initials == presentation.presenter), None)
    return {
        "presented": data.format_day(presentation.day),
        "presented_at": presentation.place or "",
        "presenter": presenter.person.office if presenter and presentation.presenter else "",
        "presenter_city": data.city_name(presenter.person.city)
        if presenter and presentation.presenter
        else "",
        "audience": [
            data.flatten(each) if isinstance(each, Text) else each for each in presentation.audience
        ],
    }

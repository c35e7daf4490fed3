"""View of an invitation: what the guests of one interview or workshop need to know."""

from __future__ import annotations

from typing import Any

from assembler.model.review.visit import Session, SessionKind, Visit
from assembler.values.date import show_long
from assembler.values.joined_items import join_items
from assembler.values.language import show as language_name
from assembler.values.moment import show_span
from assembler.values.plain_text import capitalise
from assembler.views.context import ViewContext
from assembler.views.report_data import format_session_name
from assembler.views.visit_timetable import build_session, find_home


def view(context: ViewContext) -> dict[str, Any]:
    """Return a value for each name that ``templates/visit-invitation/template.docx`` uses.

    Missing texts are "". Members of the team are described by their positions and cities.
    """
    visit, code = context.record.require(Visit), context.language.code
    session = visit.sessions[context.part]
    contact = context.record.review.contact
    spoken = [language_name(each, code) for each in session.languages]
    return {
        "city_name": context.city.name(code),
        "city_of": context.city.phrase("of", code),
        "example": context.record.review.example,
        "session": format_session_name(context.part, context),
        "meeting": build_session(context, visit, context.part),
        "workshop": session.kind is SessionKind.WORKSHOP,
        "cancelled": session.cancelled,
        "day": show_long(session.day, code) if session.day else "",
        "time": show_span(session.begins, session.minutes, code) if session.begins else "",
        "place": session.place or "",
        "team": _list_team(context, session),
        "interpreted": session.interpreter,
        "languages": capitalise(" → ".join(spoken) if session.interpreter else join_items(spoken, code)),
        "topics": [
            context.translate(context.benchmark.resolve(each)[0].label) for each in session.indicators
        ],
        "documents": list(session.documents),
        "contact": contact.office if contact else "",
        "contact_email": (contact.email if contact else "") or "",
        "contact_telephone": contact.telephone if contact else "",
    }


def _list_team(context: ViewContext, session: Session) -> list[dict[str, Any]]:
    people = [member.person for member in context.record.review.team.members]
    return [
        {"office": each.office, "home": find_home(context, each)}
        for who in session.team
        for each in people
        if each.initials == who
    ]

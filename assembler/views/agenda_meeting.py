"""View of a meeting about an agenda: its invitation, its attendance list and its report."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from assembler.model.reference.agenda_evaluations import Meeting, Visitors
from assembler.model.reference.policy_agenda_meeting import AgendaMeeting, Agreement, Question
from assembler.values import number
from assembler.values.date import show_long
from assembler.values.joined_items import join_codes
from assembler.values.moment import show_clock, show_span
from assembler.values.plain_text import capitalise
from assembler.views.context import ViewContext


def view(context: ViewContext) -> dict[str, Any]:
    """Return a value for each name that the templates of a meeting use.

    Missing texts are "". ``assembly.forms`` adds the fields and lists.
    """
    meeting, code = context.record.require(AgendaMeeting), context.language.code
    begins = meeting.begins
    return {
        "agenda_name": context.translate_wording(context.project.agenda(meeting.agenda).name),
        "title": meeting.title,
        "example": meeting.example,
        "region": meeting.region,
        "theme": meeting.theme or "",
        "day": show_long(meeting.day, code),
        "time": show_span(begins, meeting.minutes, code) if begins else "",
        "place": _name_place(context, meeting.place),
        "address": meeting.address or "",
        "purpose": meeting.purpose or "",
        "programme": [
            {
                "start": show_clock(datetime.combine(meeting.day, each.start), code),
                "text": each.text,
                "speaker": each.speaker or "",
            }
            for each in meeting.programme
        ],
        "organiser": meeting.organiser or "",
        "sender": meeting.organiser or "",
        "email": meeting.email,
        "telephone": meeting.telephone,
        "reply_by": show_long(meeting.reply_by, code) if meeting.reply_by else "",
        "summary": meeting.summary or "",
        "agreements": [_build_agreement(code, *each) for each in enumerate(meeting.agreements, 1)],
        "questions": [_build_question(context, *each) for each in enumerate(meeting.questions, 1)],
        "category_names": join_codes([context.translate(kind.label) for kind in Visitors], code),
        **_build_visitors(context, meeting.count_visitors()),
    }


def _name_place(context: ViewContext, place: str) -> str:
    """Return the place, in the language of the document if it is the name of a known city."""
    known = (city for city in context.cities.values() if place in (city.name("en"), *city.own.values()))
    return next((city.name(context.language.code) for city in known), place)


def _build_agreement(code: str, position: int, agreement: Agreement) -> dict[str, Any]:
    return {
        "position": str(position),
        "text": agreement.text,
        "owner": agreement.owner or "",
        "deadline": show_long(agreement.deadline, code) if agreement.deadline else "",
    }


def _build_question(context: ViewContext, position: int, question: Question) -> dict[str, Any]:
    code = context.language.code
    return {
        "position": str(position),
        "text": question.text,
        "asked_by": question.asked_by or "",
        "ministry": question.ministry or "",
        "reply": question.reply or "",
        "replied": show_long(question.replied, code) if question.replied else "",
        "status": capitalise(context.translate(question.status.label)),
    }


def _build_visitors(context: ViewContext, meeting: Meeting) -> dict[str, Any]:
    """Return the total, the number of municipalities, the status of the list, and the visitors by category.

    A category that was not counted has "". If the total is 0, ``categories`` is empty and the status is "".
    """
    code, known = context.language.code, bool(meeting.total)
    return {
        "visitor_count": meeting.total,
        "municipality_count": meeting.municipalities or 0,
        "list_status": context.translate(meeting.list.label) if known else "",
        "categories": [
            {
                "label": context.translate(kind.label),
                "number": number.show(meeting.visitors[kind], code) if kind in meeting.visitors else "",
            }
            for kind in Visitors
            if known
        ],
    }

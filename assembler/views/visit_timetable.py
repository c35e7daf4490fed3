"""View of a visit's timetable: the grid, each member's programme, coverage, guests and practical notes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime, time
from itertools import groupby
from typing import Any

from assembler.model.review.coverage import MEETINGS, find_thinly_covered, list_grid_codes, map_to_sessions
from assembler.model.review.desk_reviews import DeskReviews, TeamDeskReview
from assembler.model.review.review import Person, TeamMember
from assembler.model.review.visit import (
    IntervieweeCategory,
    Session,
    SessionKind,
    Visit,
    list_own_sessions,
    session_kind,
    session_number,
    sort_sessions,
)
from assembler.model.types.values import Text
from assembler.values.date import show_interval, show_long
from assembler.values.joined_items import join_codes, join_items
from assembler.values.language import show as language_name
from assembler.values.moment import show_span
from assembler.values.plain_text import capitalise
from assembler.views.context import ViewContext
from assembler.views.desk_review import build_heading
from assembler.views.report_data import NOTHING, format_session_name
from assembler.views.timetable_grid import Day, build_rows, list_days, meets_as_team, split_days


def view(context: ViewContext) -> dict[str, Any]:
    """Return a value for each name that ``templates/visit-timetable/template.docx`` uses.

    Missing texts are "". Counts are numbers; ``document.yaml`` declares the phrases that show them.
    """
    visit = context.record.require(Visit)
    meetings = {name: each for name, each in visit.sessions.items()
                if each.kind in MEETINGS and not each.cancelled}  # fmt: skip
    code = context.language.code
    return {
        **build_heading(context),
        "project": context.project_name,
        "days": [_build_overview(context, day) for day in list_days(visit.sessions)],
        "grids": list(_build_grids(context, visit)),
        "unplanned": [format_name(context, name, each) for name, each in meetings.items() if not each.begins],
        "members": [
            _build_member(context, visit, each)
            for each in context.record.review.team.members
            if each.person.initials
        ],
        **_build_coverage(context, visit),
        "groups": [_build_group(context, meetings.values(), each) for each in IntervieweeCategory],
        "missing_groups": join_items(
            [
                context.translate(each.plural)
                for each in IntervieweeCategory
                if not any(_has_group(session, each) for session in meetings.values())
            ],
            code,
        ),
        "practical": visit.practical or "",
    }


def _build_grids(context: ViewContext, visit: Visit) -> Iterator[dict[str, Any]]:
    """Yield the timetable as one or more tables, each for as many days as fit."""
    code = context.language.code

    def show_time(start: time, end: time) -> str:
        begins, ends = (datetime.combine(date.min, each) for each in (start, end))
        return show_span(begins, int((ends - begins).total_seconds()) // 60, code)

    def show_session(name: str) -> dict[str, Any]:
        return build_session(context, visit, name)

    for number, days in enumerate(split_days(list_days(visit.sessions))):
        yield {
            "first": number == 0,
            "dates": show_interval(days[0].day, days[-1].day, code),
            "days": [_build_day(context, day) for day in days],
            "rows": build_rows(days, visit.hours, show_time, show_session),
        }


def _build_overview(context: ViewContext, day: Day) -> dict[str, Any]:
    """Return the date and hours of a day, and how many sessions it has with guests and without."""
    code, sessions = context.language.code, day.sessions.values()
    begins = min(each.begins for each in sessions if each.begins)
    ends = max(each.ends for each in sessions if each.ends)
    meetings = sum(each.kind in MEETINGS for each in sessions)
    return {
        "number": day.number,
        "date": show_long(day.day, code),
        "time": show_span(begins, int((ends - begins).total_seconds()) // 60, code),
        "meeting_count": meetings,
        "has_meetings": meetings > 0,
        "team_count": len(sessions) - meetings,
        "has_team_sessions": meetings < len(sessions),
    }


def _build_day(context: ViewContext, day: Day) -> dict[str, Any]:
    return {"number": day.number, "date": show_long(day.day, context.language.code), "width": day.width}


def build_session(context: ViewContext, visit: Visit, name: str) -> dict[str, Any]:
    """Return what the timetable shows about a session."""
    session, code = visit.sessions[name], context.language.code
    interpreter = _format_interpreter(visit, session, code)
    return {
        "name": format_name(context, name, session),
        "guests": [{"office": each.office, "unit": each.unit or ""} for each in session.interviewees],
        "place": session.place or "",
        "initials": "\N{NO-BREAK SPACE}&\N{NO-BREAK SPACE}".join(session.team),
        "interpreter": interpreter,
        "interpreted": session.interpreter and not interpreter,
    }


def _format_interpreter(visit: Visit, session: Session, code: str) -> str:
    """Return the languages and the name of the interpreter.

    The result is "" if the session has no interpreter, or if neither languages nor name are known.

    >>> visit = Visit(interpreter_people={"AH": {"name": "A. Haddad", "languages": ("ar",)}})
    >>> pair = {"kind": "interview", "interpreter": True, "languages": ("ar", "en")}
    >>> _format_interpreter(visit, Session(**pair, interpreted_by="AH"), "en")
    'Arabic → English (A. Haddad)'
    """
    if not session.interpreter:
        return ""
    pair = capitalise(" → ".join(language_name(each, code) for each in session.languages))
    person = visit.interpreter_people.get(session.interpreted_by or "")
    name = person.name.text if person else ""
    return f"{pair} ({name})" if pair and name else pair or name


def format_name(context: ViewContext, name: str, session: Session) -> Text | str:
    """Return the number or letter of a meeting, and the title or kind of any other session."""
    if session.kind in MEETINGS:
        return format_session_name(name, context)
    return session.title or capitalise(context.translate(session.kind.label))


def _build_member(context: ViewContext, visit: Visit, member: TeamMember) -> dict[str, Any]:
    """Return a member and the sessions that they attend: their own and those of the whole team."""
    person, code = member.person, context.language.code
    own = [each for each in list_own_sessions(visit, person.initials or "") if not each[1].cancelled]
    spoken = [language_name(each, code) for each in person.languages]
    return {
        "initials": person.initials,
        "name": person.name,
        "title": person.name or person.office,
        "office": person.office,
        "home": find_home(context, person),
        "role": capitalise(context.translate(member.role.label)),
        "languages": capitalise(join_items(spoken, code)) or NOTHING,
        "days": [
            {
                "date": show_long(day, code),
                "follows": number > 0,
                "rows": [_build_member_row(context, visit, name, person) for name, _, _ in sessions],
            }
            for number, (day, sessions) in enumerate(groupby(own, key=lambda each: each[2].date()))
        ],
    }


def find_home(context: ViewContext, person: Person) -> str:
    """Return the name of a member's home city, or "" if they have none."""
    city = context.cities.get(person.city)
    return city.name(context.language.code) if city else ""


def _build_member_row(context: ViewContext, visit: Visit, name: str, person: Person) -> dict[str, Any]:
    session, code = visit.sessions[name], context.language.code
    others = [each for each in session.team if each != person.initials]
    return {
        **build_session(context, visit, name),
        "time": show_span(session.begins, session.minutes, code) if session.begins else "",
        "others": " & ".join(others),
        "together": meets_as_team(session),
        "leads": session.lead == person.initials,
        "notes": session.note_taker == person.initials,
    }


def _build_coverage(context: ViewContext, visit: Visit) -> dict[str, Any]:
    """Return the indicators of the team's grid, with their sessions.

    ``thin`` contains the indicators that are not planned in two sessions with different guests, and
    ``covered`` the others.
    """
    desks = context.record.find(DeskReviews) or DeskReviews()
    codes = list_grid_codes(context.benchmark, desks, context.record.find(TeamDeskReview) or TeamDeskReview())
    thin = find_thinly_covered(visit.sessions, codes)
    rows = [
        {
            "code": code,
            "indicator": context.translate(context.benchmark.resolve(code)[0].label),
            "interviews": _list_numbers(context, SessionKind.INTERVIEW, names),
            "workshops": _list_numbers(context, SessionKind.WORKSHOP, names),
            "count": str(len(names)),
            "thin": code in thin,
        }
        for code, names in map_to_sessions(visit.sessions, codes).items()
    ]
    return {
        "indicator_count": len(rows),
        "thin": [row for row in rows if row["thin"]],
        "covered": [row for row in rows if not row["thin"]],
    }


def _list_numbers(context: ViewContext, kind: SessionKind, names: Collection[str]) -> str:
    """Return the numbers or letters of the sessions of one kind, or a dash if there are none."""
    numbers = [session_number(each) for each in sort_sessions(names) if session_kind(each) is kind]
    return join_codes(numbers, context.language.code) or NOTHING


def _build_group(
    context: ViewContext, meetings: Collection[Session], group: IntervieweeCategory
) -> dict[str, str]:
    """Return the number of sessions with a group of guests, and the number of people in that group."""
    with_group = [each for each in meetings if _has_group(each, group)]
    guests = (guest for each in with_group for guest in each.interviewees if guest.category is group)
    people = sum(guest.people for guest in guests)
    name = capitalise(context.translate(group.plural))
    return {"name": name, "sessions": str(len(with_group)), "people": str(people)}


def _has_group(session: Session, group: IntervieweeCategory) -> bool:
    return any(guest.category is group for guest in session.interviewees)

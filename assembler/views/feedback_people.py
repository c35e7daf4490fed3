"""The team of a feedback report and the people it met, as each edition may show them (rule R24)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from assembler.model.review.review import PersonRole, TeamMember
from assembler.model.review.visit import IntervieweeCategory, Session, SessionKind, filter_held
from assembler.values.plain_text import capitalise
from assembler.views.report_data import ReportData

SMALLEST_GROUP = 3
"""Minimum size of a group of guests shown separately. A smaller group could reveal who is meant."""
_IN_TEAM = (PersonRole.LEADER, PersonRole.PEER, PersonRole.EXPERT)


def list_team(data: ReportData) -> list[TeamMember]:
    """Return the members of the team: the leader, peers and experts."""
    return [member for member in data.review.team.members if member.role in _IN_TEAM]


def build_member(data: ReportData, member: TeamMember) -> dict[str, Any]:
    """Return the data that the report shows about a member of the team.

    In the public edition, the initials are "".
    """
    return {
        "initials": "" if data.is_public else member.person.initials or "",
        "office": member.person.office,
        "city": data.city_name(member.person.city),
        "role": data.choice_label(member.role),
    }


def list_absent(data: ReportData) -> list[dict[str, Any]]:
    """Return the members who were absent when the others agreed on the main conclusions."""
    absent = data.report.conclusions.absent
    return [build_member(data, each) for each in list_team(data) if each.person.initials in absent]


def build_approval(data: ReportData, member: TeamMember) -> dict[str, Any]:
    """Return the data about a member of the team, with their decision on the report.

    The decision is "" if there is none yet. In the public edition, the remark is "".
    """
    approval = data.report.approvals.get(member.person.initials or "")
    return {
        **build_member(data, member),
        "decision": data.choice_label(approval.decision if approval else None),
        "decided": data.format_day(approval.decided) if approval else "",
        "remark": (approval.remark if approval and not data.is_public else None) or "",
    }


def list_sessions(data: ReportData) -> list[Session]:
    """Return the interviews and workshops that were held."""
    kinds = (SessionKind.INTERVIEW, SessionKind.WORKSHOP)
    return [each for kind in kinds for each in filter_held(data.visit.sessions, kind).values()]


def build_heard(data: ReportData) -> list[dict[str, Any]]:
    """Return the people interviewed, by category.

    A list by session would reveal who said what. In editions for readers outside the team, a last row with
    the category "" combines the small groups.
    """
    sessions = list_sessions(data)
    people = {each: _count_people(sessions, {each}) for each in IntervieweeCategory}
    groups = [each for each in IntervieweeCategory if people[each]]
    small = set() if data.is_team else _select_small_groups({each: people[each] for each in groups})
    rows = [_build_heard_row(data, sessions, {each}, each.plural) for each in groups if each not in small]
    return [*rows, _build_heard_row(data, sessions, small)] if small else rows


def _select_small_groups(people: dict[IntervieweeCategory, int]) -> set[IntervieweeCategory]:
    """Return the groups that are too small to be shown separately.

    If together they have fewer than ``SMALLEST_GROUP`` people, the next larger group is added.
    """
    small: set[IntervieweeCategory] = set()
    for each in sorted(people, key=people.__getitem__):
        together = sum(people[group] for group in small)
        if people[each] < SMALLEST_GROUP or 0 < together < SMALLEST_GROUP:
            small.add(each)
    return small


def _build_heard_row(
    data: ReportData, sessions: Iterable[Session], groups: set[IntervieweeCategory], name: str = ""
) -> dict[str, Any]:
    inside = [each for each in sessions if _count_people([each], groups)]
    return {
        "category": capitalise(data.context.translate(name)) if name else "",
        "sessions": len(inside),
        "people": _count_people(inside, groups),
    }


def _count_people(sessions: Iterable[Session], groups: set[IntervieweeCategory]) -> int:
    guests = (guest for each in sessions for guest in each.interviewees)
    return sum(guest.people for guest in guests if guest.category in groups)

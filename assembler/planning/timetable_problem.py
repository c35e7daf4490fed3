"""The timetable problem: the meetings to plan, and everything that limits their times and people.

Times are in minutes, counted from midnight on the first day that the team can meet guests.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from math import gcd
from typing import TYPE_CHECKING

from assembler.errors import DataError
from assembler.model.review.availability import Interpreter, Window
from assembler.model.review.coverage import MEETINGS, list_grid_codes
from assembler.model.review.desk_reviews import DeskReviews, TeamDeskReview
from assembler.model.review.review import Review
from assembler.model.review.visit import (
    Session,
    SessionKind,
    Visit,
    identify_guests,
    list_guest_languages,
)
from assembler.store.records.record import Record
from assembler.structs import Struct

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

DAY = 24 * 60
HOSTS = 2
"""Number of members in an interview (S0:524-526), and in a workshop for which nobody is named."""
STEP = 15
"""Shortest interval, in minutes, between possible starting times of sessions."""


class Mode(Struct, frozen=True):
    """A way to hold a meeting, and the members who can hold it in this way.

    ``language`` is spoken by the guests and, unless the meeting is interpreted, by the members.
    """

    language: str
    interpreted: bool
    minutes: int
    members: frozenset[str]


class Meeting(Struct, frozen=True):
    """An interview or workshop to plan.

    ``hosts`` is the number of team members who hold it. A meeting without a place of its own needs one of the
    visit's rooms, if the visit lists any. ``rooms`` are those with enough seats.
    """

    name: str
    session: Session
    hosts: int
    modes: tuple[Mode, ...]
    guests: frozenset[tuple[str, str]]
    needs_room: bool = False
    rooms: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """True if the meeting counts towards the daily limit of interviews."""
        return self.session.kind is SessionKind.INTERVIEW


class Problem(Struct, frozen=True):
    """The meetings to plan, and the limits that a plan must respect.

    ``held`` are sessions that cannot be moved: meetings with notes or evidence, and all other kinds of
    sessions that have a time. ``codes`` are the indicators of the team's grid. ``step`` is the interval
    between possible starts, in minutes.
    """

    review: Review
    visit: Visit
    days: tuple[date, ...]
    members: tuple[str, ...]
    meetings: tuple[Meeting, ...]
    held: Mapping[str, Session]
    codes: tuple[str, ...]
    step: int

    def minute(self, moment: datetime) -> int:
        """Return ``moment`` in minutes since midnight on the first day."""
        return int((moment - datetime.combine(self.days[0], time())).total_seconds()) // 60

    def moment(self, minute: int) -> datetime:
        """Return the date and time that is ``minute`` minutes after midnight on the first day."""
        return datetime.combine(self.days[0], time()) + timedelta(minutes=minute)

    def list_starts(self, meeting: Meeting, minutes: int, *, later: int = 0) -> list[int]:
        """Return the times at which ``meeting`` can start if it takes ``minutes``.

        Days end ``later`` minutes later than in the record.
        """
        return [
            start
            for begin, end in self._list_shifts(later)
            for start in range(begin, end - minutes + 1, self.step)
            if is_within(self, meeting.session.available, start, minutes)
            and not any(
                start < other_end and begin_other < start + minutes
                for begin_other, other_end in self.list_team_times()
            )
        ]

    def _list_shifts(self, later: int) -> Iterator[tuple[int, int]]:
        """Yield the beginning and end of each morning and afternoon."""
        hours = self.visit.hours
        for day in self.days:
            start, lunch, end = (
                self.minute(datetime.combine(day, each)) for each in (hours.start, hours.lunch, hours.end)
            )
            yield start, lunch
            yield min(lunch + hours.lunch_minutes, end), end + later

    def count_open_minutes(self) -> int:
        """Return the minutes available for sessions on all days together.

        Lunch and the sessions of the whole team are not included.
        """
        return sum(
            end - begin - sum(max(0, min(end, stop) - max(begin, start))
                              for start, stop in self.list_team_times())
            for begin, end in self._list_shifts(0)
        )  # fmt: skip

    def list_team_times(self) -> list[tuple[int, int]]:
        """Return the beginning and the end, in minutes, of each session that needs the whole team."""
        kinds = (*MEETINGS, SessionKind.TRAVEL)
        return [
            (self.minute(each.begins), self.minute(each.begins) + each.minutes)
            for each in self.held.values()
            if each.kind not in kinds and not each.team and each.begins
        ]

    def find_previous_start(self, meeting: Meeting) -> int | None:
        """Return the start time of the meeting in the record, in minutes, or None if it is not set."""
        return self.minute(meeting.session.begins) if meeting.session.begins else None


def is_within(problem: Problem, windows: Sequence[Window], start: int, minutes: int) -> bool:
    """Return whether the ``minutes`` after ``start`` are all within one of ``windows``.

    If there are no windows, any time is possible.
    """
    return not windows or any(
        problem.minute(datetime.combine(each.day, each.start or time())) <= start
        and start + minutes
        <= (problem.minute(datetime.combine(each.day, each.end)) if each.end
            else problem.minute(datetime.combine(each.day, time())) + DAY)
        for each in windows
    )  # fmt: skip


def build_problem(record: Record, benchmark: Benchmark, evidence: Iterable[str]) -> Problem:
    """Return the timetable problem of ``record``.

    ``evidence`` names the sessions that have evidence. Raises DataError if there is nothing to plan, or if
    there are no days or members to plan with.
    """
    review, visit = record.review, record.require(Visit)
    members = tuple(m.person.initials for m in review.team.members if m.person.initials)
    active = {name: each for name, each in visit.sessions.items() if not each.cancelled}
    done = {*evidence, *(name for name, each in active.items() if each.notes)}
    held = {
        name: each
        for name, each in active.items()
        if each.begins and (each.kind not in MEETINGS or name in done)
    }
    to_plan = {name: each for name, each in active.items() if each.kind in MEETINGS and name not in held}
    _require(record, review, members, to_plan)
    meetings = tuple(_build_meeting(review, visit, name, each) for name, each in to_plan.items())
    team = record.find(TeamDeskReview) or TeamDeskReview()
    codes = list_grid_codes(benchmark, record.find(DeskReviews) or DeskReviews(), team)
    days = _list_days(review)
    return Problem(review, visit, days, members, meetings, held, codes, _find_step(visit, meetings))


def _require(record: Record, review: Review, members: Sequence[str], to_plan: Mapping[str, Session]) -> None:
    missing = (
        (review.visit_start is None, "the days of the visit are not known",
         "enter them in the sheet that `assembler export dates` writes, and import it"),
        (not members, "the record has no team",
         "list its members in the sheet that `assembler export people` writes, and import it"),
        (not to_plan, "there is no session to plan; a session with notes or evidence is never moved",
         "add interviews or workshops to the sheet that `assembler export sessions` writes, and import it"),
    )  # fmt: skip
    for is_missing, message, hint in missing:
        if is_missing:
            raise DataError(message, location=record.name, hint=hint)


def _list_days(review: Review) -> tuple[date, ...]:
    """Return the days of a visit without the first and the last day.

    A visit of one or two days is not shortened.
    """
    start = review.visit_start or date.min
    end = review.visit_end or start
    days = tuple(start + timedelta(number) for number in range((end - start).days + 1))
    return days[1:-1] or days


def _find_step(visit: Visit, meetings: Iterable[Meeting]) -> int:
    """Return the interval between possible starts, between ``STEP`` and 60 minutes.

    If possible, it divides the lengths of the sessions and of lunch, and the times from the start of the day.
    """
    hours = visit.hours
    lengths = {mode.minutes for meeting in meetings for mode in meeting.modes}
    marks = [(each.hour - hours.start.hour) * 60 + each.minute - hours.start.minute
             for each in (hours.lunch, hours.end)]  # fmt: skip
    return max(gcd(*lengths, hours.lunch_minutes, *marks, 60), STEP)


def _build_meeting(review: Review, visit: Visit, name: str, session: Session) -> Meeting:
    is_interview = session.kind is SessionKind.INTERVIEW
    known = {room.name.text.casefold() for room in visit.rooms.values()}
    people = sum(each.people for each in session.interviewees)
    needs_room = bool(known) and (session.place is None or session.place.text.casefold() in known)
    rooms = (key for key, room in visit.rooms.items() if room.seats is None or room.seats >= people)
    return Meeting(
        name,
        session,
        HOSTS if is_interview else len(session.facilitators) or HOSTS,
        tuple(_list_modes(review, session, visit.interpreter_people.values())),
        identify_guests(session),
        needs_room,
        tuple(rooms) if needs_room else (),
    )


def _list_modes(review: Review, session: Session, interpreters: Collection[Interpreter]) -> Iterator[Mode]:
    """Yield the ways to hold the session: in each language of the guests, then with an interpreter.

    Members whose languages are not recorded are assumed to understand guests, unless the session has an
    interpreter.
    """
    limits = review.limits
    people = [member.person for member in review.team.members if member.person.initials]
    everybody = frozenset(each.initials or "" for each in people)
    plain = limits.interview_minutes if session.kind is SessionKind.INTERVIEW else session.minutes
    double = max(limits.interpreted_minutes, plain)
    known = {each for person in interpreters for each in person.languages}
    languages = list_guest_languages(session)
    if not languages:
        yield Mode("", session.interpreter, double if session.interpreter else plain, everybody)
        return
    for language in languages:
        speakers = frozenset(
            each.initials or ""
            for each in people
            if language in each.languages or not (each.languages or session.interpreter)
        )
        if len(speakers) >= HOSTS:
            yield Mode(language, False, plain, speakers)
    for language in [each for each in languages if each in known] or languages[:1]:
        yield Mode(language, True, double, everybody)

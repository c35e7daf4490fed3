"""Visits: sessions with their people, times, places and indicators.

A session without a day is still to be planned. A plan is limited by ``hours``, ``rooms``, ``availability``
and ``interpreters`` (or ``interpreter_people``).

The sessions are stored in ``visit.yaml`` by name: I1, I2, … are interviews, and WA, WB, … workshops. P, H, D,
F and T are the prefixes for preparation, the host's presentation, team discussions, feedback and travel. The
number or letter is part of the name and is never typed separately.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import combinations
from types import MappingProxyType
from typing import Annotated, Self

from pydantic import Field, model_validator

from assembler.model.review.availability import Availability, Interpreter, Room, VisitHours, Window
from assembler.model.types.default_language import WithDefaultLanguage
from assembler.model.types.invalid_value import InvalidValueError
from assembler.model.types.record_header import Initials, LanguageTag
from assembler.model.types.references import IndicatorCode, InterpreterName, Member, RoomKey, SessionKey
from assembler.model.types.values import Choice, Frozen, RichText, Text


class SessionKind(Choice):
    """Kind of session."""

    INTERVIEW = "interview", "interview"
    WORKSHOP = "workshop", "workshop"
    PREPARATION = "preparation", "preparation"
    PRESENTATION = "presentation", "presentation by host"
    DISCUSSION = "discussion", "team discussion"
    FEEDBACK = "feedback", "feedback"
    TRAVEL = "travel", "travel"


class IntervieweeCategory(Choice):
    """Category of interviewees.

    A timetable should balance all categories (S0:766-777).
    """

    STAFF = "staff", "municipal staff"
    POLITICIAN = "politician", "politician"
    PARTNER = "partner", "partner organisation"
    IMMIGRANT_GROUP = "immigrant-group", "immigrant group"
    SERVICE_USER = "service-user", "service user"

    @property
    def plural(self) -> str:
        """English plural of the label, used as a message after a number of people."""
        return _PLURALS.get(self, self.label)


_PLURALS: Mapping[IntervieweeCategory, str] = MappingProxyType(
    {
        IntervieweeCategory.POLITICIAN: "politicians",
        IntervieweeCategory.PARTNER: "partner organisations",
        IntervieweeCategory.IMMIGRANT_GROUP: "immigrant groups",
        IntervieweeCategory.SERVICE_USER: "service users",
    }
)
"""Plural labels, where they differ from the singular ones."""


class RecordingConsent(Choice):
    """Consent to recording the conversation."""

    NOT_ASKED = "not-asked", "not asked yet"
    GIVEN = "given", "may be recorded"
    REFUSED = "refused", "may not be recorded"


class Interviewee(Frozen):
    """A person or group that the team meets, identified by position.

    The name is given only if the person has consented.
    """

    office: Text
    category: IntervieweeCategory
    unit: Text | None = None
    """Department, company or organisation."""
    name: str = ""
    people: Annotated[int, Field(ge=1)] = 1
    """Number of people in a group."""
    consent: bool = False
    """Consent to the notes and their use."""
    publish_name: bool = False
    """Consent to publication of the name."""
    languages: tuple[LanguageTag, ...] = ()
    """Languages in which the guest can be interviewed, their own first."""


class Session(Frozen):
    """A session of a visit.

    Times are local, and ``minutes`` is the duration.
    """

    kind: SessionKind
    title: Text | None = None
    day: date | None = None
    start: time | None = None
    minutes: Annotated[int, Field(ge=5, le=600)] = 60
    """Duration; an interview lasts one hour, or two with an interpreter (S0:525-527, 330-336; rule R12)."""
    track: Annotated[int, Field(ge=1, le=9)] | None = None
    """Parallel track in the timetable; None for the whole team."""
    place: Text | None = None
    available: tuple[Window, ...] = ()
    """Times at which all guests can come; empty if they can come at any time."""
    interviewers: tuple[Member, ...] = ()
    """Interviewers; exactly two in an interview (S0:524-526; rule R10)."""
    facilitators: tuple[Member, ...] = ()
    lead: Member | None = None
    note_taker: Member | None = None
    interpreter: bool = False
    interpreted_by: InterpreterName | None = None
    """The interpreter, if the visit lists them by name."""
    languages: tuple[LanguageTag, ...] = ()
    """Languages spoken; with an interpreter, the guest's language and then the team's."""
    recording: RecordingConsent = RecordingConsent.NOT_ASKED
    interviewees: tuple[Interviewee, ...] = ()
    indicators: tuple[IndicatorCode, ...] = ()
    """Indicators to cover in the session."""
    questions: tuple[Text, ...] = ()
    """Questions for these guests only, in addition to the questions in the merged grid."""
    documents: tuple[Text, ...] = ()
    """Documents to ask for."""
    notes: dict[IndicatorCode, RichText] = Field(default_factory=dict)
    """The interviewers' notes, by indicator."""
    also_meet: tuple[Text, ...] = ()
    """Other people whom the guests advised the team to meet."""
    cancelled: bool = False

    @property
    def team(self) -> tuple[str, ...]:
        """Team members in the session, without duplicates: interviewers and facilitators."""
        return tuple(dict.fromkeys((*self.interviewers, *self.facilitators)))

    @property
    def begins(self) -> datetime | None:
        """Date and time of the start, or None if the day or the time is not fixed."""
        return datetime.combine(self.day, self.start) if self.day and self.start else None

    @property
    def ends(self) -> datetime | None:
        """Date and time of the end, or None if the start is not fixed.

        >>> Session(kind="interview", day="2026-10-06", start="09:00").ends.isoformat()
        '2026-10-06T10:00:00'
        """
        return self.begins + timedelta(minutes=self.minutes) if self.begins else None


_LETTERS: Mapping[str, SessionKind] = MappingProxyType({
    "I": SessionKind.INTERVIEW, "W": SessionKind.WORKSHOP, "P": SessionKind.PREPARATION,
    "H": SessionKind.PRESENTATION, "D": SessionKind.DISCUSSION, "F": SessionKind.FEEDBACK,
    "T": SessionKind.TRAVEL,
})  # fmt: skip
LABELS: Mapping[SessionKind, str] = MappingProxyType(
    {
        SessionKind.INTERVIEW: "Interview {number}",
        SessionKind.WORKSHOP: "Workshop {number}",
    }
)
"""English messages for the names of sessions; other sessions are shown by kind and title."""


class Visit(WithDefaultLanguage):
    """The timetable: all sessions by name, practical information for travellers, and the limits of a plan."""

    sessions: dict[SessionKey, Session] = Field(default_factory=dict)
    practical: RichText | None = None
    """Addresses, telephone numbers and journeys, shown below the timetable."""
    hours: VisitHours = VisitHours()
    rooms: dict[RoomKey, Room] = Field(default_factory=dict)
    """Rooms for interviews and workshops; a plan chooses one for each session."""
    availability: dict[Member, Availability] = Field(default_factory=dict)
    """When members can interview; members who are not listed can do so at any time."""
    interpreters: dict[LanguageTag, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)
    """Number of interpreters available at once, by the guests' language; there is no limit for other
    languages.
    """
    interpreter_people: dict[Initials, Interpreter] = Field(default_factory=dict)
    """Interpreters by their initials; a session in one of their languages needs one of these interpreters."""

    @model_validator(mode="after")
    def _check_names(self) -> Self:
        for name, session in self.sessions.items():
            if session_kind(name) is not session.kind:
                raise InvalidValueError(
                    "session kind", name=name, expected=str(session_kind(name)), kind=str(session.kind)
                )
        return self


def session_kind(name: str) -> SessionKind:
    """Return the kind of the session with this ``name``.

    >>> session_kind("I17").value, session_kind("WA").value
    ('interview', 'workshop')
    """
    return _LETTERS[name[0]]


def session_number(name: str) -> str:
    """Return the number or letter in the name of a session.

    >>> session_number("I17"), session_number("WA")
    ('17', 'A')
    """
    return name[1:]


def session_label(name: str) -> str:
    """Return the English name of a session.

    In other languages, the label of an interview or workshop is the translation of its message in ``LABELS``,
    with the number filled in.

    >>> session_label("I17"), session_label("WA"), session_label("D2")
    ('Interview 17', 'Workshop A', 'team discussion 2')
    """
    kind = session_kind(name)
    return LABELS.get(kind, f"{kind.label} {{number}}").format(number=session_number(name))


def list_own_sessions(visit: Visit, member: str) -> list[tuple[str, Session, datetime]]:
    """Return the name, data and start of each scheduled session of ``member``, in chronological order.

    These are the member's own sessions and those of the whole team, including cancelled ones.

    >>> talk = {"kind": "discussion", "day": "2026-10-06", "start": "09:00"}
    >>> [name for name, _, _ in list_own_sessions(Visit(sessions={"D1": talk}), "HK")]
    ['D1']
    """
    own = [
        (name, each, each.begins)
        for name, each in visit.sessions.items()
        if each.begins and (member in each.team or not (each.team or name[0] in "IW"))
    ]
    return sorted(own, key=lambda item: (item[2], item[0]))


def sort_sessions(names: Iterable[str]) -> list[str]:
    """Return the names of sessions sorted by kind (interviews, workshops, others) and number.

    >>> sort_sessions(["WA", "I10", "I9"])
    ['I9', 'I10', 'WA']
    """
    kinds = list(_LETTERS)
    return sorted(names, key=lambda name: (kinds.index(name[0]), len(name), name))


def find_overlaps(sessions: Mapping[str, Session]) -> Iterator[tuple[str, str]]:
    """Yield pairs of sessions that overlap in time, ignoring cancelled ones.

    >>> two = {n: Session(kind="interview", day="2026-10-06", start="09:00") for n in ("I1", "I2")}
    >>> list(find_overlaps(two))
    [('I1', 'I2')]
    """
    timed = [(name, each) for name, each in sessions.items() if each.begins and not each.cancelled]
    for (one, first), (other, second) in combinations(timed, 2):
        if first.begins < second.ends and second.begins < first.ends:  # type: ignore[operator]  # both timed
            yield one, other


def filter_held(sessions: Mapping[str, Session], kind: SessionKind) -> dict[str, Session]:
    """Return the sessions of ``kind`` that were not cancelled."""
    return {name: each for name, each in sessions.items() if each.kind is kind and not each.cancelled}


def identify_guests(session: Session) -> frozenset[tuple[str, str]]:
    """Return the name (or position) and unit of each guest, in lower case.

    This pair identifies a guest who takes part in several sessions.

    >>> mayor = {"office": "Mayor", "category": "politician"}
    >>> identify_guests(Session(kind="interview", interviewees=[mayor]))
    frozenset({('mayor', '')})
    """
    return frozenset(
        ((each.name or each.office.text).casefold(), each.unit.text.casefold() if each.unit else "")
        for each in session.interviewees
    )


def list_guest_languages(session: Session) -> tuple[str, ...]:
    """Return the languages that all guests speak.

    Guests whose languages are unknown are ignored. If the others have no language in common, the first
    guest's own language is returned. If nobody's languages are known, those of the session are returned or,
    if there is an interpreter, only the first of these.

    >>> pair = {"kind": "interview", "interpreter": True, "languages": ("ar", "en")}
    >>> list_guest_languages(Session(**pair))
    ('ar',)
    """
    spoken = [each.languages for each in session.interviewees if each.languages]
    if spoken:
        shared = tuple(each for each in spoken[0] if all(each in other for other in spoken))
        return shared or spoken[0][:1]
    return session.languages[:1] if session.interpreter else session.languages


def find_guest(session: Session, guest: str) -> Interviewee | None:
    """Return the guest with this position or name, ignoring case and extra spaces, or None.

    >>> mayor = {"office": "Mayor of the city", "category": "politician"}
    >>> find_guest(Session(kind="interview", interviewees=[mayor]), "mayor  of the city").category.value
    'politician'
    """
    key = " ".join(guest.split()).casefold()
    for each in session.interviewees:
        if key in (" ".join(name.split()).casefold() for name in (each.office.text, each.name)):
            return each
    return None


def find_refusals(session: Session, guest: str = "") -> tuple[Interviewee, ...] | None:
    """Return the guests without whose consent a statement may not be used, or None if ``guest`` is unknown.

    A statement by a named ``guest`` needs only their consent. Any other statement needs the consent of all
    guests. The result is empty if all the necessary consent was given.
    """
    named = find_guest(session, guest) if guest else None
    if guest and named is None:
        return None
    return tuple(each for each in ((named,) if named else session.interviewees) if not each.consent)


def may_use_notes(visit: Visit, name: str, guest: str = "") -> bool:
    """Return whether a statement by ``guest`` (or by any guest) in the session ``name`` may be used.

    The session must not have been cancelled, and the guest (or every guest) must have given consent. A named
    guest must be in the session, and an interview or workshop needs a guest. Statements from a session that
    is not in the timetable may be used.

    >>> visit = Visit(sessions={"I1": {"kind": "interview", "cancelled": True}})
    >>> may_use_notes(visit, "I1"), may_use_notes(visit, "I2")
    (False, True)
    """
    session = visit.sessions.get(name)
    if session is None:
        return True
    return not session.cancelled and not lacks_guests(session) and find_refusals(session, guest) == ()


def lacks_guests(session: Session) -> bool:
    """Return whether the session is an interview or a workshop without guests."""
    return session.kind in (SessionKind.INTERVIEW, SessionKind.WORKSHOP) and not session.interviewees

"""The visit (domain sections 1c and 1d): its sessions, who asks whom, when, where and about what.

Kept in ``visit.yaml``, by session: I1 to I28 the interviews, WA and WB the workshops; P, H, D, F and T begin
the names of preparation, the host's presentation, the team's discussions, the feedback and the journey. The
number or letter is part of the name and never typed beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import combinations
from types import MappingProxyType
from typing import Annotated, Self

from pydantic import Field, model_validator

from assembler.model.types.content import Choice, Frozen, RichText, Text
from assembler.model.types.default_language import WithDefaultLanguage
from assembler.model.types.record_header import LanguageTag
from assembler.model.types.references import IndicatorCode, Member, SessionKey


class SessionKind(Choice):
    """What happens in an hour of the visit (domain 2.4)."""

    INTERVIEW = "interview", "interview"
    WORKSHOP = "workshop", "workshop"
    PREPARATION = "preparation", "preparation"
    PRESENTATION = "presentation", "presentation by host"
    DISCUSSION = "discussion", "team discussion"
    FEEDBACK = "feedback", "feedback"
    TRAVEL = "travel", "travel"


class IntervieweeCategory(Choice):
    """Whom the team speaks with (domain 2.4); the timetable balances them (S0:766-777)."""

    STAFF = "staff", "municipal staff"
    POLITICIAN = "politician", "politician"
    PARTNER = "partner", "partner organisation"
    IMMIGRANT_GROUP = "immigrant-group", "immigrant group"
    SERVICE_USER = "service-user", "service user"

    @property
    def plural(self) -> str:
        """The English message that stands beside a number of people."""
        return _PLURALS.get(self, self.label)


_PLURALS: Mapping[IntervieweeCategory, str] = MappingProxyType(
    {
        IntervieweeCategory.POLITICIAN: "politicians",
        IntervieweeCategory.PARTNER: "partner organisations",
        IntervieweeCategory.IMMIGRANT_GROUP: "immigrant groups",
        IntervieweeCategory.SERVICE_USER: "service users",
    }
)
"""Of several; staff are several in any case."""


class RecordingConsent(Choice):
    """Whether the conversation may be recorded."""

    NOT_ASKED = "not-asked", "not asked yet"
    GIVEN = "given", "may be recorded"
    REFUSED = "refused", "may not be recorded"


class Interviewee(Frozen):
    """Somebody whom the team meets, or a group, by office; a name only with consent."""

    office: Text
    category: IntervieweeCategory
    unit: Text | None = None
    """Department, company or organisation."""
    name: str = ""
    people: Annotated[int, Field(ge=1)] = 1
    """How many, for a group."""
    consent: bool = False
    """Agrees that what is said is noted and used."""
    publish_name: bool = False
    """Agrees that the name stands in the public edition."""


class Session(Frozen):
    """One session; times are local, ``minutes`` its length."""

    kind: SessionKind
    title: Text | None = None
    day: date | None = None
    start: time | None = None
    minutes: Annotated[int, Field(ge=5, le=600)] = 60
    """An interview lasts an hour, with an interpreter two (S0:525-527, 330-336; rule R12)."""
    track: Annotated[int, Field(ge=1, le=9)] | None = None
    """Which of the parallel rows of the timetable; none for the whole team."""
    place: Text | None = None
    interviewers: tuple[Member, ...] = ()
    """Exactly two in an interview (S0:524-526; rule R10)."""
    facilitators: tuple[Member, ...] = ()
    lead: Member | None = None
    note_taker: Member | None = None
    interpreter: bool = False
    languages: tuple[LanguageTag, ...] = ()
    """What is spoken; with an interpreter the pair: from the guest's language into the team's."""
    recording: RecordingConsent = RecordingConsent.NOT_ASKED
    interviewees: tuple[Interviewee, ...] = ()
    indicators: tuple[IndicatorCode, ...] = ()
    """What the session is to cover."""
    questions: tuple[Text, ...] = ()
    """Questions for these guests alone, beside those of the merged grid."""
    documents: tuple[Text, ...] = ()
    """Papers to ask for."""
    notes: dict[IndicatorCode, RichText] = Field(default_factory=dict)
    """What the interviewers wrote down, by indicator."""
    also_meet: tuple[Text, ...] = ()
    """Whom the guests told the team to meet as well."""
    cancelled: bool = False

    @property
    def team(self) -> tuple[str, ...]:
        """The members who are in it, each once: interviewers and facilitators."""
        return tuple(dict.fromkeys((*self.interviewers, *self.facilitators)))

    @property
    def begins(self) -> datetime | None:
        """When it begins; None where day or hour is open."""
        return datetime.combine(self.day, self.start) if self.day and self.start else None

    @property
    def ends(self) -> datetime | None:
        """When it ends.

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
"""English messages for a session's name; those of the other kinds are shown by kind and title."""


class Visit(WithDefaultLanguage):
    """The timetable: every session by its name, and what travellers need to know."""

    sessions: dict[SessionKey, Session] = Field(default_factory=dict)
    practical: RichText | None = None
    """Addresses, telephone numbers and journeys for the foot of the timetable."""

    @model_validator(mode="after")
    def _names_fit(self) -> Self:
        for name, session in self.sessions.items():
            if session_kind(name) is not session.kind:
                raise ValueError(
                    f"{name} is the name of a session of kind {session_kind(name)}: {session.kind}"
                )
        return self


def session_kind(name: str) -> SessionKind:
    """The kind of session that ``name`` begins.

    >>> session_kind("I17").value, session_kind("WA").value
    ('interview', 'workshop')
    """
    return _LETTERS[name[0]]


def session_number(name: str) -> str:
    """The number or letter of a session.

    >>> session_number("I17"), session_number("WA")
    ('17', 'A')
    """
    return name[1:]


def session_label(name: str) -> str:
    """What a session is called in English; in another language fill ``LABELS`` yourself.

    >>> session_label("I17"), session_label("WA"), session_label("D2")
    ('Interview 17', 'Workshop A', 'team discussion 2')
    """
    kind = session_kind(name)
    return LABELS.get(kind, f"{kind.label} {{number}}").format(number=session_number(name))


def sort_sessions(names: Iterable[str]) -> list[str]:
    """Names of sessions as people count them: interviews, workshops, the rest.

    >>> sort_sessions(["WA", "I10", "I9"])
    ['I9', 'I10', 'WA']
    """
    kinds = list(_LETTERS)
    return sorted(names, key=lambda name: (kinds.index(name[0]), len(name), name))


def find_overlaps(sessions: Mapping[str, Session]) -> Iterator[tuple[str, str]]:
    """Pairs of sessions that share time, cancelled ones aside; whoever is in both is in two places at once.

    >>> two = {n: Session(kind="interview", day="2026-10-06", start="09:00") for n in ("I1", "I2")}
    >>> list(find_overlaps(two))
    [('I1', 'I2')]
    """
    timed = [(name, each) for name, each in sessions.items() if each.begins and not each.cancelled]
    for (one, first), (other, second) in combinations(timed, 2):
        if first.begins < second.ends and second.begins < first.ends:  # type: ignore[operator]  # both timed
            yield one, other


def filter_held(sessions: Mapping[str, Session], kind: SessionKind) -> dict[str, Session]:
    """The sessions of ``kind`` that were not cancelled."""
    return {name: each for name, each in sessions.items() if each.kind is kind and not each.cancelled}


def identify_guests(session: Session) -> frozenset[tuple[str, str]]:
    """Who the guests are, for telling whether two sessions heard the same person: name or office, and unit.

    >>> mayor = {"office": "Mayor", "category": "politician"}
    >>> identify_guests(Session(kind="interview", interviewees=[mayor]))
    frozenset({('mayor', '')})
    """
    return frozenset(
        ((each.name or each.office.text).casefold(), each.unit.text.casefold() if each.unit else "")
        for each in session.interviewees
    )


def may_use_notes(visit: Visit, name: str) -> bool:
    """Whether what was said in a session may be used: it was held, and every guest agreed to notes.

    A session that the timetable does not have, or that names no guests, has nobody who did not agree.

    >>> visit = Visit(sessions={"I1": {"kind": "interview", "cancelled": True}})
    >>> may_use_notes(visit, "I1"), may_use_notes(visit, "I2")
    (False, True)
    """
    session = visit.sessions.get(name)
    if session is None:
        return True
    return not session.cancelled and all(guest.consent for guest in session.interviewees)

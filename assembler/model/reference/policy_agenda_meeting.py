"""Meetings about a policy agenda, stored in ``data/records/<name>/meeting.yaml``.

One record provides the invitation, the attendance list and the report. Visitors are listed by position and
organisation, never by name.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Annotated, Final

from pydantic import Field

from assembler.model.reference.agenda_evaluations import Count, ListStatus, Meeting, Visitors
from assembler.model.reference.municipality_choices import RemarkStatus
from assembler.model.types.record_header import RecordHeader
from assembler.model.types.values import Frozen, RichText, Text

MUNICIPAL: Final = (Visitors.ALDERMEN, Visitors.MUNICIPAL)
"""Categories of visitors whose organisations are municipalities."""


class ProgrammeItem(Frozen):
    """An item of the programme, with its ``start`` as a local time."""

    start: time
    text: Text
    speaker: Text | None = None


class Visitor(Frozen):
    """A visitor to a meeting, without a name."""

    office: Text
    """Position of the visitor."""
    organisation: Text | None = None
    category: Visitors | None = None


class Question(Frozen):
    """A question or suggestion put to the State at the meeting, with the reply."""

    text: Text
    asked_by: Text | None = None
    """Position or organisation, never a name."""
    ministry: Text | None = None
    reply: Text | None = None
    replied: date | None = None
    status: RemarkStatus = RemarkStatus.OPEN


class Agreement(Frozen):
    """An action agreed at the meeting, with the position responsible and the deadline."""

    text: Text
    owner: Text | None = None
    deadline: date | None = None


class AgendaMeeting(RecordHeader):
    """A meeting about the policy agenda whose id in ``data/agendas`` is ``agenda``.

    Times are local.
    """

    agenda: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    title: Text
    region: str = ""
    theme: Text | None = None
    day: date
    start: time | None = None
    minutes: Annotated[int, Field(ge=5, le=1440)] = 180
    place: str
    address: Text | None = None
    purpose: RichText | None = None
    programme: tuple[ProgrammeItem, ...] = ()
    organiser: Text | None = None
    email: str = ""
    telephone: str = ""
    reply_by: date | None = None
    """Deadline for registration."""
    total: Count | None = None
    """Number of visitors, if more people came than are listed."""
    list: ListStatus | None = None
    """How complete the list of visitors is; None before the meeting."""
    visitors: tuple[Visitor, ...] = ()
    summary: RichText | None = None
    agreements: tuple[Agreement, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def begins(self) -> datetime | None:
        """Date and time of the start, or None if the time is not fixed."""
        return datetime.combine(self.day, self.start) if self.start else None

    @property
    def ends(self) -> datetime | None:
        """Date and time of the end, or None if the start is not fixed."""
        return self.begins + timedelta(minutes=self.minutes) if self.begins else None

    def count_visitors(self) -> Meeting:
        """Return the meeting as evaluations list it, with its visitors counted by category.

        If the list of visitors is complete, a category without visitors is 0. Otherwise, the number is
        unknown and therefore omitted.
        """
        counts = Counter(each.category for each in self.visitors if each.category)
        status = self.list or (ListStatus.INCOMPLETE if self.visitors else ListStatus.MISSING)
        kinds = Visitors if status is ListStatus.COMPLETE else counts
        municipalities = {
            each.organisation.text.strip().casefold()
            for each in self.visitors
            if each.organisation and each.category in MUNICIPAL
        }
        return Meeting(
            region=self.region,
            day=self.day,
            place=self.place,
            theme=Text(text=self.theme.text, language=self.language) if self.theme else None,
            total=max(self.total or 0, len(self.visitors)),
            municipalities=len(municipalities) if self.visitors else None,
            visitors={kind: counts[kind] for kind in Visitors if kind in kinds},
            list=status,
        )

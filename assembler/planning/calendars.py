"""Calendars of a visit: an iCalendar file (RFC 5545) with the sessions of each member, in local time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path, PurePath
from zoneinfo import ZoneInfo

from assembler.diagnostics import Diagnostic
from assembler.errors import DataError, ProjectError, ToolError
from assembler.i18n.catalogue.catalogue import load_catalogue
from assembler.i18n.languages.country_time_zones import find_time_zone
from assembler.i18n.languages.languages import get_language
from assembler.model.reference.city import City
from assembler.model.review.review import Person
from assembler.model.review.visit import Session, Visit, list_own_sessions
from assembler.store.project.build_log import write_outputs
from assembler.store.project.project import Project
from assembler.store.records.record import Record
from assembler.structs import Struct
from assembler.views.context import ViewContext
from assembler.views.visit_timetable import build_session

_INTERPRETER = "Interpreter: {session.interpreter}"


class CalendarsResult(Struct, frozen=True):
    """The written files, with a warning for each earlier file that had been edited.

    A backup copy is made of each edited file.
    """

    paths: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def write_calendars(
    project: Project,
    name: str,
    *,
    members: tuple[str, ...] = (),
    language: str = "",
    folder: Path | None = None,
) -> CalendarsResult:
    """Write a calendar for each of ``members``, by default for the whole team of the record ``name``.

    If no ``language`` is given, a calendar is in the member's first language that has a catalogue, or in the
    language of the record. The same record always produces the same bytes. Raises ProjectError for unknown
    members, DataError if the city's time zone is not known, ToolError if icalendar is not installed, and
    OutputError if a file cannot be written.
    """
    record = project.record(name)
    record.require(Visit)
    people = {m.person.initials: m.person for m in record.review.team.members if m.person.initials}
    if unknown := [who for who in members if who not in people]:
        what = f"the team has no member with the initials {', '.join(unknown)}"
        hint = (
            f"choose one of: {', '.join(people)}" if people else "add the initials of the members to the team"
        )
        raise ProjectError(what, location=record.name, hint=hint)
    target = folder or project.build_folder / "calendars"
    files = {}
    for who in members or people:
        code = language or _choose_language(project, record, people[who])
        path = target / f"{PurePath(record.name).name}_{who}_{code}.ics"
        files[path] = build_calendar(project, record, who, code)
    return CalendarsResult(tuple(files), write_outputs(project, files))


def _choose_language(project: Project, record: Record, person: Person) -> str:
    known = project.languages()
    return next((each for each in person.languages if each.partition("-")[0] in known), record.about.language)


def build_calendar(project: Project, record: Record, member: str, language: str) -> bytes:
    """Return the calendar of ``member``, with an event for each of their sessions, even if cancelled.

    Raises DataError if the city's time zone is not known, and ToolError if icalendar is not installed.
    """
    try:
        from icalendar import Calendar, Event
    except ImportError as error:
        message = "calendars need the package icalendar, which is not installed"
        hint = "run `pip install '.[calendar]'` in the program’s folder"
        raise ToolError(message, hint=hint) from error
    visit, context = record.require(Visit), _build_context(project, record, language)
    zone = ZoneInfo(find_city_zone(context.city))
    calendar = Calendar()
    calendar.add("prodid", "-//Assembler//Visit timetable//EN")
    calendar.add("version", "2.0")
    sessions = list_own_sessions(visit, member)
    for name, session, begins in sessions:
        shown = build_session(context, visit, name)
        event = Event()
        event.add("uid", f"{name}-{PurePath(record.name).name}-{member}@{record.review.city}.assembler")
        event.add("dtstamp", _find_stamp(record, begins))
        event.add("dtstart", begins.replace(tzinfo=zone))
        event.add("dtend", (begins + timedelta(minutes=session.minutes)).replace(tzinfo=zone))
        event.add("summary", str(getattr(shown["name"], "text", shown["name"])))
        if session.place:
            event.add("location", session.place.text)
        if description := "\n".join(_describe(context, session, shown["interpreter"])):
            event.add("description", description)
        event.add("status", "CANCELLED" if session.cancelled else "CONFIRMED")
        calendar.add_component(event)
    if sessions:
        days = [begins.date() for _, _, begins in sessions]
        calendar.add_missing_timezones(min(days).replace(month=1, day=1), max(days).replace(month=12, day=31))
    data: bytes = calendar.to_ical()
    return data


def _build_context(project: Project, record: Record, language: str) -> ViewContext:
    target, review = get_language(language), record.review
    return ViewContext(
        record,
        project,
        project.cities(),
        target,
        load_catalogue(project, target, project.cache).gettext,
        optional_city=project.city(review.city),
        optional_benchmark=project.benchmark(review.benchmark),
    )


def find_city_zone(city: City) -> str:
    """Return the time zone of ``city``.

    Raises DataError if the time zone is not known.
    """
    zone = city.time_zone or find_time_zone(city.country)
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError) as error:
        what = f"there is no time zone “{zone}”" if zone else "its country has several time zones"
        raise DataError(f"{city.id}: {what}", location="data/cities.yaml",
                        hint="give the city a `time_zone`, such as Europe/Madrid") from error  # fmt: skip
    return zone


def _find_stamp(record: Record, begins: datetime) -> datetime:
    """Return the time stamp that iCalendar requires.

    The time stamp depends only on the record, so that the same record produces the same bytes.
    """
    return datetime.combine(record.review.visit_start or begins.date(), time(), UTC)


def _describe(context: ViewContext, session: Session, interpreter: str) -> Iterator[str]:
    """Yield the lines below the name of a session: guests, team, interpreter and indicators."""
    for guest in session.interviewees:
        yield ", ".join(each.text for each in (guest.office, guest.unit) if each)
    if session.team:
        yield " & ".join(session.team)
    if interpreter:
        yield context.translate(_INTERPRETER).replace("{session.interpreter}", interpreter)
    if session.indicators:
        yield ", ".join(session.indicators)

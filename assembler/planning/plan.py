"""Plan a visit: find a plan, compare it with the record, and write it to the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from datetime import datetime
from typing import TYPE_CHECKING, Any

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_plans import LOST_COVERAGE
from assembler.errors import DataError
from assembler.merging.audit_entries import build_program_lines, write_changes
from assembler.merging.collect_result import ValueChange
from assembler.model.review.coverage import MEETINGS, find_thinly_covered
from assembler.model.review.evidence import EvidenceLog
from assembler.model.review.visit import Session, Visit, session_label
from assembler.planning.impossible_plans import explain_problem
from assembler.planning.solve import Freedom, Placement, find_plan
from assembler.planning.timetable_problem import Meeting, Problem, build_problem
from assembler.rules import VISIT_RULES, run_readable_rules
from assembler.store.files.transaction import lock_folder
from assembler.store.project.project import Project
from assembler.store.records.record import Record
from assembler.store.records.record_data import with_data
from assembler.store.records.record_writer import Change, EditedRecord, edit_record
from assembler.structs import Struct, as_data, replace

_TIMES = ("day", "start", "track")
"""Keys that are removed from a session when the plan leaves it out."""
if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

SOURCE = "assembler plan"
"""Source of planned values in the audit log."""


class PlannedSession(Struct, frozen=True):
    """A session with its time, track and place in the plan.

    ``moved`` is true if its time has changed.
    """

    session: str
    start: datetime
    end: datetime
    track: int
    place: str
    members: tuple[str, ...]
    languages: tuple[str, ...] = ()
    interpreted: bool = False
    interpreter: str = ""
    moved: bool = False


class PlanResult(Struct, frozen=True):
    """The plan in chronological order, its changes to the record, and any problems.

    ``diagnostics`` explain why sessions are ``left_out``, and which indicators lack coverage because of
    cancelled sessions. ``incomplete`` are the diagnostics of the rules for the planned visit. ``written`` is
    empty if nothing was written.
    """

    record: str
    sessions: tuple[PlannedSession, ...]
    left_out: tuple[str, ...] = ()
    changed: tuple[ValueChange, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    incomplete: tuple[Diagnostic, ...] = ()
    written: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the result as plain data, for ``--format json``."""
        shown = {name: [each.as_dict() for each in getattr(self, name)]
                 for name in ("diagnostics", "incomplete")}  # fmt: skip
        return {**as_data(self), **shown}


def plan_visit(
    project: Project, name: str, *, partial: bool = False, dry_run: bool = False, moment: str = ""
) -> PlanResult:
    """Plan the visit of the record ``name``.

    The plan is written to the record unless ``dry_run`` is true. If not all sessions fit, nothing is written
    unless ``partial`` is true, and the result explains why. ``moment`` is the time of the change for the
    audit log (ISO 8601). Raises DataError if there is nothing to plan or if the record would not be valid,
    ToolError if OR-Tools is not installed, and OutputError if the record cannot be written.
    """
    folder = project.record_folder(name)
    with nullcontext() if dry_run else lock_folder(folder):
        record = project.record(name)
        record.require(Visit)
        result, edited = propose_plan(record, project.benchmark(record.about.benchmark_tag))
        if dry_run or not result.changed or (result.left_out and not partial):
            return result
        lines = build_program_lines(SOURCE, result.changed, moment)
        written = write_changes(project, record, edited.contents, lines, moment)
        return replace(result, written=written)


def propose_plan(record: Record, benchmark: Benchmark) -> tuple[PlanResult, EditedRecord]:
    """Return the proposed plan, and the record with this plan, without writing anything.

    Raises DataError if there is nothing to plan, or if the record would not be valid. Raises ToolError if
    OR-Tools is not installed.
    """
    log = record.find(EvidenceLog) or EvidenceLog()
    problem = build_problem(record, benchmark, {each.session for each in log.records.values()})
    plan = find_plan(problem, Freedom())
    if plan is None:
        plan = find_plan(problem, Freedom(may_leave_out=True)) or {}
    left_out = tuple(each.name for each in problem.meetings if each.name not in plan)
    diagnostics = [*explain_problem(record, problem, left_out)] if left_out else []
    sessions = tuple(_describe(problem, plan))
    changed, rows = _compare(record, problem, plan, sessions)
    edited = edit_record(record, [Change("visit.sessions", rows)] if changed else [])
    if edited.errors:
        raise DataError("the plan cannot be written to the record", location=record.name,
                        hint="fix the errors listed below", diagnostics=edited.errors)  # fmt: skip
    diagnostics += report_lost_coverage(record, problem)
    incomplete = run_readable_rules(VISIT_RULES, edited.record, benchmark)
    return (
        PlanResult(record.name, sessions, left_out, tuple(changed), tuple(diagnostics), incomplete),
        edited,
    )


def report_lost_coverage(record: Record, problem: Problem) -> Iterator[Diagnostic]:
    """Yield a warning if sessions were cancelled and some indicators are therefore no longer covered enough.

    An indicator needs two sessions with different guests.
    """
    sessions = problem.visit.sessions
    cancelled = {name: each for name, each in sessions.items() if each.cancelled and each.kind in MEETINGS}
    before = {name: each.model_copy(update={"cancelled": False}) for name, each in sessions.items()}
    lost = find_thinly_covered(sessions, problem.codes).keys() - find_thinly_covered(before, problem.codes)
    names = [name for name, each in cancelled.items() if lost.intersection(each.indicators)]
    if lost:
        yield LOST_COVERAGE.at(
            record.locate(f"visit.sessions.{names[0]}"),
            sessions=", ".join(map(session_label, names)),
            indicators=", ".join(code for code in problem.codes if code in lost),
        )


def _describe(problem: Problem, plan: Mapping[str, Placement]) -> Iterator[PlannedSession]:
    """Yield the planned sessions in chronological order, each with its track, place and languages."""
    tracks = assign_tracks(problem, plan)
    known = {each.name: each for each in problem.meetings}
    for name, placement in sorted(plan.items(), key=lambda item: (item[1].start, tracks[item[0]])):
        session, begins = known[name].session, problem.moment(placement.start)
        place = problem.visit.rooms[placement.room].name if placement.room else session.place
        yield PlannedSession(
            name,
            begins,
            problem.moment(placement.end),
            tracks[name],
            place.text if place else "",
            placement.members,
            _find_languages(problem, known[name], placement),
            placement.mode.interpreted,
            placement.interpreter,
            session.begins not in (None, begins),
        )


def assign_tracks(problem: Problem, plan: Mapping[str, Placement]) -> dict[str, int]:
    """Map each session to its current track if that is free, or else to the first free track."""
    before = {each.name: each.session.track for each in problem.meetings}
    taken: list[tuple[int, int, int]] = [
        (problem.minute(each.begins), problem.minute(each.begins) + each.minutes, each.track)
        for each in problem.held.values()
        if each.begins and each.track
    ]
    tracks: dict[str, int] = {}
    for name, each in sorted(plan.items(), key=lambda item: (item[1].start, before[item[0]] or 99)):
        used = {track for start, end, track in taken if start < each.end and each.start < end}
        previous = before[name]
        free = next(number for number in range(1, 99) if number not in used)
        tracks[name] = previous if previous and previous not in used else free
        taken.append((each.start, each.end, tracks[name]))
    return tracks


def _find_languages(problem: Problem, meeting: Meeting, placement: Placement) -> tuple[str, ...]:
    """Return the language of the session or, if it is interpreted, those of the guests and the team."""
    session, mode = meeting.session, placement.mode
    if not mode.language:
        return session.languages
    if not mode.interpreted:
        return (mode.language,)
    if session.interpreter and session.languages[:1] == (mode.language,):
        return session.languages
    people = {m.person.initials: m.person.languages for m in problem.review.team.members}
    spoken = [people[who] for who in placement.members if people.get(who)]
    shared = [each for each in (spoken[0] if spoken else ()) if all(each in other for other in spoken)]
    return (mode.language, *shared[:1])


def _compare(
    record: Record, problem: Problem, plan: Mapping[str, Placement], sessions: Iterable[PlannedSession]
) -> tuple[list[ValueChange], dict[str, Any]]:
    """Return the changes to the record, and the data of all its sessions after these changes."""
    rows = {name: dict(data or {}) for name, data in (record.data_at("visit.sessions") or {}).items()}
    planned = {each.session: each for each in sessions}
    changed: list[ValueChange] = []
    for meeting in problem.meetings:
        each, row = planned.get(meeting.name), rows[meeting.name]
        room = plan[meeting.name].room if each else ""
        place = record.data_at(f"visit.rooms.{room}.name") if room else row.get("place")
        wanted = _build_row(meeting.session, each, place) if each else dict.fromkeys(_TIMES)
        for key, value in wanted.items():
            old = _as_plain(getattr(meeting.session, key)) if key != "place" else row.get(key)
            if old != value:
                changed.append(ValueChange(f"visit.sessions.{meeting.name}.{key}", old, value))
                rows[meeting.name] = row = with_data(row, (key,), None if value == [] else value)
    return changed, rows


def _build_row(session: Session, planned: PlannedSession, place: Any) -> dict[str, Any]:
    """Return the values of a session that the plan sets, as plain data."""
    team = "interviewers" if session.kind is MEETINGS[0] else "facilitators"
    lead = session.lead if session.lead in planned.members else planned.members[0]
    others = [each for each in planned.members if each != lead]
    return {
        "day": planned.start.date().isoformat(),
        "start": f"{planned.start:%H:%M}",
        "minutes": int((planned.end - planned.start).total_seconds()) // 60,
        "track": planned.track,
        "place": place,
        team: list(planned.members),
        "lead": lead,
        "note_taker": session.note_taker if session.note_taker in others else next(iter(others), None),
        "interpreter": planned.interpreted,
        "interpreted_by": planned.interpreter or None,
        "languages": list(planned.languages),
    }


def _as_plain(value: Any) -> Any:
    """Return a value of a session as plain data: days and times as text, tuples as lists.

    >>> from datetime import time
    >>> _as_plain(time(9)), _as_plain(("HK", "LM")), _as_plain(None)
    ('09:00', ['HK', 'LM'], None)
    """
    if isinstance(value, tuple):
        return list(value)
    if hasattr(value, "hour"):
        return f"{value:%H:%M}"
    return value.isoformat() if hasattr(value, "isoformat") else value

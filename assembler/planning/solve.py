"""The search for a plan with OR-Tools' CP-SAT, which finds the same plan for the same problem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any

from assembler.errors import ToolError
from assembler.planning.timetable_problem import DAY, Meeting, Mode, Problem, is_within
from assembler.structs import Struct, field

_MOVED, _OTHER_MEMBER, _OTHER_PLACE, _INTERPRETED, _UNCOVERED, _BUSIEST = 60, 15, 4, 20, 30, 8
"""Costs of another time, of another member or interpreter, of another place, of the use of an interpreter, of
an indicator in fewer than two sessions, and of each interview of the busiest member."""
_LEFT_OUT = 2000
"""Cost of leaving a session out of the plan."""
EFFORT = 1.0
"""Limit for one search, in CP-SAT's units of deterministic time. A unit takes a few seconds."""
EFFORT_FOR_ANY = EFFORT / 4
"""Limit for a search that accepts any plan, which is found quickly if it exists."""


class Freedom(Struct, frozen=True):
    """Limits that a plan may exceed, and by how much."""

    more_interviews: int = 0
    """Additional interviews for each member per day."""
    more_tracks: int = 0
    more_members: int = 0
    more_rooms: int = 0
    more_interpreters: int = 0
    later: int = 0
    """Minutes by which each day may end later."""
    may_leave_out: bool = False


class Placement(Struct, frozen=True):
    """Time, place and mode of a meeting in the plan.

    ``start`` is in minutes since midnight on the first day. ``room`` and ``interpreter`` are keys of the
    visit's rooms and interpreters, or "".
    """

    start: int
    mode: Mode
    members: tuple[str, ...]
    room: str = ""
    interpreter: str = ""

    @property
    def end(self) -> int:
        """End of the meeting, in minutes since midnight on the first day."""
        return self.start + self.mode.minutes


class Choice(Struct, frozen=True):
    """A possible time and mode of a meeting, with the solver's variable for it."""

    start: int
    mode: Mode
    chosen: Any

    def covers(self, minute: int) -> bool:
        """Return whether a meeting held as chosen is in progress at ``minute``."""
        return self.start <= minute < self.start + self.mode.minutes


class Decision(Struct, frozen=True):
    """The variables of a meeting: its time and mode, whether it is planned, its people and its rooms."""

    meeting: Meeting
    choices: tuple[Choice, ...]
    planned: Any
    hosts: Mapping[str, Any]
    rooms: Mapping[str, Any]
    interpreters: Mapping[str, Any]
    start: Any
    minutes: Any


class Search(Struct):
    """A CP-SAT model and the variables and costs added to it."""

    problem: Problem
    freedom: Freedom
    model: Any
    decisions: list[Decision] = field(default_factory=list)
    costs: list[Any] = field(default_factory=list)

    @property
    def members(self) -> tuple[str, ...]:
        """The members of the team, and the additional members that ``freedom`` allows."""
        more = (f"+{number}" for number in range(self.freedom.more_members))
        return (*self.problem.members, *more)

    @property
    def interpreters(self) -> tuple[str, ...]:
        """The interpreters of the visit, and the additional interpreters that ``freedom`` allows."""
        more = (f"+{number}" for number in range(self.freedom.more_interpreters))
        return (*self.problem.visit.interpreter_people, *more)

    @property
    def more_rooms(self) -> tuple[str, ...]:
        """Names for the additional rooms that ``freedom`` allows."""
        return tuple(f"+{number}" for number in range(self.freedom.more_rooms))


def find_plan(problem: Problem, freedom: Freedom, *, best: bool = True) -> dict[str, Placement] | None:
    """Return the best plan that is found, or any plan if ``best`` is false.

    ``freedom`` relaxes some of the limits. The plan maps the names of meetings to placements. The result is
    None if no plan is found within the limit of the search. Raises ToolError if OR-Tools is not installed.
    """
    cp_model = _import_solver()
    search = Search(problem, freedom, cp_model.CpModel())
    for meeting in problem.meetings:
        decision = _add_meeting(search, meeting)
        if decision is None:
            return None
        search.decisions.append(decision)
    _limit_members(search)
    _limit_guests_and_rooms(search)
    _limit_interpreters(search)
    _limit_times(search)
    if best:
        _add_costs(search)
        search.model.minimize(sum(search.costs))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.max_deterministic_time = EFFORT if best else EFFORT_FOR_ANY
    status = solver.solve(search.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return {each.meeting.name: _read_placement(solver, each) for each in search.decisions
            if solver.boolean_value(each.planned)}  # fmt: skip


def _import_solver() -> Any:
    try:
        from ortools.sat.python import cp_model
    except ImportError as error:
        message = "the planner needs OR-Tools, which is not installed"
        raise ToolError(message, hint="run `pip install '.[plan]'` in the program’s folder") from error
    return cp_model


def list_choices(problem: Problem, meeting: Meeting, later: int = 0) -> Iterator[tuple[int, Mode]]:
    """Yield each start and mode possible for ``meeting`` alone, if days end ``later`` minutes later."""
    for mode in meeting.modes:
        for start in problem.list_starts(meeting, mode.minutes, later=later):
            if len(list_free_members(problem, mode, start)) >= meeting.hosts:
                yield start, mode


def list_free_members(problem: Problem, mode: Mode, start: int) -> list[str]:
    """Return the members who can hold a meeting in this mode and are available at this time."""
    return [who for who in problem.members if who in mode.members
            and _is_available(problem, who, start, mode.minutes)]  # fmt: skip


def _is_available(problem: Problem, member: str, start: int, minutes: int) -> bool:
    known = problem.visit.availability.get(member)
    return known is None or is_within(problem, known.available, start, minutes)


def list_free_interpreters(problem: Problem, mode: Mode, start: int) -> list[str]:
    """Return the interpreters who speak the language of this mode and are available at this time."""
    return [who for who, each in problem.visit.interpreter_people.items() if mode.language in each.languages
            and is_within(problem, each.available, start, mode.minutes)]  # fmt: skip


def needs_interpreter(problem: Problem, mode: Mode) -> bool:
    """Return whether a meeting in this mode needs one of the interpreters listed for the visit."""
    people = problem.visit.interpreter_people.values()
    return mode.interpreted and any(mode.language in each.languages for each in people)


def _add_meeting(search: Search, meeting: Meeting) -> Decision | None:
    """Add and return the variables of a meeting, or return None if it is required but no time suits it."""
    problem, model = search.problem, search.model
    possible = list(list_choices(problem, meeting, search.freedom.later))
    if search.freedom.more_members and not possible:
        possible = [(start, mode) for mode in meeting.modes
                    for start in problem.list_starts(meeting, mode.minutes)]  # fmt: skip
    if not (possible or search.freedom.may_leave_out):
        return None
    choices = tuple(Choice(start, mode, model.new_bool_var("")) for start, mode in possible)
    planned = model.new_bool_var("")
    model.add(sum(each.chosen for each in choices) == planned)
    if not search.freedom.may_leave_out:
        model.add(planned == 1)
    hosts = {who: model.new_bool_var("") for who in search.members}
    model.add(sum(hosts.values()) == meeting.hosts * planned)
    for who, chosen in hosts.items():
        fitting = [
            each.chosen
            for each in choices
            if who.startswith("+")
            or (who in each.mode.members and _is_available(problem, who, each.start, each.mode.minutes))
        ]
        model.add(sum(fitting) >= chosen)
    rooms = {}
    if meeting.needs_room:
        rooms = {key: model.new_bool_var("") for key in (*meeting.rooms, *search.more_rooms)}
        model.add(sum(rooms.values()) == planned)
    interpreters = _add_interpreters(search, choices)
    start, minutes = model.new_int_var(0, DAY * (len(problem.days) + 1), ""), model.new_int_var(0, DAY, "")
    model.add(start == sum(each.start * each.chosen for each in choices))
    model.add(minutes == sum(each.mode.minutes * each.chosen for each in choices))
    return Decision(meeting, choices, planned, hosts, rooms, interpreters, start, minutes)


def _add_interpreters(search: Search, choices: Iterable[Choice]) -> dict[str, Any]:
    """Map interpreters to new variables, exactly one of which is true if the meeting needs an interpreter."""
    problem, model = search.problem, search.model
    interpreters = {who: model.new_bool_var("") for who in search.interpreters}
    with_interpreter = [each for each in choices if needs_interpreter(problem, each.mode)]
    model.add(sum(interpreters.values()) == sum(each.chosen for each in with_interpreter))
    for who, chosen in interpreters.items():
        fitting = [
            each.chosen
            for each in with_interpreter
            if who.startswith("+") or who in list_free_interpreters(problem, each.mode, each.start)
        ]
        model.add(sum(fitting) >= chosen)
    return interpreters


def _add_interval(search: Search, decision: Decision, presence: Any) -> Any:
    end = search.model.new_int_var(0, DAY * (len(search.problem.days) + 2), "")
    return search.model.new_optional_interval_var(decision.start, decision.minutes, end, presence, "")


def _add_held_interval(search: Search, name: str) -> Any:
    session, problem = search.problem.held[name], search.problem
    assert session.begins is not None  # held sessions have a time
    return search.model.new_fixed_size_interval_var(problem.minute(session.begins), session.minutes, "")


def _limit_members(search: Search) -> None:
    """Require that nobody is in two sessions at once, or has too many interviews on a day."""
    problem, model = search.problem, search.model
    most = problem.review.limits.interviews_per_day + search.freedom.more_interviews
    for who in search.members:
        held = [name for name, each in problem.held.items() if who in each.team]
        model.add_no_overlap([
            *(_add_interval(search, each, each.hosts[who]) for each in search.decisions),
            *(_add_held_interval(search, name) for name in held),
        ])  # fmt: skip
        shares: dict[int, list[Any]] = {number: [] for number in range(len(problem.days))}
        for each in search.decisions:
            if each.meeting.counts:
                parts = {day: model.new_bool_var("") for day in shares}
                model.add(sum(parts.values()) == each.hosts[who])
                for day, part in parts.items():
                    model.add(part <= _is_on_day(each, day))
                    shares[day].append(part)
        for day, parts_of_day in shares.items():
            interviews = [name for name in held if problem.held[name].day == problem.days[day]
                          and name.startswith("I")]  # fmt: skip
            model.add(sum(parts_of_day) <= max(most - len(interviews), 0))


def _is_on_day(decision: Decision, day: int) -> Any:
    return sum(each.chosen for each in decision.choices if each.start // DAY == day)


def _limit_guests_and_rooms(search: Search) -> None:
    """Require that no guest or room is in two sessions at once, and that rooms in use are available."""
    problem, model = search.problem, search.model
    for guest in {guest for each in search.decisions for guest in each.meeting.guests}:
        involved = [each for each in search.decisions if guest in each.meeting.guests]
        if len(involved) > 1:
            model.add_no_overlap([_add_interval(search, each, each.planned) for each in involved])
    for key in search.more_rooms:
        model.add_no_overlap(
            [_add_interval(search, each, each.rooms[key]) for each in search.decisions if key in each.rooms]
        )
    for key, room in problem.visit.rooms.items():
        users = [each for each in search.decisions if key in each.rooms]
        held = [name for name, each in problem.held.items()
                if each.place and each.place.text == room.name.text]  # fmt: skip
        model.add_no_overlap([
            *(_add_interval(search, each, each.rooms[key]) for each in users),
            *(_add_held_interval(search, name) for name in held),
        ])  # fmt: skip
        for each in users if room.available else ():
            fitting = [choice.chosen for choice in each.choices
                       if is_within(problem, room.available, choice.start, choice.mode.minutes)]  # fmt: skip
            model.add(sum(fitting) >= each.rooms[key])


def _limit_interpreters(search: Search) -> None:
    """Require that no interpreter is in two sessions at once."""
    for who in search.interpreters:
        held = [name for name, each in search.problem.held.items() if each.interpreted_by == who]
        search.model.add_no_overlap([
            *(_add_interval(search, each, each.interpreters[who]) for each in search.decisions),
            *(_add_held_interval(search, name) for name in held),
        ])  # fmt: skip


def _limit_times(search: Search) -> None:
    """Limit the sessions at any one time to the tracks, members and interpreters available."""
    problem, freedom = search.problem, search.freedom
    tracks = problem.visit.hours.tracks + freedom.more_tracks
    starts = {choice.start for each in search.decisions for choice in each.choices}
    held = [(problem.minute(each.begins), each)
            for each in problem.held.values() if each.begins and each.team]  # fmt: skip
    for minute in sorted(starts):
        running = [each for start, each in held if start <= minute < start + each.minutes]
        on = [(each.meeting, choice) for each in search.decisions
              for choice in each.choices if choice.covers(minute)]  # fmt: skip
        search.model.add(sum(choice.chosen for _, choice in on) <= max(tracks - len(running), 0))
        free = len(search.members) - len({who for each in running for who in each.team})
        search.model.add(sum(meeting.hosts * choice.chosen for meeting, choice in on) <= free)
        for language, most in problem.visit.interpreters.items():
            interpreted = [choice.chosen for _, choice in on
                           if choice.mode.interpreted and choice.mode.language == language]  # fmt: skip
            search.model.add(sum(interpreted) <= most + freedom.more_interpreters)


def _add_costs(search: Search) -> None:
    """Add costs for sessions left out or changed, for interpreters, uneven work and missing coverage."""
    for each in search.decisions:
        search.costs += [_LEFT_OUT * (1 - each.planned), *_list_change_costs(search, each)]
        search.costs += [_INTERPRETED * choice.chosen for choice in each.choices if choice.mode.interpreted]
    busiest = search.model.new_int_var(0, len(search.decisions), "")
    for who in search.members:
        search.model.add(sum(each.hosts[who] for each in search.decisions) <= busiest)
    search.costs.append(_BUSIEST * busiest)
    search.costs += [_UNCOVERED * each for each in _list_uncovered(search)]


def _list_change_costs(search: Search, decision: Decision) -> Iterator[Any]:
    """Yield the costs of changing a meeting, and suggest its present members and time to the solver."""
    model, session = search.model, decision.meeting.session
    previous = search.problem.find_previous_start(decision.meeting)
    for who in session.team:
        if who in decision.hosts:
            yield _OTHER_MEMBER * (decision.planned - decision.hosts[who])
            model.add_hint(decision.hosts[who], True)
    if session.interpreted_by and session.interpreted_by in decision.interpreters:
        yield _OTHER_MEMBER * (decision.planned - decision.interpreters[session.interpreted_by])
    if previous is not None:
        kept = [each.chosen for each in decision.choices if each.start == previous]
        yield _MOVED * (decision.planned - sum(kept))
        for each in decision.choices:
            model.add_hint(each.chosen, each.start == previous)
    if session.place and decision.rooms:
        names = {key: search.problem.visit.rooms[key].name.text for key in decision.rooms}
        same = [decision.rooms[key] for key, name in names.items() if name == session.place.text]
        yield _OTHER_PLACE * (decision.planned - sum(same))


def _list_uncovered(search: Search) -> Iterator[Any]:
    """Yield a variable for each indicator, equal to 1 unless two sessions with different guests cover it."""
    model = search.model
    if not search.freedom.may_leave_out:
        return  # every session is planned, so the plan does not change the coverage
    for code in search.problem.codes:
        covering = [each for each in search.decisions if code in each.meeting.session.indicators]
        pairs = [(one, other) for one, other in combinations(covering, 2)
                 if one.meeting.guests.isdisjoint(other.meeting.guests)]  # fmt: skip
        both = [_add_pair(model, one.planned, other.planned) for one, other in pairs]
        uncovered = model.new_bool_var("")
        model.add(sum(both) + uncovered >= 1)
        yield uncovered


def _add_pair(model: Any, one: Any, other: Any) -> Any:
    both = model.new_bool_var("")
    model.add(both <= one)
    model.add(both <= other)
    return both


def _read_placement(solver: Any, decision: Decision) -> Placement:
    choice = next(each for each in decision.choices if solver.boolean_value(each.chosen))
    kept = decision.meeting.session.interpreted_by if choice.mode.interpreted else None
    return Placement(
        choice.start,
        choice.mode,
        _sort_members(decision.meeting, _list_true(solver, decision.hosts)),
        next(iter(_list_true(solver, decision.rooms)), ""),
        next(iter(_list_true(solver, decision.interpreters)), kept or ""),
    )


def _list_true(solver: Any, variables: Mapping[str, Any]) -> list[str]:
    return [name for name, variable in variables.items() if solver.boolean_value(variable)]


def _sort_members(meeting: Meeting, members: Iterable[str]) -> tuple[str, ...]:
    """Return the members, starting with those already in the session, in their present order."""
    before = meeting.session.team
    return tuple(sorted(members, key=lambda who: before.index(who) if who in before else len(before)))

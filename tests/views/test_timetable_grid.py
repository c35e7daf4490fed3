"""The grid of a timetable: the timetable of the guide slot for slot, and timetables of other shapes."""

from __future__ import annotations

from datetime import time
from typing import Any

from assembler.model.review.availability import VisitHours
from assembler.model.review.visit import Session
from assembler.views.timetable_grid import MAX_COLUMNS, build_rows, list_days, list_slots, split_days

HOURS = VisitHours()
GUIDE = """\
09:00-10:00 | .       | I1 JB & FC? | I2 JB & FC | I15 | I16 | D9
10:00-11:00 | .       | I3  | I4  | I17 | I18 | (D9)
11:00-12:00 | .       | I5  | I6  | I19 | I20 | (D9)
12:00-13:00 | T1      | I7  | I8  | I21 | I22 | F1
13:00-14:00 | free    | free     | free      | free
14:00-15:00 | D1      | I9  | I10 | I23 | I24 | T2
15:00-16:00 | P1      | I11 | I12 | I25 | I26 | .
16:00-17:00 | H1      | I13 | WA  | I27 | WB  | .
17:00-18:00 | P2      | I14 | .   | I28 | .   | .
""".replace("I1 JB & FC? ", "I1 ")
"""The timetable of the guide (S0:803-842): a row for each hour; a session in brackets continues."""


def session(day: int, start: str, track: int | None = None, **more: Any) -> Session:
    kind = more.pop("kind", "interview")
    return Session(kind=kind, day=f"2026-10-{4 + day:02}", start=start, track=track, **more)


def guide_sessions() -> dict[str, Session]:
    sessions: dict[str, Session] = {
        "T1": session(1, "12:00", kind="travel"), "D1": session(1, "14:00", kind="discussion"),
        "P1": session(1, "15:00", kind="preparation"), "H1": session(1, "16:00", kind="presentation"),
        "P2": session(1, "17:00", kind="preparation"),
    }  # fmt: skip
    pairs = ("09:00", "10:00", "11:00", "12:00", "14:00", "15:00")
    for day, first, workshop in ((2, 1, "WA"), (3, 15, "WB")):
        for number, start in enumerate(pairs):
            for track in (1, 2):
                name = f"I{first + 2 * number + track - 1}"
                team = ("JB", "FC") if name == "I2" else ()
                sessions[name] = session(day, start, track, interviewers=team)
        sessions[f"I{first + 12}"] = session(day, "16:00", 1)
        sessions[workshop] = session(day, "16:00", 2, kind="workshop")
        sessions[f"I{first + 13}"] = session(day, "17:00", 1)
    sessions["D9"] = session(4, "09:00", kind="discussion", minutes=180)
    sessions["F1"] = session(4, "12:00", kind="feedback")
    sessions["T2"] = session(4, "14:00", kind="travel")
    return sessions


def grid(sessions: dict[str, Session], hours: VisitHours = HOURS) -> list[str]:
    """The rows of the grid as lines of text."""

    def show(name: str) -> dict[str, str]:
        return {"name": " ".join([name, *filter(None, [" & ".join(sessions[name].team)])])}

    rows = build_rows(list_days(sessions), hours, lambda start, end: f"{start:%H:%M}-{end:%H:%M}", show)
    return [" | ".join([row["time"], *map(show_cell, row["cells"])]) for row in rows]


def show_cell(cell: dict[str, Any]) -> str:
    names = " + ".join(
        f"({each['name']})" if each["continues"] else each["name"] for each in cell["sessions"]
    )
    return names or ("free" if cell["lunch"] else ".")


def test_the_timetable_of_the_guide_slot_for_slot() -> None:
    expected = [" | ".join(cell.strip() for cell in line.split("|")) for line in GUIDE.splitlines()]
    assert grid(guide_sessions()) == expected


def test_the_days_of_the_guide_have_one_two_two_and_one_columns() -> None:
    assert [day.width for day in list_days(guide_sessions())] == [1, 2, 2, 1]


def test_every_row_has_the_cells_of_all_columns() -> None:
    for row in build_rows(list_days(guide_sessions()), HOURS, lambda *_: "", lambda _: {}):
        assert sum(cell["width"] for cell in row["cells"]) == 6


def test_an_interpreted_session_is_in_two_rows() -> None:
    lines = grid({"I1": session(1, "09:00", 1, minutes=120), "I2": session(1, "09:00", 2)})
    assert lines[:2] == ["09:00-10:00 | I1 | I2", "10:00-11:00 | (I1) | ."]


def test_a_session_of_the_complete_team_is_as_wide_as_its_day() -> None:
    sessions = {"I1": session(1, "09:00", 1), "I2": session(1, "09:00", 2),
                "D1": session(1, "10:00", kind="discussion")}  # fmt: skip
    assert grid(sessions)[:2] == ["09:00-10:00 | I1 | I2", "10:00-11:00 | D1"]


def test_sessions_that_collide_are_both_shown() -> None:
    sessions = {"I1": session(1, "09:00", 1), "I2": session(1, "09:00", 1)}
    assert grid(sessions)[0] == "09:00-10:00 | I1 + I2"
    sessions = {"I1": session(1, "09:00", 2), "D1": session(1, "09:00", kind="discussion")}
    assert grid(sessions)[0] == "09:00-10:00 | D1 | I1 + D1"
    sessions = {"I1": session(1, "09:00", 1, minutes=120), "I2": session(1, "10:00", 1)}
    assert grid(sessions)[1] == "10:00-11:00 | (I1) + I2"


def test_rows_follow_the_times_of_the_sessions() -> None:
    lines = grid({"I1": session(1, "08:30", 1, minutes=45), "I2": session(1, "19:00", 1)})
    assert lines[0] == "08:30-09:00 | I1"
    assert lines[1] == "09:00-09:15 | (I1)"
    assert lines[-1] == "19:00-20:00 | I2"


def test_cancelled_sessions_and_sessions_without_a_time_are_not_in_the_grid() -> None:
    sessions = {"I1": session(1, "09:00", 1, cancelled=True), "I2": Session(kind="interview")}
    assert list_days(sessions) == []


def test_the_days_of_the_guide_are_on_two_pages() -> None:
    groups = split_days(list_days(guide_sessions()))
    assert [[day.number for day in group] for group in groups] == [[1, 2], [3, 4]]


def test_a_day_with_more_tracks_than_columns_is_alone() -> None:
    days = list_days({f"I{day}{track}": session(day, "09:00", track) for day in (1, 2) for track in (1, 4)})
    assert [len(group) for group in split_days(days)] == [1, 1]


def test_many_days_are_divided_over_several_grids() -> None:
    days = list_days({f"I{day}": session(day, "09:00", 2) for day in range(1, 9)})
    groups = list(split_days(days))
    assert [day.number for group in groups for day in group] == list(range(1, 9))
    assert all(sum(day.width for day in group) <= MAX_COLUMNS for group in groups)


def test_more_tracks_than_columns_share_the_last_one() -> None:
    lines = grid({f"I{track}": session(1, "09:00", track) for track in (1, 7, 8)})
    assert lines[0] == "09:00-10:00 | I1 | . | . | I7 + I8"


def test_a_session_until_midnight_has_a_last_row() -> None:
    days = list_days({"I1": session(1, "23:00", 1, minutes=120)})
    assert list_slots(days, HOURS)[-1] == (time(23), time(23, 59))

"""What was found, as people read it on a terminal: short enough to be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.assembly.orders.order import Order, Outcome
from assembler.cli.build_options import print_outcomes
from assembler.cli.output import print_folded, print_grouped
from assembler.cli.session import Session
from assembler.diagnostics import Diagnostic, Level, Location
from assembler.structs import replace


def warning(where: str, what: str, hint: str, rule: str = "crowded-visit") -> Diagnostic:
    return Diagnostic(rule, Level.WARNING, Location("a.po", where), what, hint)


def test_findings_of_one_rule_with_one_remedy_are_one_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    first = warning("I1.day", "interview 1 is on the first day", "move it")
    last = warning("I2.day", "interview 2 is on the last day", "move it")
    print_grouped([first, warning("sessions", "the team has no hour to discuss", "plan one"), last])
    told = capsys.readouterr().err.splitlines()
    assert told[:3] == [
        "warning crowded-visit: 2 times, first: interview 1 is on the first day",
        "    at I1.day, I2.day",
        "    → move it",
    ]
    assert told[-2:] == ["  warning crowded-visit: the team has no hour to discuss", "    → plan one"]


def test_grouped_findings_without_a_position_are_listed_by_their_messages(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lone = [warning("", f"there is no picture {name}", "add it") for name in ("a.png", "b.png", "c.png")]
    print_grouped([lone[0], warning("maps.1", "there is no map", "add it"), *lone[1:]])
    assert capsys.readouterr().err.splitlines() == [
        "warning crowded-visit: 4 times, first: there is no picture a.png",
        "    at maps.1",
        "    also: there is no picture b.png",
        "    also: there is no picture c.png",
        "    → add it",
    ]
    print_grouped(lone)
    assert "    at " not in capsys.readouterr().err


def test_more_than_a_screen_of_one_rule_in_one_file_is_folded(capsys: pytest.CaptureFixture[str]) -> None:
    other = warning("x", "another thing", "", "other")
    print_folded([*(warning(f"{number}", "not there", "translate it") for number in range(50)), other])
    told = capsys.readouterr().err
    assert told.count("not there") == 3
    assert "crowded-visit: 47 more in this file" in told
    assert "another thing" in told
    print_folded(warning(f"{number}", "not there", "translate it") for number in range(8))
    assert capsys.readouterr().err.count("not there") == 8


def test_of_folded_findings_the_lines_are_reported(capsys: pytest.CaptureFixture[str]) -> None:
    place = Location("a.po")
    print_folded(
        Diagnostic("apostrophe", Level.WARNING, replace(place, line=n), "is '") for n in range(10, 19)
    )
    told = capsys.readouterr().err
    assert "apostrophe: 6 more in this file" in told
    assert "at lines 13, 14, 15, 16, 17, 18 (--format" in told
    print_folded(Diagnostic("unknown-key", Level.ERROR, replace(place, line=n), f"no {n}") for n in range(40))
    told = capsys.readouterr().err
    assert all(f"no {n}\n" in told for n in range(40))


def test_what_is_true_of_many_documents_is_reported_once(capsys: pytest.CaptureFixture[str]) -> None:
    same, own = warning("N.4", "not yet written", ""), warning("F01", "only here", "")
    outcomes = [
        Outcome(Order("agenda-guide", language="fi"), Path("fi.docx"), "", (same,)),
        Outcome(Order("agenda-guide", language="el"), Path("el.docx"), "", (same, own)),
    ]
    print_outcomes(Session(), outcomes, {})
    told = capsys.readouterr()
    assert (told.err.count("not yet written"), told.err.count("only here")) == (1, 1)
    assert told.out.split() == ["fi.docx", "el.docx"]


def test_folded_diagnostics_without_lines_are_counted_only(capsys: pytest.CaptureFixture[str]) -> None:
    print_folded([Diagnostic("unknown-key", Level.WARNING, Location("a.yaml"), "m")] * 20)
    told = capsys.readouterr().err
    assert "unknown-key: 17 more in this file\n    --format json lists all of them\n" in told
    assert ", ," not in told

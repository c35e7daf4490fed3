"""Rules for planning a visit: sessions that cannot be planned, and indicators that would lose coverage.

Each example lists the sessions of a visit by two members on one day, from 9 to 12.
"""

from __future__ import annotations

from types import MappingProxyType

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

_GUIDE = "INTI-CITIES guide to peer review (2009)"

IMPOSSIBLE_PLAN = Rule(
    "impossible-plan",
    Level.ERROR,
    "the sessions do not fit into the visit: {reasons}",
    "do one of these: {ways}",
    explanation="A plan must respect every limit. If no plan can, the message says what to change.",
    source=f"{_GUIDE}, lines 779-799 (rules R10 to R12)",
    bad="""
sessions:
  I1: {kind: interview}
  I2: {kind: interview}
  I3: {kind: interview}
  I4: {kind: interview}
""",
    good="""
sessions:
  I1: {kind: interview}
  I2: {kind: interview}
""",
)
UNPLANNABLE_SESSION = Rule(
    "unplannable-session",
    Level.ERROR,
    "{session} does not fit at any time: its guests are not available long enough in the visit’s free hours",
    "ask the guests for other times (`available`), or change the `hours` or the team’s sessions of the visit",
    explanation="A session needs guests, enough members who understand them, and a room at the same time.",
    source=f"{_GUIDE}, lines 524-527 (rules R10 and R12)",
    bad="""
sessions:
  I1: {kind: interview, available: [{day: 2026-10-06, start: "11:30"}]}
""",
    good="""
sessions:
  I1: {kind: interview, available: [{day: 2026-10-06, start: "10:30"}]}
""",
    variants=MappingProxyType(
        {
            "members": Wording(
                "{session} does not fit: when its guests are free, too few members who understand them are",
                "change the times of the guests or of the members (`availability`)",
            ),
            "interpreter": Wording(
                "{session} does not fit: when its guests are free, no interpreter for them is",
                "change the guests’ or interpreters’ times, or add an interpreter (`interpreter_people`)",
            ),
            "room": Wording(
                "no room has enough seats for {session}",
                "add a room with enough seats, or enter a `place` for the session",
            ),
        }
    ),
)
LOST_COVERAGE = Rule(
    "lost-coverage",
    Level.WARNING,
    "with {sessions} cancelled, fewer than two sessions with different guests are left for {indicators}",
    "add each indicator to another session, or plan a session with other guests",
    explanation="A cancelled session was one of the two that an indicator of the team’s grid needs.",
    source=f"{_GUIDE}, lines 766-777 (rule R49)",
    bad="""
sessions:
  I1: {kind: interview, indicators: [GG/1]}
  I2: {kind: interview, indicators: [GG/1], cancelled: true}
""",
    good="""
sessions:
  I1: {kind: interview, indicators: [GG/1]}
  I2: {kind: interview, indicators: [GG/1]}
  I3: {kind: interview, indicators: [GG/1], cancelled: true}
""",
)

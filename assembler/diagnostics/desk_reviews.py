"""Rules for desk reviews: the peers' grids and the team's grid.

The examples are excerpts from a record. Their first key names the file.
"""

from __future__ import annotations

from types import MappingProxyType

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

_GUIDE = "INTI-CITIES guide to peer review (2009)"

MISSING_DESK_ENTRY = Rule(
    "missing-desk-entry",
    Level.ERROR,
    "{peer} has no desk review entry for {indicators}",
    "ask the peer to add what is missing, or reopen the team’s grid by removing its date (`merged`)",
    explanation="Peers must review every answered indicator before the team’s grid is closed; experts may.",
    source=f"{_GUIDE}, lines 737-742 (rule R7)",
    bad="""
review:
  team:
    members:
      - {role: leader, person: {office: Head of unit, initials: JB}}
      - {role: peer, person: {office: Adviser, initials: FC}}
baseline: {assessments: {GG/1: {achievement: A plan.}}}
desk: {peers: {JB: {entries: {GG/1: {rating: below}}}}}
team_desk: {merged: 2026-10-05}
""",
    good="""
review:
  team:
    members:
      - {role: leader, person: {office: Head of unit, initials: JB}}
      - {role: expert, person: {office: Researcher, initials: ER}}
baseline: {assessments: {GG/1: {achievement: A plan.}, GG/2: {left_out: The region decides.}}}
desk: {peers: {JB: {entries: {GG/1: {rating: below}}}}}
team_desk: {merged: 2026-10-05}
""",
)
INCOMPLETE_DESK_REVIEW = Rule(
    "incomplete-desk-review",
    Level.WARNING,
    "the desk review has no hypothesis or no rating for {indicators}",
    "ask the peers to complete it, or list these indicators as `skipped` in the team’s grid",
    explanation="Each indicator needs a first hypothesis and a rating, unless the team skips it.",
    source=f"{_GUIDE}, lines 745-754 (rule R55)",
    bad="""
desk: {peers: {JB: {entries: {GG/1: {rating: below}}}}}
team_desk: {merged: 2026-10-05}
""",
    good="""
desk: {peers: {JB: {entries: {GG/1: {rating: below}}}}}
team_desk:
  merged: 2026-10-05
  skipped: [GG/2]
  entries: {GG/1: {hypothesis: Nobody is asked in time.}}
""",
)
DOUBT_WITHOUT_QUESTION = Rule(
    "doubt-without-question",
    Level.WARNING,
    "{peer} needs more information on {indicator}, but does not say what to ask or whom to meet",
    "add a question, and somebody to meet",
    explanation="A peer who needs more information must say what to ask and whom to meet.",
    source=f"{_GUIDE}, lines 747-763 (rule R8)",
    bad="""
desk: {peers: {JB: {entries: {GG/1: {rating: unknown, questions: [Who decides?]}}}}}
""",
    good="""
desk:
  peers:
    JB:
      entries:
        GG/1: {rating: unknown, questions: [Who decides?], meet: [Head of unit]}
        GG/2: {rating: below}
""",
    variants=MappingProxyType(
        {
            "no question": Wording(
                "{peer} needs more information on {indicator}, but does not say what to ask", "add a question"
            ),
            "nobody to meet": Wording(
                "{peer} needs more information on {indicator}, but does not say whom to meet",
                "add somebody to meet",
            ),
        }
    ),
)

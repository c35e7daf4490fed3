"""Rules about review records: what the method asks for and a record does not have yet.

The examples are pieces of a record, with the name of the file as the first key.
"""

from __future__ import annotations

from types import MappingProxyType

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

EMPTY_PROMISE = Rule(
    "empty-promise",
    Level.WARNING,
    "the host accepts {recommendation}, but its answer has no {missing}",
    "ask the host to complete it",
    explanation="An accepted recommendation says what the host will do, who is responsible and by when.",
    source="S0:903-904",
    bad="""
feedback: {responses: {R01: {decision: accepted, responsible: Mayor}}}
""",
    good="""
feedback:
  responses:
    R01: {decision: accepted, action: Four hours a week., responsible: Mayor, deadline: 2027-03-01}
    R02: {decision: not-now}
""",
)
LATE_DELIVERY = Rule(
    "late-delivery",
    Level.WARNING,
    "{days} are left before the visit",
    "leave peers {wanted} days to read, or move the visit",
    explanation="The report is due, and is delivered, at least four weeks before the visit.",
    source="S0:628-633; rule R5; the four weeks are our own measure",
    bad="""
review: {deadline: 2026-09-25, delivered: 2026-09-28, visit_start: 2026-10-05}
""",
    good="""
review: {deadline: 2026-08-31, delivered: 2026-08-24, visit_start: 2026-10-05}
""",
    variants=MappingProxyType(
        {
            "after the deadline": Wording(
                "delivered {days} after the deadline", "warn the peers that they will get it later"
            ),
        }
    ),
)
MISSING_EVIDENCE = Rule(
    "missing-evidence",
    Level.WARNING,
    "{indicator} has no evidence",
    "name a document, a decision or a figure that shows it",
    explanation="The city gives evidence for each indicator that it answers; counts are evidence as well.",
    source="S0:604; S1:162",
    bad="""
baseline:
  assessments:
    GG/1: {achievement: A plan since 2024.}
""",
    good="""
baseline:
  assessments:
    GG/1: {achievement: A plan since 2024., evidence: [{title: The plan, kind: policy}]}
    GG/2: {achievement: Half reached., statistics: [{subject: Reached, count: 5, base: 10}]}
""",
)
SHARED_INITIALS = Rule(
    "shared-initials",
    Level.ERROR,
    "two members of the team have the initials {initials}",
    "add a letter to the initials of one of them",
    explanation="Evidence is labelled with initials, so they must be different for each member of a team.",
    source="S0:922; the team’s part of rule R14",
    bad="""
review:
  team:
    members:
      - {role: leader, person: {office: Head of unit, initials: JB}}
      - {role: peer, person: {office: Adviser, initials: jb}}
""",
    good="""
review:
  team:
    members:
      - {role: leader, person: {office: Head of unit, initials: JB}}
      - {role: peer, person: {office: Adviser, initials: JBo}}
      - {role: peer, person: {office: Trainer}}
""",
)
SHORT_INTERVIEW = Rule(
    "short-interview",
    Level.ERROR,
    "{session} lasts {minutes} minutes",
    "plan {wanted} minutes for it",
    explanation="An interview takes an hour, and two hours with an interpreter.",
    source="S0:525-527, 330-336; rule R12",
    bad="""
visit:
  sessions:
    I1: {kind: interview, minutes: 45}
    I2: {kind: interview, minutes: 60, interpreter: true}
""",
    good="""
visit:
  sessions:
    I1: {kind: interview, minutes: 60}
    I2: {kind: interview, minutes: 120, interpreter: true}
""",
    variants=MappingProxyType(
        {
            "with an interpreter": Wording(
                "{session} with an interpreter lasts {minutes} minutes", "plan {wanted} minutes for it"
            ),
        }
    ),
)
VAGUE_RECOMMENDATION = Rule(
    "vague-recommendation",
    Level.WARNING,
    "{recommendation} has no {missing}",
    "say who should act, and by when",
    explanation="A recommendation names who should act and gives a deadline.",
    source="S0:939-943, where the worked example does so; rule R22 is inferred from it",
    bad="""
feedback: {recommendations: {R01: {text: Ask earlier., addressee: Mayor}}}
""",
    good="""
feedback: {recommendations: {R01: {text: Ask earlier., addressee: Mayor, deadline: 2027-03-01}}}
""",
)

"""Rules about review records: what the method asks for and a record does not have yet.

The examples are pieces of a record, with the name of the file as the first key.
"""

from __future__ import annotations

from types import MappingProxyType

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

CROWDED_VISIT = Rule(
    "crowded-visit",
    Level.WARNING,
    "{session} is on the {which} day of the visit",
    "move it to a day between",
    explanation="First and last days are for arriving, agreeing and leaving; the team needs its own hours.",
    source="S0:766-777, 788-799; rule R13",
    bad="""
visit:
  sessions:
    I1: {kind: interview, day: 2026-10-05}
    D1: {kind: discussion, day: 2026-10-06}
    F1: {kind: feedback, day: 2026-10-07}
""",
    good="""
visit:
  sessions:
    P1: {kind: preparation, day: 2026-10-05}
    I1: {kind: interview, day: 2026-10-06}
    D1: {kind: discussion, day: 2026-10-07}
""",
    variants=MappingProxyType(
        {
            "no discussion": Wording(
                "the team has no time planned to discuss what it heard",
                "plan an hour for it, best on the last morning",
            ),
        }
    ),
)
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
MISSING_DEFINITION = Rule(
    "missing-definition",
    Level.ERROR,
    "the city’s own definition of “immigrant” is missing",
    "give the definition that the city’s figures and plans use",
    explanation="The figures of a city only mean something together with its own definition of “immigrant”.",
    source="S0:668-673; rule R6",
    bad="""
baseline:
  background: {steering: One plan for the whole city.}
""",
    good="""
baseline:
  background: {immigrant_definition: A resident who was born abroad.}
""",
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
ONLY_CRITICISM = Rule(
    "only-criticism",
    Level.WARNING,
    "the section on {section} names weaknesses only",
    "add a strength or a good practice where there is one",
    explanation="A section with weaknesses also has a strength or a good practice, if there is one.",
    source="S0:885-888; rule R20",
    bad="""
feedback: {findings: {F01: {indicators: [GG/1], kind: weakness, text: Slow., state: agreed}}}
""",
    good="""
feedback:
  findings:
    F01: {indicators: [GG/1], kind: weakness, text: Slow., state: agreed}
    F02: {indicators: [GG/2], kind: strength, text: Open to all., state: agreed}
""",
)
OVERLOADED_MEMBER = Rule(
    "overloaded-member",
    Level.WARNING,
    "{member} has {count} interviews on {day}",
    "give some of them to other members: {most} a day are enough",
    explanation="A member of the team has four or five interviews a day at most, and writes up in between.",
    source="S0:793-796; rule R11",
    bad="""
visit:
  sessions:
    I1: {kind: interview, day: 2026-10-06, interviewers: [JB, FC]}
    I2: {kind: interview, day: 2026-10-06, interviewers: [JB, LM]}
    I3: {kind: interview, day: 2026-10-06, interviewers: [JB, FC]}
    I4: {kind: interview, day: 2026-10-06, interviewers: [JB, LM]}
    I5: {kind: interview, day: 2026-10-06, interviewers: [JB, FC]}
    I6: {kind: interview, day: 2026-10-06, interviewers: [JB, LM]}
""",
    good="""
visit:
  sessions:
    I1: {kind: interview, day: 2026-10-06, interviewers: [JB, FC]}
    I2: {kind: interview, day: 2026-10-06, interviewers: [JB, LM]}
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
SILENT_ON_WEAK_POINTS = Rule(
    "silent-on-weak-points",
    Level.WARNING,
    "{indicator} says nothing about weak points",
    "name them, or tick that the city sees none",
    explanation="An answer names weak points or says that there are none; silence is not an answer.",
    source="S0:602",
    bad="""
baseline:
  assessments:
    GG/1: {achievement: A plan since 2024.}
    GG/2: {achievement: A desk., weak_points: Open at noon only., no_weak_points: true}
""",
    good="""
baseline:
  assessments:
    GG/1: {achievement: A plan since 2024., weak_points: Nobody outside has read it.}
    GG/2: {achievement: A desk in each district., no_weak_points: true}
""",
    variants=MappingProxyType(
        {
            "contradiction": Wording(
                "{indicator} names weak points and says that there are none", "keep only one of the two"
            ),
        }
    ),
)
UNLABELLED_EVIDENCE = Rule(
    "unlabelled-evidence",
    Level.ERROR,
    "no interviewer is named for {record}",
    "name the interviewers of {session}",
    explanation="A label needs a session with interviewers, and the person who recorded was one of them.",
    source="S0:922; rule R14",
    bad="""
visit: {sessions: {I1: {kind: interview}, I2: {kind: interview, interviewers: [JB, FC]}}}
evidence:
  records:
    I1-1: {indicator: GG/1, statement: Asked in time.}
    I2-1: {indicator: GG/1, statement: Asked in time., recorded_by: LM}
""",
    good="""
visit: {sessions: {I2: {kind: interview, interviewers: [JB, FC]}}}
evidence:
  records:
    I2-1: {indicator: GG/1, statement: Asked in time., recorded_by: JB}
""",
    variants=MappingProxyType(
        {
            "not there": Wording("{record} was recorded by {initials}, who was not there", "write {team}"),
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

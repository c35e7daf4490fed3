"""Rules about the visit of a review, and the evidence that it yields.

The examples are pieces of a record, with the name of the file as the first key.
"""

from __future__ import annotations

from types import MappingProxyType

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

UNFIT_INTERVIEWERS = Rule(
    "unfit-interviewers",
    Level.ERROR,
    "{session} does not have two interviewers: {interviewers}",
    "name two different members of the team",
    explanation="An interview has exactly two interviewers, and a workshop has a facilitator.",
    source="S0:524-526; rule R10",
    bad="""
visit:
  sessions:
    I1: {kind: interview, interviewers: [JB]}
    I2: {kind: interview, interviewers: [JB, JB]}
    WA: {kind: workshop}
""",
    good="""
visit:
  sessions:
    I1: {kind: interview, interviewers: [JB, FC]}
    I2: {kind: interview, cancelled: true}
    WA: {kind: workshop, facilitators: [JB]}
    D1: {kind: discussion}
""",
    variants=MappingProxyType(
        {
            "no interviewers": Wording("{session} has no interviewers", "name two members of the team"),
            "no facilitator": Wording("{session} has no facilitator", "name a member of the team"),
        }
    ),
)
TWO_PLACES_AT_ONCE = Rule(
    "two-places-at-once",
    Level.ERROR,
    "{person} is in {session} and in {other} at the same time",
    "move one of the two sessions",
    explanation="Nobody, whether a member of the team or a guest, is in two sessions at the same time.",
    source="S0:524-526; rule R10",
    bad="""
visit:
  sessions:
    I1: {kind: interview, day: 2026-10-06, start: "09:00", interviewers: [JB, FC]}
    I2: {kind: interview, day: 2026-10-06, start: "09:30", interviewers: [FC, LM]}
""",
    good="""
visit:
  sessions:
    I1: {kind: interview, day: 2026-10-06, start: "09:00", interviewers: [JB, FC]}
    I2: {kind: interview, day: 2026-10-06, start: "09:00", interviewers: [LM, GF]}
    I3: {kind: interview, day: 2026-10-06, start: "10:00", interviewers: [JB, LM]}
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
NAME_WITHOUT_CONSENT = Rule(
    "name-without-consent",
    Level.WARNING,
    "{guest} is named, but no consent is recorded",
    "ask for consent, or give the position only",
    explanation="A guest’s name is recorded, and appears in evidence, only with consent.",
    source="S3:447-449; rule R38",
    bad="""
visit:
  sessions:
    I1: {kind: interview, interviewees: [{office: Trainer, name: Ana Soto, category: staff}]}
evidence: {records: {I1-1: {indicator: GG/1, statement: Ana Soto waits for rooms.}}}
""",
    good="""
visit:
  sessions:
    I1:
      kind: interview
      interviewees: [{office: Trainer, name: Ana Soto, category: staff, consent: true}]
evidence: {records: {I1-1: {indicator: GG/1, statement: Trainers wait for rooms.}}}
""",
    variants=MappingProxyType(
        {
            "in evidence": Wording(
                "“{name}” is the name of a guest who did not agree to be named", "give the position instead"
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
UNUSABLE_EVIDENCE = Rule(
    "unusable-evidence",
    Level.ERROR,
    "{guests} did not agree to notes in {session}, so this evidence may not be used: {records}",
    "ask for consent, and record it with the guest",
    explanation="Evidence comes from sessions that were held, with guests who agreed to notes.",
    source="S0:853-858; rules R46 and R53",
    bad="""
visit:
  sessions:
    I1: {kind: interview, interviewees: [{office: Trainer, category: staff}]}
    I2: {kind: interview, cancelled: true}
evidence:
  records:
    I1-1: {indicator: GG/1, statement: It took nine weeks.}
    I2-1: {indicator: GG/1, statement: Nobody was asked.}
    I3-1:
      {indicator: GG/1, statement: Late., checked: session, checked_reference: Interview 99}
""",
    good="""
visit:
  sessions:
    I1: {kind: interview, interviewees: [{office: Trainer, category: staff, consent: true}]}
    I2: {kind: interview}
evidence:
  records:
    I1-1:
      {indicator: GG/1, statement: Nine weeks., checked: session, checked_reference: Interview 2}
""",
    variants=MappingProxyType(
        {
            "own session": Wording(
                "{record} was checked against its own session",
                "name another session, a document, or choose “nothing”",
            ),
            "unknown session": Wording(
                "{record} was checked against {session}, which does not exist",
                "name a session of the visit, a document, or choose “nothing”",
            ),
            "cancelled": Wording(
                "{session} was cancelled, but there is evidence from it: {records}",
                "correct the session of the evidence, or the session",
            ),
        }
    ),
)
UNCHECKED_FACT = Rule(
    "unchecked-fact",
    Level.WARNING,
    "{record} does not say what it was checked against",
    "choose it, even if it was nothing",
    explanation="A fact says what it was checked against, with a reference, and evidence has a judgement.",
    source="S0:861-864, 963-965; rules R17 and R53",
    bad="""
evidence:
  records:
    I1-1: {indicator: GG/1, statement: It took nine weeks., nature: fact}
    I1-2: {indicator: GG/1, statement: A desk is open., nature: fact, checked: document}
    I1-3: {indicator: GG/1, statement: It is not known.}
    I1-4: {indicator: GG/1, statement: Two weeks., nature: fact, checked: nothing, colour: meets}
""",
    good="""
evidence:
  records:
    I1-1: {indicator: GG/1, statement: Nine weeks., nature: fact, checked: baseline, colour: meets}
    I1-2:
      indicator: GG/1
      statement: A desk.
      nature: fact
      checked: document
      checked_reference: Plan
      colour: inconclusive
    I1-3: {indicator: GG/1, statement: I like it., nature: opinion, colour: meets}
""",
    variants=MappingProxyType(
        {
            "nothing": Wording(
                "these facts were checked against nothing: {records}", "check them where that is possible"
            ),
            "no judgement": Wording("this evidence has no judgement: {records}", "choose M, N or I for each"),
            "no nature": Wording(
                "{record} is marked neither as a fact nor as an opinion", "choose one of the two"
            ),
            "no reference": Wording(
                "{record} has no reference to what it was checked against",
                "name the document and page, or the interview",
            ),
        }
    ),
)
QUOTATION_WITHOUT_SPEAKER = Rule(
    "quotation-without-speaker",
    Level.WARNING,
    "{record} quotes somebody without giving their role",
    "give the positions of the guests of {session}",
    explanation="A quotation comes with the role of its speaker: the positions of the guests of the session.",
    source="S3:447-449; rule R38",
    bad="""
visit: {sessions: {I1: {kind: interview}}}
evidence:
  records:
    I1-1: {indicator: GG/1, statement: They wait., original: {text: Odottavat., language: fi}}
""",
    good="""
visit:
  sessions:
    I1: {kind: interview, interviewees: [{office: Trainer, category: staff}]}
    I2: {kind: interview}
evidence:
  records:
    I1-1: {indicator: GG/1, statement: They wait., original: {text: Odottavat., language: fi}}
    I2-1: {indicator: GG/1, statement: They wait.}
""",
)

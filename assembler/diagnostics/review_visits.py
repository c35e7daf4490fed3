"""Rules for the visit of a review and the evidence collected during it.

The examples are excerpts from a record. Their first key names the file.
"""

from __future__ import annotations

from types import MappingProxyType

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

_GUIDE = "INTI-CITIES guide to peer review (2009)"
_AGENDA = "evaluation of the Dutch integration agenda (2010)"

UNFIT_INTERVIEWERS = Rule(
    "unfit-interviewers",
    Level.ERROR,
    "{session} needs exactly two different interviewers, but has {interviewers}",
    "name two different members of the team",
    explanation="A planned interview needs exactly two interviewers, and a planned workshop a facilitator.",
    source=f"{_GUIDE}, lines 524-526 (rule R10)",
    bad="""
visit:
  sessions:
    I1: {kind: interview, interviewers: [JB]}
    I2: {kind: interview, interviewers: [JB, JB]}
    WA: {kind: workshop, day: 2026-10-06}
""",
    good="""
visit:
  sessions:
    I1: {kind: interview, interviewers: [JB, FC]}
    I3: {kind: interview}
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
    "{person} is listed for {session} and {other} at the same time",
    "move one of the two sessions",
    explanation="No team member, guest or room can be in two sessions or visits at the same time.",
    source=f"{_GUIDE}, lines 524-526 (rules R10 and R56)",
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
    variants=MappingProxyType(
        {
            "room": Wording(
                "{session} and {other} are in {place} at the same time",
                "give one of them another place or another time",
            ),
            "team": Wording(
                "{session} needs the team while the whole team is in {other}", "move one of the two"
            ),
            "visit": Wording(
                "{person} is also a member of the team for {record}, whose visit overlaps with this one",
                "name another member for one of the visits, or change its dates",
            ),
        }
    ),
)
OVERLOADED_MEMBER = Rule(
    "overloaded-member",
    Level.WARNING,
    "{member} has {count} interviews on {day}",
    "give some of them to other members; the limit is {most} a day",
    explanation="A team member has at most four or five interviews a day, and needs time to write them up.",
    source=f"{_GUIDE}, lines 793-796 (rule R11)",
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
    "{session} lasts only {minutes} minutes",
    "plan {wanted} minutes for it",
    explanation="An interview needs one hour; with an interpreter, sessions need two hours.",
    source=f"{_GUIDE}, lines 525-527 and 330-336 (rules R12 and R56)",
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
                "{session} has an interpreter, but lasts only {minutes} minutes",
                "plan {wanted} minutes for it",
            ),
            "workshop": Wording(
                "{session} has an interpreter, but lasts only {minutes} minutes",
                "plan {wanted} minutes for it",
                Level.WARNING,
            ),
        }
    ),
)
CROWDED_VISIT = Rule(
    "crowded-visit",
    Level.WARNING,
    "{session} is on the {which} day of the visit, which should have no interviews or workshops",
    "move it to a day between the first and the last",
    explanation="The team needs time to prepare, to eat, to talk alone, and to hear and address its host.",
    source=f"{_GUIDE}, lines 766-777 and 788-842 (rules R13 and R56)",
    bad="""
visit:
  sessions:
    I1: {kind: interview, day: 2026-10-05, start: "12:30"}
    D1: {kind: discussion, day: 2026-10-06}
    F1: {kind: feedback, day: 2026-10-07}
""",
    good="""
visit:
  sessions:
    P1: {kind: preparation, day: 2026-10-05}
    H1: {kind: presentation, day: 2026-10-05}
    I1: {kind: interview, day: 2026-10-06}
    D1: {kind: discussion, day: 2026-10-07}
    F1: {kind: feedback, day: 2026-10-07}
""",
    variants=MappingProxyType(
        {
            "no discussion": Wording(
                "no time is planned for the team to discuss its impressions",
                "plan an hour for this, preferably on the last morning",
            ),
            "no preparation": Wording(
                "no time is planned for the team to prepare the interviews",
                "plan an hour for this on the first day",
            ),
            "no presentation": Wording(
                "no time is planned for the host to present its integration policy",
                "plan an hour for this on the first day",
            ),
            "no feedback": Wording(
                "no time is planned for the team to present its main conclusions",
                "plan an hour for this on the last day",
            ),
            "lunch": Wording(
                "{session} overlaps with lunch ({start} to {end})",
                "move it, or change `lunch` in the `hours` of the visit",
            ),
        }
    ),
)
THIN_COVERAGE = Rule(
    "thin-coverage",
    Level.WARNING,
    "these indicators are not covered by two sessions with different guests: {indicators}",
    "add each indicator to another session, or plan a session with other guests",
    explanation="Two or more sessions with different guests must cover each indicator of the team’s grid.",
    source=f"{_GUIDE}, lines 766-777 and 878-880 (rule R49)",
    bad="""
team_desk: {entries: {GG/1: {}, GG/2: {}}}
visit:
  sessions:
    I1: {kind: interview, interviewees: [{office: Mayor, category: politician}], indicators: [GG/1, GG/2]}
    I2: {kind: interview, interviewees: [{office: Mayor, category: politician}], indicators: [GG/1]}
""",
    good="""
team_desk: {entries: {GG/1: {}, GG/2: {}}, skipped: [GG/2]}
visit:
  sessions:
    I1: {kind: interview, interviewees: [{office: Mayor, category: politician}], indicators: [GG/1]}
    I2: {kind: interview, interviewees: [{office: Trainer, category: staff}], indicators: [GG/1]}
""",
)
UNLABELLED_EVIDENCE = Rule(
    "unlabelled-evidence",
    Level.ERROR,
    "{record} comes from a session without interviewers or facilitators",
    "name the interviewers or facilitators of {session}",
    explanation="The label of evidence contains the initials of the interviewers, so its session must have"
    " interviewers; if a recorder is named, it must be one of them.",
    source=f"{_GUIDE}, line 922 (rule R14)",
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
            "not there": Wording(
                "{record} was recorded by {initials}, who is not listed for the session",
                "write {team} instead, or add {initials} to the session",
            ),
        }
    ),
)
UNUSABLE_EVIDENCE = Rule(
    "unusable-evidence",
    Level.ERROR,
    "{guests} did not agree to notes in {session}, so this evidence must not be used: {records}",
    "ask for consent and record it; if a guest who agreed said this, name that guest with the evidence",
    explanation="Evidence must come from sessions that were held, and from guests who agreed to its use.",
    source=f"{_GUIDE}, lines 853-858 (rules R46 and R53)",
    bad="""
visit:
  sessions:
    I1: {kind: interview, interviewees: [{office: Trainer, category: staff}]}
    I2: {kind: interview, cancelled: true}
evidence:
  records:
    I1-1: {indicator: GG/1, statement: It took nine weeks.}
    I1-2: {indicator: GG/1, statement: Late., guest: Mayor}
    I2-1: {indicator: GG/1, statement: Nobody was asked.}
    I3-1:
      {indicator: GG/1, statement: Late., checked: session, checked_reference: Interview 99}
""",
    good="""
visit:
  sessions:
    I1:
      kind: interview
      interviewees:
        - {office: Trainer, category: staff, consent: true}
        - {office: Head of unit, category: staff}
    I2: {kind: interview}
evidence:
  records:
    I1-1:
      indicator: GG/1
      guest: Trainer
      statement: Nine weeks.
      checked: session
      checked_reference: Interview 2
""",
    variants=MappingProxyType(
        {
            "unknown guest": Wording(
                "{record} is a statement by “{guest}”, who is not a guest of {session}",
                "write the position as it is in the timetable, or add the guest to the session",
            ),
            "own session": Wording(
                "{record} was checked against the session that it comes from",
                "name another session or a document, or choose “nothing”",
            ),
            "no guest": Wording(
                "no guest of {session} is listed, so nobody has agreed to the notes used in {records}",
                "add the guests of the session, and who agreed to notes",
            ),
            "cancelled source": Wording(
                "{record} was checked against {session}, which was cancelled",
                "name another session or a document, or choose “nothing”",
            ),
            "unknown session": Wording(
                "{record} was checked against {session}, which does not exist",
                "name a session of the visit or a document, or choose “nothing”",
            ),
            "cancelled": Wording(
                "{session} was cancelled, but there is evidence from it: {records}",
                "name the right session, or remove `cancelled` if this one took place",
            ),
        }
    ),
)
UNCHECKED_FACT = Rule(
    "unchecked-fact",
    Level.WARNING,
    "{record} does not say what it was checked against",
    "choose a source, or “nothing” if it was not checked",
    explanation="A fact must say what it was checked against, with a reference; evidence needs a judgement.",
    source=f"{_GUIDE}, lines 861-864 and 963-965 (rules R17 and R53)",
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
            "nothing": Wording("these facts were not checked: {records}", "check them where possible"),
            "no judgement": Wording(
                "this evidence has no judgement: {records}",
                "choose “meets or exceeds”, “does not meet” or “inconclusive” for each",
            ),
            "no nature": Wording(
                "{record} is marked neither as a fact nor as an opinion", "choose one of the two"
            ),
            "no reference": Wording(
                "{record} gives no reference for the source that it was checked against",
                "name the document and page, or the session",
            ),
        }
    ),
)
QUOTATION_WITHOUT_SPEAKER = Rule(
    "quotation-without-speaker",
    Level.WARNING,
    "{record} quotes somebody whose position is not given",
    "list the guests of {session} with their positions",
    explanation="A quotation must give the speaker’s position, which is taken from the guests of the"
    " session.",
    source=f"{_AGENDA}, lines 447-449 (rule R38)",
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

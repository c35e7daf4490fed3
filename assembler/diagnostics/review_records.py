"""Rules about review records: the baseline report, the team, desk reviews, and texts of any file.

The examples are pieces of a record, with the name of the file as the first key.
"""

from __future__ import annotations

from types import MappingProxyType

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

MISSING_PROVENANCE = Rule(
    "missing-provenance",
    Level.ERROR,
    "the report does not say how it was drafted",
    "describe how it was written, read and checked",
    explanation="Peers can only judge how far a report is biased if they know who wrote it, and how.",
    source="S0:619-624; rule R2",
    bad="""
baseline:
  provenance: {drafting: Written by one official.}
""",
    good="""
baseline:
  provenance:
    drafting: Written by one official, checked by all departments.
    involvement: none
    contributions: [{who: Department of education, how: Checked the figures}]
""",
    variants=MappingProxyType(
        {
            "no involvement": Wording(
                "the degree of political involvement is missing",
                "choose how far politicians took part, even if not at all",
            ),
            "no contributors": Wording(
                "nobody who took part in the drafting is named",
                "list the offices and bodies that wrote or checked the report",
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
UNANSWERED_INDICATOR = Rule(
    "unanswered-indicator",
    Level.ERROR,
    "{indicator} has no answer",
    "answer it, or say why it is left out",
    explanation="Each indicator of the benchmark has an answer, or a reason for leaving it out.",
    source="S0:599; rule R1",
    bad="""
baseline:
  assessments:
    GG/1: {achievement: A plan since 2024.}
""",
    good="""
baseline:
  assessments:
    GG/1: {achievement: A plan since 2024.}
    GG/2: {left_out: The region decides here.}
""",
    variants=MappingProxyType(
        {
            "none answered": Wording(
                "none of the {count} indicators is answered",
                "answer them one by one, or say why one is left out",
            ),
            "left out": Wording(
                "{indicator} has an answer as well as a reason for leaving it out",
                "keep one of the two",
                Level.WARNING,
            ),
        }
    ),
)
MISSING_ACHIEVEMENT = Rule(
    "missing-achievement",
    Level.ERROR,
    "{indicator} does not say what has been achieved",
    "describe the achievement, even if it is small",
    explanation="An answer gives the achievement in its own field, and never mixes it with the ambition.",
    source="S0:600-602; rule R3",
    bad="""
baseline:
  assessments:
    GG/1: {ambition: A plan by 2028.}
    GG/2: {ambition: A desk in each district., achievement: A desk in each district.}
""",
    good="""
baseline:
  assessments:
    GG/1: {ambition: A plan by 2028., achievement: A first draft was discussed in May.}
""",
    variants=MappingProxyType(
        {
            "same as the ambition": Wording(
                "{indicator} gives its ambition as its achievement",
                "say what has been achieved so far",
                Level.WARNING,
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
UNEXPLAINED_ANSWER = Rule(
    "unexplained-answer",
    Level.ERROR,
    "missing from the answer to {indicator}: {missing}",
    "add what is missing",
    explanation="An answer says how, why and by whom, and who is responsible, so that peers can meet them.",
    source="S0:604-608; rule R4",
    bad="""
baseline:
  assessments:
    GG/1: {achievement: A plan since 2024., how: By district., political: {office: Alderman}}
""",
    good="""
baseline:
  assessments:
    GG/1:
      achievement: A plan since 2024.
      how: By district.
      why: Districts differ.
      who: The department of communities.
      political: {office: Alderman for communities}
      operational: {office: Coordinator}
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
LATE_DELIVERY = Rule(
    "late-delivery",
    Level.WARNING,
    "{days} are left before the visit",
    "leave peers {wanted} days to read, or move the visit",
    explanation="The report is due, and is delivered, at least four weeks before the visit.",
    source="S0:628-633; rule R5; the four weeks are our own rule",
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
UNFIT_TEAM = Rule(
    "unfit-team",
    Level.ERROR,
    "the team has {count} leaders",
    "name exactly one leader",
    explanation="A team has four people from other cities, one of whom leads it, and up to three experts.",
    source="S0:197-200, 507-509; rule R9",
    bad="""
review:
  city: havenstad
  team:
    members:
      - {role: peer, person: {office: Adviser, city: havenstad}}
""",
    good="""
review:
  city: havenstad
  team:
    members:
      - {role: leader, person: {office: Head of unit, city: helsinki}}
      - {role: peer, person: {office: Adviser, city: lyon}}
      - {role: peer, person: {office: Adviser, city: malmo}}
      - {role: peer, person: {office: Trainer, city: genoa}}
      - {role: expert, person: {office: Researcher}}
""",
    variants=MappingProxyType(
        {
            "no leader": Wording("the team has no leader", "name exactly one leader"),
            "from the host": Wording(
                "a member of the team comes from the host city", "ask somebody from another city"
            ),
            "size": Wording(
                "members of the team from cities: {peers}, experts: {experts}",
                "a team normally has {usual} members from cities, and {most} experts at most",
                Level.WARNING,
            ),
        }
    ),
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
MISSING_DESK_ENTRY = Rule(
    "missing-desk-entry",
    Level.ERROR,
    "{peer} has no entry for {indicators}",
    "ask for it, or open the team’s grid again by removing its date",
    explanation="Each peer rates each answered indicator before the team’s grid is closed; experts need not.",
    source="S0:737-742; rule R7",
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
DOUBT_WITHOUT_QUESTION = Rule(
    "doubt-without-question",
    Level.WARNING,
    "{peer} needs more information on {indicator}, but the entry has {missing}",
    "write what to ask, and whom",
    explanation="A peer who needs more information says what to ask, and whom to meet.",
    source="S0:747-763; rule R8",
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
)
MALFORMED_LINK = Rule(
    "malformed-link",
    Level.WARNING,
    "“{address}” is not a valid address",
    "write it in full, with https:// before it",
    explanation="An address that is broken in a text leads nowhere, in print and on screen.",
    source="S2:152, S2:212; rule R43",
    bad="""
baseline:
  provenance:
    drafting: See [the plan](http//havenstad.example/plan) and http:/havenstad.example.
""",
    good="""
baseline:
  provenance:
    drafting: See [the plan](https://havenstad.example/plan) and https://havenstad.example/a.
""",
)
UNSTATED_LANGUAGE = Rule(
    "unstated-language",
    Level.WARNING,
    "no language is given, so the texts count as `{language}`, which no member of the team has",
    "add a line at the top of {kind}.yaml, such as `language: {example}`",
    explanation="Texts without a language are spell-checked, hyphenated and read aloud in the wrong one.",
    source="S0:330-336",
    bad="""
review:
  language: fi
  team: {members: [{role: leader, person: {office: Head of unit, initials: AB, languages: [en]}}]}
feedback: {summary: Havenstad knows its newcomers well.}
""",
    good="""
review:
  language: fi
  team: {members: [{role: leader, person: {office: Head of unit, initials: AB, languages: [en]}}]}
feedback: {language: en, summary: Havenstad knows its newcomers well.}
""",
)

"""Rules for review records: the baseline report, the team, and texts in any file.

The examples are excerpts from a record. Their first key names the file.
"""

from __future__ import annotations

from types import MappingProxyType

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

_GUIDE = "INTI-CITIES guide to peer review (2009)"

MISSING_PROVENANCE = Rule(
    "missing-provenance",
    Level.ERROR,
    "the report does not say how it was drafted",
    "describe how it was written, read and checked",
    explanation="Peers can only judge how far a report is biased if they know who wrote it, and how.",
    source=f"{_GUIDE}, lines 619-624 (rule R2)",
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
    explanation="A city’s figures can only be understood together with its own definition of “immigrant”.",
    source=f"{_GUIDE}, lines 668-673 (rule R6)",
    bad="""
baseline:
  background: {steering: One plan for the whole city.}
""",
    good="""
baseline:
  background: {immigrant_definition: A resident who was born abroad.}
""",
)
MISSING_BACKGROUND = Rule(
    "missing-background",
    Level.ERROR,
    "section {section} of the background is missing",
    "fill it in, or say why you cannot",
    explanation="Each of the seven sections must contain text, a table or a picture, or say why not.",
    source=f"{_GUIDE}, lines 641-642 (rule R48)",
    bad="""
baseline:
  background: {features: A port., role: The city decides., levels: The State decides on permits.}
""",
    good="""
baseline:
  background:
    features: A port with 212,000 inhabitants.
    role: The city decides.
    levels: The State decides on permits.
    decisions: The council has 39 seats.
    strategies: [{title: Plan 2024-2028}]
    arrangements: [{body: Advisory council}]
    funding: The accounts do not show integration separately.
""",
    variants=MappingProxyType(
        {
            "all": Wording(
                "all {count} sections of the background are missing",
                "fill in each section, or say why you cannot",
            ),
        }
    ),
)
UNANSWERED_INDICATOR = Rule(
    "unanswered-indicator",
    Level.ERROR,
    "{indicator} has no answer",
    "answer it, or say why it is left out",
    explanation="Each indicator of the benchmark needs an answer, or a reason for leaving it out.",
    source=f"{_GUIDE}, line 599 (rule R1)",
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
                "answer each of them, or say why it is left out",
            ),
            "left out": Wording(
                "{indicator} has both an answer and a reason for leaving it out",
                "keep only one of the two",
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
    explanation="An answer must give the achievement in its own field, separate from the ambition.",
    source=f"{_GUIDE}, lines 600-602 (rule R3)",
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
                "{indicator} repeats its ambition as its achievement",
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
    explanation="An answer must name weak points or say that there are none; silence is not an answer.",
    source=f"{_GUIDE}, line 602",
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
                "{indicator} names weak points, but also says that there are none", "keep only one of the two"
            ),
        }
    ),
)
UNEXPLAINED_ANSWER = Rule(
    "unexplained-answer",
    Level.ERROR,
    "missing from the answer to {indicator}: {missing}",
    "add what is missing",
    explanation=(
        "An answer must say how, why and by whom the work is done, and who is responsible, so that the peers "
        "know whom to meet."
    ),
    source=f"{_GUIDE}, lines 604-608 (rule R4)",
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
    Level.ERROR,
    "{indicator} has no evidence",
    "name a document, a decision or a figure that supports the answer",
    explanation="The city must give evidence for each indicator that it answers; figures count as evidence.",
    source=f"{_GUIDE}, line 604 (rule R48); DIVE report (2010), line 162",
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
    "peers have only {days} to read the report before the visit",
    "give peers {wanted} days to read it, or move the visit",
    explanation="The report must be due, and be delivered, at least four weeks before the visit.",
    source=f"{_GUIDE}, lines 628-633 (rule R5); the four weeks are Assembler’s own limit",
    bad="""
review: {deadline: 2026-09-25, delivered: 2026-09-28, visit_start: 2026-10-05}
""",
    good="""
review: {deadline: 2026-08-31, delivered: 2026-08-24, visit_start: 2026-10-05}
""",
    variants=MappingProxyType(
        {
            "after the deadline": Wording(
                "the report was delivered {days} after the deadline", "inform the peers of the delay"
            ),
        }
    ),
)
UNFIT_TEAM = Rule(
    "unfit-team",
    Level.ERROR,
    "the team has {count} leaders",
    "name exactly one leader",
    explanation="A team has four members from other cities, one of them its leader, and up to three experts.",
    source=f"{_GUIDE}, lines 197-200 and 507-509 (rule R9)",
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
                "a member of the team comes from the host city",
                "replace this member with somebody from another city",
            ),
            "size": Wording(
                "the size of the team is unusual (members from other cities: {peers}; experts: {experts})",
                "aim for {usual} members from other cities and at most {most} experts",
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
    explanation="Evidence is labelled with initials, so each member of a team must have different ones.",
    source=f"{_GUIDE}, line 922 (rule R14)",
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
MALFORMED_LINK = Rule(
    "malformed-link",
    Level.WARNING,
    "“{address}” is not a valid web or e-mail address",
    "write it in full, as in https://www.city.example or mailto:office@city.example",
    explanation="A malformed address does not work, either in print or on screen.",
    source="IncluCities toolkit 2, lines 152 and 212 (rule R43)",
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
    "no language is given, so the texts are treated as `{language}`, which no team member speaks",
    "add a line such as `language: {example}` at the top of {kind}.yaml",
    explanation="Without a language, texts may be spell-checked, hyphenated and read aloud in the wrong one.",
    source=f"{_GUIDE}, lines 330-336",
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
RANKED_CITY = Rule(
    "ranked-city",
    Level.WARNING,
    "“{text}” ranks cities",
    "say what the city does, or compare it with the benchmark",
    explanation="Reviews compare a city with a benchmark. They do not rank cities, because contexts differ.",
    source="DIVE publication (2010), lines 217-221 (rules R27 and R57)",
    bad="""
feedback:
  findings:
    F01: {indicators: [GG/1], kind: strength, text: Kade is the first of the six cities to have a plan.}
""",
    good="""
feedback:
  findings:
    F01: {indicators: [GG/1], kind: strength, text: Kade has a plan. Half of the six cities have one.}
""",
)

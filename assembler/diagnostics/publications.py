"""Rules for findings publications: problems, recommendations and practices of several cities.

The examples are excerpts from ``publication.yaml``.
"""

from __future__ import annotations

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

_DIVE = "DIVE publication (2010)"
_INTI = "INTI-CITIES publication (2009)"

OPEN_PROBLEM = Rule(
    "open-problem",
    Level.WARNING,
    "no recommendation addresses this problem",
    "add the problem to a recommendation, or leave it open: the publication shows it as open",
    explanation="A reader should see which problems the reviews could not solve.",
    source=f"{_DIVE}, lines 617-627 and 677-695 (rule R25)",
    bad="""
publication:
  problems:
    P01: {chapter: EM/3, text: Surveys may be illegal.}
    P02: {chapter: EM/3, text: Few people answer surveys.}
  recommendations:
    R01: {chapter: EM/3, text: Make surveys compulsory., problems: [P02]}
""",
    good="""
publication:
  problems:
    P02: {chapter: EM/3, text: Few people answer surveys.}
  recommendations:
    R01: {chapter: EM/3, text: Make surveys compulsory., problems: [P02]}
""",
)
UNCOMMON_PROBLEM = Rule(
    "uncommon-problem",
    Level.INFO,
    "only one city has this problem",
    "name any other cities that have it; otherwise, the publication says that only one city does",
    explanation="A publication is about problems that cities have in common.",
    source=f"{_DIVE}, lines 217-221",
    bad="publication: {problems: {P01: {chapter: EM/3, text: Few people answer surveys., cities: [leeds]}}}",
    good="""
publication:
  layout: listed
  problems: {P01: {chapter: EM/3, text: Few people answer surveys., cities: [leeds, rome]}}
""",
)
PRACTICE_WITHOUT_CITY = Rule(
    "practice-without-city",
    Level.ERROR,
    "the practice names no city that was reviewed",
    "add a reviewed city to the `cities` of the practice, or name the `organisation` whose practice it is",
    explanation="A practice belongs to a reviewed city or a named organisation. Cities may share one.",
    source=f"{_INTI}, line 2150 (rule R26)",
    bad="""
publication:
  cities: [leeds]
  practices:
    G01: {chapter: EM/3, title: A survey, text: Every two years., cities: [london], consent: given}
""",
    good="""
publication:
  cities: [leeds]
  practices:
    G01: {chapter: EM/3, title: A survey, text: Every two years., cities: [leeds, london], consent: given}
""",
)
PRACTICE_WITHOUT_CONSENT = Rule(
    "practice-without-consent",
    Level.WARNING,
    "consent to the publication of this practice is not recorded",
    "ask its city or cities, and enter the answer as `consent`",
    explanation="A city decides whether its practice is published. If it refuses, the practice is left out.",
    source="Assembler’s own rule",
    bad="""
publication:
  cities: [leeds]
  practices: {G01: {chapter: EM/3, title: A survey, text: Every two years., cities: [leeds]}}
""",
    good="""
publication:
  cities: [leeds]
  practices: {G01: {chapter: EM/3, title: A survey, text: Every two years., cities: [leeds], consent: given}}
""",
    variants={
        "refused": Wording(
            "consent to the publication of this practice was refused",
            "remove the practice; the publication leaves it out in any case",
        ),
    },
)
UNUSED_ITEM = Rule(
    "unused-item",
    Level.WARNING,
    "the editor has not decided on {sources}",
    "on the sheet “gathered”, give each a number, or a reason for leaving it out",
    explanation=(
        "The editor decides on each finding, recommendation and practice of the reviews. Until then, the "
        "publication does not contain it."
    ),
    source="the six reviews of INTI-CITIES (2009), lines 1583-1600",
    bad="""
publication:
  round: first
  layout: listed
  gathered: {leeds:F01: {city: leeds, text: Asked late., chapter: EM/3}}
""",
    good="""
publication:
  round: first
  layout: listed
  gathered: {leeds:F01: {city: leeds, text: Asked late., chapter: EM/3, left_out: Rare.}}
""",
)
ITEM_WITHOUT_SOURCE = Rule(
    "item-without-source",
    Level.WARNING,
    "{item} has no source in the reviews",
    "on the sheet “gathered”, enter {item} next to the item of a review that is its source",
    explanation=(
        "In the publication of a round, each problem, recommendation and practice must have a source in the "
        "reviews of that round. Text that the editor wrote is kept even after its last source is removed. "
        "A practice that belongs to an organisation needs no other source."
    ),
    source="the six reviews of INTI-CITIES (2009), lines 1583-1600",
    bad="""
publication:
  round: first
  layout: listed
  problems: {P01: {chapter: EM/3, text: Asked late., cities: [leeds, rome]}}
""",
    good="""
publication:
  round: first
  layout: listed
  problems: {P01: {chapter: EM/3, text: Asked late., cities: [leeds, rome], findings: [leeds:F01]}}
  gathered: {leeds:F01: {city: leeds, text: Asked late., chapter: EM/3, item: P01}}
""",
)

"""Rules for editions of a policy agenda, for charter rounds and for progress reports on a charter.

The examples are excerpts from ``agenda.yaml``, ``charter.yaml`` or ``progress.yaml``. Their first key names
the file.
"""

from __future__ import annotations

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

_MOVE_TO_MUNICIPALITIES = "move it to the efforts of the municipalities, or correct its `nature`"
_AGENDA = "evaluation of the Dutch integration agenda (2010)"

EFFORT_ON_THE_WRONG_SIDE = Rule(
    "effort-on-the-wrong-side",
    Level.ERROR,
    "an activity of the State is listed among the efforts of the municipalities",
    "move it to the efforts of the State, or correct its `nature`",
    explanation="Each effort must be listed under the side that makes it; otherwise, it reads like a demand.",
    source=f"{_AGENDA}, lines 226 and 831 (rule R30)",
    bad="""
agenda:
  entries:
    GIA/03:
      efforts:
        - {side: state, nature: possible-extra, text: Advises employers.}
        - {side: municipalities, nature: existing-agreement, text: Finds trainees.}
""",
    good="""
agenda:
  entries:
    GIA/03:
      efforts:
        - {side: state, nature: state-activity, text: Advises employers.}
        - side: municipalities
          nature: existing-agreement
          agreement: Agreement on youth and work
          text: Finds trainees.
""",
    variants={
        "statutory-task": Wording(
            "a statutory task is listed among the efforts of the State", _MOVE_TO_MUNICIPALITIES
        ),
        "possible-extra": Wording(
            "a possible extra activity is listed among the efforts of the State", _MOVE_TO_MUNICIPALITIES
        ),
        "no agreement": Wording("the existing agreement is not named", "name it in `agreement`"),
    },
)
INCOMPLETE_AREA = Rule(
    "incomplete-area",
    Level.ERROR,
    "missing from {area}: {missing}",
    "add what is missing",
    explanation="Each area of an edition needs a core problem, a joint ambition, and efforts of both sides.",
    source=f"{_AGENDA}, lines 88 and 224-226 (rule R31)",
    bad="""
agenda:
  number: 1
  entries:
    GIA/01: {core_problem: Courses are left half-way.}
""",
    good="""
agenda:
  number: 1
  entries:
    GIA/01:
      core_problem: Courses are left half-way.
      joint_ambition: Who begins will finish.
      efforts:
        - {side: state, nature: state-activity, text: Pays for childcare.}
        - {side: municipalities, nature: possible-extra, text: Calls those who stay away.}
""",
    variants={
        "no entry": Wording(
            "edition {edition} has no entry for the area {area} ({name})", "add an entry for this area"
        ),
    },
)
SIGNATURE_BEFORE_DECISION = Rule(
    "signature-before-decision",
    Level.ERROR,
    "{city} signed before its council decided",
    "check both dates; the decision must come first",
    explanation="A city may sign only after its council has adopted the charter.",
    source="the charter’s public page on becoming a signatory (rule R28)",
    bad="""
signatures:
  - {city: havenstad, office: Mayor, signed: 2026-06-19}
  - city: eikenrode
    office: Mayor
    decision: {decided: 2026-06-20, number: "7"}
    signed: 2026-06-19
""",
    good="""
signatures:
  - city: havenstad
    office: Mayor
    decision: {decided: 2026-06-19, number: "7"}
    signed: 2026-06-19
  - {city: eikenrode, office: Mayor}
""",
    variants={
        "no decision": Wording(
            "{city} signed, but the decision of its council is not recorded",
            "add the date and number of the decision",
        ),
    },
)
SIGNATURE_BEFORE_VERSION = Rule(
    "signature-before-version",
    Level.ERROR,
    "{city} signed before {charter} was launched ({since})",
    "check the date, or name the version that the city signed",
    explanation="A city is bound by the text that it signed, which must already have been published.",
    source="DIVE report (2010), line 127, for the version of 2010",
    bad="signatures: [{city: havenstad, office: Mayor, signed: 2010-01-31}]",
    good="""
signatures:
  - {city: havenstad, office: Mayor, signed: 2010-02-01}
  - {city: eikenrode, office: Mayor, signed: 2009-06-19, version: integrating-cities@2009}
""",
)
REPEATED_SIGNATORY = Rule(
    "repeated-signatory",
    Level.ERROR,
    "{city} is listed twice under {charter}",
    "add the date on which the city withdrew, or keep only one of the two",
    explanation="A city may sign a version again only after it has withdrawn.",
    source="public lists of the signatories, which disagree on their number",
    bad="""
signatures:
  - {city: havenstad, office: Mayor}
  - {city: havenstad, office: Alderman}
""",
    good="""
signatures:
  - {city: havenstad, office: Mayor, withdrawn: 2015-01-01}
  - {city: havenstad, office: Mayor, signed: 2020-01-01}
  - {city: havenstad, office: Mayor, version: integrating-cities@2024}
""",
)
STEP_OUT_OF_ORDER = Rule(
    "step-out-of-order",
    Level.WARNING,
    "{city}: {later} is dated before {earlier}",
    "check both dates",
    explanation="The city signs; then its signed copy is received; then it is listed.",
    source="the charter’s public page on becoming a signatory",
    bad="""
signatures:
  - {city: havenstad, office: Mayor, signed: 2026-06-19, listed: 2026-07-01}
  - {city: eikenrode, office: Mayor, signed: 2026-06-19, scan_received: 2026-06-18}
  - {city: portalba, office: Mayor, withdrawn: 2026-06-18}
""",
    good="""
signatures:
  - {city: havenstad, office: M., signed: 2026-06-19, scan_received: 2026-06-24, listed: 2026-07-01}
  - {city: eikenrode, office: Mayor, signed: 2026-06-19}
""",
    variants={
        "undated": Wording("{city}: {later} is dated, but {earlier} is not", "add the missing date"),
        "withdrawal": Wording("{city} withdrew before it signed", "check both dates"),
        "withdrawal, not signed": Wording(
            "{city} withdrew, but the date of its signature is missing", "add the missing date"
        ),
    },
)
MISSING_RATING = Rule(
    "missing-rating",
    Level.ERROR,
    "{city} reported, but did not rate {commitments}",
    "ask the city to rate them in its form",
    explanation="A progress report covers every commitment of the version that the city signed.",
    source="the charter’s public reports (rule R29)",
    bad="""
reports: {lyon: {commitments: {PM/1: {rating: not-at-all}}}}
""",
    good="""
reports:
  lyon:
    commitments: {PM/1: {rating: not-at-all}, PM/2: {rating: not-at-all}}
  eikenrode: {}
""",
)
MISSING_RATING_EVIDENCE = Rule(
    "missing-rating-evidence",
    Level.ERROR,
    "{city} rates {commitments} as fully or partly kept, but gives no evidence",
    "ask the city for facts that others can check",
    explanation="The ratings “fully” and “partly” need evidence; “not at all” needs none.",
    source="the charter’s public reports (rule R29)",
    bad="""
reports:
  lyon:
    commitments: {PM/1: {rating: partly}, PM/2: {rating: not-at-all}}
""",
    good="""
reports:
  lyon:
    commitments: {PM/1: {rating: partly, evidence: Four policies of nine.}, PM/2: {rating: not-at-all}}
""",
)

"""Rules for feedback reports: findings, recommendations, approval and the host’s response.

The examples are excerpts from a record. Their first key names the file.
"""

from __future__ import annotations

from types import MappingProxyType

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

_GUIDE = "INTI-CITIES guide to peer review (2009)"

_CONFIRM = "name supporting facts from more sessions, or change its state to candidate"
_SUPPORT = "cite facts about its indicators that support it, or change its state to candidate"

OPINION_AS_EVIDENCE = Rule(
    "opinion-as-evidence",
    Level.ERROR,
    "{finding} is based only on opinions: {evidence}",
    "name facts that support it, or change its state to candidate",
    explanation="A finding must be supported by facts; opinions may only be added to them.",
    source=f"{_GUIDE}, lines 959-963 (rule R15)",
    bad="""
evidence: {records: {I1-1: {indicator: GG/1, statement: It is slow., nature: opinion}}}
feedback:
  findings:
    F01: {indicators: [GG/1], kind: weakness, text: Slow., state: agreed, evidence: [I1-1]}
""",
    good="""
evidence:
  records:
    I1-1: {indicator: GG/1, statement: It is slow., nature: opinion}
    I2-1: {indicator: GG/1, statement: It took nine weeks., nature: fact}
feedback:
  findings:
    F01: {indicators: [GG/1], kind: weakness, text: Slow., state: agreed, evidence: [I1-1, I2-1]}
    F02: {indicators: [GG/1], kind: weakness, text: Slow., state: candidate, evidence: [I1-1]}
""",
)
UNCONFIRMED_FINDING = Rule(
    "unconfirmed-finding",
    Level.ERROR,
    "{finding} needs {needed} sessions that confirm it, but has only {sessions}",
    _CONFIRM,
    explanation="A finding needs supporting facts from two sessions or more, at least one of them checked.",
    source=f"{_GUIDE}, lines 878-880 and 934-935 (rules R16 and R47)",
    bad="""
evidence:
  records:
    I1-1: {indicator: GG/1, statement: It took nine weeks., nature: fact, colour: does-not-meet}
    I2-1: {indicator: GG/1, statement: Money is there until 2028., nature: fact, colour: meets}
feedback:
  findings:
    F01: {indicators: [GG/1], kind: weakness, text: Slow., state: agreed, evidence: [I1-1, I2-1]}
""",
    good="""
evidence:
  records:
    I1-1:
      {indicator: GG/1, statement: Late., nature: fact, colour: does-not-meet, checked: baseline}
    WA-1: {indicator: GG/1, statement: It took two months., nature: fact, colour: does-not-meet}
feedback:
  findings:
    F01: {indicators: [GG/1], kind: weakness, text: Slow., state: agreed, evidence: [I1-1, WA-1]}
    F02: {indicators: [GG/1], kind: weakness, text: Alone., state: candidate, evidence: [I1-1]}
""",
    variants=MappingProxyType(
        {
            "no fact": Wording("{finding} is not supported by any fact about its indicators", _SUPPORT),
            "opposite": Wording(
                "no fact supports {finding}, and its evidence contradicts it: {evidence}", _SUPPORT
            ),
            "unusable": Wording(
                "{finding} must not use {evidence}: "
                "a session was cancelled or has no guests, or a guest did not agree to notes",
                "cite facts from other sessions instead, or change its state to candidate",
            ),
            "contradicted": Wording(
                "all facts about {indicators} contradict {finding}: {evidence}",
                "remove {indicators} from the finding, or cite facts that support it",
            ),
            "one-sided": Wording(
                "{finding} is mixed, but all its facts have the same judgement",
                "add facts for the other side, or choose strength or weakness",
                Level.WARNING,
            ),
            "not checked": Wording(
                "no fact that supports {finding} was checked against another source",
                "check one of these facts and record the source, or change the finding’s state to candidate",
            ),
            "contrary": Wording(
                "{finding} cites evidence that contradicts it: {evidence}",
                "check that the finding takes this evidence into account",
                Level.INFO,
            ),
            "same person": Wording(
                "the same person confirms {finding} in every session",
                "find somebody else who can confirm it",
                Level.WARNING,
            ),
            "same unit": Wording(
                "everybody who confirms {finding} belongs to the same unit",
                "find somebody from another unit who can confirm it",
                Level.WARNING,
            ),
        }
    ),
)
MISSING_JUDGEMENT = Rule(
    "missing-judgement",
    Level.ERROR,
    "the team has not judged {indicators}",
    "choose “meets”, “does not meet” or “cannot tell” for each",
    explanation="Each indicator that the team reviewed needs a judgement after the visit.",
    source=f"{_GUIDE}, lines 856-858 and 945-956 (rule R52)",
    bad="""
evidence: {records: {I1-1: {indicator: GG/1, statement: It took nine weeks.}}}
feedback: {summary: Late., judgements: {GG/2: {flexible_reading: A note in June is enough.}}}
""",
    good="""
evidence: {records: {I1-1: {indicator: GG/1, statement: It took nine weeks.}}}
feedback:
  judgements:
    GG/1: {judgement: does-not-meet}
    GG/2: {judgement: meets, flexible_reading: A note in June is enough.}
""",
    variants=MappingProxyType(
        {
            "flexible reading": Wording(
                "{indicator} has a flexible reading, but is not judged to meet the benchmark",
                "choose “meets”, or remove the reason for the flexible reading",
                Level.WARNING,
            ),
            "opposite": Wording(
                "the team’s judgement on {indicator} contradicts {findings}",
                "correct the judgement or the finding, or give the reason as a flexible reading",
                Level.WARNING,
            ),
        }
    ),
)
LATE_CONCLUSIONS = Rule(
    "late-conclusions",
    Level.ERROR,
    "the main conclusions were agreed {days} after the visit",
    "check the date: the team must agree on them before it leaves",
    explanation="The team must agree on its main conclusions before it leaves, and base each on findings.",
    source=f"{_GUIDE}, lines 882-883 (rules R18 and R51)",
    bad="""
review: {visit_end: 2026-10-08}
feedback: {conclusions: {agreed: 2026-10-12, items: [{text: Ask earlier.}]}}
""",
    good="""
review: {visit_end: 2026-10-08}
feedback:
  conclusions: {agreed: 2026-10-08, items: [{text: Ask earlier., findings: [F01]}]}
  findings: {F01: {indicators: [GG/1], kind: weakness, text: Slow., state: agreed}}
""",
    variants=MappingProxyType(
        {
            "none": Wording("there are no main conclusions", "add those that the team agreed on"),
            "no date": Wording(
                "the date on which the main conclusions were agreed is missing",
                "add it; it must be a day of the visit",
            ),
            "before the visit": Wording(
                "the main conclusions were agreed before the visit began",
                "correct the date; it must be a day of the visit",
            ),
            "not agreed": Wording(
                "it is not recorded whether {members} agreed to the main conclusions",
                "add the initials of those who agreed to `agreed_by`, and of those who were not present to "
                "`absent`",
            ),
            "no finding": Wording(
                "this conclusion is not based on a finding", "name the findings that it is based on"
            ),
            "not agreed finding": Wording(
                "this conclusion is based on findings that are not agreed: {findings}",
                "name an agreed finding, or remove the conclusion",
            ),
        }
    ),
)
MISSING_APPROVAL = Rule(
    "missing-approval",
    Level.ERROR,
    "{member} has not approved the report",
    "ask for approval before the release",
    explanation="Every member must approve the released version, after the visit and not before the date of "
    "the report.",
    source=f"{_GUIDE}, lines 894-896 (rules R19 and R54)",
    bad="""
review: {team: {members: [{role: leader, person: {office: Head of unit, initials: JB}}]}}
feedback: {status: released, version: "1.0", approvals: {JB: {decision: approved, version: "0.9"}}}
""",
    good="""
review: {team: {members: [{role: leader, person: {office: Head of unit, initials: JB}}]}}
feedback:
  status: released
  version: "1.0"
  dated: 2026-11-10
  approvals: {JB: {decision: approved, decided: 2026-11-20, version: "1.0"}}
""",
    variants=MappingProxyType(
        {
            "another version": Wording(
                "{member} approved version {approved}, but the report is version {version}",
                "ask for approval of this version",
            ),
            "no approved version": Wording("the version that {member} approved is missing", "add it"),
            "no report version": Wording(
                "{member} approved version {approved}, but the report has no version",
                "enter the version of the report",
            ),
            "no date": Wording("the date on which {member} approved the report is missing", "add it"),
            "no report date": Wording(
                "the date of the report is missing",
                "enter it in the sheet that `assembler export dates` writes, and import it",
            ),
            "before the end": Wording(
                "{member} approved the report before the visit ended",
                "correct the date, or ask for approval again",
            ),
            "before the report": Wording(
                "{member} approved the report before the date of the report, {date}",
                "correct one of the dates, or ask for approval of this version",
            ),
        }
    ),
)
ONLY_CRITICISM = Rule(
    "only-criticism",
    Level.WARNING,
    "the section on {section} names only weaknesses",
    "add a strength or a good practice, if there is one",
    explanation="A section with weaknesses should also name a strength or a good practice, if there is one.",
    source=f"{_GUIDE}, lines 885-888 (rule R20)",
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
UNFOUNDED_RECOMMENDATION = Rule(
    "unfounded-recommendation",
    Level.ERROR,
    "{recommendation} is not based on a finding",
    "name an agreed finding, or leave the recommendation out",
    explanation="Each recommendation must follow from at least one agreed finding.",
    source=f"{_GUIDE}, lines 934-943 (rule R21)",
    bad="""
feedback:
  findings: {F01: {indicators: [GG/1], kind: weakness, text: Slow., state: candidate}}
  recommendations: {R01: {text: Ask earlier., findings: [F01]}, R02: {text: Ask more.}}
""",
    good="""
feedback:
  findings: {F01: {indicators: [GG/1], kind: weakness, text: Slow., state: agreed}}
  recommendations: {R01: {text: Ask earlier., findings: [F01]}}
""",
    variants=MappingProxyType(
        {
            "not agreed": Wording(
                "{recommendation} is based on findings that are not agreed: {findings}",
                "name an agreed finding, or leave the recommendation out",
            ),
        }
    ),
)
VAGUE_RECOMMENDATION = Rule(
    "vague-recommendation",
    Level.WARNING,
    "{recommendation} does not say who should act, or by when",
    "say who should act, and add a deadline",
    explanation="A recommendation should say who should act, and by when.",
    source=f"rule R22, inferred from the worked example in the {_GUIDE}, lines 939-943",
    bad="""
feedback: {recommendations: {R01: {text: Ask earlier., addressee: Mayor}}}
""",
    good="""
feedback: {recommendations: {R01: {text: Ask earlier., addressee: Mayor, deadline: 2027-03-01}}}
""",
    variants=MappingProxyType(
        {
            "addressee": Wording("{recommendation} does not say who should act", "say who should act"),
            "deadline": Wording("{recommendation} has no deadline", "add a deadline"),
        }
    ),
)
MISSING_RESPONSE = Rule(
    "missing-response",
    Level.ERROR,
    "the host has not answered {recommendation}",
    "ask the host to answer “accepted”, “partly” or “not now”",
    explanation="The public edition needs the host’s commitment and its answers to the main recommendations.",
    source=f"{_GUIDE}, lines 903-904 (rules R23 and R50)",
    bad="""
feedback:
  status: released
  recommendations: {R01: {text: Ask earlier., priority: high}}
""",
    good="""
feedback:
  status: released
  recommendations: {R01: {text: Ask earlier., priority: high}, R02: {text: Ask more., priority: low}}
  responses: {R01: {decision: accepted}, R02: {decision: not-now}}
  commitment: {office: Mayor, signed: 2026-12-10}
""",
    variants=MappingProxyType(
        {
            "others": Wording(
                "the host has not answered these recommendations: {recommendations}",
                "ask the host whether it will answer them",
                Level.WARNING,
            ),
            "not now": Wording(
                "the host answers “not now” to each of the main recommendations",
                "ask which of them it can act on",
            ),
            "not signed": Wording(
                "the host’s commitment is not signed, or the signature is incomplete",
                "ask the host to sign, and enter who signed and when",
            ),
            "signed early": Wording(
                "the host signed its commitment before the date of the report, {date}",
                "correct one of the dates, or ask the host to sign again",
            ),
        }
    ),
)
CHANGED_AFTER_RELEASE = Rule(
    "changed-after-release",
    Level.ERROR,
    "the report has changed since version {version} was released on {date}",
    "give it a new version number and ask for approval, or restore the released text",
    explanation="A released version must not change; a change needs a new version, approved by the peers.",
    source=f"rule R44, inferred from the {_GUIDE}, lines 894-896",
    bad="""
feedback: {status: released, version: "1.0", summary: Better words.}
releases:
  releases:
    - document: report
      version: "1.0"
      released: 2026-12-10
      kind: feedback
      record: {feedback: "0000000000000000000000000000000000000000000000000000000000000000"}
      documents:
        - file: report_x_internal_en.docx
          language: en
          digest: "0000000000000000000000000000000000000000000000000000000000000000"
""",
    good="""
feedback: {status: draft, version: "1.1", summary: Better words.}
releases:
  releases:
    - document: report
      version: "1.0"
      released: 2026-12-10
      kind: feedback
      record: {feedback: "0000000000000000000000000000000000000000000000000000000000000000"}
      documents:
        - file: report_x_internal_en.docx
          language: en
          digest: "0000000000000000000000000000000000000000000000000000000000000000"
""",
    variants=MappingProxyType(
        {
            "other files": Wording(
                "since version {version} was released on {date}, these files have changed: {files}",
                "check whether a new version is needed; the released one is not affected",
                Level.WARNING,
            ),
        }
    ),
)

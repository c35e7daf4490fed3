"""Rules for the privacy of the people whom a review team met.

The examples are excerpts from a record. Their first key names the file.
"""

from __future__ import annotations

from types import MappingProxyType

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

_GUIDE = "INTI-CITIES guide to peer review (2009)"
_AGENDA = "evaluation of the Dutch integration agenda (2010)"

NAME_WITHOUT_CONSENT = Rule(
    "name-without-consent",
    Level.WARNING,
    "{guest} is named, but no consent is recorded",
    "ask for consent, or give only the position",
    explanation="A guest’s name may be recorded, and appear in evidence, only with consent.",
    source=f"{_AGENDA}, lines 447-449 (rule R38)",
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
                "“{name}” is the name of a guest who has not agreed to be named", "give the position instead"
            ),
        }
    ),
)
TRACEABLE_GUEST = Rule(
    "traceable-guest",
    Level.ERROR,
    "“{text}” could identify somebody who was interviewed",
    "rewrite it without names, sessions or evidence labels",
    explanation="No text or edition of a report may name a session, or a guest who has not agreed.",
    source=f"rule R24, inferred from the {_GUIDE}, lines 853-859",
    bad="""
visit:
  sessions:
    I1: {kind: interview, interviewees: [{office: Trainer, name: Ana Soto, category: staff}]}
feedback:
  context: As Interview 1 showed, courses are full.
  findings: {F01: {indicators: [GG/1], kind: weakness, text: Ana Soto waits for rooms.}}
""",
    good="""
visit:
  sessions:
    I1: {kind: interview, interviewees: [{office: Trainer, name: Ana Soto, category: staff}]}
feedback:
  context: Courses are full.
  findings: {F01: {indicators: [GG/1], kind: weakness, text: Trainers wait for rooms.}}
""",
    variants=MappingProxyType(
        {
            "last name": Wording(
                "“{name}” is also the last name of a guest who has not agreed to be named",
                "if the guest is meant, give the position instead",
                Level.WARNING,
            ),
            "initials": Wording(
                "“{initials}” are also the initials of a team member",
                "if the member is meant, write “the team” instead",
                Level.WARNING,
            ),
            "in file": Wording(
                "“{text}” in the finished document could identify somebody who was interviewed",
                "remove it from the text, table or picture that contains it",
            ),
        }
    ),
)

"""Rules for the promises of a host city and its reports about them.

The examples are excerpts from a record. Their first key names the file.
"""

from __future__ import annotations

from types import MappingProxyType

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

_GUIDE = "INTI-CITIES guide to peer review (2009)"
_PROMISE = "the host accepts {recommendation}, but does not say"
_ASK_HOST = "ask the host to complete its answer"

EMPTY_PROMISE = Rule(
    "empty-promise",
    Level.WARNING,
    f"{_PROMISE} what it will do, who is responsible, or by when",
    _ASK_HOST,
    explanation="A host that accepts a recommendation must say what it will do, by whom, and by when.",
    source=f"{_GUIDE}, lines 903-904",
    bad="""
feedback: {responses: {R01: {decision: accepted, responsible: Mayor}}}
""",
    good="""
feedback:
  responses:
    R01: {decision: accepted, action: Four hours a week., responsible: Mayor, deadline: 2027-03-01}
    R02: {decision: not-now}
""",
    variants=MappingProxyType(
        {
            "action": Wording(f"{_PROMISE} what it will do", _ASK_HOST),
            "responsible": Wording(f"{_PROMISE} who is responsible", _ASK_HOST),
            "deadline": Wording(f"{_PROMISE} by when it will act", _ASK_HOST),
            "action and responsible": Wording(
                f"{_PROMISE} what it will do, or who is responsible", _ASK_HOST
            ),
            "action and deadline": Wording(f"{_PROMISE} what it will do, or by when", _ASK_HOST),
            "responsible and deadline": Wording(
                f"{_PROMISE} who is responsible, or by when it will act", _ASK_HOST
            ),
        }
    ),
)
UNEXPLAINED_DEADLINE = Rule(
    "unexplained-deadline",
    Level.WARNING,
    "{promise} has a new deadline without a reason",
    "ask the city for the reason and enter it",
    explanation="A city may move the deadline of a promise if it says why.",
    source=f"{_GUIDE}, lines 903-904",
    bad="""
promises:
  follow_ups:
    2027-1: {answers: {R01: {status: under-way, deadline: 2027-11-01}}}
""",
    good="""
promises:
  follow_ups:
    2027-1: {answers: {R01: {status: under-way, deadline: 2027-11-01, reason: The teacher began late.}}}
""",
)

"""What the cover of a draft says where a rule is broken: once for a rule, in every language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

LACKS: Mapping[str, str] = MappingProxyType({
    "opinion-as-evidence": "Some findings rest on opinions alone; they are left out.",
    "unconfirmed-finding": "Some findings are not confirmed by two sessions; they are left out.",
    "late-conclusions": "The main conclusions were not agreed before the end of the visit.",
    "missing-approval": "Not everybody in the team has approved this report.",
    "unfounded-recommendation": "Some recommendations rest on no agreed finding; they are left out.",
    "missing-response": "The host city has not answered, or has not signed its commitment to act.",
    "traceable-guest": "Some texts lead to people who were interviewed.",
    "unusable-evidence":
        "Some evidence may not be used: a guest did not agree to notes, or there was no session.",
    "unlabelled-evidence": "Some pieces of evidence cannot be labelled.",
    "changed-after-release": "This version was released, and something in it has changed since.",
    "signature-before-decision": "Some cities signed without a decision of their council, or before it.",
    "signature-before-version": "Some signatures are older than this version of the charter.",
    "effort-on-the-wrong-side": "Some efforts stand on the wrong side, or do not name their agreement.",
    "incomplete-area": "Some policy areas of this edition are not complete.",
    "repeated-signatory": "Some cities stand here more than once.",
})  # fmt: skip
"""By the name of the rule, in English. A rule that is not here is told in the words of its finding."""

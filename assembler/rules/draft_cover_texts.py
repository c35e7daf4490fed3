"""Notices on the cover of a draft, as English messages that name what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

DRAFT = "DRAFT"
"""Text in the header of each page of a draft."""
DRAFT_NOTICES: Mapping[str, str] = MappingProxyType({
    "opinion-as-evidence": "Some findings are based on opinions alone and have been left out.",
    "unconfirmed-finding": "Some findings are not confirmed by two sessions and have been left out.",
    "missing-judgement": "Some indicators that the team reviewed have no judgement yet.",
    "late-conclusions": "The main conclusions were not agreed before the end of the visit.",
    "missing-approval": "Not everyone in the team has approved this report.",
    "unfounded-recommendation":
        "Some recommendations are not based on an agreed finding and have been left out.",
    "missing-response": "The host city has not answered, or has not signed its commitment to act.",
    "traceable-guest": "Some texts could identify people who were interviewed.",
    "unusable-evidence":
        "Some evidence may not be used: a guest did not agree to notes, or there was no session.",
    "unlabelled-evidence": "Some pieces of evidence cannot be labelled.",
    "changed-after-release": "This version has been changed since it was released.",
    "signature-before-decision": "Some cities signed without a decision of their council, or before it.",
    "signature-before-version": "Some signatures are older than this version of the charter.",
    "missing-rating": "Some cities did not rate all commitments.",
    "missing-rating-evidence": "Some ratings have no evidence.",
    "effort-on-the-wrong-side":
        "Some contributions are listed on the wrong side, or do not name their agreement.",
    "incomplete-area": "Some policy areas of this edition are not complete.",
    "repeated-signatory": "Some cities are listed here more than once.",
})  # fmt: skip
"""Maps rule ids to notices. For other rules, the cover shows the messages of their diagnostics."""

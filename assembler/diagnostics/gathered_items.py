"""Rules for the items that a publication gathers from the reviews of a round.

The examples are excerpts from ``publication.yaml``. The team of the review ``leeds`` agrees on the finding
F01, but not on F02.
"""

from __future__ import annotations

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

_WITHDRAWN = "{source} is no longer in the report of its review, or the team no longer agrees on it"
WITHDRAWN_ITEM = Rule(
    "withdrawn-item",
    Level.WARNING,
    _WITHDRAWN,
    "clear its number on the sheet “gathered”, and check {item}",
    explanation=(
        "A publication contains only items that are still in the report of their review and on which the "
        "review team agrees."
    ),
    source="INTI-CITIES guide to peer review (2009), lines 934-943",
    bad="gathered: {leeds:F02: {city: leeds, text: Asked late., chapter: C/1, item: P01}}",
    good="gathered: {leeds:F01: {city: leeds, text: Asked late., chapter: C/1, item: P01}}",
    variants={
        "left out": Wording(_WITHDRAWN, "clear its reason for leaving it out on the sheet “gathered”"),
    },
)
UNGATHERED_ITEM = Rule(
    "ungathered-item",
    Level.WARNING,
    "{item} has no chapter, so it was not added to the publication",
    "enter the chapter of {source} on the sheet “gathered”",
    explanation="An item’s indicators determine its chapter. If they have none, the editor enters it.",
    source="DIVE publication (2010), line 223: the chapters follow the benchmark",
    bad="gathered: {leeds:F01: {city: leeds, text: Asked late., item: P01}}",
    good="gathered: {leeds:F01: {city: leeds, text: Asked late., chapter: C/1, item: P01}}",
)

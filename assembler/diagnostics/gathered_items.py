"""Rules for the items that a publication gathers from the reviews of a round.

The examples are excerpts from ``publication.yaml``. The team of the review ``leeds`` agrees on the finding
F01, but not on F02.
"""

from __future__ import annotations

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule

WITHDRAWN_ITEM = Rule(
    "withdrawn-item",
    Level.WARNING,
    "{source} is no longer in the report of its review, or the team no longer agrees on it",
    "remove its number in the sheet “gathered”, and check {item}",
    explanation="A publication contains only findings on which the team of the review agrees.",
    source="INTI-CITIES guide to peer review (2009), lines 934-943",
    bad="gathered: {leeds:F02: {city: leeds, text: Asked late., chapter: C/1, item: P01}}",
    good="gathered: {leeds:F01: {city: leeds, text: Asked late., chapter: C/1, item: P01}}",
)
UNGATHERED_ITEM = Rule(
    "ungathered-item",
    Level.WARNING,
    "{item} has no chapter, so it was not added to the publication",
    "enter the chapter of {source} in the sheet “gathered”",
    explanation="An item’s indicators determine its chapter. If they have none, the editor enters it.",
    source="DIVE publication (2010), line 223: the chapters follow the benchmark",
    bad="gathered: {leeds:F01: {city: leeds, text: Asked late., item: P01}}",
    good="gathered: {leeds:F01: {city: leeds, text: Asked late., chapter: C/1, item: P01}}",
)

"""Rules about the sheets of a spreadsheet that is imported into a record.

The examples are sheets as CSV; rules that a sheet shares with a CSV file of a record are in ``data_files``.
"""

from __future__ import annotations

from types import MappingProxyType

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

CONTRADICTORY_ROWS = Rule(
    "contradictory-rows",
    Level.ERROR,
    "row {row} has another value for the same session",
    "write it once, in the first row of the session",
    explanation="The rows of one session disagree about its day, hours or people.",
    source="nothing is guessed: our own rule",
    bad="Session,Subject,Category\nI1,Housing,mayor\nI1,Work,teacher",
    good="Session,Subject,Category\nI1,Housing,mayor\nI1,,teacher",
)
IGNORED_COLUMN = Rule(
    "ignored-column",
    Level.WARNING,
    "the record has no place for the column “{column}”; it is ignored",
    "nothing to do; rename the column if its content belongs to the record",
    explanation="People add columns of their own to a sheet; they are not imported.",
    source="our own rule",
    bad="Session,Indicator,Statement,Weather\nI1,GG/A/1,Asked.,rain",
    good="Session,Indicator,Statement\nI1,GG/A/1,Asked.",
)
MISSING_COLUMN = Rule(
    "missing-column",
    Level.ERROR,
    "the column “{column}” is missing",
    "add it, in any language",
    explanation="Without this column the rows of a sheet cannot be told apart or used.",
    source="the model of the data",
    bad="Indicator,Statement\nGG/A/1,Asked.",
    good="Session,Indicator,Statement\nI1,GG/A/1,Asked.",
)
UNREADABLE_CELL = Rule(
    "unreadable-cell",
    Level.ERROR,
    "{problem}",
    "{advice}",
    explanation="The cell cannot be read as the kind of value that its column has.",
    source="answers are never guessed: our own rule",
    bad="Session,Indicator,Statement,Colour\nI1,GG/A/1,Asked.,blue",
    good="Session,Indicator,Statement,Colour\nI1,GG/A/1,Asked.,inconclusive",
    variants=MappingProxyType(
        {
            "session": Wording("“{name}” is not the name of a session", "write I17, WA, D1 or so"),
        }
    ),
)

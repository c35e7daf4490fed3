"""Rules for the sheets of a spreadsheet that is imported into a record.

The examples are sheets in CSV format. Rules that also apply to a record's CSV files are in ``data_files``.
"""

from __future__ import annotations

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording
from assembler.diagnostics.value_problems import MESSAGES, SHEET_HINTS, SHEET_MESSAGES, build_variants

_CORRECT = "correct the cell"

CONTRADICTORY_ROWS = Rule(
    "contradictory-rows",
    Level.ERROR,
    "the cell differs from row {row}, which is about the same session",
    "fill in this column only in the first row of the session",
    explanation="The rows of one session disagree about its day, hours or people.",
    source="Assembler’s own rule: nothing is guessed",
    bad="Session,Subject,Category\nI1,Housing,mayor\nI1,Work,teacher",
    good="Session,Subject,Category\nI1,Housing,mayor\nI1,,teacher",
    variants={
        "shared": Wording(
            "the cell differs from row {row}, but this column must be the same in all rows",
            "fill in this column only in the first row",
        )
    },
)
IGNORED_COLUMN = Rule(
    "ignored-column",
    Level.WARNING,
    "the column “{column}” is not part of the record and is ignored",
    "no action needed; if its content belongs in the record, correct the heading",
    explanation="Columns that people add to a sheet for their own use are not imported.",
    source="Assembler’s own rule",
    bad="Session,Indicator,Statement,Weather\nI1,GG/A/1,Asked.,rain",
    good="Session,Indicator,Statement\nI1,GG/A/1,Asked.",
    variants={
        "derived": Wording(
            "this value comes from the reviews, so the change is ignored",
            "change it in the review and gather again, or change the text of the publication",
        )
    },
)
MISSING_COLUMN = Rule(
    "missing-column",
    Level.ERROR,
    "the column “{column}” is missing",
    "add a column with this heading, in any of the program’s languages",
    explanation="The rows of a sheet cannot be identified or used without this column.",
    source="the model of the data",
    bad="Indicator,Statement\nGG/A/1,Asked.",
    good="Session,Indicator,Statement\nI1,GG/A/1,Asked.",
)
UNREADABLE_CELL = Rule(
    "unreadable-cell",
    Level.ERROR,
    MESSAGES[""],
    _CORRECT,
    explanation="The cell does not contain the kind of value that its column needs.",
    source="Assembler’s own rule: answers are never guessed",
    bad="Session,Indicator,Statement,Colour\nI1,GG/A/1,Asked.,blue",
    good="Session,Indicator,Statement,Colour\nI1,GG/A/1,Asked.,inconclusive",
    variants=build_variants({**MESSAGES, **SHEET_MESSAGES}, _CORRECT, SHEET_HINTS),
    hints={
        "choice": "write one of these choices",
        "number": "write a whole number in digits, such as `2`",
        "flag": "write `x`, or leave the cell empty",
        "name": "write a name such as I17, WA or D1",
        "digits": "write the number in digits",
    },
)

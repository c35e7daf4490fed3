"""Rules for people's decisions on the open questions of returned forms.

The examples are sheets in CSV format, in which ``ID`` represents the id of an open decision about an
unreadable answer.
"""

from __future__ import annotations

from types import MappingProxyType

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

INVALID_DECISION = Rule(
    "invalid-decision",
    Level.ERROR,
    "there is no decision {id} about this record",
    "list the open decisions with `assembler decide {record}`",
    explanation="To take a decision, give its id, one of its choices, and the person who decided.",
    source="Assembler’s own rule: nothing is guessed",
    bad="Id,Decision,Answer,Decided by\nID,perhaps,,Ann",
    good="Id,Decision,Answer,Decided by\nID,leave-out,,Ann",
    variants=MappingProxyType(
        {
            "ambiguous": Wording("{id} is the beginning of {count} ids", "write more of its characters"),
            "decided": Wording(
                "{who} already decided this on {day}: {decision}",
                "no action is needed; to change the record, collect a corrected form",
            ),
            "closed": Wording(
                "this decision is no longer open, because the record has changed since",
                "no action is needed if the record is right",
            ),
            "choice": Wording("“{choice}” is not a choice here", "choose one of: {choices}"),
            "no choice": Wording("no choice was made", "choose one of: {choices}"),
            "no answer": Wording(
                "there is no answer to enter", "write it after --answer, or in the column “Answer”"
            ),
            "unused answer": Wording(
                "the choice “{choice}” does not use the answer “{answer}”",
                "remove the answer, or choose `answer`",
            ),
            "no person": Wording(
                "the name of the person who decided is missing",
                "add --by NAME, or fill in the column “Decided by”",
            ),
            "twice": Wording("this decision is listed twice", "remove one of the two"),
            "row": Wording(
                "“{text}” does not name the columns of the row", "write the whole row, for example: {example}"
            ),
            "earlier text": Wording(
                "the history does not contain the text before the change",
                "write the text after --answer, or in the column “Answer”",
            ),
            "rejected": Wording(
                "the record cannot store {answer} at {path}: {reason}", "enter another answer"
            ),
            "not deleted": Wording(
                "the answer at {path} cannot be deleted: {reason}",
                "enter an answer, or choose another decision",
            ),
            "incomplete finding": Wording(
                "the team cannot agree on {code} yet: {reason}",
                "fill in what is missing in the spreadsheet of findings "
                "(`assembler export findings --record {record}`), import it, and decide then",
            ),
            "unreadable choice": Wording("{problem}", "choose one of: {choices}"),
            "unreadable": Wording("{problem}", "{advice}"),
        }
    ),
)

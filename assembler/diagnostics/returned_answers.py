"""Rules for the answers and other text in a returned form, and for returned reports.

The examples use the notation described in ``returned_forms``.
"""

from __future__ import annotations

from types import MappingProxyType

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording
from assembler.diagnostics.value_problems import ANSWER_MESSAGES, MESSAGES, build_variants

_CHECK_FORM = "check the returned form and enter the answer in the record"
_DECIDE = "run `assembler decide {record}` and enter"
_WHAT_TO_ENTER = MappingProxyType(
    {
        "located": f"{_DECIDE} the answer",
        "choice": f"{_DECIDE} one of {{choices}}",
        "date": f"{_DECIDE} a date such as 2026-03-31",
        "flag": f"{_DECIDE} yes or no",
        "language": f"{_DECIDE} a code such as nl",
        "link": f"{_DECIDE} a complete address such as https://www.example.org",
        "moment": f"{_DECIDE} a date and time such as 2026-03-31 10:10",
        "money": f"{_DECIDE} an amount with its currency, as in 250000 EUR",
        "number": f"{_DECIDE} a number such as 1250",
        "period": f"{_DECIDE} a period such as 2026-2030",
        "year": f"{_DECIDE} a year such as 2027",
    }
)
"""Maps each kind of value to a hint, for answers whose record is known."""
_ASK_TEAM = "ask the team; `assembler status` lists the text until a decision is made"
_SENT = "| T.1 | Which position? | Head of integration |"

# Answers

ACCEPTED_CHANGES = Rule(
    "accepted-changes",
    Level.INFO,
    "tracked changes by {authors} were read as accepted",
    "no action needed; deleted text is kept with the record",
    explanation="The form was filled in with tracked changes; inserted text is part of the answer, and"
    " deleted text is not.",
    source="ISO/IEC 29500-1, 17.13.5 (revisions)",
    bad="| T.1 | Which position? | Mayor {deleted by Ann: Head of integration} |",
    good="| T.1 | Which position? | Mayor |",
    variants={
        "anonymous": Wording(
            "tracked changes without an author were read as accepted",
            "no action needed; deleted text is kept with the record",
        ),
    },
)
ANSWER_DELETED = Rule(
    "answer-deleted",
    Level.INFO,
    "the answer {old} was deleted in the form",
    "if this was a mistake, enter the answer in the record again",
    explanation="The form was sent with an answer in this cell, which is now empty.",
    source="Assembler’s own rule",
    bad="| T.1 | Which position? |  |",
    good="| T.1 | Which position? | Mayor |",
    variants={
        "placeholder": Wording(
            "the answer {old} was deleted in the form, which shows the placeholder text again",
            "if this was a mistake, enter the answer in the record again",
        ),
    },
)
CONFLICT = Rule(
    "conflict",
    Level.ERROR,
    "the form says {form}, but the record was changed to {record} in the meantime{origin}",
    "decide which is right, with `assembler decide` or by collecting the form again with --prefer",
    explanation="Both form and record have changed since the form was sent; the record keeps its value.",
    source="Assembler’s own rule: nobody’s work is overwritten",
    bad="""
sent: | T.1 | Which position? | Adviser |
| T.1 | Which position? | Mayor |
""",
    good="""
sent: | T.1 | Which position? | Adviser |
| T.1 | Which position? | Adviser |
""",
)
INVALID_ANSWER = Rule(
    "invalid-answer",
    Level.ERROR,
    "the answer {answer} cannot be stored at {path}: {reason}",
    "correct the answer and enter it in the record",
    explanation="An answer that the record cannot store is left out; the other answers are accepted.",
    source="the model of the record",
    bad="| T.4 | Which e-mail address? | office at kade |",
    good="| T.4 | Which e-mail address? | mayor@kade.example |",
    variants={
        "deleted": Wording(
            "the answer at {path} cannot be deleted: {reason}",
            "no action is needed if the answer in the record is right; otherwise correct it there",
        ),
    },
)
INVALID_ROW = Rule(
    "invalid-row",
    Level.ERROR,
    "this row cannot be added to the record ({reason}): {row}",
    "correct the row and enter it in the record",
    explanation=(
        "A row of a list lacks a value that the record needs, or contains one that the record cannot store."
    ),
    source="the model of the record",
    bad="""
| Code | Budget line | Amount |
| B.1 | Language courses | |
| B.3 | | 9000 EUR |
""",
    good="""
| Code | Budget line | Amount |
| B.1 | Language courses | |
| B.3 | Sport | 9000 EUR |
""",
)
LOST_FORMATTING = Rule(
    "lost-formatting",
    Level.WARNING,
    "the text is unchanged, but its lists, links or emphasis are missing",
    "no action needed; if somebody removed them on purpose, remove them from the record as well",
    explanation="Programs that do not support content controls often drop formatting as well, so the "
    "formatting in the record is kept.",
    source="measured: AbiWord 3.0 and pandoc 2.17",
    bad="""
sent: | T.3 | How was it written? | We **all** wrote it. |
| T.3 | How was it written? | We all wrote it. |
""",
    good="""
sent: | T.3 | How was it written? | We **all** wrote it. |
| T.3 | How was it written? | We **all** wrote it. |
""",
)
PICTURE_ONLY = Rule(
    "picture-only",
    Level.ERROR,
    "this answer contains a picture or an object, but no text",
    "enter its content in the record; the picture or object is kept in data/kept",
    explanation="A screenshot or a scanned page is not text that the record can store.",
    source="Assembler’s own rule",
    bad="| T.2 | On which day? | {picture} |",
    good="| T.2 | On which day? | 2026-08-31 {picture} |",
)
PLACEHOLDER_DAMAGED = Rule(
    "placeholder-damaged",
    Level.ERROR,
    "the placeholder text in this cell is damaged; the cell contains “{text}”",
    "check the returned form and enter the answer in the record",
    explanation="Somebody typed inside the grey text, so the answer cannot be separated from it.",
    source="measured: LibreOffice 7.4 lets people type into the placeholder text",
    bad="| T.1 | Which position? | Type the position of the MAYOR contact here (T.1) |",
    good="| T.1 | Which position? | Mayor |",
    hints=_WHAT_TO_ENTER,
)
PLACEHOLDER_DELETED = Rule(
    "placeholder-deleted",
    Level.INFO,
    "the placeholder text was deleted, but no answer was written",
    "no action needed: the question counts as unanswered",
    explanation="The grey text is gone, and the cell is empty.",
    source="Assembler’s own rule",
    bad="| T.2 | On which day? |  |",
    good="| T.2 | On which day? | 2026-08-31 |",
)
PLACEHOLDER_REMAINS = Rule(
    "placeholder-remains",
    Level.INFO,
    "the placeholder text was left next to the answer",
    "no action needed: the answer was read without it",
    explanation="Somebody typed before or after the grey text without replacing it.",
    source="measured: LibreOffice 7.4 lets people type next to the placeholder text",
    bad="| T.2 | On which day? | 2026-08-31 [Choose the date or type it] |",
    good="| T.2 | On which day? | 2026-08-31 |",
)
RESOLVED_CONFLICT = Rule(
    "resolved-conflict",
    Level.INFO,
    "the form says {form}, but the record says {record}{origin}; the answer in the {side} was kept",
    "no action needed: the conflict is resolved",
    explanation="The option --prefer resolved the conflict, or somebody did when the program asked.",
    source="Assembler’s own rule",
    bad="""
collected with --prefer form
sent: | T.1 | Which position? | Adviser |
| T.1 | Which position? | Mayor |
""",
    good="""
collected with --prefer form
sent: | T.1 | Which position? | Adviser |
| T.1 | Which position? | Adviser |
""",
)
ROW_DELETED = Rule(
    "row-deleted",
    Level.WARNING,
    "this row was deleted in the form: {row}",
    "if this was a mistake, enter the answer in the record again",
    explanation="A row of a list was sent with values, but is no longer in the form.",
    source="Assembler’s own rule",
    bad="""
| Code | Budget line | Amount |
| B.2 | Housing | |
""",
    good="""
| Code | Budget line | Amount |
| B.1 | Language courses | |
| B.2 | Housing | |
""",
)
TABLE_IN_ANSWER = Rule(
    "table-in-answer",
    Level.WARNING,
    "a table in this answer was converted to lines of text; only the returned form keeps its layout",
    "if the layout matters, look it up in the form in data/returns",
    explanation="The record keeps the text of a pasted table, a line for each row.",
    source="rich text in a record has only paragraphs and lists",
    bad="| T.3 | How was it written? | Mayor, Head of integration {table} |",
    good="| T.3 | How was it written? | Mayor, Head of integration |",
)
UNREADABLE_ANSWER = Rule(
    "unreadable-answer",
    Level.ERROR,
    MESSAGES[""],
    _CHECK_FORM,
    explanation="The answer cannot be read, or has several possible meanings; the record is unchanged.",
    source="Assembler’s own rule: answers are never guessed",
    bad="| T.2 | On which day? | 26/01/12 |",
    good="| T.2 | On which day? | 26 January 2012 |",
    variants=build_variants({**MESSAGES, **ANSWER_MESSAGES}, _CHECK_FORM),
    hints={
        "readings": "enter the right answer in the record, such as {readings}",
        "readings located": f"{_DECIDE} the right answer, such as {{readings}}",
        **_WHAT_TO_ENTER,
    },
)

# Other content

UNMATCHED_PICTURE = Rule(
    "unmatched-picture",
    Level.WARNING,
    "this picture was added to the form and is kept with the record",
    "to use it, copy it to the record’s folder and enter its file name in the record",
    explanation="A picture that was not in the form when it was sent is kept in data/kept.",
    source="Assembler’s own rule: nothing that anybody adds is lost",
    bad="| T.1 | Which position? | Head of integration {picture} |",
    good=_SENT,
)
UNMATCHED_TEXT = Rule(
    "unmatched-text",
    Level.WARNING,
    "text that is not an answer is kept with the record: {reason}",
    "if it is an answer, enter it in the record",
    explanation="Comments, deleted text, and text that does not answer a question are kept in data/kept.",
    source="Assembler’s own rule: nothing that anybody writes is lost",
    bad=f"""
{_SENT}
Please call us before noon.
""",
    good=_SENT,
    variants={
        "comment": Wording(
            "{comment} is kept with the record",
            "decide whether to act on it; `assembler status` lists it until you have decided",
        ),
        "outside the sections": Wording(
            "text outside the sections is kept with the record",
            "if it belongs in the report, move it into a section",
        ),
    },
)

# Reports

AGREED_TEXT_CHANGED = Rule(
    "agreed-text-changed",
    Level.WARNING,
    "this text, which the team had agreed on, was changed; the team must agree to it again",
    _ASK_TEAM,
    explanation="A finding or recommendation that the team agreed on was changed in a returned report.",
    source="Assembler’s own rule: what a team agreed on is not changed silently",
    bad="a peer rewords a recommendation that the team agreed on",
    good="a peer adds a sentence to the introduction",
    variants={
        item: Wording(f"the text of this {item} was changed; the team must agree to it again", _ASK_TEAM)
        for item in ("finding", "good practice", "recommendation", "commitment")
    },
)
CANDIDATE_FINDING = Rule(
    "candidate-finding",
    Level.WARNING,
    "the text below the new heading “{heading}” was stored as the candidate finding {name}",
    "agree on it, or reject it, in the team conclusions; the report contains agreed findings only",
    explanation="A peer added a heading with text below a finding, or in a part that has no findings.",
    source="Assembler’s own rule: nothing that anybody writes is lost",
    bad="a peer adds a heading and a paragraph after the last finding of a part",
    good="a peer adds a paragraph to the text of a finding",
)
GENERATED_TEXT_CHANGED = Rule(
    "generated-text-changed",
    Level.WARNING,
    "text from the record was changed in the report, but not in the record: “{text}”",
    "change it in the record, then build the report again",
    explanation="Only the sections of a report are read back; the text between them comes from the record.",
    source="Assembler’s own rule",
    bad="a peer corrects a percentage in a table of the report",
    good="a peer writes in a section of the report",
)
GENERATED_TEXT_DELETED = Rule(
    "generated-text-deleted",
    Level.INFO,
    "lines that come from the record were deleted ({count}, beginning with “{text}”)",
    "no action needed: the next report will contain them again",
    explanation="Text between the sections was deleted; it comes from the record.",
    source="Assembler’s own rule",
    bad="a peer deletes the table of the indicators",
    good="a peer deletes a paragraph of their own",
    variants={
        "one": Wording(
            "a line that comes from the record was deleted: “{text}”",
            "no action needed: the next report will contain it again",
        ),
    },
)
MISSING_HEADING = Rule(
    "missing-heading",
    Level.WARNING,
    "the heading of this section is missing; the section was recognised by its text",
    "check that the text of the section is complete",
    explanation="Sections are found by their headings or, without a heading, by the text that was sent.",
    source="Assembler’s own rule",
    bad="a peer deletes the heading “Introduction”",
    good="a peer changes the text below the heading",
)
TEXT_IN_REPORT_LANGUAGE = Rule(
    "text-in-report-language",
    Level.INFO,
    "this text was rewritten for the reports in {report}; the text in {original} is unchanged",
    "no action needed; edit the report in {original} to change that text",
    explanation="If a section that shows a translation is rewritten, only the text in that language changes.",
    source="Assembler’s own rule",
    bad="a peer rewrites a section of the Dutch report that shows a text translated from English",
    good="a peer rewrites that section in the English report",
)

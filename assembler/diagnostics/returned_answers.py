"""Rules about the answers in a form that came back, about its other text, and about returned reports.

The notation of the examples is that of ``returned_forms``.
"""

from __future__ import annotations

from types import MappingProxyType

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

_SENT = "| T.1 | Which position? | Head of integration |"

# What the answers say

ACCEPTED_CHANGES = Rule(
    "accepted-changes",
    Level.INFO,
    "tracked changes are read as accepted ({authors})",
    "nothing to do; deleted text is kept with the record",
    explanation="A person filled in the form with changes tracked; insertions count, deletions do not.",
    source="ISO/IEC 29500-1, 17.13.5 (revisions)",
    bad="| T.1 | Which position? | Mayor {deleted by Ann: Head of integration} |",
    good="| T.1 | Which position? | Mayor |",
    variants=MappingProxyType(
        {
            "anonymous": Wording(
                "tracked changes are read as accepted (no author is named)",
                "nothing to do; deleted text is kept with the record",
            ),
        }
    ),
)
ANSWER_DELETED = Rule(
    "answer-deleted",
    Level.INFO,
    "this answer was deleted in the form; it was {old}",
    "if that was a mistake, write it into the record again",
    explanation="There was an answer when the form was sent, and its cell is empty now.",
    source="our own rule",
    bad="| T.1 | Which position? |  |",
    good="| T.1 | Which position? | Mayor |",
    variants=MappingProxyType(
        {
            "placeholder": Wording(
                "this answer was deleted in the form, which shows the placeholder text again; it was {old}",
                "if that was a mistake, write it into the record again",
            ),
        }
    ),
)
CONFLICT = Rule(
    "conflict",
    Level.ERROR,
    "the form says {form}, but the record was changed to {record} in the meantime{origin}",
    "decide which of the two is right, and collect the form again with --prefer form, record or ask",
    explanation="Form and record were both changed since the form was sent; the record stays as it is.",
    source="nobody’s work is overwritten: our own rule",
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
    "the record does not accept {answer} at {path}: {reason}",
    "correct the answer and write it into the record",
    explanation="An answer that the record cannot hold is left out, and the other answers are accepted.",
    source="the model of the record",
    bad="| T.4 | Which e-mail address? | office at kade |",
    good="| T.4 | Which e-mail address? | mayor@kade.example |",
)
INVALID_ROW = Rule(
    "invalid-row",
    Level.ERROR,
    "a row of this list cannot be added to the record ({reason}): {row}",
    "complete the row in the record",
    explanation="A row of a list lacks a cell that the record needs, or has one that it does not accept.",
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
    "the text is as it was sent, but its lists, links or emphasis are missing",
    "the record keeps them; check the form if a person may have removed them",
    explanation="Programs without content controls often drop formatting, too, so the record’s is kept.",
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
    "there is a picture or an object here, but no text",
    "write its content into the record; it is kept in data/kept",
    explanation="A screenshot or a scanned page is not text that the record can hold.",
    source="our own rule",
    bad="| T.2 | On which day? | {picture} |",
    good="| T.2 | On which day? | 2026-08-31 {picture} |",
)
PLACEHOLDER_DAMAGED = Rule(
    "placeholder-damaged",
    Level.ERROR,
    "the placeholder text in this cell is damaged; the cell contains “{text}”",
    "check the returned form and write the answer into the record",
    explanation="A person typed inside the grey text, so the answer cannot be told from it.",
    source="measured: LibreOffice 7.4 lets people type into the placeholder text",
    bad="| T.1 | Which position? | Type the position of the MAYOR contact here (T.1) |",
    good="| T.1 | Which position? | Mayor |",
    variants=MappingProxyType(
        {
            "located": Wording(
                "the placeholder text in this cell is damaged; the cell contains “{text}”",
                "write {value} as {key} into {file}",
            ),
        }
    ),
)
PLACEHOLDER_DELETED = Rule(
    "placeholder-deleted",
    Level.INFO,
    "the placeholder text was deleted and no answer written",
    "nothing to do: the question has no answer",
    explanation="The grey text is gone, and the cell is empty.",
    source="our own rule",
    bad="| T.2 | On which day? |  |",
    good="| T.2 | On which day? | 2026-08-31 |",
)
PLACEHOLDER_REMAINS = Rule(
    "placeholder-remains",
    Level.INFO,
    "the placeholder text was still beside the answer and was removed",
    "nothing to do: the answer was read without it",
    explanation="A person typed before or after the grey text without replacing it.",
    source="measured: LibreOffice 7.4 lets people type beside the placeholder text",
    bad="| T.2 | On which day? | 2026-08-31 Choose the date or type it (T.2) |",
    good="| T.2 | On which day? | 2026-08-31 |",
)
RESOLVED_CONFLICT = Rule(
    "resolved-conflict",
    Level.INFO,
    "the form says {form}, the record {record}{origin}; the {side} was followed",
    "nothing to do: the conflict is resolved",
    explanation="--prefer, or the answer to its question, decided a conflict.",
    source="our own rule",
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
    "if that was a mistake, write it into the record again",
    explanation="A row of a list that was sent with values is not in the form any more.",
    source="our own rule",
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
    "a table in this answer became lines of text; only the returned form has its layout",
    "see the form in data/returns",
    explanation="The record keeps the text of a pasted table, a line for each row.",
    source="the record’s rich text has paragraphs and lists only",
    bad="| T.3 | How was it written? | Mayor, Head of integration {table} |",
    good="| T.3 | How was it written? | Mayor, Head of integration |",
)
UNREADABLE_ANSWER = Rule(
    "unreadable-answer",
    Level.ERROR,
    "{problem}",
    "check the returned form and write the answer into the record",
    explanation="The answer has no reading, or more than one; the record keeps what it has.",
    source="answers are never guessed: our own rule",
    bad="| T.2 | On which day? | 26/01/12 |",
    good="| T.2 | On which day? | 26 January 2012 |",
    variants=MappingProxyType(
        {
            "readings": Wording("{problem}", "is it {readings}? Then write that into the record"),
            "located": Wording("{problem}", "write {value} as {key} into {file}"),
            "readings located": Wording("{problem}", "is it {readings}? Then write it as {key} into {file}"),
        }
    ),
)

# What is not an answer

UNMATCHED_PICTURE = Rule(
    "unmatched-picture",
    Level.WARNING,
    "this picture came with the form and is kept with the record",
    "to use it, copy it into the folder of the record and name it there",
    explanation="A picture that the form was not sent with is kept in data/kept.",
    source="nothing that somebody adds is lost: our own rule",
    bad="| T.1 | Which position? | Head of integration {picture} |",
    good=_SENT,
)
UNMATCHED_TEXT = Rule(
    "unmatched-text",
    Level.WARNING,
    "{reason}; it is kept with the record",
    "if it is an answer, write it into the record",
    explanation="Text that answers no question, a comment or deleted text is kept in data/kept.",
    source="nothing that somebody writes is lost: our own rule",
    bad=f"""
{_SENT}
Please call us before noon.
""",
    good=_SENT,
    variants=MappingProxyType(
        {
            "comment": Wording(
                "{reason}; it is kept with the record", "`assembler status` lists it until somebody decides"
            ),
            "outside the sections": Wording(
                "written outside the sections; it is kept with the record",
                "if the report should say it, move it into a section",
            ),
        }
    ),
)

# Reports

AGREED_TEXT_CHANGED = Rule(
    "agreed-text-changed",
    Level.WARNING,
    "the text of this {item} was changed; the team has to agree to it again",
    "ask the team; `assembler status` lists it until somebody decides",
    explanation="A finding or recommendation that the team agreed on was changed in a returned report.",
    source="S0:885-888",
    bad="a peer rewords a recommendation that the team agreed on",
    good="a peer adds a sentence to the introduction",
)
GENERATED_TEXT_CHANGED = Rule(
    "generated-text-changed",
    Level.WARNING,
    "this text comes from the record, which stays as it is: “{text}”",
    "change it in the record, and build the report again",
    explanation="Only the sections of a report are read back; the text between them comes from the record.",
    source="our own rule",
    bad="a peer corrects a percentage in a table of the report",
    good="a peer writes in a section of the report",
)
GENERATED_TEXT_DELETED = Rule(
    "generated-text-deleted",
    Level.INFO,
    "{count} lines that come from the record were deleted, the first “{text}”",
    "nothing to do: the next report has them again",
    explanation="Text between the sections was deleted; it comes from the record.",
    source="our own rule",
    bad="a peer deletes the table of the indicators",
    good="a peer deletes a paragraph of their own",
)
MISSING_HEADING = Rule(
    "missing-heading",
    Level.WARNING,
    "the heading of this section is missing; its text was recognised by its content",
    "check that its text is complete",
    explanation="Sections are found by their headings; without one, text that was sent is recognised.",
    source="our own rule",
    bad="a peer deletes the heading “Introduction”",
    good="a peer changes the text below the heading",
)
TEXT_IN_REPORT_LANGUAGE = Rule(
    "text-in-report-language",
    Level.INFO,
    "this text was rewritten for the reports in {report}; the text in {original} stays as it is",
    "nothing to do; edit the report in {original} to change that text",
    explanation="A section that shows a translation, and was rewritten, has a text for each language.",
    source="our own rule",
    bad="a peer rewrites a section of the Dutch report that shows a text translated from English",
    good="a peer rewrites that section in the English report",
)
